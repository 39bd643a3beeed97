from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.duplicates.likeness import Likeness, likeness, shingles


def test_shingles_are_runs_of_three_words() -> None:
    assert shingles("Polisen, skolan och (kommunen)!") == {"polisen skolan och", "skolan och kommunen"}
    assert shingles("Polisen möts") == {"polisen möts"}


def test_one_word_of_ten_costs_three_shingles_of_eight_on_either_side() -> None:
    text = "ett av de tio orden i den här meningen är"
    assert likeness(text, text.replace("orden", "namnen")) == Likeness(5 / 11, True)


def test_a_word_that_one_repeats_and_the_other_lacks_is_another_subject() -> None:
    one = "Ansök om bygglov. Vad bygglov kostar. När bygglov krävs."
    assert likeness(one, one.replace("bygglov", "marklov")).same_subject is False
    assert likeness(one, one.replace("bygglov", "marklov", 2)).same_subject is True
    assert likeness("Vi och du och jag och hon", "Vi du jag hon").same_subject is True


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_order_does_not_matter(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == Likeness(1.0, True)
