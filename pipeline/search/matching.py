"""How well each of a question's words is met in a passage: a soft match, word by word, over static vectors.

For every content token of the question the nearest token of the passage is looked up (MaxSim of ColBERT, Khattab and
Zaharia 2020, over context-free vectors). Tokens count by the length of their vectors, which training makes longer the
more a word tells. A word that names a concept of the thesaurus is met by another term of it too. One leg may miss a
passage for a synonym, the other for a long text; this sees both. Beside it, how well the words that stand side by side
in the question do so in the passage: soft bigrams, one word between allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.embed.tokens import term_tokens
from pipeline.index.tokens import TokenIndex
from pipeline.models.static import StaticEncoder, TokenIds
from pipeline.swedish.thesaurus import Named

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
VOCABULARY = 1 << 16


@dataclass(frozen=True, slots=True)
class Match:
    """Of each passage, from 0 (nothing alike) to 1: how well the question's words are met, and their neighbours."""

    words: Scores
    neighbours: Scores


@dataclass(frozen=True, slots=True)
class Ways:
    """A concept of the question: the tokens that name it, and other terms as tokens, each with its strength."""

    named: TokenIds
    others: tuple[tuple[TokenIds, float], ...]


def ways_to_say(encoder: StaticEncoder, concepts: Iterable[Named]) -> list[Ways]:
    """Return the concepts of a question as tokens."""
    found = []
    for concept in concepts:
        terms = term_tokens(encoder, [*concept.terms, *(other.term for other in concept.others)])
        named, others = terms[: len(concept.terms)], terms[len(concept.terms) :]
        strengths = [other.strength for other in concept.others]
        pairs = zip(others, strengths, strict=True)
        found.append(Ways(np.unique(np.concatenate(named)), tuple((ids, s) for ids, s in pairs if len(ids))))
    return found


def match(
    encoder: StaticEncoder, question: TokenIds, tokens: TokenIndex, rows: Rows, ways: Sequence[Ways] = ()
) -> Match:
    """Return how each passage in `rows` meets the distinct tokens of a question, which come in its order."""
    ids, lengths = tokens.of(rows)
    if not len(question) or not len(ids):
        return Match(np.zeros(len(rows), dtype=np.float32), np.zeros(len(rows), dtype=np.float32))
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
    alike = np.maximum(cosines, 0)[place[ids]]
    met = _best(alike, lengths) ** 2
    for concept in ways:
        columns = np.isin(question, concept.named)
        met[:, columns] = np.maximum(met[:, columns], _said_otherwise(concept, ids, lengths)[:, None])
    words = met @ weights / max(float(weights.sum()), 1e-9)
    if len(question) == 1:
        return Match(words, words)
    pairs = alike[:, :-1] * _followed_by(alike, lengths)[:, 1:]
    return Match(words, np.asarray(_best(pairs, lengths).mean(axis=1), dtype=np.float32))


def _said_otherwise(concept: Ways, ids: TokenIds, lengths: Rows) -> Scores:
    """The strength of the strongest other term that each passage holds; 0 if it holds none."""
    wanted = np.unique(np.concatenate([term for term, _ in concept.others] or [concept.named[:0]]))
    held = _best((ids[:, None] == wanted[None, :]).astype(np.float32), lengths) > 0
    said = np.zeros(len(lengths), dtype=np.float32)
    for term, strength in concept.others:
        said = np.maximum(said, strength * held[:, np.isin(wanted, term)].all(axis=1))
    return said


def _best(scores: Scores, lengths: Rows) -> Scores:
    """The highest of each passage's rows, column by column; `scores` holds them passage after passage."""
    best = np.zeros((len(lengths), scores.shape[1]), dtype=np.float32)
    filled = lengths > 0
    starts = np.cumsum(lengths) - lengths
    best[filled] = np.maximum.reduceat(scores, starts[filled], axis=0)
    return best


def _followed_by(alike: Scores, lengths: Rows) -> Scores:
    """For each token, the higher likeness of the two that follow it in its passage."""
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(alike)) - 1
    following = np.zeros_like(alike)
    for ahead in (1, 2):
        within = np.flatnonzero(left >= ahead)
        following[within] = np.maximum(following[within], alike[within + ahead])
    return following
