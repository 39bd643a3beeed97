"""Strengths of phrases in sentences and documents."""

from __future__ import annotations

import pytest

from pipeline.tag.focus_areas.phrases import compile_phrase
from pipeline.tag.focus_areas.strengths import document_strength, sentence_strengths
from pipeline.tag.focus_areas.taxonomy import Area, Taxonomy

_TAXONOMY = Taxonomy(
    (
        Area("A", "A", "", (compile_phrase("röd katt", 0), compile_phrase("katt*", 1.0), compile_phrase("röd*", 0.5))),
        Area("B", "B", "", (compile_phrase("hund", 0.4),)),
    )
)


def test_hits_add_up_and_overlaps_count_once() -> None:
    text = "Röda katter. En hund. Röd katt."
    spans = [(0, 12), (13, 21), (22, 31)]
    assert sentence_strengths(_TAXONOMY, text, spans) == [{"A": 1.5}, {"B": 0.4}, {}]


def test_a_letter_that_grows_in_lower_case_moves_nothing() -> None:
    assert sentence_strengths(_TAXONOMY, "İİ. Hund.", [(0, 3), (4, 9)]) == [{}, {"B": 0.4}]


@pytest.mark.parametrize(
    ("strengths", "expected"),
    [([], 0.0), ([1.0], 1.0), ([3.0], 1.6), ([1.0, 0.5], 1.15), ([1.0] * 9, 2.2), ([1.0] + [0.0] * 1000, 0.6)],
)
def test_the_best_sentence_a_share_of_the_others_and_length(strengths: list[float], expected: float) -> None:
    assert document_strength(strengths) == pytest.approx(expected)
