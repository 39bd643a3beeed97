from __future__ import annotations

import pytest

from pipeline.models import EMBEDDER
from pipeline.models.static import load_static
from pipeline.records import Mention, Municipality
from pipeline.tag.focus_areas import load_head
from pipeline.tag.gazetteer import load_gazetteer
from pipeline.tag.initiatives.finder import find_initiatives
from pipeline.tag.initiatives.lexicon import KnownInitiatives, load_initiatives
from pipeline.tag.municipalities import find_municipalities

HEAD = load_head(load_static(EMBEDDER).encode)


@pytest.fixture(scope="module")
def known() -> KnownInitiatives:
    return load_initiatives()


def found(known: KnownInitiatives, text: str, publisher: Municipality | None = None) -> list[tuple[str, str]]:
    mentions = find_initiatives(known, HEAD, text, (), publisher)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    return [(m.text, m.entity_id.removeprefix("initiative:")) for m in mentions]


def test_a_mention_is_whole(known: KnownInitiatives) -> None:
    assert find_initiatives(known, HEAD, "Genom Kramis hjälp.", (), None) == (
        Mention(6, 12, "Kramis", "INITIATIVE", "initiative:krami", "Krami"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "TUTI-projektet (Tidig Upptäckt Tidig Insats) mot brott. TUTI är bra.",
            [("TUTI-projektet", "tuti"), ("Tidig Upptäckt Tidig Insats", "tuti"), ("TUTI", "tuti")],
        ),
        ("SSPF (skola, socialtjänst, polis och fritid)", [
            ("SSPF", "sspf"), ("skola, socialtjänst, polis och fritid", "sspf"),
        ]),
        ("Gruppvåldsintervention, GVI, eller Sluta skjut", [
            ("Gruppvåldsintervention", "gvi"), ("GVI", "gvi"), ("Sluta skjut", "sluta-skjut"),
        ]),
        ("De går Komet hemma, ett föräldrastöd.", [("Komet", "komet")]),
        ("Avhopparstödet Ny riktning tar emot. Om avhopparstödet: Ny riktnings coach", [
            ("Avhopparstödet", "ny-riktning"), ("Ny riktning", "ny-riktning"), ("avhopparstödet", "ny-riktning"),
            ("Ny riktnings", "ny-riktning"),
        ]),
        ("Projektet Rätt kurva mot våld. Rätt kurva pågår.", [("Rätt kurva", "ratt-kurva")] * 2),
        ("Krami-verksamheten mot brott", [("Krami-verksamheten", "krami")]),
    ],
)  # fmt: skip
def test_initiatives_are_named(known: KnownInitiatives, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(known, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Komet över Vara i natt.",
        "Trappan är hal.",
        "exit poll och pax",
        "Lagen om kommuners ansvar, rapporten Vägar ut och handlingsplanen Rak rygg mot våld.",
        "Sluta skräpa ned, sluta skjut.",
        "Projektet mot brott och satsningen på unga.",
        "föräldrastöd, trygghetsvandringar och en avhopparverksamhet",
    ],
)
def test_what_is_none(known: KnownInitiatives, text: str) -> None:
    assert found(known, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Den som missbrukar anabola androgena steroider (AAS) får vård. AAS köps på gym.", []),
        (
            "Vi arbetar mot gängbrott med Alternativ Till Våld (ATV). Polisen känner till ATV.",
            ["Alternativ Till Våld", "ATV", "ATV"],
        ),
        ("Kabeln Polar Connect skyddas mot brott.", []),
        ("Vi i SPF Seniorerna pratar om bedrägerier.", []),
        ("Metoden togs fram av professor Dan Olweus mot mobbning.", []),
        ("Socialtjänsten har Fryshusets Exit och MST för unga i gäng.", ["Exit", "MST"]),
    ],
)
def test_a_doubtful_form_is_no_part_of_another_name(known: KnownInitiatives, text: str, expected: list[str]) -> None:
    assert [name for name, _ in found(known, text)] == expected


def test_spans_of_others_are_left_alone(known: KnownInitiatives) -> None:
    assert find_initiatives(known, HEAD, "Krami Larsson", ((0, 13),), None) == ()


def test_a_local_name_carries_the_publisher(known: KnownInitiatives) -> None:
    text = "Kommunen driver Vändpunkten mot gäng."
    assert found(known, text, Municipality("1880", "Örebro")) == [("Vändpunkten", "vandpunkten@1880")]


def test_a_local_name_belongs_where_the_text_puts_it(known: KnownInitiatives) -> None:
    text = "Stationen i Trollhättan är ett exempel på en satsning mot brott. Vi på Stationen hjälper."
    places = find_municipalities(load_gazetteer(), text)
    ids = [m.entity_id for m in find_initiatives(known, HEAD, text, (), Municipality("1487", "Vänersborg"), places)]
    assert ids == ["initiative:stationen@1488", "initiative:stationen@1488"]


def test_a_municipality_is_no_initiative(known: KnownInitiatives) -> None:
    text = "Chef för Arboga, och projektet Arboga mot brott i Arboga."
    places = find_municipalities(load_gazetteer(), text)
    assert find_initiatives(known, HEAD, text, (), None, places) == ()


def test_the_title_introduces_names(known: KnownInitiatives) -> None:
    title = "Framsteget – innan det gått för långt"
    assert [
        m.text for m in find_initiatives(known, HEAD, "Vi på Framsteget hjälper barn i gäng.", (), None, (), title)
    ] == ["Framsteget"]


@pytest.mark.parametrize(
    "text", ["Fryshuset driver flera. Exit startade 1998.", "Exit hjälper den som vill lämna. Fryshuset"]
)
def test_a_doubtful_form_counts_beside_a_word_of_its_longer_one(known: KnownInitiatives, text: str) -> None:
    at = text.index("Fryshuset")
    mentions = find_initiatives(known, HEAD, text, [(at, at + 9)], None)
    assert [(m.text, m.entity_id) for m in mentions] == [("Exit", "initiative:exit")]


def test_exit_alone_is_a_door(known: KnownInitiatives) -> None:
    assert found(known, "Exit finns till höger om kassan, vid den stora trappan.") == []


def test_a_service_has_one_id_with_and_without_the_article(known: KnownInitiatives) -> None:
    text = "Kommunens kontrollfunktion granskar. Kontrollfunktionen växer."
    vara = Municipality("1470", "Vara")
    assert found(known, text, vara) == [
        ("kontrollfunktion", "kontrollfunktionen@1470"),
        ("Kontrollfunktionen", "kontrollfunktionen@1470"),
    ]
    assert {m.name for m in find_initiatives(known, HEAD, text, (), vara)} == {"Kontrollfunktionen"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Verksamheten Stationen i Borlänge kommun riktar sig till föräldrar.", [("Stationen", "stationen")]),
        ("Projektet Bakåt startade i maj med 3 miljoner kronor mot brott.", [("Bakåt", "bakat")]),
    ],
)
def test_a_head_and_a_verb_name_one(known: KnownInitiatives, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(known, text) == expected
