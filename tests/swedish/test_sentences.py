from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.swedish.sentences import sentence_spans, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi börjar nu. Det känns bra.", ["Vi börjar nu.", "Det känns bra."]),
        ("Bl.a. Polisen deltar. Även skolan.", ["Bl.a. Polisen deltar.", "Även skolan."]),
        ("Stöd ges till t.ex. Anna och Per.", ["Stöd ges till t.ex. Anna och Per."]),
        ("Mötet är kl. 13.30 i Sala.", ["Mötet är kl. 13.30 i Sala."]),
        ("Vi vet inte! – Jo, sa hon.", ["Vi vet inte!", "– Jo, sa hon."]),
        ("”Nu är det nog.” Sedan gick han.", ["”Nu är det nog.”", "Sedan gick han."]),
        ("A. Berg svarar.", ["A. Berg svarar."]),
        ("Rubrik\nBrödtext utan punkt", ["Rubrik", "Brödtext utan punkt"]),
        ("1. Ansök först.", ["1. Ansök först."]),
        ("Det kostar 5 kr. Sedan tillkommer moms.", ["Det kostar 5 kr. Sedan tillkommer moms."]),
        ("Antalet steg till 2 500. Året före var det 900.", ["Antalet steg till 2 500.", "Året före var det 900."]),
        ("   ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="abÅ .!?\n–”1", max_size=60))
def test_every_character_that_is_not_white_space_lies_in_exactly_one_span(text: str) -> None:
    spans = sentence_spans(text)
    covered = [i for start, end in spans for i in range(start, end)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
