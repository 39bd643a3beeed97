"""The shapes of what the API answers, for its OpenAPI: those that commands print with `--json`, and what pages them.

A key that may be missing is one that the command leaves out as well. Records of the read path stand for themselves.
"""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from pipeline.records import ChangeKind, Fact, FactKind, Hit, Label, Municipality, MunicipalityLink, Relation
from pipeline.search.coverage import Emptiness
from pipeline.search.facets import Facet, FacetKind
from pipeline.search.municipality_facts import MunicipalityFacts


class Fault(TypedDict):
    """Why a request could not be answered."""

    detail: str


class Place(TypedDict):
    """A municipality by its code of four digits."""

    code: str
    name: str


class Named(TypedDict):
    """A person, organisation or initiative."""

    entity_id: str
    name: str


class Correction(TypedDict):
    """A word of the question and the word that was searched for instead."""

    written: str
    meant: str


class Understood(TypedDict):
    """What the question was read to name; only what there is."""

    municipalities: NotRequired[list[Place]]
    without_municipalities: NotRequired[list[Place]]
    people: NotRequired[list[Named]]
    focus_areas: NotRequired[list[str]]
    since: NotRequired[str]
    until: NotRequired[str]
    corrections: NotRequired[list[Correction]]


class AnswerPage(TypedDict):
    """Passages that answer, of `total`; `is_sure`: the best one is as good as those that answer usually are."""

    question: str
    generation: str
    took_ms: float
    filters: dict[str, str]
    hits: list[Hit]
    understood: Understood
    total: int
    is_sure: bool
    facets: dict[FacetKind, list[Facet]]


class DocumentRow(TypedDict):
    """A document in a list."""

    doc_id: str
    url: str | None
    title: str
    source: str
    published: str | None
    reviewed: str | None
    municipalities: list[Place]
    focus_areas: list[str]
    duplicate_of: str | None


class Affiliation(TypedDict):
    """A role and organisation that a person is named with, since and until when, and on how many pages."""

    role: str | None
    organisation: str | None
    since: str | None
    until: str | None
    documents: int


class PersonRow(Named):
    """A person in a public role, and on how many pages."""

    documents: int
    roles: list[str]
    affiliations: list[Affiliation]


class MunicipalityRow(Place):
    """A municipality and how many pages have to do with it, and how."""

    documents: int
    published_by: int
    about: int
    mentioned: int


class OrganisationRow(Named):
    """An organisation, and on how many pages it is named."""

    documents: int


class InitiativeRow(Named):
    """An initiative, on how many pages, and what they state of where it is and what about."""

    documents: int
    municipalities: list[str]
    focus_areas: list[str]


class FocusAreaRow(TypedDict):
    """A focus area, and how many pages are about it."""

    id: str
    name: str
    documents: int


class SourceRow(TypedDict):
    """A source, its pages, and when one of them was last fetched."""

    source: str
    documents: int
    last_fetched: str | None


class DocumentList(TypedDict):
    """A page of documents, of `total`."""

    generation: str
    total: int
    items: list[DocumentRow]


class PersonList(TypedDict):
    """A page of people, of `total`."""

    generation: str
    total: int
    items: list[PersonRow]


class MunicipalityList(TypedDict):
    """A page of municipalities, of `total`."""

    generation: str
    total: int
    items: list[MunicipalityRow]


class OrganisationList(TypedDict):
    """A page of organisations, of `total`."""

    generation: str
    total: int
    items: list[OrganisationRow]


class InitiativeList(TypedDict):
    """A page of initiatives, of `total`."""

    generation: str
    total: int
    items: list[InitiativeRow]


class FocusAreaList(TypedDict):
    """A page of focus areas, of `total`."""

    generation: str
    total: int
    items: list[FocusAreaRow]


class SourceList(TypedDict):
    """A page of sources, of `total`."""

    generation: str
    total: int
    items: list[SourceRow]


