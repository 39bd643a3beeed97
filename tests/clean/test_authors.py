"""Authors are people: one or several, never a site, an organisation or a user id."""

from __future__ import annotations

import pytest

from pipeline.clean.authors import author, byline, people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Eva Lind", ["Eva Lind"]),
        ("Av Eva Lind", ["Eva Lind"]),
        ("Text: Eva Lind Foto: Bo Ek", ["Eva Lind"]),
        ("Eva Lind; Bo Ek", ["Eva Lind", "Bo Ek"]),
        ("Eva Lind och Bo Ek", ["Eva Lind", "Bo Ek"]),
        (
            "Danielle DeSiato, Donna Enzmann, and Natalie Nguyen",
            ["Danielle DeSiato", "Donna Enzmann", "Natalie Nguyen"],
        ),
        ("Dylan Bailey, MS, RD, FAND", ["Dylan Bailey"]),
        ("Eva Lind, kommunikatör", ["Eva Lind"]),
        ("Lind, Eva", ["Eva Lind"]),
        ("Carl-Johan af Ugglas", ["Carl-Johan af Ugglas"]),
        ("J. R. R. Tolkien", ["J. R. R. Tolkien"]),
        ("Anna O'Hara | 3 mars 2024", ["Anna O'Hara"]),
        ("Logan Jones Dec 12, 2025", ["Logan Jones"]),
        ("Eva Lind, Eva Lind", ["Eva Lind"]),
    ],
)
def test_persons(text: str, names: list[str]) -> None:
    assert people(text) == names


@pytest.mark.parametrize(
    "text",
    ["", "KLALIW", "Klaliw", "Eva", "EVA LIND", "admin", "Trollhättans Stad", "Gnesta kommun", "Region Gotland",
     "Brottsförebyggande rådet", "Polisen Väst", "Räddningstjänsten Syd", "Kommunikationsavdelningen Lund",
     "The Investopedia Team", "Lokalbladets Redaktion", "https://www.facebook.com/gnesta", "Eva lind", "Brå Nytt"],
)  # fmt: skip
def test_no_persons(text: str) -> None:
    assert people(text) == []


def test_the_site_is_no_person() -> None:
    assert people("Gnesta Posten; Eva Lind", ["Gnesta Posten"]) == ["Eva Lind"]
    assert people("Toptal Research", ["toptal"]) == []


def test_the_first_source_that_names_a_person_decides() -> None:
    assert author(["Gnesta kommun", "", "Eva Lind och Bo Ek", "Per Ask"]) == "Eva Lind, Bo Ek"
    assert author(["Gnesta kommun"]) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("av Eva Lind", "Eva Lind"),
        ("Skribent: Eva Lind", "Eva Lind"),
        ("by Jon Foster - 2025-09-13", "Jon Foster"),
        ("Text: Eva Lind och Bo Ek", "Eva Lind, Bo Ek"),
        ("av Trollhättans Stad", None),
        ("av Eva Lind om något helt annat", None),
        ("Eva Lind", None),
        ("av KLALIW", None),
    ],
)
def test_a_byline(line: str, names: str | None) -> None:
    assert byline(line) == names


def test_a_day_may_stand_before_the_byline() -> None:
    assert byline("2024-04-05 · av Sanna Hietala") == "Sanna Hietala"
    assert byline("2024-04-05 · av kommunen") is None
