from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.search.rerank import reranked

ROWS, SCORES = np.array([4, 7, 2, 9]), np.float32([0.9, 0.8, 0.7, 0.6])


def by_length(question: str, texts: Sequence[str]) -> Any:
    return np.float32([len(text) / 10 for text in texts])


def test_the_first_passages_are_ordered_anew_and_the_rest_stays_below() -> None:
    rows, scores = reranked(by_length, "vad?", ROWS, SCORES, ["ab", "abcd"])
    assert rows.tolist() == [7, 4, 2, 9]
    np.testing.assert_allclose(scores[:3], [0.4, 0.2, 0.2], atol=1e-6)
    assert (np.diff(scores) <= 0).all()


def test_fewer_passages_than_are_read_and_none_at_all() -> None:
    assert reranked(by_length, "vad?", ROWS[:2], SCORES[:2], ["a", "ab"])[0].tolist() == [7, 4]
    assert reranked(by_length, "vad?", ROWS[:0], SCORES[:0], [])[0].tolist() == []
