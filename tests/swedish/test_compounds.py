from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.swedish.compounds import split


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("avhopparverksamhet", ("avhoppare", "verksamhet")),
        ("alkoholmissbruk", ("alkohol", "missbruk")),
        ("gatubelysning", ("gata", "belysning")),
        ("ungdomsgårdsverksamhet", ("ungdom", "gård", "verksamhet")),
        ("trygghetsvandring", ("trygghet", "vandring")),
        ("välfärdsbrottslighet", ("välfärd", "brottslighet")),
        ("gängkriminalitet", ("gäng", "kriminalitet")),
    ],
)
def test_compounds_are_split_into_dictionary_forms(word: str, parts: tuple[str, ...]) -> None:
    assert split(word) == parts


@pytest.mark.parametrize(
    "word", ["kommunerna", "information", "svenska", "möjligheter", "trollhättan", "normandie", "polis", ""]
)
def test_simple_words_and_names_are_left_whole(word: str) -> None:
    assert split(word) == ()


@given(st.text(alphabet="abcdefgåäö", max_size=40))
def test_any_string_gives_either_nothing_or_several_parts(word: str) -> None:
    assert len(split(word)) != 1


def test_a_run_of_letters_that_is_no_word_is_left_whole() -> None:
    assert split("avhopparverksamhet" * 50_000) == ()
