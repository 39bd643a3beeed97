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
from safetensors import SafetensorError
from safetensors.numpy import load_file

from pipeline.errors import StoreError
from pipeline.models import EMBEDDER
from pipeline.models.static import TokenIds, load_static, unit_rows
from pipeline.swedish.terms import analysed
from pipeline.tag.initiatives.candidates import Stretch, Word

Vectors = NDArray[np.float32]
Floats = NDArray[np.float64]
AROUND = 25  # words on each side
BATCH = 1000  # candidates whose vectors are held at a time: a long list of names has hundreds of thousands
DIRECTIONS = "directions"  # the file's stem, and the name of its array


def places(words: Sequence[Word], candidates: Sequence[Stretch], directions: Vectors) -> Floats:
    """Return how far the candidates' meanings go along `directions` (2, dim, k): float64 (m, 2 k)."""
    batches = [candidates[first : first + BATCH] for first in range(0, len(candidates), BATCH)]
    return np.vstack([along(meanings(words, batch), directions) for batch in batches])


def meanings(words: Sequence[Word], candidates: Sequence[Stretch]) -> Vectors:
    """Return of each candidate two unit rows, of its own words and of those around it, itself among them.

    float32 (m, 2, dim); words without vectors give zeros.
    """
    stretches = [
        range(first, last)
        for one in candidates
        for first, last in (
            (one.first, one.last + 1),
            (max(0, one.first - AROUND), min(len(words), one.last + 1 + AROUND)),
        )
    ]
    encoder = load_static(EMBEDDER)
    sums = np.zeros((len(stretches), encoder.dimensions), dtype=np.float32)
    for total, places in zip(sums, stretches, strict=True):
        total[:] = encoder.rows(np.concatenate([_tokens(words[n].text) for n in places])).sum(axis=0)
    return unit_rows(sums).reshape(len(candidates), 2, encoder.dimensions)


def along(rows: Vectors, directions: Vectors) -> Floats:
    """Return how far `rows` (m, 2, dim) go along the `directions` of each (2, dim, k): float64 (m, 2 k)."""
    far = np.einsum("mpd,pdk->mpk", rows, directions, optimize=True)
    return np.asarray(far.reshape(len(rows), 2 * directions.shape[2]), dtype=float)


@cache
def load_directions(folder: Path) -> Vectors:
    """Return the directions of a bundled folder, float32 (2, dim, k); StoreError if they are missing or damaged."""
    try:
        return np.asarray(load_file(folder / f"{DIRECTIONS}.safetensors")[DIRECTIONS])
    except (OSError, KeyError, SafetensorError) as error:
        raise StoreError(
            f"the directions in {folder} are missing or damaged ({error}): install the package again"
        ) from error


@lru_cache(maxsize=1 << 16)
def _tokens(word: str) -> TokenIds:
    (ids,) = load_static(EMBEDDER).tokens([analysed(word)])
    return ids
