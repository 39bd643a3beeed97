"""What a citation says: who, what, when, where, which passage, and from which state of the knowledge base.

Knows the records and the store, nothing about the forms that a citation is written in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.index.store import Store, StoredDocument
from pipeline.records import Answer, Hit

# (document id, generation, span of the passage in the document's text) → the address that shows just that.
Permalink = Callable[[str, str, tuple[int, int] | None], str]


@dataclass(frozen=True, slots=True)
class Citation:
    """One document, or one passage of it (`quote`, from `start` in its text), as it was found.

    `publisher` is what the page calls its publisher, else its municipality, else its site, else its source; `date` the
    day of publication, else of the last review, None for an undated one. `accessed` is the day (UTC) on which the page
    was fetched and `version` the SHA-256 of what was fetched then. `page` is that of a PDF. `permalink` is the address
    of the passage in the knowledge base, where that has one, else `url`.
    """

    doc_id: str
    publisher: str
    title: str
    date: str | None
    url: str | None
    accessed: str
    generation: str
    version: str | None
    permalink: str | None
    page: int | None = None
    quote: str | None = None
    start: int = 0

    @property
    def year(self) -> str | None:
        """Return the year of `date`."""
        return self.date[:4] if self.date else None

    @property
    def place(self) -> str:
        """Return where it was fetched: its address, or the id of a record that has none."""
        return self.url or self.doc_id


def cite_answer(store: Store, answer: Answer, permalink: Permalink | None = None) -> list[Citation]:
    """Return a citation for each hit, in their order; `store` is that of the generation that answered."""
    return [cite_hit(store, hit, answer.generation, permalink) for hit in answer.hits]


def cite_hit(store: Store, hit: Hit, generation: str, permalink: Permalink | None = None) -> Citation:
    """Return the citation of a passage; `store` is that of the `generation` that it was found in."""
    return _citation(store.document(hit.doc_id), generation, permalink, hit)


def cite_document(document: StoredDocument, generation: str, permalink: Permalink | None = None) -> Citation:
    """Return the citation of a whole document of a `generation`."""
    return _citation(document, generation, permalink, None)


def _citation(document: StoredDocument, generation: str, permalink: Permalink | None, hit: Hit | None) -> Citation:
    span = (hit.start, hit.end) if hit else None
    return Citation(
        document.doc_id,
        _publisher(document),
        document.title,
        document.published or document.reviewed,
        document.url,
        document.fetched_at[:10],
        generation,
        _version(document),
        permalink(document.doc_id, generation, span) if permalink else document.url,
        hit.page if hit else None,
        hit.text if hit else None,
        hit.start if hit else 0,
    )


def _publisher(document: StoredDocument) -> str:
    municipality = document.municipality.name if document.municipality else None
    host = (urlsplit(document.url).hostname or "").removeprefix("www.") if document.url else ""
    return document.publisher or municipality or host or document.source


def _version(document: StoredDocument) -> str | None:
    """The hash of the content that was fetched when the document was; None where two contents are of one second."""
    found = {one["content_hash"] for one in document.versions if one["fetched_at"] == document.fetched_at}
    return found.pop() if len(found) == 1 else None
