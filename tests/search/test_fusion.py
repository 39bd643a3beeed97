from __future__ import annotations

import numpy as np

from pipeline.search.fusion import fuse


def test_each_leg_gives_its_best_candidate_its_whole_weight() -> None:
    fused = fuse(np.float32([10, 0, 5]), np.float32([0.3, 0.6, 0.0]), 0.4)
    np.testing.assert_allclose(fused, [0.8, 0.4, 0.3], atol=1e-6)


def test_a_leg_that_found_nothing_adds_nothing() -> None:
    np.testing.assert_allclose(fuse(np.float32([0, 0]), np.float32([0.5, 0.1]), 0.4), [0.4, 0.08], atol=1e-6)


def test_a_negative_cosine_is_no_likeness_at_all() -> None:
    np.testing.assert_allclose(fuse(np.float32([0, 0]), np.float32([-0.5, 0.5]), 1.0), [0, 1], atol=1e-6)


def test_weights_zero_and_one_are_the_legs_alone() -> None:
    lexical, dense = np.float32([3, 1]), np.float32([0.1, 0.9])
    assert np.argmax(fuse(lexical, dense, 0.0)) == 0
    assert np.argmax(fuse(lexical, dense, 1.0)) == 1


def test_no_candidates_give_no_scores() -> None:
    assert fuse(np.float32([]), np.float32([]), 0.4).shape == (0,)
