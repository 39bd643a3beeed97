from __future__ import annotations

import pytest

from pipeline.tag.initiatives.context import crime_near, stands_within_sentence, times, used_as_name


def test_crime_counts_near_the_name() -> None:
    assert crime_near("Stegen hjälper den som vill lämna gäng.", 0, 6)
    assert not crime_near("Stegen töms. " + "Kärlet är tomt. " * 40 + "Brott anmäls.", 0, 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("på Stegen", True), ("(Stegen", True), ("Stegen", False), ("Slut. Stegen", False), ("\nStegen", False)],
)
def test_within_a_sentence(text: str, expected: bool) -> None:
    assert stands_within_sentence(text, text.index("Stegen")) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hos oss på Stegen trivs alla.", True),
        ("Alla på Stegens hus", True),
        ("Stegen är hög.", False),
        ("Nya Stegen", False),
    ],
)
def test_used_as_a_name(text: str, expected: bool) -> None:
    assert used_as_name(text, "Stegen") is expected


def test_times_counts_whole_words() -> None:
    assert times("Stegen, Stegen och Stegens", "Stegen") == 2
