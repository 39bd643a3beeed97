"""Concepts: everyday words, official terms, abbreviations and compounds that mean the same or nearly.

`data/thesaurus.tsv` is the package's own; a user's file of the same form is read beside it. A line is a strength (1 the
same, .8 nearly, .6 closely related) and two or more terms, parted by tabs; "#" begins a comment. Knows nothing about
how the terms are searched for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from pipeline.swedish.compounds import split
from pipeline.swedish.words import STOP_WORDS, stem, words

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """Terms that mean the same or nearly, as written; `strength` in (0, 1] says how nearly."""

    strength: float
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another way to say something in a question: the stems of `term`, all of which must be there."""

    term: str
    stems: Stems
    strength: float


@dataclass(frozen=True, slots=True)
class Named:
    """A concept of a question: the terms that it is named by, and the other ways to say them."""

    terms: tuple[str, ...]
    others: tuple[Related, ...]


class Thesaurus:
    """Concepts by the stems of their terms."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(concepts)
        self._by_stem: dict[str, list[tuple[frozenset[str], int]]] = {}
        for number, concept in enumerate(self.concepts):
            for found in {frozenset(_stems(term)) for term in concept.terms}:
                if found:
                    self._by_stem.setdefault(max(found, key=len), []).append((found, number))

    def has_word(self, word: str) -> bool:
        """Say whether a term is written with the lower-cased `word`."""
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for concept in self.concepts for term in concept.terms for word in words(term))

    def named(self, question: str) -> list[Named]:
        """Return the concepts that `question` names and that have other terms, strongest first.

        A term of several words is named when all its stems stand somewhere in the question.
        """
        asked = set(_stems(question))
        asked |= {part for word in words(question) for part in map(stem, split(word))}
        named = {number for each in asked for found, number in self._by_stem.get(each, ()) if found <= asked}
        concepts = sorted((self.concepts[number] for number in named), key=lambda c: (-c.strength, c.terms))
        return [
            Named(tuple(term for term in concept.terms if set(_stems(term)) <= asked), others)
            for concept in concepts
            if (others := _others(concept, asked))
        ]


def _others(concept: Concept, asked: set[str]) -> tuple[Related, ...]:
    found = (Related(term, _stems(term), concept.strength) for term in concept.terms)
    distinct = {related.stems: related for related in found if related.stems and not set(related.stems) <= asked}
    return tuple(distinct.values())


def _stems(text: str) -> Stems:
    return tuple(dict.fromkeys(stem(word) for word in words(text) if word not in STOP_WORDS))


def parse_thesaurus(text: str, name: str) -> list[Concept]:
    """Return the concepts of a thesaurus file; ValueError names the line that is wrong."""
    concepts = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        first, *terms = (" ".join(field.split()) for field in line.split("\t"))
        try:
            strength = float(first)
        except ValueError:
            strength = 0.0
        if not 0 < strength <= 1 or len(list(filter(None, terms))) < 2:
            raise ValueError(f"{name} line {number}: expected a strength from 0 to 1 and two terms, parted by tabs")
        concepts.append(Concept(strength, tuple(dict.fromkeys(filter(None, terms)))))
    return concepts


@cache
def bundled_concepts() -> tuple[Concept, ...]:
    """Return the package's own concepts."""
    text = resources.files("pipeline.swedish").joinpath("data/thesaurus.tsv").read_text(encoding="utf-8")
    return tuple(parse_thesaurus(text, "thesaurus.tsv"))
