"""What a candidate's own words mean, and those around it: places along a few directions of the bundled word vectors.

A pattern sees that "Länkarna" stands where a name does; that the text around it speaks of debts, of research or of
young people who leave crime is in the vectors. The directions (`training/initiatives.py`) are those in which candidates
differ most.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from pipeline.models import EMBEDDER
from pipeline.models.bundled import packed
from pipeline.models.static import TokenIds, load_static, unit_rows
from pipeline.swedish.terms import analysed
from pipeline.tag.initiatives.candidates import Stretch, Word

Vectors = NDArray[np.float32]
Floats = NDArray[np.float64]
AROUND = 25  # words on each side
DIRECTIONS = "directions"  # the file's stem, and the name of its array


def meanings(words: Sequence[Word], candidates: Sequence[Stretch]) -> Vectors:
    """Return of each candidate two unit rows, of its own words and of those around it, itself among them.

    float32 (m, 2, dim); words without vectors give zeros.
    """
    encoder = load_static(EMBEDDER)
    if not candidates:
        return np.zeros((0, 2, encoder.dimensions), dtype=np.float32)
    first, last = (np.array([getattr(one, side) for one in candidates]) for side in ("first", "last"))
    start = np.stack([first, np.maximum(first - AROUND, 0)], axis=1)
    end = np.stack([last, np.minimum(last + AROUND, len(words) - 1)], axis=1) + 1
    low, high = int(start.min()), int(end.max())
    ids = [_tokens(word.text) for word in words[low:high]]
    # Sums from the first word on: what is added between two places is the sum of the words there.
    sums = np.zeros((sum(map(len, ids)) + 1, encoder.dimensions))
    np.cumsum(encoder.rows(np.concatenate(ids)), axis=0, out=sums[1:])
    opens = np.cumsum([0, *map(len, ids)])
    stretches = sums[opens[end - low]] - sums[opens[start - low]]
    return unit_rows(stretches.reshape(-1, encoder.dimensions)).reshape(stretches.shape)


def along(rows: Vectors, directions: Vectors) -> Floats:
    """Return how far `rows` (m, 2, dim) go along the `directions` of each (2, dim, k): float64 (m, 2 k)."""
    far = np.matmul(rows.transpose(1, 0, 2), directions)
    return np.asarray(np.concatenate(far, axis=1), dtype=float)


@cache
def load_directions(folder: Path) -> Vectors:
    """Return the directions of a bundled folder, float32 (2, dim, k); StoreError if they are missing or damaged."""
    with packed(folder):
        return np.asarray(load_file(folder / f"{DIRECTIONS}.safetensors")[DIRECTIONS])


@lru_cache(maxsize=1 << 16)
def _tokens(word: str) -> TokenIds:
    (ids,) = load_static(EMBEDDER).tokens([analysed(word)])
    return ids
