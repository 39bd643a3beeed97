"""A question → the best passages' rows, by the dense leg, the lexical leg, or both with a match word by word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.embed.encoder import Encoder, Reranker
from pipeline.embed.tokens import question_tokens
from pipeline.index.generation import Generation
from pipeline.models.static import StaticEncoder, Vectors
from pipeline.search.feedback import with_feedback
from pipeline.search.fusion import fuse
from pipeline.search.matching import match, ways_to_say
from pipeline.search.options import Mode, SearchOptions
from pipeline.search.windows import WindowLengths, window_scores
from pipeline.swedish.thesaurus import Thesaurus

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tools:
    """What reads a question: the encoder of the generation's vectors, bundled word vectors, other ways to say it.

    `averaged`: the generation's vectors are averages of `words`, so that stretches of a passage have vectors too.
    """

    encoder: Encoder
    words: StaticEncoder
    thesaurus: Thesaurus
    reranker: Reranker | None = None
    averaged: bool = False


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
    lengths: WindowLengths | None = None,
) -> Ranking:
    """Return up to `options.candidates` passages a leg for `question`, only among `allowed` rows if given.

    `lengths` is what is kept from one question to this generation to the next.

    Each leg alone keeps its own scores; both together are scored by `fuse`.
    """
    k = options.candidates
    lexical_rows, lexical_scores = _EMPTY
    dense_rows = _EMPTY[0]
    named = tools.thesaurus.named(question) if mode != "dense" else []
    if mode != "dense":
        related = [concept.others for concept in named]
        lexical_rows, lexical_scores = generation.lexical.search(question, k, allowed, related)
    if mode == "lexical":
        return Ranking(lexical_rows, lexical_scores)
    vector = tools.encoder.encode([question])[0]
    # A zero vector has no direction: a question of unknown characters is left to the lexical leg.
    if vector.any():
        dense_rows, _ = generation.dense.search(vector, k, allowed)
    rows = np.union1d(lexical_rows, dense_rows)
    vectors = generation.dense.vectors(rows)
    dense = _likeness(generation, tools, vector, rows, vectors, lengths)
    if mode == "dense":
        return _ordered(rows, dense)
    lexical = np.zeros(len(rows), dtype=np.float32)
    lexical[np.searchsorted(rows, lexical_rows)] = lexical_scores
    ways = ways_to_say(tools.words, named)
    met = match(tools.words, question_tokens(tools.words, question), generation.tokens, rows, ways)
    return _ordered(rows, with_feedback(fuse(lexical, dense, met, options), vectors))


def _likeness(
    generation: Generation, tools: Tools, vector: Vectors, rows: Rows, vectors: Vectors, lengths: WindowLengths | None
) -> Scores:
    """Cosines with the question: of whole passages' `vectors`, and of their nearest stretch where that has one."""
    if not vector.any():
        return np.zeros(len(rows), dtype=np.float32)
    whole = np.asarray(vectors @ vector, dtype=np.float32)
    if not tools.averaged:
        return whole
    nearest = window_scores(tools.words, vector, generation.tokens, rows, lengths)
    return np.asarray((whole + nearest) / 2, dtype=np.float32)


def _ordered(rows: Rows, scores: Scores) -> Ranking:
    order = np.argsort(-scores, kind="stable")
    return Ranking(rows[order], scores[order])


_EMPTY: tuple[Rows, Scores] = (np.empty(0, np.int64), np.empty(0, np.float32))
