from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.tag.spans import Spans

SPAN = st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda one: (one[0], one[0] + one[1]))


def test_neighbours_do_not_overlap() -> None:
    spans = Spans([(2, 4), (6, 8)])
    assert [spans.overlap(*one) for one in [(0, 2), (4, 6), (3, 4), (7, 9), (0, 20)]] == [
        False,
        False,
        True,
        True,
        True,
    ]


def test_what_is_free_is_taken_once() -> None:
    spans = Spans()
    assert [spans.take(3, 5), spans.take(4, 6), spans.take(5, 6)] == [True, False, True]


@given(st.lists(SPAN), SPAN)
def test_overlap_is_what_comparing_each_says(spans: list[tuple[int, int]], one: tuple[int, int]) -> None:
    expected = any(start < one[1] and one[0] < end for start, end in spans)
    assert Spans(spans).overlap(*one) is expected


def test_what_lies_within_one_is_covered() -> None:
    spans = Spans([(2, 6), (8, 9)])
    assert [spans.cover(*one) for one in [(2, 6), (3, 4), (1, 3), (5, 8), (2, 9), (0, 1)]] == [True] * 2 + [False] * 4
