from __future__ import annotations

import numpy as np
import pytest

from pipeline.search.fusion import NEIGHBOURS, fuse
from pipeline.search.matching import Match
from pipeline.search.options import SearchOptions

NONE = Match(np.float32([0, 0]), np.float32([0, 0]))
OPTIONS = SearchOptions(lexical_weight=0.2, dense_weight=0.3, match_weight=0.5)


def met(*words: float) -> Match:
    """A match whose neighbours are met as well as its words."""
    return Match(np.float32(words), np.float32(words))


def test_the_legs_share_by_how_well_the_best_passage_meets_the_question() -> None:
    lexical, dense = np.float32([10, 0, 5]), np.float32([0.3, 0.6, 0.0])
    # All words met, side by side: the lexical leg alone, and the match.
    np.testing.assert_allclose(
        fuse(lexical, dense, met(1, 0.2, 0), OPTIONS), np.array([0.2 + 0.5, 0.1, 0.1]) / 0.7, atol=1e-6
    )
    # Hardly met: the dense leg alone, and the match.
    np.testing.assert_allclose(
        fuse(lexical, dense, met(0.3, 0.2, 0), OPTIONS), np.array([0.15 + 0.15, 0.3 + 0.1, 0]) / 0.8, atol=1e-6
    )
    # Between, both.
    np.testing.assert_allclose(
        fuse(lexical, dense, met(0.55, 0, 0), OPTIONS),
        np.array([0.1 + 0.075 + 0.275, 0.15, 0.05]) / 0.75,
        atol=1e-6,
    )


def test_words_scattered_over_a_passage_leave_half_to_likeness() -> None:
    scattered = Match(np.float32([1, 0]), np.float32([0.1, 0]))
    options = SearchOptions(lexical_weight=1, dense_weight=1, match_weight=0)
    np.testing.assert_allclose(fuse(np.float32([1, 0]), np.float32([0, 1]), scattered, options), [0.5, 0.5], atol=1e-6)


def test_neighbours_are_a_share_of_the_match() -> None:
    options = SearchOptions(lexical_weight=0, dense_weight=0, match_weight=1)
    fused = fuse(np.float32([0, 0]), np.float32([0, 0]), Match(np.float32([1, 0.8]), np.float32([0, 1])), options)
    np.testing.assert_allclose(fused, [1 - NEIGHBOURS, 0.8 + 0.2 * NEIGHBOURS], atol=1e-6)


def test_a_negative_cosine_is_no_likeness_at_all() -> None:
    fused = fuse(np.float32([0, 0]), np.float32([-0.5, 0.5]), NONE, SearchOptions(0.0, 1.0, 0.0))
    np.testing.assert_allclose(fused, [0, 1], atol=1e-6)


@pytest.mark.parametrize("best", [0, 1, 2])
@pytest.mark.parametrize("words", [0.3, 0.95])
def test_the_only_weight_is_that_look_alone(best: int, words: float) -> None:
    options = SearchOptions(*(float(look == best) for look in range(3)))
    match = met(0.1, 0.05, words)
    assert np.argmax(fuse(np.float32([3, 1, 1]), np.float32([0.1, 0.9, 0.2]), match, options)) == best


@pytest.mark.parametrize("words", [0.0, 0.7, 1.0])
def test_scores_stay_within_one(words: float) -> None:
    fused = fuse(np.float32([7, 1]), np.float32([1, 0.2]), met(words, 0), SearchOptions())
    assert fused.min() >= 0 and fused.max() <= 1 + 1e-6


def test_no_candidates_give_no_scores() -> None:
    nothing = np.float32([])
    assert fuse(nothing, nothing, Match(nothing, nothing), SearchOptions()).shape == (0,)
