"""Of passages that answer equally well, the newer one first."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
# Scores in [0, 1] are printed with two decimals and differ by .05 from one rank to the next; closer than this is equal.
EQUAL = 1e-3


def newest_first(rows: Rows, scores: Scores, dates: Mapping[int, str]) -> tuple[Rows, Scores]:
    """Return `rows` and their scores, which come best first, with runs of equal scores ordered by ISO date.

    The newest comes first, a row without a date last. A run begins with its best score, so that no passage falls behind
    one that is worse by more than `EQUAL`. Scores stay where they were: they fall.
    """
    order: list[int] = []
    start = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or scores[start] - scores[place] > EQUAL:
            order += sorted(range(start, place), key=lambda i: dates.get(int(rows[i]), ""), reverse=True)
            start = place
    return rows[np.array(order, dtype=np.int64)], scores
