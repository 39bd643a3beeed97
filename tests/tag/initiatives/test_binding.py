from __future__ import annotations

import re

import pytest

from pipeline.records import Mention
from pipeline.tag.initiatives.binding import main_initiative, sentences_about


def named(text: str) -> list[Mention]:
    """Every capital A, B or C that stands alone is an initiative."""
    return [Mention(m.start(), m.end(), m[0], "INITIATIVE", m[0], m[0]) for m in re.finditer(r"\b[ABC]\b", text)]


def about(text: str) -> list[tuple[str, str | None]]:
    return [(text[s.start : s.end], s.initiative_at(s.end)) for s in sentences_about(text, named(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Så är B till. Projektet kostar.", "B"),
        ("Här är A. Så är B till. Regn faller.", None),
        ("Här är A. Så är B till. Avhopparstöd erbjuds.", None),
        ("Här är A. Så är B till.\n\nProjektet kostar.", "A"),
        ("Här är A. Så är B till.\n\nRegn faller.", None),
        ("Här är A.\n\nB\n\nSamarbete mellan två.", "B"),
        ("Här är A. Så är B till. Under 2023 regnade det.", "B"),
        ("Här är A. Så är B till. Ja. Ja. Under 2023 regnade det.", None),
        ("Här är A. Så är B till. Ja. Ja. Projektet kostar.", "B"),
    ],
)
def test_a_sentence_without_a_name_speaks_of(text: str, expected: str | None) -> None:
    assert about(text)[-1][1] == expected


def test_a_sentence_speaks_of_the_one_named_before_the_place() -> None:
    (sentence,) = sentences_about("då startade A och sedan B igen", named("då startade A och sedan B igen"))
    assert [sentence.initiative_at(place) for place in (0, 13, 29)] == ["A", "A", "B"]
    assert sentence.sure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A och B, A igen.", "A"),
        ("A och B.", "A"),
        ("x" * 500 + " A och B.", None),
        ("x" * 500 + " A och A.", None),
        ("A. " + "x" * 500 + " B och B.", None),
    ],
)
def test_the_main_initiative_is_named_early_and_most_often(text: str, expected: str | None) -> None:
    assert main_initiative(named(text)) == expected


def test_a_far_sentence_speaks_of_the_one_in_the_title() -> None:
    text = "B här. A och A.\n\nUnder 2023 regnade det. Projektet kostar. Staden står för hälften. Regn faller."
    found = [(s.about, s.near, s.back) for s in sentences_about(text, named(text), "Om B")]
    assert found[2:] == [("B", False, False), ("B", False, True), ("B", False, False), (None, False, False)]
