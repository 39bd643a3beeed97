from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tag.initiatives.candidates import MOST_WORDS, stretches, with_proposed, words_of


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in stretches(text, words_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("på Stegen i dag", ["Stegen"]),
        ("Rena rundan – en fika", ["Rena", "Rena rundan"]),
        ("vår ”rena runda” och", ["rena", "rena runda"]),
        ("#Vågaprata vidare!", ["#Vågaprata", "#Vågaprata vidare"]),
        ("inget stort", []),
        ("Stegen\nHjälp", ["Stegen", "Hjälp"]),
    ],
)
def test_what_may_be_a_name(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_proposal_may_be_longer_or_open_with_a_small_word() -> None:
    text = "projektet koll på kvarteret, en två tre fyra fem sex sju"
    words = words_of(text)
    (one,) = with_proposed(text, words, [(10, 27)])
    assert (text[one.start : one.end], one.first, one.last) == ("koll på kvarteret", 1, 3)
    assert with_proposed(text, words, [(11, 27)]) == []


@given(st.text(alphabet="AbÅ –”.#\n1-", max_size=60))
def test_stretches_are_words_in_order(text: str) -> None:
    words = words_of(text)
    for one in stretches(text, words):
        assert words[one.first].start == one.start < one.end == words[one.last].end
        assert 0 <= one.last - one.first < MOST_WORDS
        assert "\n" not in text[one.start : one.end]
