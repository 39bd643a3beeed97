from __future__ import annotations

import numpy as np

from pipeline.search.siblings import LONE, SHARE, with_siblings

OWNERS = {0: "a", 1: "b", 2: "b", 3: "c", 4: "b"}


def test_each_passage_gains_by_the_best_other_one_of_its_page() -> None:
    rows, scores = with_siblings(np.array([0, 1, 2, 3, 4]), np.float32([0.8, 0.78, 0.7, 0.6, 0.1]), OWNERS)
    assert rows.tolist() == [1, 0, 2, 3, 4]
    expected = [
        0.78 + SHARE * 0.7,
        0.8 * (1 + SHARE * LONE),
        0.7 + SHARE * 0.78,
        0.6 * (1 + SHARE * LONE),
        0.1 + SHARE * 0.78,
    ]
    np.testing.assert_allclose(scores * (1 + SHARE), expected, atol=1e-6)


def test_a_page_is_no_better_for_a_sibling_that_says_little() -> None:
    rows, _ = with_siblings(np.array([1, 0, 2]), np.float32([0.8, 0.79, 0.2]), OWNERS)
    assert rows.tolist() == [0, 1, 2]


def test_passages_alone_on_their_pages_keep_their_order_and_scores_stay_within_one() -> None:
    rows, scores = with_siblings(np.array([3, 0]), np.float32([1.0, 0.5]), OWNERS)
    assert rows.tolist() == [3, 0]
    assert scores.max() <= 1


def test_no_passages_are_none() -> None:
    rows, scores = with_siblings(np.array([], dtype=np.int64), np.float32([]), {})
    assert (rows.tolist(), scores.tolist()) == ([], [])
