"""Matches worked out by hand on vectors of two dimensions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.index.tokens import TokenIndex, build_tokens, open_tokens
from pipeline.search.matching import Match, match

# Token 1 points east, 2 north and twice as long, 3 between them, 4 west.
ROWS = np.float32([[0, 0], [1, 0], [0, 2], [1, 1], [-1, 0]])
ROW_NUMBERS = np.arange(4, dtype=np.int64)


class Words:
    def rows(self, ids: Any) -> Any:
        return ROWS[ids]


@pytest.fixture
def tokens(tmp_path: Path) -> TokenIndex:
    build_tokens(tmp_path / "tokens", (np.array(ids, dtype=np.uint16) for ids in ([1, 2, 4], [3, 3], [], [4])))
    return open_tokens(tmp_path / "tokens")


def matched(asked: list[int], tokens: TokenIndex, rows: Any = ROW_NUMBERS) -> Match:
    return match(Words(), np.array(asked, dtype=np.uint16), tokens, rows)  # type: ignore[arg-type]


def test_a_word_counts_by_its_nearest_word_and_by_its_length(tokens: TokenIndex) -> None:
    np.testing.assert_allclose(matched([1], tokens).words, [1, 0.5, 0, 0], atol=1e-6)
    # East is met by half in the second passage and so is north, which counts twice; west is no likeness at all.
    np.testing.assert_allclose(matched([1, 2], tokens).words, [1, 0.5, 0, 0], atol=1e-6)
    np.testing.assert_allclose(matched([2, 4], tokens).words, [1, 0.5 * 2 / 3, 0, 1 / 3], atol=1e-6)


def test_neighbours_count_in_the_question_s_order_with_one_word_between_at_most(tmp_path: Path) -> None:
    passages = ([1, 2], [2, 1], [1, 4, 2], [1, 4, 4, 2], [1], [2])
    build_tokens(tmp_path / "more", (np.array(ids, dtype=np.uint16) for ids in passages))
    index = open_tokens(tmp_path / "more")
    rows = np.arange(6, dtype=np.int64)
    np.testing.assert_allclose(matched([1, 2], index, rows).neighbours, [1, 0, 1, 0, 0, 0], atol=1e-6)
    # Two pairs, of which one is met; a question of one word has no pairs and is judged by the word.
    np.testing.assert_allclose(matched([1, 2, 4], index, rows).neighbours, [0.5, 0, 0.5, 0, 0, 0], atol=1e-6)
    np.testing.assert_allclose(matched([2], index, rows).neighbours, matched([2], index, rows).words)


def test_nothing_asked_or_nothing_held_is_no_match(tokens: TokenIndex) -> None:
    assert matched([], tokens).words.tolist() == [0, 0, 0, 0]
    empty = matched([1, 2], tokens, np.array([2], dtype=np.int64))
    assert (empty.words.tolist(), empty.neighbours.tolist()) == ([0], [0])