class Sentence(TypedDict):
    """A sentence of a document: text[start:end] of it."""

    start: int
    end: int
    text: str


class MentionShape(Named):
    """A name in the text: text[start:end] of the document."""

    start: int
    end: int
    text: str
    label: Label
    role: NotRequired[str]
    organisation: NotRequired[str]
    code: NotRequired[str]
    confidence: NotRequired[float]
    reason: NotRequired[str]
    public: NotRequired[bool]


class AreaShape(TypedDict):
    """A focus area of a document, with the sentence that earned it; a higher score is surer."""

    id: str
    name: str
    score: float
    evidence: Sentence


class StatedInitiative(Named):
    """An initiative with what this document states about it."""

    facts: list[Fact]


class VersionShape(TypedDict):
    """A content that the page had."""

    fetched_at: str
    content_hash: str


class Copy(TypedDict):
    """A document that says the same."""

    doc_id: str
    url: str | None


class DocumentShape(TypedDict):
    """A document with all that is known of it; offsets are into `text`."""

    doc_id: str
    url: str | None
    external_id: str | None
    title: str
    source: str
    text: str
    published: str | None
    reviewed: str | None
    author: str | None
    language: str | None
    publisher: str | None
    municipality: Municipality | None
    canonical_url: str | None
    breadcrumbs: list[str]
    fetched_at: str
    versions: list[VersionShape]
    duplicate_of: str | None
    duplicates: list[Copy]
    mentions: list[MentionShape]
    focus_areas: list[AreaShape]
    municipalities: list[MunicipalityLink]
    initiatives: list[StatedInitiative]


class CardFact(TypedDict):
    """What a page states about an initiative, with the sentence that says so."""

    kind: FactKind
    value: str
    text: str
    doc_id: str
    url: str | None
    start: int
    end: int
    sentence: str


class CardDocument(TypedDict):
    """A page that names the one of the card, how often, and in what sentence first."""

    doc_id: str
    url: str | None
    title: str
    published: str | None
    reviewed: str | None
    mentions: int
    sentence: str
    relation: NotRequired[Relation]


class Card(TypedDict):
    """What is known about a person, municipality, organisation or initiative, newest page first."""

    entity_id: str
    label: Label
    name: str
    variants: list[str]
    affiliations: NotRequired[list[Affiliation]]
    facts: NotRequired[list[CardFact]]
    documents: list[CardDocument]


class ChangeShape(TypedDict):
    """How a page differs from what it was."""

    generation: str
    at: str
    kind: ChangeKind
    doc_id: str
    url: str | None
    title: str
    words_added: int
    words_removed: int
    municipalities: list[Place]
    focus_areas: list[str]


class ChangeList(TypedDict):
    """A page of the changes of a period, of `total`, newest first."""

    since: str
    until: str | None
    filters: dict[str, str]
    generation: str
    total: int
    changes: list[ChangeShape]


class SourceReach(TypedDict):
    """A source of a municipality, and whether it could be read."""

    name: str
    reach: str
    reason: str | None
    visited_at: str | None
    pages: int


class CoverageRow(TypedDict):
    """A municipality: its documents in all and by focus area; `empty` says why those that are 0 are so."""

    facts: MunicipalityFacts
    documents: int
    by_area: dict[str, int]
    latest: str | None
    sources: list[SourceReach]
    empty: Emptiness


class AreaTimeline(TypedDict):
    """The documents of a focus area by year."""

    id: str
    name: str
    years: dict[str, int]
    undated: int


class CoverageShape(TypedDict):
    """Municipality × focus area and focus area × year, of all that is shown; all municipalities, by code."""

    generation: str
    documents: int
    labelled: int
    municipalities: list[CoverageRow]
    timeline: list[AreaTimeline]


class GenerationShape(TypedDict):
    """The generation in use: when it was made, what it holds, and the model of its vectors."""

    name: str
    created_at: str
    model: str
    dimensions: int
    counts: dict[str, int]


Sort = Literal["relevance", "date"]
