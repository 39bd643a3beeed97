"""Join what three looks at a passage say by a weighted sum of normalised scores.

Scores are normalised, not ranks: on Swedish SQuAD reciprocal rank fusion (Cormack et al. 2009) falls below BM25
alone, because it throws away by how much a leg prefers its best answer. `make quality` shows it beside this.

The legs share by how well the question's words are met. When some passage holds nearly all of them, and side by side,
the question is asked in the page's own words and BM25 knows best; when none does, only likeness is left.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.search.matching import Match
from pipeline.search.options import SearchOptions

Scores = NDArray[np.float32]
# The share of neighbours in the match; .2 to .4 differ by less than .005. `python -m tests.quality.weights` shows how
# the weights in `SearchOptions` were chosen.
NEIGHBOURS = 0.3
# Means of words and neighbours met in the best passage, below and above which one leg alone counts. Words alone were as
# good on questions of a sentence, but two or three common ones stand somewhere in many a passage.
NOT_MET, MET = 0.3, 0.8


def fuse(lexical: Scores, dense: Scores, match: Match, options: SearchOptions) -> Scores:
    """Return one score a candidate in [0, 1], higher is better; each look has scored the same candidates.

    The legs are divided by their best score, so zero keeps its meaning: no shared term, no likeness.
    """
    met = _met(match, options)
    weights = (options.lexical_weight * met, options.dense_weight * (1 - met), options.match_weight)
    whole = (1 - NEIGHBOURS) * match.words + NEIGHBOURS * match.neighbours
    joined = sum(weight * look for weight, look in zip(weights, (to_unit(lexical), to_unit(dense), whole), strict=True))
    return np.asarray(joined / max(sum(weights), 1e-9), dtype=np.float32)


def _met(match: Match, options: SearchOptions) -> float:
    """The lexical leg's share. A leg without weight leaves all to the other."""
    if not options.dense_weight or not options.lexical_weight:
        return float(options.lexical_weight > 0)
    best = float((match.words + match.neighbours).max(initial=0)) / 2
    return min(1.0, max(0.0, (best - NOT_MET) / (MET - NOT_MET)))


def to_unit(scores: Scores) -> Scores:
    """Return `scores` with what is below zero as zero, divided by the best."""
    positive = np.maximum(scores, 0)
    best = positive.max(initial=0)
    return np.asarray(positive / best if best > 0 else positive, dtype=np.float32)
