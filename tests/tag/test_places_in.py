"""Places that mean the municipality they lie in, and those that need evidence for it."""

from __future__ import annotations

import pytest

from pipeline.records import Municipality
from pipeline.tag.gazetteer import Gazetteer, load_gazetteer
from pipeline.tag.municipalities import find_municipalities


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def found(gazetteer: Gazetteer, text: str, publisher: str = "") -> list[tuple[str, str]]:
    names = {one.name: Municipality(one.code, one.name) for one in gazetteer.municipalities}
    return [(one.text, one.name) for one in find_municipalities(gazetteer, text, names.get(publisher))]


@pytest.mark.parametrize(
    ("name", "municipality"),
    [
        *[(name, "Stockholm") for name in ("Rinkeby", "Tensta", "Husby", "Hjulsta", "Rågsved", "Hagsätra", "Skärholmen",
                                           "Vårberg", "Bredäng", "Östberga", "Kista", "Akalla")],
        *[(name, "Botkyrka") for name in ("Fittja", "Hallunda", "Norsborg", "Storvreten", "Tumba")],
        *[(name, "Huddinge") for name in ("Vårby", "Flemingsberg", "Skogås")],
        *[(name, "Södertälje") for name in ("Ronna", "Geneta", "Hovsjö", "Fornhöjden", "Saltskog", "Järna")],
        *[(name, "Göteborg") for name in ("Angered", "Hammarkullen", "Hjällbo", "Lövgärdet", "Rannebergen", "Gårdsten",
                                          "Eriksbo", "Biskopsgården", "Tynnered", "Hisings Backa", "Hisingen")],
        *[(name, "Malmö") for name in ("Rosengård", "Södra Sofielund", "Hermodsdal", "Lindängen", "Kroksbäck")],
        *[(name, "Trollhättan") for name in ("Kronogården", "Lextorp", "Sylte")],
        ("Hässleholmen", "Borås"), ("Centrum/Öster", "Landskrona"),
        *[(name, "Eskilstuna") for name in ("Skiftinge", "Fröslunda", "Råbergstorp", "Torshälla")],
        *[(name, "Norrköping") for name in ("Hageby", "Klockaretorpet", "Navestad")],
        *[(name, "Örebro") for name in ("Vivalla", "Baronbackarna", "Brickebacken", "Oxhagen")],
        *[(name, "Uppsala") for name in ("Gottsunda", "Stenhagen")],
        ("Nacksta", "Sundsvall"), ("Jordbro", "Haninge"), ("Fisksätra", "Nacka"), ("Hallonbergen", "Sundbyberg"),
        ("Skäggetorp", "Linköping"), ("Araby", "Växjö"), ("Råslätt", "Jönköping"), ("Huskvarna", "Jönköping"),
        ("Gamlegården", "Kristianstad"), ("Drottninghög", "Helsingborg"), ("Dalaberg", "Uddevalla"),
        ("Kronoparken", "Karlstad"), ("Tjärna ängar", "Borlänge"), ("Jakobsgårdarna", "Borlänge"),
        ("Brandkärr", "Nyköping"), ("Finnstaberg", "Upplands-Bro"), ("Tureberg", "Sollentuna"),
        ("Kinna", "Mark"), ("Skene", "Mark"), ("Åmotfors", "Eda"), ("Charlottenberg", "Eda"), ("Visby", "Gotland"),
        ("Bollmora", "Tyresö"), ("Åkersberga", "Österåker"), ("Märsta", "Sigtuna"), ("Nossebro", "Essunga"),
        ("Skoghall", "Hammarö"), ("Mölnlycke", "Härryda"), ("Nödinge", "Ale"), ("Älvängen", "Ale"), ("Kvänum", "Vara"),
    ],
)  # fmt: skip
def test_a_name_that_nothing_else_has(gazetteer: Gazetteer, name: str, municipality: str) -> None:
    assert found(gazetteer, f"Arbetet i {name} fortsätter.") == [(name, municipality)]
    assert found(gazetteer, f"{name} växer.") == [(name, municipality)]
    assert found(gazetteer, f"i {name.lower()}s") == []


@pytest.mark.parametrize("text", ["Norrby växer.", "Lundby växer.", "Backa växer.", "Söder växer.", "Seved kom.",
                                  "Björn Söder", "Marita Ljung", "Åsa Regnér", "Lina Axelsson",
                                  "Tuve Skånberg", "Haga slott", "Bofors säljer", "Finska Viken"])  # fmt: skip
