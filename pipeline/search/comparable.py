"""Comparable work in other municipalities: for a page, an initiative or a description, at most one page each.

Reads the generation only. What a page says nothing about is empty on its side, and `told_by` says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import NothingFound, UsageError
from pipeline.index.store import Store
from pipeline.search.ask import Searcher, checked_question
from pipeline.search.aspects import Cited, Told
from pipeline.search.lexicon import ASPECTS, Aspect
from pipeline.search.likeness import Measure, Profile, Weights, likeness
from pipeline.search.municipality_facts import KINDS, municipality_facts
from pipeline.search.origins import Origin, Place, origins
from pipeline.search.profile import (
    Subject,
    centre,
    described_subject,
    document_subject,
    initiative_subject,
    page_profiles,
)
from pipeline.swedish.words import content_words

Rows = NDArray[np.int64]
# A document, the municipality that it stands for, its score and its profile.
Ranked = tuple[str, Place | None, float, Profile]
# Documents that are compared in full, those with the nearest passages and most of the query's words.
POOL = 80
_PASSAGES = 200
_WORDS = 40
WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class ComparableFilters:
    """Which municipalities to keep to: by inhabitants, both ends included, and by type (keys of KINDS).

    None and empty mean all. `include_national`: also pages that are no municipality's.
    """

    population_from: int | None = None
    population_to: int | None = None
    kinds: frozenset[str] = frozenset()
    include_national: bool = False


@dataclass(frozen=True, slots=True)
class Differs:
    """What only one of the two tells, as values and details."""

    query: tuple[str, ...]
    comparable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What is told of one aspect here and there: `shared` by both, else in `differs`, each side with its sentences."""

    aspect: Aspect
    told_by: Literal["both", "query", "comparable", "neither"]
    shared: tuple[str, ...]
    differs: Differs
    query: tuple[Cited, ...]
    comparable: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Comparable:
    """One page of comparable work; `municipality` is None for a national one, `score` lies in [0, 1]."""

    rank: int
    score: float
    doc_id: str
    url: str | None
    title: str
    municipality: dict[str, str] | None
    initiatives: tuple[dict[str, str], ...]
    focus_areas: tuple[str, ...]
    published: str | None
    reviewed: str | None
    aspects: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What comparables were asked for: a document, an initiative (with the pages that tell of it), or a text."""

    kind: Literal["document", "initiative", "text"]
    reference: str
    title: str
    doc_ids: tuple[str, ...]
    municipalities: tuple[str, ...]
    focus_areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparables:
    """Comparables, best first; none is an answer too."""

    query: Asked
    generation: str
    comparables: tuple[Comparable, ...]


def comparable_to(
    searcher: Searcher,
    reference: str,
    k: int = 5,
    filters: ComparableFilters | None = None,
) -> Comparables:
    """Return the best `k` comparables of a document (id or address) or an initiative (id).

    NothingFound for an unknown reference; UsageError for k below 1 and an unknown type.
    """
    generation = searcher.generation
    known = searcher.once(origins)
    if (doc_id := generation.store.find_document(reference)) is not None:
        subject = document_subject(generation, searcher.tools, doc_id, known)
        kind: Literal["document", "initiative"] = "document"
    elif reference.startswith("initiative:"):
        subject, kind = initiative_subject(generation, searcher.tools, reference, known), "initiative"
    else:
        raise NothingFound(f"there is no document or initiative '{reference}': see 'kb list documents'")
    areas = tuple(subject.profile.areas)
    asked = Asked(kind, reference, subject.name, subject.doc_ids, tuple(sorted(subject.codes)), areas)
    return _compared(searcher, subject, asked, known, k, filters or ComparableFilters())


def comparable_to_text(
    searcher: Searcher,
    text: str,
    k: int = 5,
    filters: ComparableFilters | None = None,
) -> Comparables:
    """Return the best `k` comparables of what `text` describes; UsageError as for a question, and as above.

    Offsets of the query's sentences are into `Asked.reference`, the text on one line.
    """
    text = checked_question(text, k)
    subject = described_subject(searcher.tools, text)
    asked = Asked("text", text, "", (), (), ())
    known = searcher.once(origins)
    return _compared(searcher, subject, asked, known, k, filters or ComparableFilters())


def ranked_documents(
    searcher: Searcher, subject: Subject, eligible: Mapping[str, Origin], weights: Weights = WEIGHTS
) -> list[Ranked]:
    """Return the best page of each municipality and all national ones, best first."""
    pool = _pool(searcher, subject, eligible)
    profiles = page_profiles(searcher.generation, pool)
    measure = Measure(searcher.tools.words, centre(searcher.generation), weights)
    scored = [(doc_id, likeness(measure, subject.profile, one), one) for doc_id, one in profiles.items()]
    scored.sort(key=lambda one: (-one[1], one[0]))
    places = one_each([doc_id for doc_id, _, _ in scored], eligible)
    return [(doc_id, places[doc_id], score, one) for doc_id, score, one in scored if doc_id in places]


def one_each(ranked: Sequence[str], eligible: Mapping[str, Origin]) -> dict[str, Place | None]:
    """Return of the documents `ranked`, best first, those that are shown, with the municipality each stands for.

    That is the first of its municipalities which no better one stands for; None for a national one.
    """
    shown: dict[str, Place | None] = {}
    taken: set[str] = set()
    for doc_id in ranked:
        places = eligible[doc_id].places
        free = next((place for place in places if place[0] not in taken), None)
        if free is not None or not places:
            shown[doc_id] = free
            taken |= {free[0]} if free else set()
    return shown


def eligible_documents(
    known: Mapping[str, Origin],
    subject: Subject,
    filters: ComparableFilters,
) -> dict[str, Origin]:
    """Return the documents that may be comparables: of another municipality and site, and passing the filters.

    UsageError for a type that there is not.
    """
    if unknown := filters.kinds - KINDS.keys():
        raise UsageError(f"there is no type of municipality '{min(unknown)}': they are {', '.join(KINDS)}")
    found = {}
    for doc_id, origin in known.items():
        if origin.site in subject.sites or (subject.entity_id is None and doc_id in subject.doc_ids):
            continue
        rest = origin.other_than(subject.codes)
        passing = tuple(place for place in rest.places if _passes(place[0], filters))
        if passing or (not origin.places and filters.include_national):
            found[doc_id] = Origin(origin.site, passing)
    return found


def _compared(
    searcher: Searcher,
    subject: Subject,
    asked: Asked,
    known: Mapping[str, Origin],
    k: int,
    filters: ComparableFilters,
) -> Comparables:
    if k < 1:
        raise UsageError(f"-k must be at least 1, not {k}")
    eligible = eligible_documents(known, subject, filters)
    ranked = ranked_documents(searcher, subject, eligible)[:k]
    store = searcher.generation.store
    found = tuple(_comparable(store, rank, one, subject.profile) for rank, one in enumerate(ranked, start=1))
    return Comparables(asked, searcher.generation.manifest.name, found)


def _passes(code: str, filters: ComparableFilters) -> bool:
    if filters.population_from is None and filters.population_to is None and not filters.kinds:
        return True
    one = municipality_facts().get(code)
    return (
        one is not None
        and (filters.population_from is None or one.population >= filters.population_from)
        and (filters.population_to is None or one.population <= filters.population_to)
        and (not filters.kinds or one.kind in filters.kinds)
    )


def _passage_owners(store: Store) -> list[tuple[int, str]]:
    return store.query("SELECT row, doc_id FROM passages ORDER BY row")


def _pool(searcher: Searcher, subject: Subject, eligible: Mapping[str, Origin]) -> list[str]:
    """The documents with the passages nearest to the query's, and those with most of its words."""
    generation = searcher.generation
    owners = {row: doc_id for row, doc_id in searcher.once(_passage_owners) if doc_id in eligible}
    allowed = np.array(list(owners), dtype=np.int64)
    best: dict[str, float] = {}
    for vector in subject.profile.vectors:
        if vector.any():
            for row, score in zip(*generation.dense.search(vector, _PASSAGES, allowed), strict=True):
                owner = owners[int(row)]
                best[owner] = max(best.get(owner, 0.0), float(score))
    common = Counter(content_words(subject.text)).most_common(_WORDS)
    wording = " ".join(word for word, _ in common)
    lexical, _ = generation.lexical.search(wording, POOL, allowed)
    nearest = sorted(best, key=lambda doc_id: (-best[doc_id], doc_id))[:POOL]
    return list(dict.fromkeys([*nearest, *(owners[int(row)] for row in lexical)]))


