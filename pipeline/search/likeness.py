"""How alike two pages' work is: closeness of passages and words, shared areas, target groups, methods and partners.

Nothing local earns likeness: the query's vectors and words are made of its text without names, and values are kinds.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.models.static import StaticEncoder, TokenIds
from pipeline.search.aspects import Told
from pipeline.search.lexicon import Aspect, load_aspects

Vectors = NDArray[np.float32]
# What a common value is worth beside another.
COMMON = 0.3


@dataclass(frozen=True, slots=True)
class Weights:
    """Shares of the parts in a score; they sum to one."""

    passages: float = 0.4
    words: float = 0.2
    focus_areas: float = 0.1
    target_group: float = 0.1
    method: float = 0.15
    partners: float = 0.05


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a page, or of what the asker describes.

    `vectors` are those of its passages, unit rows; `tokens` those of its words; `areas` the focus areas with scores.
    """

    vectors: Vectors
    tokens: TokenIds
    areas: Mapping[str, float]
    told: Mapping[Aspect, Told]


def likeness(words: StaticEncoder, query: Profile, other: Profile, weights: Weights) -> float:
    """Return the likeness of `other` to `query`, 0 to 1."""
    parts = (
        (weights.passages, closeness(query.vectors, other.vectors)),
        (weights.words, shared_words(words, query.tokens, other.tokens)),
        (weights.focus_areas, shared_areas(query.areas, other.areas)),
        *(
            (weight, shared_values(aspect, query.told[aspect].values, other.told[aspect].values))
            for weight, aspect in _aspect_weights(weights)
        ),
    )
    return float(sum(weight * part for weight, part in parts))


def closeness(query: Vectors, other: Vectors) -> float:
    """Return the mean cosine of each passage with the nearest of the other page, both ways, 0 to 1."""
    if not len(query) or not len(other):
        return 0.0
    cosines = np.clip(query @ other.T, 0, 1)
    return float((cosines.max(axis=1).mean() + cosines.max(axis=0).mean()) / 2)


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


def shared_values(aspect: Aspect, query: Collection[str], other: Collection[str]) -> float:
    """Return the cosine of two pages' values of an aspect, those that most pages have counting for less."""
    common = load_aspects()[aspect].common

    def worth(values: Collection[str]) -> float:
        return sum(COMMON if value in common else 1.0 for value in values)

    lengths = math.sqrt(worth(set(query)) * worth(set(other)))
    return worth(set(query) & set(other)) / max(lengths, 1e-9)


def _aspect_weights(weights: Weights) -> tuple[tuple[float, Aspect], ...]:
    return (weights.target_group, "target_group"), (weights.method, "method"), (weights.partners, "partners")
