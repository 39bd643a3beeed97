from __future__ import annotations

import numpy as np
import pytest

from pipeline.search.fusion import fuse
from pipeline.search.options import SearchOptions

NONE = np.float32([0, 0])


def test_each_look_gives_its_best_candidate_its_whole_weight_and_a_match_what_it_is() -> None:
    options = SearchOptions(lexical_weight=0.2, dense_weight=0.3, match_weight=0.5)
    fused = fuse(np.float32([10, 0, 5]), np.float32([0.3, 0.6, 0.0]), np.float32([0.5, 0.2, 0]), options)
    np.testing.assert_allclose(fused, [0.2 + 0.15 + 0.25, 0.3 + 0.1, 0.1], atol=1e-6)


def test_a_look_that_found_nothing_adds_nothing() -> None:
    fused = fuse(
        NONE, np.float32([0.5, 0.1]), NONE, SearchOptions(lexical_weight=0.4, dense_weight=0.4, match_weight=0.2)
    )
    np.testing.assert_allclose(fused, [0.4, 0.08], atol=1e-6)


def test_a_negative_cosine_is_no_likeness_at_all() -> None:
    fused = fuse(
        NONE, np.float32([-0.5, 0.5]), NONE, SearchOptions(lexical_weight=0.0, dense_weight=1.0, match_weight=0.0)
    )
    np.testing.assert_allclose(fused, [0, 1], atol=1e-6)


@pytest.mark.parametrize("best", [0, 1, 2])
def test_the_only_weight_is_that_look_alone(best: int) -> None:
    options = SearchOptions(*(float(look == best) for look in range(3)))
    looks = (np.float32(row) for row in ([3, 1, 1], [0.1, 0.9, 0.2], [0.1, 0.2, 0.9]))
    assert np.argmax(fuse(*looks, options)) == best


def test_no_candidates_give_no_scores() -> None:
    assert fuse(np.float32([]), np.float32([]), np.float32([]), SearchOptions()).shape == (0,)
