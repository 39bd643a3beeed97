from __future__ import annotations

import pytest

from pipeline.tag.initiatives.beside import after, before
from pipeline.tag.initiatives.candidates import Stretch, words_of


def sides(text: str, name: str) -> tuple[set[str], set[str]]:
    words = words_of(text)
    start = text.index(name)
    inside = [n for n, word in enumerate(words) if start <= word.start < start + len(name)]
    one = Stretch(start, start + len(name), inside[0], inside[-1])
    return shown(before(text, words, one)), shown(after(text, words, one))


def shown(signals: dict[str, float]) -> set[str]:
    return {key for key, value in signals.items() if value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stegen", {"opens a line"}),
        ("slut.\n- Stegen", {"opens a line", "opens an item"}),
        ("hjälp av Stegen", {"after av", "after a small word", "within a sentence"}),
        ("metoden Stegen", {"after a head", "after a kind", "after a small word", "within a sentence"}),
        ("heter nu Stegen", {"second after called", "after a small word", "within a sentence"}),
        ("Moa, Stegen", {"after a comma", "within a sentence"}),
        ("Slut. Stegen", {"after a full stop"}),
        ("Projekt: Stegen", {"after a colon"}),
    ],
)
def test_what_stands_before(text: str, expected: set[str]) -> None:
    assert sides(text, "Stegen")[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stegen", {"at the end", "before no word"}),
        ("Stegen (ST)", {"before brackets", "before no word"}),
        ("Stegen – en", {"before a dash", "before no word"}),
        ("Stegen i Vara", {"before a place", "before a word"}),
        ("”Stegen” som", {"before som", "before a word"}),
        ("Stegen\nMer", {"before a line's end", "before no word"}),
    ],
)
def test_what_stands_after(text: str, expected: set[str]) -> None:
    assert sides(text, "Stegen")[1] == expected
