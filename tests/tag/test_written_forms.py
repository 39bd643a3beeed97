from __future__ import annotations

import pytest

from pipeline.tag.written_forms import as_listed, both_cases, listed_forms, one_pattern

PATTERN = one_pattern(["Brå", "Röda Korset", "X-Cons", "KRIS", "Röda"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brå och KRIS", ["Brå", "KRIS"]),
        ("Brås rapport, KRIS:s lokal", ["Brås", "KRIS:s"]),
        ("Röda Korset, Röda\u00a0Korset", ["Röda Korset", "Röda\u00a0Korset"]),
        ("X-Cons och X\u2011Cons", ["X-Cons", "X\u2011Cons"]),
        ("brå, Bråk, Brå-rapport, Trygg-Brå, @KRIS, Brå.se", []),
        ("polisen/KRIS", ["KRIS"]),
    ],
)
def test_forms_are_found_as_whole_words_with_their_genitive(text: str, expected: list[str]) -> None:
    assert [match.group() for match in PATTERN.finditer(text)] == expected


def test_group_1_is_the_form_as_listed() -> None:
    assert [as_listed(m.group(1)) for m in PATTERN.finditer("Röda\u00a0Korsets, X\u2011Cons")] == [
        "Röda Korset",
        "X-Cons",
    ]


def test_a_form_in_small_letters_has_two_cases() -> None:
    assert both_cases("polisen") == {"polisen", "Polisen"}
    assert both_cases("SiS") == {"SiS"}


def test_the_forms_of_an_entry_are_in_both_cases_and_may_be_doubtful() -> None:
    assert dict(listed_forms("Exit", ("exit Fryshuset", "?Exit", "?KRIS"))) == {
        "Exit": True,
        "exit Fryshuset": False,
        "Exit Fryshuset": False,
        "KRIS": True,
    }
