"""Windows over vectors of two dimensions: token 1 points east, 2 north, 3 west."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.index.tokens import TokenIndex, build_tokens, open_tokens
from pipeline.search import windows
from pipeline.search.windows import window_scores

ROWS = np.float32([[0, 0], [1, 0], [0, 1], [-1, 0]])
EAST = np.float32([1, 0])


class Words:
    dimensions = 2

    def rows(self, ids: Any) -> Any:
        return ROWS[ids]


def index(folder: Path, *passages: list[int]) -> TokenIndex:
    build_tokens(folder / "tokens", (np.array(ids, dtype=np.uint16) for ids in passages))
    return open_tokens(folder / "tokens")


def scores(tokens: TokenIndex, *rows: int) -> Any:
    return window_scores(Words(), EAST, tokens, np.array(rows, dtype=np.int64))  # type: ignore[arg-type]


def test_one_stretch_that_answers_is_enough(tmp_path: Path) -> None:
    tokens = index(tmp_path, [2] * 40 + [1] * 24 + [2] * 40, [2] * 104, [1] * 104)
    np.testing.assert_allclose(scores(tokens, 0, 1, 2), [1, 0, 1], atol=1e-6)


def test_a_window_begins_every_eight_tokens_and_is_cut_by_no_answer_smaller(tmp_path: Path) -> None:
    # Sixteen of the twenty-four tokens of the best window point east, eight north.
    tokens = index(tmp_path, [2] * 16 + [1] * 16 + [2] * 16)
    np.testing.assert_allclose(scores(tokens, 0), [16 / np.hypot(16, 8)], atol=1e-6)


def test_a_passage_shorter_than_a_window_is_one_window(tmp_path: Path) -> None:
    tokens = index(tmp_path, [1, 2], [3], [1] * 9)
    np.testing.assert_allclose(scores(tokens, 0, 1, 2), [0.5**0.5, -1, 1], atol=1e-6)


def test_a_window_never_reaches_into_the_next_passage(tmp_path: Path) -> None:
    tokens = index(tmp_path, [2] * 30, [1] * 30)
    np.testing.assert_allclose(scores(tokens, 0), [0], atol=1e-6)
    np.testing.assert_allclose(scores(tokens, 0, 1), [0, 1], atol=1e-6)


def test_a_passage_without_tokens_is_no_likeness(tmp_path: Path) -> None:
    tokens = index(tmp_path, [], [1] * 10, [])
    np.testing.assert_allclose(scores(tokens, 0, 1, 2), [0, 1, 0], atol=1e-6)
    assert scores(tokens, 0).tolist() == [0]


def test_many_passages_are_scored_as_each_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "BATCH", 5)
    rng = np.random.default_rng(1)
    tokens = index(tmp_path, *(rng.integers(1, 4, size=rng.integers(1, 90)).tolist() for _ in range(30)))
    together = scores(tokens, *range(30))
    np.testing.assert_allclose(together, [scores(tokens, row)[0] for row in range(30)], atol=1e-5)


def test_what_an_earlier_question_left_changes_nothing(tmp_path: Path) -> None:
    rng = np.random.default_rng(7)
    tokens = index(tmp_path, *(rng.integers(1, 4, size).tolist() for size in (0, 3, 24, 25, 90, 200, 8)))
    rows = np.arange(7)
    known: windows.WindowLengths = {}
    for some in (rows[2:4], rows[::2], rows):
        found = window_scores(Words(), EAST, tokens, some, known)  # type: ignore[arg-type]
        np.testing.assert_allclose(found, scores(tokens, *some.tolist()), atol=1e-6)
    assert sorted(known) == [1, 2, 3, 4, 5, 6]
    assert [len(known[row]) for row in (1, 2, 3, 4)] == [1, 1, 2, 10]
