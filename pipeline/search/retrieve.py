"""A question → the best passages' rows, by the dense leg, the lexical leg, or both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.embed.encoder import Encoder
from pipeline.index.generation import Generation
from pipeline.search.fusion import fuse
from pipeline.search.options import Mode, SearchOptions

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows best first with their scores, higher is better."""

    rows: Rows
    scores: Scores


def retrieve(
    generation: Generation,
    encoder: Encoder,
    question: str,
    options: SearchOptions,
    mode: Mode = "hybrid",
    allowed: Rows | None = None,
) -> Ranking:
    """Return up to `options.candidates` passages a leg for `question`, only among `allowed` rows if given."""
    k = options.candidates
    lexical_rows, lexical_scores = _EMPTY
    dense_rows, dense_scores = _EMPTY
    vector = encoder.encode([question])[0]
    if mode != "dense":
        lexical_rows, lexical_scores = generation.lexical.search(question, k, allowed)
    # A zero vector has no direction: a question of unknown characters is left to the lexical leg.
    if mode != "lexical" and vector.any():
        dense_rows, dense_scores = generation.dense.search(vector, k, allowed)
    if mode == "lexical" or not len(dense_rows):
        return Ranking(lexical_rows, lexical_scores)
    if mode == "dense" or not len(lexical_rows):
        # Unlike the question is no answer to it.
        like = dense_scores >= 0
        return Ranking(dense_rows[like], dense_scores[like])
    rows = np.union1d(lexical_rows, dense_rows)
    lexical = np.zeros(len(rows), dtype=np.float32)
    lexical[np.searchsorted(rows, lexical_rows)] = lexical_scores
    fused = fuse(lexical, generation.dense.scores(vector, rows), options.dense_weight)
    order = np.argsort(-fused, kind="stable")
    return Ranking(rows[order], fused[order])


_EMPTY: tuple[Rows, Scores] = (np.empty(0, np.int64), np.empty(0, np.float32))
