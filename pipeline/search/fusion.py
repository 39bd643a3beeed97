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

    Each leg is divided by its best score, so zero keeps its meaning: no shared term, no likeness. Min-max and
    z-scores gave the same nDCG@10 within .003 on SQuAD-sv dev and SweFAQ dev, at weights from .2 to .6.
    """
    return (1 - dense_weight) * _to_unit(lexical) + dense_weight * _to_unit(dense)


def _to_unit(scores: Scores) -> Scores:
    positive = np.maximum(scores, 0)
    best = positive.max(initial=0)
    return np.asarray(positive / best if best > 0 else positive, dtype=np.float32)
