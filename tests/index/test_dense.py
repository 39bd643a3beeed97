from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import StoreError
from pipeline.index.dense import build_dense, open_dense
from pipeline.models.static import unit_rows

VECTORS = unit_rows(np.random.default_rng(1).normal(size=(300, 16)))
QUERY = VECTORS[7]
# As they are stored.
HALVES = VECTORS.astype(np.float16).astype(np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    assert build_dense(tmp_path / "dense.faiss", iter([VECTORS[:100], VECTORS[100:]]), 16) == 300
    return tmp_path / "dense.faiss"


def test_search_gives_the_exact_nearest_rows_best_first(path: Path) -> None:
    rows, scores = open_dense(path).search(QUERY, 10)
    exact = np.argsort(-(HALVES @ QUERY), kind="stable")[:10]
    np.testing.assert_array_equal(rows, exact)
    np.testing.assert_allclose(scores, (HALVES @ QUERY)[exact], atol=1e-6)
    np.testing.assert_allclose(scores, (VECTORS @ QUERY)[exact], atol=1e-3)


def test_a_filter_is_exact(path: Path) -> None:
    allowed = np.arange(1, 300, 3, dtype=np.int64)
    rows, _ = open_dense(path).search(QUERY, 5, allowed)
    np.testing.assert_array_equal(rows, allowed[np.argsort(-(HALVES[allowed] @ QUERY), kind="stable")[:5]])


@pytest.mark.parametrize(("k", "allowed", "expected"), [(1000, None, 300), (5, [3, 9], 2), (5, [], 0)])
def test_there_are_never_more_rows_than_there_are(path: Path, k: int, allowed: list[int] | None, expected: int) -> None:
    rows, scores = open_dense(path).search(QUERY, k, None if allowed is None else np.array(allowed, dtype=np.int64))
    assert len(rows) == len(scores) == expected
    assert (rows >= 0).all()


def test_scores_of_given_rows(path: Path) -> None:
    np.testing.assert_allclose(
        open_dense(path).vectors(np.array([5, 7], dtype=np.int64)) @ QUERY, HALVES[[5, 7]] @ QUERY, atol=1e-6
    )
    assert (open_dense(path).vectors(np.empty(0, dtype=np.int64)) @ QUERY).shape == (0,)


def test_a_damaged_file_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "dense.faiss").write_bytes(b"no index")
    with pytest.raises(StoreError, match="damaged"):
        open_dense(tmp_path / "dense.faiss")
