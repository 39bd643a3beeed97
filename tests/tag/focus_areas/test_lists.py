"""Sentences that only list focus areas."""

from __future__ import annotations

from pipeline.tag.focus_areas.lists import listing_sentences


def test_one_sentence_of_four_areas_lists_them() -> None:
    spans = [(0, 200), (200, 400)]
    assert listing_sentences(spans, [{"F1", "F2", "F3", "F4"}, {"F1"}]) == {0}


def test_short_lines_on_end_list_together() -> None:
    spans = [(0, 80), (80, 120), (120, 160), (160, 200), (200, 400)]
    areas = [{"F1"}, {"F2"}, {"F3"}, {"F4"}, {"F5"}]
    assert listing_sentences(spans, areas) == {0, 1, 2, 3}
    areas[2] = set()
    assert listing_sentences(spans, areas) == set()


def test_long_lines_explain() -> None:
    spans = [(0, 100), (100, 200), (200, 300), (300, 400)]
    assert listing_sentences(spans, [{"F1"}, {"F2"}, {"F3"}, {"F4"}]) == set()
