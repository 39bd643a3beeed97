"""A question → the best passages' rows, by the dense leg, the lexical leg, or both with a match word by word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.embed.encoder import Encoder, Reranker
from pipeline.embed.static import StaticEncoder
from pipeline.embed.tokens import question_tokens
from pipeline.index.generation import Generation
from pipeline.search.fusion import fuse
from pipeline.search.matching import match_scores
from pipeline.search.options import Mode, SearchOptions
from pipeline.swedish.thesaurus import Thesaurus

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tools:
    """What reads a question: the encoder of the generation's vectors, bundled word vectors, other ways to say it."""

    encoder: Encoder
    words: StaticEncoder
    thesaurus: Thesaurus
    reranker: Reranker | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows best first with their scores, higher is better."""

    rows: Rows
    scores: Scores


def retrieve(
    generation: Generation,
    tools: Tools,
    question: str,
    options: SearchOptions,
    mode: Mode = "hybrid",
    allowed: Rows | None = None,
) -> Ranking:
    """Return up to `options.candidates` passages a leg for `question`, only among `allowed` rows if given.

    Each leg alone keeps its own scores; both together are scored by `fuse`.
    """
    k = options.candidates
    lexical_rows, lexical_scores = _EMPTY
    dense_rows, dense_scores = _EMPTY
    if mode != "dense":
        lexical_rows, lexical_scores = generation.lexical.search(
            question, k, allowed, tools.thesaurus.related(question)
        )
    vector = tools.encoder.encode([question])[0] if mode != "lexical" else np.empty(0, np.float32)
    # A zero vector has no direction: a question of unknown characters is left to the lexical leg.
    if vector.any():
        dense_rows, dense_scores = generation.dense.search(vector, k, allowed)
    if mode == "lexical":
        return Ranking(lexical_rows, lexical_scores)
    if mode == "dense":
        return Ranking(dense_rows, dense_scores)
    rows = np.union1d(lexical_rows, dense_rows)
    lexical = np.zeros(len(rows), dtype=np.float32)
    lexical[np.searchsorted(rows, lexical_rows)] = lexical_scores
    dense = generation.dense.scores(vector, rows) if vector.any() else np.zeros(len(rows), dtype=np.float32)
    match = match_scores(tools.words, question_tokens(tools.words, question), generation.tokens, rows)
    fused = fuse(lexical, dense, match, options)
    order = np.argsort(-fused, kind="stable")
    return Ranking(rows[order], fused[order])


_EMPTY: tuple[Rows, Scores] = (np.empty(0, np.int64), np.empty(0, np.float32))
