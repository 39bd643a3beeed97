"""Join the scores of two legs by a weighted sum of normalised scores.

Scores are normalised, not ranks: on Swedish SQuAD reciprocal rank fusion (Cormack et al. 2009) falls below BM25
alone, because it throws away by how much a leg prefers its best answer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def fuse(lexical: Scores, dense: Scores, dense_weight: float) -> Scores:
    """Return one score a candidate in [0, 1]; both legs must have scored the same candidates, higher is better.

    Each leg is scaled so that its best candidate gets 1. The lexical leg's zero is kept (sharing no term is no
    evidence); the dense leg has no natural zero, so its worst candidate becomes 0.
    """
    return (1 - dense_weight) * _to_unit(lexical, 0.0) + dense_weight * _to_unit(dense, float(dense.min(initial=0.0)))


def _to_unit(scores: Scores, zero: float) -> Scores:
    best = float(scores.max(initial=zero))
    return np.asarray((scores - zero) / (best - zero) if best > zero else np.zeros_like(scores), dtype=np.float32)