def test_a_name_that_others_have_needs_evidence(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Borås växer. Norrby också.", [("Borås", "Borås"), ("Norrby", "Borås")]),
        ("Norrby växer, skriver Borås Stad.", [("Norrby", "Borås"), ("Borås Stad", "Borås")]),
        ("Det utsatta området Norrby", []),  # in Borås and in Örebro
        ("Det utsatta området Alby", [("Alby", "Botkyrka")]),
        ("Skjutningen i Alby", [("Alby", "Botkyrka")]),
        ("Alby är ett ödetorp.", []),
        ("Bostadsområdet Andersberg", []),
        ("Andersberg i Gävle och Andersberg i Halmstad", [("Andersberg", "Gävle"), ("Gävle", "Gävle"),
                                                          ("Andersberg", "Halmstad"), ("Halmstad", "Halmstad")]),
        ("I Halmstad, nära Andersberg, inte i Gävle", [("Halmstad", "Halmstad"), ("Andersberg", "Halmstad"),
                                                        ("Gävle", "Gävle")]),
        ("Helsingborg: polisen på Söder", [("Helsingborg", "Helsingborg"), ("Söder", "Helsingborg")]),
        ("Helsingborg ligger söder om Höganäs. Söder växer.", [("Helsingborg", "Helsingborg"), ("Höganäs", "Höganäs")]),
        ("Björn Söder i Helsingborg", [("Helsingborg", "Helsingborg")]),
        ("Malmö: ”Seved är tryggt.”", [("Malmö", "Malmö")]),
        ("Polisen på Seved", [("Seved", "Malmö")]),
        ("I Tuve blir det bättre.", [("Tuve", "Göteborg")]),
        ("området Herrgården i Rosengård", [("Herrgården", "Malmö"), ("Rosengård", "Malmö")]),
        ("Bergsjön i Göteborg och Alby (Botkyrka)", [("Bergsjön", "Göteborg"), ("Göteborg", "Göteborg"),
                                                     ("Alby", "Botkyrka"), ("Botkyrka", "Botkyrka")]),
        ("Rinkeby, Husby och Alby", [("Rinkeby", "Stockholm"), ("Husby", "Stockholm"), ("Alby", "Botkyrka")]),
        ("orter som Henån, Lilla Edet och Ed", [("Henån", "Orust"), ("Lilla Edet", "Lilla Edet"), ("Ed", "Dals-Ed")]),
        ("Sjöbo kommun och Borås. Sjöbo växer.", [("Sjöbo kommun", "Sjöbo"), ("Borås", "Borås"), ("Sjöbo", "Sjöbo")]),
        ("I Borås ligger Sjöbo.", [("Borås", "Borås"), ("Sjöbo", "Borås")]),
        ("Sjöbo växer.", [("Sjöbo", "Sjöbo")]),
        ("Anna Fisksätra", []),
    ],
)  # fmt: skip
def test_what_is_evidence(gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(gazetteer, text) == expected


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        ("Borås", "Norrby och Sjöbo växer.", [("Norrby", "Borås"), ("Sjöbo", "Borås")]),
        ("Borås", "Sjöbo kommun växer.", [("Sjöbo kommun", "Sjöbo")]),
        ("Örebro", "Norrby växer.", [("Norrby", "Örebro")]),
        ("Göteborg", "Backa och Lundby växer.", [("Backa", "Göteborg"), ("Lundby", "Göteborg")]),
        ("Eskilstuna", "Lundby växer.", [("Lundby", "Eskilstuna")]),
        ("Upplands Väsby", "På Väsbys skolor", [("Väsbys", "Upplands Väsby")]),
        ("Göteborg", "Som i Rinkeby", [("Rinkeby", "Stockholm")]),
    ],
)
def test_the_publishers_own_places(
    gazetteer: Gazetteer, publisher: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(gazetteer, text, publisher) == expected


def test_the_reason_names_what_the_place_is(gazetteer: Gazetteer) -> None:
    text = "Kronogården och Kinna. Malmö har Värnhem och Haga. Stadsdelen Grimsta."
    mentions = find_municipalities(gazetteer, text)
    assert [(one.text, one.confidence, one.reason) for one in mentions] == [
        ("Kronogården", 0.95, "area in Trollhättan"),
        ("Kinna", 0.95, "town in Mark"),
        ("Malmö", 0.97, "the name means nothing else"),
        ("Värnhem", 0.95, "district in Malmö"),
        ("Grimsta", 0.75, "area in Stockholm"),
    ]
