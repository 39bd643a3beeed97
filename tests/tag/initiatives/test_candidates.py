from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tag.initiatives.candidates import MOST_WORDS, Names, stretches, with_proposed, words_of


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in stretches(text, words_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("på Stegen i dag", ["Stegen"]),
        ("Rena rundan – en fika", ["Rena", "Rena rundan"]),
        ("vår ”rena runda” och", ["rena runda"]),
        ("vår ”rena runda i vår” och", ["rena runda i vår"]),
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


def test_a_name_is_found_by_its_words() -> None:
    text = "Hela vägen. Hela vägens hus, hela vägen, Hela  vägen, HelaHela vägen: Hela vägen"
    said = Names(text, words_of(text))
    assert said.places("Hela vägen") == [0, text.rindex("Hela")]
    assert said.places("hela vägen") == [text.index("hela")]
    assert said.places("Inget") == said.places("–") == []


@given(st.text(alphabet="Ab .", max_size=40), st.text(alphabet="Ab ", min_size=1, max_size=5))
def test_places_are_those_of_whole_words(text: str, name: str) -> None:
    for start in Names(text, words_of(text)).places(name):
        assert text.startswith(name, start)
        assert not text[start - 1 : start].isalnum() and not text[start + len(name) : start + len(name) + 1].isalnum()
