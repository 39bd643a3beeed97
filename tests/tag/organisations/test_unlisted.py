from __future__ import annotations

import pytest

from pipeline.tag.organisations.unlisted import unlisted_organisations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dömdes i Växjö tingsrätt i går", ["Växjö tingsrätt"]),
        (
            "Kammarrätten i Sundsvall och förvaltningsrätten i Luleå",
            ["Kammarrätten i Sundsvall", "förvaltningsrätten i Luleå"],
        ),
        ("forskare vid Lunds universitet och Oslo universitet", ["Lunds universitet", "Oslo universitet"]),
        ("Kungsbacka församling, Svea stadsmission", ["Kungsbacka församling", "Svea stadsmission"]),
        ("Siljans Bygg AB och Bostads AB Vinden", ["Siljans Bygg AB", "Bostads AB Vinden"]),
        ("IFK Varas lag, Mora IF och Alebyggen", ["IFK Varas", "Mora IF", "Alebyggen"]),
        ("hyr av Trelleborgshem", ["Trelleborgshem"]),
        ("Stiftelsen Agera ger, och stiftelsen Tryggs pengar", ["Stiftelsen Agera", "Tryggs"]),
        ("föreningen Kvinnor i Vara", ["Kvinnor"]),
        ("Myndigheten för arbetsmiljökunskap och vi", ["Myndigheten för arbetsmiljökunskap och vi"]),
        ("skrev Bohus-Posten och Ale Tidning", ["Bohus-Posten", "Ale Tidning"]),
        ("polisområde Storgöteborg", ["polisområde Storgöteborg"]),
        ("Polisen region Mitt och SiS Råbys", ["Polisen region Mitt", "SiS Råbys"]),
        ("vid Riksenheten för säkerhetsmål", ["Riksenheten för säkerhetsmål"]),
        ("som institutionen för polisiärt arbete bedriver", ["institutionen för polisiärt arbete"]),
        (
            "Utredningen om makt, integration och strukturell diskriminering har",
            [
                "Utredningen om makt, integration och strukturell diskriminering",
            ],
        ),
        ("hos Sveriges Kommunikatörer och SKR", ["Sveriges Kommunikatörer"]),
        ("Sveriges Kvinno- och Tjejjourers Riksförbund", ["Sveriges Kvinno- och Tjejjourers Riksförbund"]),
        ("vid De Montfort University i Leicester", ["De Montfort University"]),
        ("i Sollerö hembygdsförening och Umeå Rotaryklubb", ["Sollerö hembygdsförening", "Umeå Rotaryklubb"]),
        ("Boden Hockey, Uppsala brandförsvar", ["Boden Hockey", "Uppsala brandförsvar"]),
        (
            "av Skolsäkerhetsutredningen och Endometriosföreningen",
            [
                "Skolsäkerhetsutredningen",
                "Endometriosföreningen",
            ],
        ),
        ("Peter Sandgren, vd på Boverk", ["Boverk"]),
        ("ordförande i Mödrar i Tensta", ["Mödrar i Tensta"]),
        ("Tidningen Proffs skriver, av Enkätbyrån Kvist", ["Proffs", "Enkätbyrån Kvist"]),
    ],
)
def test_names_of_an_organisations_form(text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in unlisted_organisations(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ett universitet och en tingsrätt",
        "Varje högskola ska svara",
        "Barnhem och Ungdomshem stängs",
        "föreningen har möte",
        "Vid universitet i landet",
        "www.goteborgs-posten.se",
        "Sveriges EU-ordförandeskap och Sveriges Västsaharapolitik",
        "Utredningen om en ökad trygghet",
        "det är för Regelverket och TEN-T-nätverket",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert list(unlisted_organisations(text)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Växjö tingsrätts dom", "Växjö tingsrätt"),
        ("Göteborgs universitet", "Göteborgs universitet"),
        ("Stiftelsen Vadsteds pengar", "Stiftelsen Vadsted"),
    ],
)
def test_the_name_has_no_genitive_s(text: str, name: str) -> None:
    assert [one.name for one in unlisted_organisations(text)] == [name]
