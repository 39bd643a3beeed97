"""The dense leg: exact inner-product search over unit vectors, stored in half precision, with a bare FAISS index.

Half precision moves a cosine by less than .001 and is searched in .6 of the time of whole floats, from half the disk.
Row numbers are the only ids FAISS knows; what a row is, the generation's store says. IndexIDMap is not used: it
accepts duplicate ids and defeats the fast path of a filtered search.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import StoreError

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]
# Vectors carried over at a time: 4,096 of 512 dimensions are 8 MB.
_AT_ONCE = 4096


class DenseIndex:
    """Opened for reading; memory-mapped, so opening costs nothing and processes share the pages."""

    def __init__(self, index: Any) -> None:
        self._index = index

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: Vectors, k: int, allowed: Rows | None = None) -> tuple[Rows, Vectors]:
        """Return the rows nearest to `query` (dim,) and their cosines, best first, at most `k`.

        `allowed`, sorted row numbers, restricts the search exactly. A shorter answer means there are no more rows.
        """
        import faiss

        k = min(k, len(self) if allowed is None else len(allowed))
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        # A new parameters object each call: FAISS writes to it, so sharing one races between threads.
        parameters: Any = None
        if allowed is not None:
            parameters = faiss.SearchParameters()
            # A name of its own: FAISS keeps a bare pointer to it.
            selector = faiss.IDSelectorArray(allowed)
            parameters.sel = selector
        scores, rows = self._index.search(np.ascontiguousarray(query[None, :]), k, params=parameters)
        found = rows[0] >= 0
        # Equal scores in row order, which FAISS does not promise.
        order = np.lexsort((rows[0][found], -scores[0][found]))
        return rows[0][found][order], scores[0][found][order]

    def vectors(self, rows: Rows) -> Vectors:
        """Return the vectors of `rows`, float32 (n, dim)."""
        return np.asarray(self._index.reconstruct_batch(np.ascontiguousarray(rows)), dtype=np.float32)


def build_dense(
    path: Path, batches: Iterator[Vectors], dimensions: int, kept: tuple[DenseIndex, Rows] | None = None
) -> int:
    """Write an index of the rows in `batches`, in their order, and return how many there are.

    Before them come the `kept` rows of another index.
    """
    import faiss

    # Nothing is learnt for half precision: it needs no training.
    index = faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    if kept is not None:
        before, rows = kept
        for start in range(0, len(rows), _AT_ONCE):
            index.add(before.vectors(rows[start : start + _AT_ONCE]))
    for batch in batches:
        index.add(np.ascontiguousarray(batch, dtype=np.float32))
    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:
        raise StoreError(f"the vectors cannot be written to {path}: check the disk, then run again") from error
    return int(index.ntotal)


def open_dense(path: Path) -> DenseIndex:
    """Open an index file; StoreError if it is missing or damaged."""
    import faiss

    try:
        return DenseIndex(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
    except RuntimeError as error:
        raise StoreError(f"the vectors in {path} are damaged: run 'kb verify', then 'kb reindex --no-crawl'") from error
