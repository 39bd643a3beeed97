"""How well each of a question's words is met in a passage: a soft match, word by word, over static vectors.

For every content token of the question the nearest token of the passage is looked up (MaxSim of ColBERT, Khattab and
Zaharia 2020, over context-free vectors). Tokens count by the length of their vectors, which training makes longer the
more a word tells. One leg may miss a passage for a synonym, the other for a long text; this sees both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.embed.static import StaticEncoder, TokenIds
from pipeline.index.tokens import TokenIndex

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
VOCABULARY = 1 << 16


def match_scores(encoder: StaticEncoder, question: TokenIds, tokens: TokenIndex, rows: Rows) -> Scores:
    """Return the match of each passage in `rows`, from 0 (nothing alike) to 1 (every word is there)."""
    ids, lengths = tokens.of(rows)
    if not len(question) or not len(ids):
        return np.zeros(len(rows), dtype=np.float32)
    asked = encoder.rows(question)
    weights = np.linalg.norm(asked, axis=1)
    # Each distinct token is compared once, however many passages hold it.
    present = np.zeros(VOCABULARY, dtype=bool)
    present[ids] = True
    distinct = np.flatnonzero(present)
    place = np.zeros(VOCABULARY, dtype=np.int64)
    place[distinct] = np.arange(len(distinct))
    held = encoder.rows(distinct)
    lengths_of_held = np.linalg.norm(held, axis=1)
    cosines = (held @ asked.T) / np.maximum(lengths_of_held[:, None] * weights[None, :], 1e-9)
    best = np.zeros((len(rows), len(question)), dtype=np.float32)
    filled = lengths > 0
    starts = np.cumsum(lengths) - lengths
    best[filled] = np.maximum.reduceat(cosines[place[ids]], starts[filled], axis=0)
    squares = np.maximum(best, 0) ** 2
    return np.asarray(squares @ weights / max(float(weights.sum()), 1e-9), dtype=np.float32)
