"""The records that the stages hand to one another: frozen, without I/O, one per stage.

    Page ─ clean → Document ─ tag → Tags
                   Document ─ embed → Passage ─ index → … ─ search → Hit

Offsets are character positions in `Document.text`; for every mention, evidence and passage
`document.text[x.start:x.end] == x.text`. Dates are ISO 8601 strings (`2023-03-10`), times are UTC
(`2023-03-10T12:00:00Z`); an unknown one is None. This module knows nothing about files or libraries.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "quote", "caption"]
Label = Literal["PERSON", "MUNICIPALITY", "INITIATIVE", "ORGANISATION"]
Relation = Literal["published_by", "about", "mentioned"]
FactKind = Literal["municipality", "target_group", "age", "partner", "funding", "period", "focus_area"]
# The media types of files that are not text as they stand.
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PLAIN_ID = re.compile(r"[^\s\x00-\x1f]{1,120}")


def text_hash(text: str | bytes) -> str:
    """Return the SHA-256 of `text` (UTF-8) as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def document_id(url: str | None, given: str | None = None) -> str:
    """Return the id of the document at canonical `url`, or of a record known only by its `given` id.

    A given id without white space is used as it stands, so that qrels written against it hold.
    """
    if url is None and given is not None and _PLAIN_ID.fullmatch(given):
        return given
    return text_hash(url or given or "")[:16]


@dataclass(frozen=True, slots=True)
class Page:
    """One fetched or imported page, as it came: `content` is untouched bytes of `media_type`.

    `dated` says that another fetcher recorded `fetched_at`, which tells what is newest. Of what we fetch ourselves the
    order in which it comes does, whatever the clock says, and of files too: cp -p, rsync and tar keep old times.
    `publisher` and `municipality` (a code) are those of the source it was crawled from, for where the page itself does
    not say.
    """

    doc_id: str
    url: str | None
    source: str
    media_type: str
    content: bytes
    fetched_at: str
    external_id: str | None = None
    dated: bool = False
    publisher: str | None = None
    municipality: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 of the bytes: what decides whether a page has changed."""
        return text_hash(self.content)


@dataclass(frozen=True, slots=True)
class Gone:
    """A page that is no longer on the web: since when it is taken for gone, and what it last answered."""

    doc_id: str
    url: str | None
    gone_at: str
    reason: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that a stage could not use, and why: data, not an exception."""

    url: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """A typed piece of a page in reading order; one that is not `kept` says why.

    `page` is the page of a PDF that it begins on, counted from 1 whatever is printed there.
    """

    kind: BlockKind
    text: str
    kept: bool = True
    reason: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Municipality:
    """A Swedish municipality, by its four-digit code and its name ("1488", "Trollhättan")."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """A cleaned page. `text` is the kept blocks joined by BLOCK_BREAK.

    `publisher` is what the page calls its publisher, `municipality` the one that it is, if it is one; `breadcrumbs` are
    the texts of the path to the page; several authors are joined by ", ".
    """

    doc_id: str
    url: str | None
    title: str
    blocks: tuple[Block, ...]
    published: str | None = None
    reviewed: str | None = None
    author: str | None = None
    language: str | None = None
    publisher: str | None = None
    municipality: Municipality | None = None
    canonical_url: str | None = None
    breadcrumbs: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The main text that all offsets refer to."""
        return BLOCK_BREAK.join(block.text for block in self.blocks if block.kept)

    def pages_at(self, offsets: Iterable[int]) -> list[int | None]:
        """Return for each offset into `text` the page that the block there begins on, None where there are no pages."""
        starts, pages = [0], [None if not self.blocks else self.blocks[0].page]
        position = 0
        for block in self.blocks:
            if block.kept:
                starts.append(position)
                pages.append(block.page)
                position += len(block.text) + len(BLOCK_BREAK)
        return [pages[bisect_right(starts, offset) - 1] for offset in offsets]


BLOCK_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity named in a document; `entity_id` is stable across documents.

    `confidence` lies in (0, 1] and `reason` says what the link rests on, where there was something to decide.
    `public` says of a person whether the text names them in a public role.
    """

    start: int
    end: int
    text: str
    label: Label
    entity_id: str
    name: str
    role: str | None = None
    organisation: str | None = None
    code: str | None = None
    confidence: float | None = None
    reason: str | None = None
    public: bool | None = None


def given(mention: Mention) -> dict[str, Any]:
    """Return what is known of a mention, as JSON has it."""
    return {key: value for key, value in asdict(mention).items() if value is not None}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that earned a label."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class FocusArea:
    """A focus area that a document is about; `score` lies in (0, 1], higher is surer."""

    id: str
    name: str
    score: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a document states about an initiative: `value` is text[start:end] in a common form."""

    kind: FactKind
    value: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Initiative:
    """A named project, programme, method or service, with what one document states about it, in text order."""

    entity_id: str
    name: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class MunicipalityLink:
    """How a document has to do with a municipality; `confidence` lies in (0, 1], `reason` is for people."""

    code: str
    name: str
    relation: Relation
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tag stage found in one document: mentions and initiatives in text order, municipalities by relation."""

    mentions: tuple[Mention, ...] = ()
    focus_areas: tuple[FocusArea, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    municipalities: tuple[MunicipalityLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is embedded and found as one; `heading` is the one it stands under.

    `page` is the page of a PDF on which the block that it begins in begins.
    """

    passage_id: str
    doc_id: str
    position: int
    start: int
    end: int
    text: str
    heading: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: a passage with its source. `highlights` are offsets into `text` of the answering sentences.

    `also_at` are the addresses of the documents that this one stands for.
    """

    rank: int
    score: float
    doc_id: str
    url: str | None
    title: str
    text: str
    start: int
    end: int
    heading: str | None = None
    highlights: tuple[tuple[int, int], ...] = ()
    municipalities: tuple[dict[str, str], ...] = ()
    focus_areas: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    published: str | None = None
    reviewed: str | None = None
    fetched_at: str | None = None
    also_at: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What `kb ask` returns: the hits, best first, and what they were found with.

    `understood` is what the question was read to name: municipalities to prefer and to leave out, people, focus areas,
    a period, and words whose spelling was put right; only what there is.
    """

    question: str
    generation: str
    took_ms: float
    filters: dict[str, str] = field(default_factory=dict)
    hits: tuple[Hit, ...] = ()
    understood: dict[str, Any] = field(default_factory=dict)


ChangeKind = Literal["new", "changed", "gone"]
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


@dataclass(frozen=True, slots=True)
class Change:
    """How a page differs from the generation before `generation`, which was built `at` (UTC, ISO 8601).

    Only what a reader would see counts, title and text; words are those that were added and removed. A page that is
    gone has the title and address that it had.
    """

    generation: str
    at: str
    kind: ChangeKind
    doc_id: str
    url: str | None
    title: str
    words_added: int = 0
    words_removed: int = 0
