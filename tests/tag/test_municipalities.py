"""Municipalities: what counts as a mention, what does not, and where it stands."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Mention
from pipeline.tag.gazetteer import Gazetteer, load_gazetteer
from pipeline.tag.municipalities import find_municipalities


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def found(gazetteer: Gazetteer, text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.name) for mention in find_municipalities(gazetteer, text)]


def test_a_mention_is_whole(gazetteer: Gazetteer) -> None:
    assert find_municipalities(gazetteer, "Mötet hölls i Trollhättans Stad.") == (
        Mention(14, 31, "Trollhättans Stad", "MUNICIPALITY", "municipality:1488", "Trollhättan", code="1488"),
    )


def test_every_official_name_is_found_whole(gazetteer: Gazetteer) -> None:
    for one in gazetteer.municipalities:
        for name in (one.official, *(alias for alias in one.aliases if " " in alias)):
            assert [(m.text, m.code) for m in find_municipalities(gazetteer, f"Beslut av {name} i maj.")] == [
                (name, one.code)
            ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Göteborgs stad och Vara kommuns nämnd.", [("Göteborgs stad", "Göteborg"), ("Vara kommuns", "Vara")]),
        ("Upplands Väsby kommuns lägesbild", [("Upplands Väsby kommuns", "Upplands Väsby")]),
        ("Arbetet i Göteborg stad går framåt.", [("Göteborg stad", "Göteborg")]),
        ("Malmö stads tjänstepersoner", [("Malmö stads", "Malmö")]),
        ("Lilla Edet, Upplands-Bro, Dals-Ed", [("Lilla Edet", "Lilla Edet"), ("Upplands-Bro", "Upplands-Bro"),
                                               ("Dals-Ed", "Dals-Ed")]),
        ("Strängnäs och Höganäs", [("Strängnäs", "Strängnäs"), ("Höganäs", "Höganäs")]),
        ("Umeås modell", [("Umeås", "Umeå")]),
        ("Habo är inte Håbo.", [("Habo", "Habo"), ("Håbo", "Håbo")]),
        ("Falu kommun följer efter.", [("Falu kommun", "Falun")]),
        ("Region Gotland är också en kommun.", [("Region Gotland", "Gotland")]),
        ("Han bor i Gbg.", [("Gbg", "Göteborg")]),
        ("STRÄNGNÄS KOMMUN", [("STRÄNGNÄS KOMMUN", "Strängnäs")]),
        ("hur jobbar göteborg med gäng", [("göteborg", "Göteborg")]),
        ("Frivården i Örebro och polisen i Umeå", [("Örebro", "Örebro"), ("Umeå", "Umeå")]),
        ("Storgatan 3 461 30 Trollhättan", [("Trollhättan", "Trollhättan")]),
    ],
)  # fmt: skip
def test_names_that_mean_nothing_else(gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vara ung är inte lätt. Att vara förälder är svårare.",
        "Mark och vatten ska skyddas. Boden där grillen står är låst.",
        "Anna Lund, Per Berg och Lars Mark leder arbetet.",
        "Lund, Anna",
        "Vi har frågat Per-Olof Berg och A. Lund.",
        "– Vi är stolta, säger Berg.",
        "Kontakta Nora Svensson eller Mark Ek.",
        "Maria von Berg och advokat Lund",
        "Vi talade med Petra Falkenberg och Lisa Varberg.",
        "Klippan rasade.",
        "Enligt VARA ska alla vara med.",
        "INGREPP I MARK",
        "Vi mötte A. Varberg igår.",
    ],
)
def test_words_and_people_do_not_count(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I Vara träffas de varje vecka.", ["Vara"]),
        ("De reser från Mark och till Sala.", ["Mark", "Sala"]),
        ("Polisen i Lund samlar butikerna.", ["Lund"]),
        ("kommunerna Vara, Mark och Ale", ["Vara", "Mark", "Ale"]),
        ("Vara, Essunga och Marks kommuner", ["Vara", "Essunga", "Mark"]),
        ("Vi samarbetar: Göteborg, Mark och Ale.", ["Göteborg", "Mark", "Ale"]),
        ("Malmö, Lund och Berg", ["Malmö", "Lund", "Berg"]),
        ("• Mora\n• Malmö\n• Kil", ["Mora", "Malmö", "Kil"]),
        ("Torget 2, 534 31 Vara", ["Vara"]),
        ("Kyrkgatan 24, Boden", ["Boden"]),
        ("Kommuner som deltar: Lund, Vara och Sala", ["Lund", "Vara", "Sala"]),
        ("Lund, Malmö", ["Lund", "Malmö"]),
        ("Även Boden och Köping söker medel.", ["Boden", "Köping"]),
        ("Bergs socialnämnd beslutade i juni.", ["Berg"]),
        ("Polisen Lund larmar.", ["Lund"]),
        ("Kyrkgatan 24, Vara", ["Vara"]),
        ("Det är bra, säger Lunds kommundirektör.", ["Lund"]),
    ],
)
def test_a_trap_counts_with_evidence(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert [name for _, name in found(gazetteer, text)] == names


def test_kommun_elsewhere_makes_later_uses_count(gazetteer: Gazetteer) -> None:
    text = "Lunds kommun växer.\nNu satsar Lund på skolan. Lund har anställt fyra."
    assert [m.start for m in find_municipalities(gazetteer, text)] == [0, 30, 46]
    assert found(gazetteer, "Nu satsar Lund på skolan. Lund har anställt fyra.") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Lunds kommun\nLund\nVi växer.", 2),
        ("Lunds kommun\nI dag log advokat Lund.", 1),
        ("Lunds kommun\nI dag log Lund Andersson.", 1),
        ("Lunds kommun\nDet blir bra, Lund säger nej.", 1),
        ("Vara kommun\nDET KAN VARA SÅ.", 1),
    ],
)
def test_where_kommun_elsewhere_is_evidence(gazetteer: Gazetteer, text: str, count: int) -> None:
    assert len(found(gazetteer, text)) == count


def test_a_person_stays_a_person_beside_the_municipality(gazetteer: Gazetteer) -> None:
    text = "I Lunds kommun arbetar Anna Lund. – Det går bra, säger Lund. Skicka frågor till Johan Lund."
    assert found(gazetteer, text) == [("Lunds kommun", "Lund")]


def test_a_direction_is_no_evidence_where_the_name_is_a_person(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Det säger Eva Berg. Frågor går till Berg.") == []
    assert found(gazetteer, "Det säger Eva Ek. Bussen går till Berg.") == [("Berg", "Berg")]


_PIECES = st.sampled_from(
    ["Göteborgs", "Vara", " ", " stad", " kommuns", ", ", " och ", "\n", "\u00a0", "i ", "Anna ", "Lund", "-", "•", ".",
     "Upplands", "Väsby", "461 83 ", "län", "İ", "ſ", "MALMÖ", "malmö", " universitet", "kommunerna "]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=30).map("".join))
def test_offsets_hold_for_any_text(text: str) -> None:
    mentions = find_municipalities(_GAZETTEER, text)
    assert all(text[m.start : m.end] == m.text and m.entity_id == f"municipality:{m.code}" for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


_GAZETTEER = load_gazetteer()


@pytest.mark.shared
def test_the_seeds(gazetteer: Gazetteer, shared: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    names = [{name for _, name in found(gazetteer, text)} for text in texts]
    assert sorted(map(sorted, names)) == [
        ["Göteborg", "Linköping", "Sigtuna", "Södertälje", "Trollhättan"],
        ["Göteborg", "Trollhättan", "Vänersborg"],
        ["Strängnäs"],
        ["Trollhättan"],
        ["Trollhättan"],
    ]
    for text in texts:
        assert all(text[m.start : m.end] == m.text for m in find_municipalities(gazetteer, text))
