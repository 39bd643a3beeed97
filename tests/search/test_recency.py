from __future__ import annotations

import numpy as np

from pipeline.search.recency import newest_first

DATES = {0: "2020-01-01", 1: "2024-05-01", 2: "2022-03-03", 3: "2025-01-01"}


def test_equals_are_ordered_by_date_and_nothing_else_moves() -> None:
    rows, scores = newest_first(np.array([0, 1, 2, 3]), np.float32([0.8, 0.8, 0.7999, 0.7]), DATES)
    assert rows.tolist() == [1, 2, 0, 3]
    np.testing.assert_allclose(scores, [0.8, 0.8, 0.7999, 0.7])


def test_a_chain_of_small_steps_is_not_one_run() -> None:
    rows, _ = newest_first(np.array([0, 2, 1]), np.float32([0.8, 0.7993, 0.7986]), DATES)
    assert rows.tolist() == [2, 0, 1]


def test_a_row_without_a_date_goes_last_and_equal_dates_keep_their_order() -> None:
    rows, _ = newest_first(np.array([9, 0, 8, 1]), np.float32([0.5, 0.5, 0.5, 0.5]), DATES)
    assert rows.tolist() == [1, 0, 9, 8]


def test_no_passages_are_none() -> None:
    assert newest_first(np.array([], dtype=np.int64), np.float32([]), {})[0].tolist() == []