def _comparable(store: Store, rank: int, one: Ranked, query: Profile) -> Comparable:
    doc_id, place, score, profile = one
    document = store.document(doc_id)
    initiatives = {m.entity_id: m.name for m in reversed(store.mentions(doc_id)) if m.label == "INITIATIVE"}
    return Comparable(
        rank,
        round(score, 4),
        doc_id,
        document.url,
        document.title,
        {"code": place[0], "name": place[1]} if place else None,
        tuple({"entity_id": key, "name": name} for key, name in reversed(initiatives.items())),
        tuple(profile.areas),
        document.published,
        document.reviewed,
        tuple(_side(aspect, query.told[aspect], profile.told[aspect]) for aspect in ASPECTS),
    )


def _side(aspect: Aspect, query: Told, other: Told) -> Side:
    here, there = (*query.values, *query.details), (*other.values, *other.details)
    tells = bool(query.sentences), bool(other.sentences)
    told_by: dict[tuple[bool, bool], Literal["both", "query", "comparable", "neither"]] = {
        (True, True): "both",
        (True, False): "query",
        (False, True): "comparable",
        (False, False): "neither",
    }
    return Side(
        aspect,
        told_by[tells],
        tuple(value for value in here if value in there),
        Differs(
            tuple(value for value in here if value not in there), tuple(value for value in there if value not in here)
        ),
        query.sentences,
        other.sentences,
    )
