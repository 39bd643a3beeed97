"""The generation's own SQLite file: documents, passages by row, mentions, focus areas. Written once, then read only.

The row number of a passage is its place in the dense and lexical indexes: this table is the row → passage array.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import StoreError
from pipeline.extent import Extent, SourceState
from pipeline.records import Change, Document, Fact, Mention, Municipality, MunicipalityLink, Passage, Tags

Rows = NDArray[np.int64]


# SQL over `documents d`: what stands behind another document is not shown, and counts there.
SHOWN = "d.duplicate_of IS NULL"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as a generation keeps it; one that is a `duplicate_of` another has no passages of its own."""

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
    breadcrumbs: tuple[str, ...]
    fetched_at: str
    versions: tuple[dict[str, str], ...]
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class StoreEntry:
    """What is written for one document; equal keys mean equal entries."""

    stored: StoredDocument
    tags: Tags
    passages: tuple[Passage, ...]
    key: str = ""


class Store:
    """Opened for reading."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def counts(self) -> dict[str, int]:
        """Return the number of rows a table."""
        tables = ("documents", "passages", "mentions", "focus_areas")
        counts = {table: self.query(f"SELECT count(*) FROM {table}")[0][0] for table in tables}
        duplicates = self.query("SELECT count(*) FROM documents WHERE duplicate_of IS NOT NULL")[0][0]
        return counts | {"duplicates": duplicates}

    def query(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one reading statement; a damaged file raises StoreError."""
        try:
            return self._db.execute(sql, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise StoreError(f"the generation's store is damaged ({error}): run 'kb verify'") from error

    def document(self, doc_id: str) -> StoredDocument:
        """Return the document of that id, which must exist."""
        row = self.query(f"SELECT {COLUMNS} FROM documents WHERE doc_id = ?", [doc_id])[0]
        values = dict(zip(COLUMNS.split(", "), row, strict=True))
        place = values["municipality"]
        return StoredDocument(
            **values
            | {
                "municipality": Municipality(**json.loads(place)) if place else None,
                "breadcrumbs": tuple(json.loads(values["breadcrumbs"])),
                "versions": tuple(json.loads(values["versions"])),
            }
        )

    def keys(self) -> dict[str, str]:
        """Return the key of every document's entry, by document id."""
        return dict(self.query("SELECT doc_id, key FROM documents"))

    def outline(self, doc_id: str) -> tuple[str | None, str, str] | None:
        """Return (address, title, text) of a document, None if there is none."""
        rows = self.query("SELECT url, title, text FROM documents WHERE doc_id = ?", [doc_id])
        return rows[0] if rows else None

    def documents(self) -> Iterator[StoredDocument]:
        """Yield every document, by id."""
        for (doc_id,) in self.query("SELECT doc_id FROM documents ORDER BY doc_id"):
            yield self.document(doc_id)

    def find_document(self, reference: str) -> str | None:
        """Return the id of the document whose id, address or given id `reference` is; None if there is none.

        A given id that several documents share is not an answer.
        """
        for column in ("doc_id", "url", "external_id"):
            found = self.query(f"SELECT doc_id FROM documents WHERE {column} = ? LIMIT 2", [reference])
            if len(found) == 1:
                return str(found[0][0])
        return None

    def shown(self, doc_id: str) -> str:
        """Return the id of the document that stands for `doc_id` in answers: its own, unless it is a duplicate."""
        return str(self.query("SELECT coalesce(duplicate_of, doc_id) FROM documents WHERE doc_id = ?", [doc_id])[0][0])

    def shown_ids(self) -> set[str]:
        """Return the ids of the documents that answers show."""
        return {doc_id for (doc_id,) in self.query("SELECT doc_id FROM documents WHERE duplicate_of IS NULL")}

    def duplicates(self, doc_id: str) -> list[tuple[str, str | None]]:
        """Return (id, address) of the other documents of its group, the one shown first."""
        shown = self.shown(doc_id)
        return self.query(
            "SELECT doc_id, url FROM documents WHERE (doc_id = ?1 OR duplicate_of = ?1) AND doc_id != ?2"
            " ORDER BY duplicate_of IS NOT NULL, doc_id",
            [shown, doc_id],
        )

    def passage(self, row: int) -> Passage:
        """Return the passage at a row of the indexes."""
        return Passage(
            *self.query(
                "SELECT passage_id, doc_id, position, start, end, substr(text, start + 1, end - start), heading, page"
                " FROM passages JOIN documents USING (doc_id) WHERE row = ?",
                [row],
            )[0]
        )

    def has_word(self, word: str) -> bool:
        """Say whether the lower-cased `word` stands anywhere in the documents."""
        return bool(self.query("SELECT 1 FROM words WHERE word = ?", [word]))

    def words_of_length(self, shortest: int, longest: int) -> list[tuple[str, int]]:
        """Return (word, count) of the documents' words of such lengths."""
        return self.query("SELECT word, count FROM words WHERE letters BETWEEN ? AND ?", [shortest, longest])

    def documents_of(self, rows: Rows) -> dict[int, str]:
        """Return the document id of each row."""
        return dict(self.query(f"SELECT row, doc_id FROM passages WHERE row IN ({marks(rows)})", map(int, rows)))

    def dates_of(self, rows: Rows) -> dict[int, str]:
        """Return the ISO date of each row's document, last reviewed or else published; undated ones are out."""
        sql = "SELECT row, coalesce(reviewed, published) AS date FROM passages JOIN documents USING (doc_id)"
        return dict(self.query(f"{sql} WHERE row IN ({marks(rows)}) AND date IS NOT NULL", map(int, rows)))

    def mentions(self, doc_id: str) -> list[Mention]:
        """Return a document's mentions in text order."""
        sql = f"SELECT {MENTION_COLUMNS} FROM mentions WHERE doc_id = ? ORDER BY start, end"
        rows = self.query(sql, [doc_id])
        columns = MENTION_COLUMNS.split(", ")
        found = (dict(zip(columns, row, strict=True)) for row in rows)
        return [Mention(**one | {"public": None if one["public"] is None else bool(one["public"])}) for one in found]

    def municipality_links(self, doc_id: str) -> list[MunicipalityLink]:
        """Return how a document has to do with municipalities, closest first."""
        sql = "SELECT code, name, relation, confidence, reason FROM municipality_links WHERE doc_id = ? ORDER BY rowid"
        return [MunicipalityLink(*row) for row in self.query(sql, [doc_id])]

    def facts(self, doc_id: str) -> dict[str, list[Fact]]:
        """Return what a document states about initiatives, by entity id, in text order."""
        facts: dict[str, list[Fact]] = {}
        sql = "SELECT entity_id, kind, value, start, end, text FROM facts WHERE doc_id = ? ORDER BY start, end"
        for key, *fact in self.query(sql, [doc_id]):
            facts.setdefault(key, []).append(Fact(*fact))
        return facts

    def changes(self, since: str = "", after: str = "") -> list[Change]:
        """Return how pages have changed since `since` (UTC, ISO 8601) and after the generation `after`, newest first.

        The order is that of the generations. One that was built after another counts as no earlier, whatever the clock
        said: where it was set back, more may be told, never less.
        """
        rows = self.query(
            "SELECT generation, at, kind, doc_id, url, title, words_added, words_removed FROM changes"
            " WHERE generation >= ? AND generation > ? ORDER BY generation DESC, kind, title, doc_id",
            [self.first_changed(since), after],
        )
        return [Change(*row) for row in rows]

    def first_changed(self, since: str) -> str | None:
        """Return the first generation whose changes `changes` tells for `since`, None if there are none."""
        name = self.query("SELECT min(generation) FROM changes WHERE at >= ?", [since])[0][0]
        return None if name is None else str(name)

    def extent(self) -> Extent:
        """Return what the generation set out to cover, as it was known when it was built."""
        areas = self.query("SELECT id, name FROM areas ORDER BY position")
        sources = self.query("SELECT name, municipality, reach, reason, visited_at, pages FROM sources ORDER BY name")
        return Extent(tuple(areas), tuple(SourceState(*row) for row in sources))

    def focus_areas(self, doc_id: str) -> list[dict[str, Any]]:
        """Return a document's focus areas, best first, with their evidence."""
        return [
            {"id": key, "name": name, "score": score, "evidence": {"start": start, "end": end, "text": text}}
            for key, name, score, start, end, text in self.query(
                "SELECT id, name, score, start, end, text FROM focus_areas WHERE doc_id = ? ORDER BY score DESC, id",
                [doc_id],
            )
        ]


COLUMNS = (
    "doc_id, url, external_id, title, source, text, published, reviewed, author, language, publisher, municipality,"
    " canonical_url, breadcrumbs, fetched_at, versions, duplicate_of"
)
MENTION_COLUMNS = "start, end, text, label, entity_id, name, role, organisation, code, confidence, reason, public"


def stored_document(
    document: Document,
    source: str,
    fetched_at: str,
    external_id: str | None,
    versions: tuple[dict[str, str], ...],
    duplicate_of: str | None = None,
) -> StoredDocument:
    """Return a cleaned document with its provenance, as a generation keeps it."""
    return StoredDocument(
        document.doc_id,
        document.url,
        external_id,
        document.title,
        source,
        document.text,
        document.published,
        document.reviewed,
        document.author,
        document.language,
        document.publisher,
        document.municipality,
        document.canonical_url,
        document.breadcrumbs,
        fetched_at,
        versions,
        duplicate_of,
    )


def marks(values: Sized) -> str:
    """Return as many question marks for SQL as there are values."""
    return ",".join("?" * len(values))


def open_store(path: Path) -> Store:
    """Open a store for reading only; StoreError if it is missing or not a store."""
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise StoreError(
            f"the store {path} is missing or damaged: run 'kb verify', then 'kb reindex --no-crawl'"
        ) from error
    return Store(db)
