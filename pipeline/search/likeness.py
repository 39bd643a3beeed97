"""How alike two pages' work is: closeness of passages and words, shared areas, target groups, methods and partners.

Nothing local earns likeness: the query's vectors and words are made of its text without names, and values are kinds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.models.static import StaticEncoder, TokenIds
from pipeline.search.aspects import Told
from pipeline.search.lexicon import Aspect, load_lexicon

Vectors = NDArray[np.float32]
# What a common value is worth beside another.
COMMON = 0.3


@dataclass(frozen=True, slots=True)
class Weights:
    """Shares of the parts in a score; they sum to one.

    They are near the mean of the 25 best of 500 drawn at random, by nDCG@5 on the half of the judged queries that they
    may be tuned on (`python -m tests.quality.comparable`).
    """

    passages: float = 0.46
    words: float = 0.2
    focus_areas: float = 0.09
    target_group: float = 0.09
    method: float = 0.13
    partners: float = 0.03


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a page, or of what the asker describes.

    `vectors` are those of its passages, unit rows; `tokens` those of its words; `areas` the focus areas with scores.
    """

    vectors: Vectors
    tokens: TokenIds
    areas: Mapping[str, float]
    told: Mapping[Aspect, Told]


@dataclass(frozen=True, slots=True)
class Measure:
    """What likeness is measured with: the bundled word vectors, the `centre` of all passages' vectors, the weights."""

    words: StaticEncoder
    centre: NDArray[np.float32]
    weights: Weights


def likeness(measure: Measure, query: Profile, other: Profile) -> float:
    """Return the likeness of `other` to `query`, 0 to 1."""
    weights = measure.weights
    parts = (
        (weights.passages, closeness(measure.centre, query.vectors, other.vectors)),
        (weights.words, shared_words(measure.words, query.tokens, other.tokens)),
        (weights.focus_areas, shared_areas(query.areas, other.areas)),
        *(
            (weight, shared_values(aspect, query.told[aspect], other.told[aspect]))
            for weight, aspect in _aspect_weights(weights)
        ),
    )
    return float(sum(weight * part for weight, part in parts))


def closeness(centre: NDArray[np.float32], query: Vectors, other: Vectors) -> float:
    """Return the cosine of two pages' mean passages as seen from the `centre`, 0 to 1.

    All pages of a base lie in one direction, that of how municipalities write. Taking it away (Mu and Viswanath 2018)
    gave nDCG@5 +.02 on the tuned half of the sample and +.03 on that of the shared base, by itself.
    """
    if not len(query) or not len(other):
        return 0.0
    one, two = query.mean(axis=0) - centre, other.mean(axis=0) - centre
    return max(0.0, float(one @ two / max(float(np.linalg.norm(one) * np.linalg.norm(two)), 1e-9)))


def shared_words(words: StaticEncoder, query: TokenIds, other: TokenIds) -> float:
    """Return the cosine of two bags of words, each word weighted by how much its vector tells (its length), squared."""
    if not len(query) or not len(other):
        return 0.0
    ids = np.union1d(query, other)
    tells = np.linalg.norm(words.rows(ids), axis=1) ** 2
    one, two = (np.log1p(np.bincount(np.searchsorted(ids, bag), minlength=len(ids))) * tells for bag in (query, other))
    return float(one @ two / max(float(np.linalg.norm(one) * np.linalg.norm(two)), 1e-9))


def shared_areas(query: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two pages' focus areas."""
    dot = sum(score * other.get(area, 0.0) for area, score in query.items())
    return dot / max(math.hypot(*query.values()) * math.hypot(*other.values()), 1e-9)


def shared_values(aspect: Aspect, query: Told, other: Told) -> float:
    """Return the cosine of two pages' values of an aspect, each by how often it is told, common ones for less."""
    common = load_lexicon().common[aspect]
    one, two = (
        {
            value: math.log1p(times) * (COMMON if value in common else 1.0)
            for value, times in zip(told.values, told.times, strict=True)
        }
        for told in (query, other)
    )
    dot = sum(weight * two.get(value, 0.0) for value, weight in one.items())
    return dot / max(math.hypot(*one.values()) * math.hypot(*two.values()), 1e-9)


def _aspect_weights(weights: Weights) -> tuple[tuple[float, Aspect], ...]:
    return (weights.target_group, "target_group"), (weights.method, "method"), (weights.partners, "partners")
