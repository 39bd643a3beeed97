"""Names of municipalities and places as they stand: how they are written."""

from __future__ import annotations

import pytest

from pipeline.tag.gazetteer import Gazetteer, load_gazetteer
from pipeline.tag.place_names import named_places, taken_places


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def found(gazetteer: Gazetteer, text: str) -> list[str]:
    return [text[one.start : one.end] for one in named_places(gazetteer, text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Göteborgs stad och Vara kommuns nämnd.", ["Göteborgs stad", "Vara kommuns"]),
        ("Falu kommun följer efter. Falu följer.", ["Falu kommun"]),
        ("Region Gotland är också en kommun.", ["Region Gotland"]),
        ("STRÄNGNÄS KOMMUN och ALE KOMMUN", ["STRÄNGNÄS KOMMUN", "ALE KOMMUN"]),
        ("hur jobbar göteborg och habo med gäng", ["göteborg"]),
        ("habo kommun", ["habo kommun"]),
        ("att vara ung i lund", []),
        ("i gbg, GBG, Övik och övik", ["gbg", "GBG", "Övik", "övik"]),
        ("region Gotland och Upplands väsby", ["region Gotland", "Upplands väsby"]),
        ("Tjärna ängar, Tjärna Ängar, TJÄRNA ÄNGAR och tjärna ängar", ["Tjärna ängar", "Tjärna Ängar", "TJÄRNA ÄNGAR"]),
        ("Kronogårdens centrum, på kronogården", ["Kronogårdens"]),
        ("sträckan Göteborg-Borås", ["Göteborg", "Borås"]),
        ("Brottsofferjouren Botkyrka-Huddinge-Salem", ["Botkyrka", "Huddinge", "Salem"]),
        ("Malung-Sälen och Hallunda-Norsborg", ["Malung-Sälen", "Hallunda-Norsborg"]),
        ("Malmö-Anna, Anna-Malmö och Göteborg-Borås-Posten", []),
        ("KIL i ALE", []),
        ("info@malmo.se, www.malmö.se/stockholm och malmö.se", []),
        ("MaLmÖ", []),
    ],
)
def test_how_a_name_is_written(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert found(gazetteer, text) == names


def test_what_a_place_name_knows(gazetteer: Gazetteer) -> None:
    text = "x" * 100 + " MALMÖ stad"
    (one,) = named_places(gazetteer, text)
    assert (one.start, one.named, one.end, one.code) == (101, 106, 111, "1280")
    assert (one.whole, one.capitals) == (True, True)
    assert one.before(text) == "x" * 79 + " "


@pytest.mark.parametrize(
    ("taken", "met"),
    [
        ([(0, 5)], set()),
        ([(0, 12)], set()),
        ([(0, 14)], {0}),
        ([(12, 14)], set()),
        ([(14, 18)], {1}),
        ([(16, 20), (0, 3)], {1}),
        ([(0, 12), (2, 19), (3, 4)], {0, 1}),
        ([], set()),
    ],
)
def test_a_name_that_meets_a_taken_span_is_taken_unless_it_is_as_long_with_kommun(
    gazetteer: Gazetteer, taken: list[tuple[int, int]], met: set[int]
) -> None:
    assert taken_places(named_places(gazetteer, "Lunds kommun, Lund"), taken) == met


def test_a_name_of_several_has_them_all(gazetteer: Gazetteer) -> None:
    (one,) = named_places(gazetteer, "Sjöbo")
    assert (one.form.kind, one.code, [form.municipality.name for form in one.others]) == ("name", "1265", ["Borås"])
    assert one.read_as(one.others[0]).code == "1490"
