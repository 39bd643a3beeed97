"""The generation's SQLite file is written: anew, or as a copy of the one before in which some documents are replaced.

The row number of a passage is its place in the dense and lexical indexes and among the tokens.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import StoreError
from pipeline.extent import Extent
from pipeline.index.store import COLUMNS, MENTION_COLUMNS, Rows, Store, StoreEntry
from pipeline.records import Change
from pipeline.swedish.words import words

_SCHEMA = """
    CREATE TABLE documents (
        doc_id TEXT PRIMARY KEY, url TEXT, external_id TEXT, title TEXT NOT NULL, source TEXT NOT NULL,
        text TEXT NOT NULL, published TEXT, reviewed TEXT, author TEXT, language TEXT,
        fetched_at TEXT NOT NULL, versions TEXT NOT NULL, duplicate_of TEXT,
        publisher TEXT, municipality TEXT, canonical_url TEXT, breadcrumbs TEXT NOT NULL, key TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE passages (
        row INTEGER PRIMARY KEY, passage_id TEXT NOT NULL, doc_id TEXT NOT NULL REFERENCES documents,
        position INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, heading TEXT,
        page INTEGER
    );
    CREATE TABLE mentions (
        doc_id TEXT NOT NULL REFERENCES documents, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
        label TEXT NOT NULL, entity_id TEXT NOT NULL, name TEXT NOT NULL, role TEXT, organisation TEXT, code TEXT,
        confidence REAL, reason TEXT, public INTEGER
    );
    CREATE TABLE words (word TEXT PRIMARY KEY, letters INTEGER NOT NULL, count INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE focus_areas (
        doc_id TEXT NOT NULL REFERENCES documents, id TEXT NOT NULL, name TEXT NOT NULL, score REAL NOT NULL,
        start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL
    );
    CREATE TABLE facts (
        doc_id TEXT NOT NULL REFERENCES documents, entity_id TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
        start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL
    );
    CREATE TABLE municipality_links (
        doc_id TEXT NOT NULL REFERENCES documents, code TEXT NOT NULL, name TEXT NOT NULL, relation TEXT NOT NULL,
        confidence REAL NOT NULL, reason TEXT NOT NULL
    );
    CREATE TABLE changes (
        generation TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, doc_id TEXT NOT NULL, url TEXT,
        title TEXT NOT NULL, words_added INTEGER NOT NULL, words_removed INTEGER NOT NULL,
        PRIMARY KEY (generation, doc_id)
    ) WITHOUT ROWID;
    CREATE TABLE areas (position INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL);
    CREATE TABLE sources (
        name TEXT PRIMARY KEY, municipality TEXT NOT NULL, reach TEXT NOT NULL, reason TEXT, visited_at TEXT,
        pages INTEGER NOT NULL
    ) WITHOUT ROWID;
"""
# Made after the rows are in, which is faster and leaves the file compact.
_INDEXES = """
    CREATE INDEX documents_by_url ON documents (url);
    CREATE INDEX documents_by_duplicate_of ON documents (duplicate_of) WHERE duplicate_of IS NOT NULL;
    CREATE INDEX documents_by_day ON documents (duplicate_of, published, reviewed, doc_id);
    -- What a list of answers shows of many documents, without reading past their texts.
    CREATE INDEX documents_in_short ON documents (doc_id, duplicate_of, source, language, published, reviewed);
    CREATE INDEX documents_by_external_id ON documents (external_id);
    CREATE INDEX passages_by_document ON passages (doc_id);
    CREATE INDEX mentions_by_document ON mentions (doc_id);
    CREATE INDEX mentions_by_entity ON mentions (label, entity_id);
    CREATE INDEX words_by_length ON words (letters);
    CREATE INDEX focus_areas_by_document ON focus_areas (doc_id);
    CREATE INDEX facts_by_entity ON facts (entity_id);
    CREATE INDEX municipality_links_by_document ON municipality_links (doc_id);
    CREATE INDEX municipality_links_by_code ON municipality_links (code);
"""
# Longer runs of letters are no words that anybody misspells.
LONGEST_WORD = 40
NOTHING = Extent()
# Of a file that was edited, the part that may lie empty before it is written anew.
_EMPTY_SHARE = 0.25
_OF_DOCUMENTS = ("mentions", "focus_areas", "facts", "municipality_links")


def build_store(
    path: Path, entries: Iterable[StoreEntry], changes: Iterable[Change] = (), extent: Extent = NOTHING
) -> dict[str, int]:
    """Write the store; passages get row numbers in the order they come. Returns the counts.

    `changes` are those of this generation and of the ones before it, `extent` is what it set out to cover.
    """
    with _writing(path) as db:
        db.executescript(_SCHEMA)
        db.execute("BEGIN")
        counted = _add(db, entries, 0)
        _count_words(db, counted)
        _put_changes(db, changes)
        _put_extent(db, extent)
        db.execute("COMMIT")
        db.executescript(_INDEXES + "ANALYZE;")
        return Store(db).counts()


def edit_store(
    path: Path,
    dropped: Collection[str],
    entries: Iterable[StoreEntry],
    changes: Iterable[Change] = (),
    extent: Extent = NOTHING,
) -> tuple[Rows, dict[str, int]]:
    """Take the documents `dropped` out of the store at `path`, a copy of an earlier one, and put `entries` in.

    Returns the rows that stay, by their old numbers, and the counts. What stays keeps its order and comes first.
    `changes` are added to those that are told; `extent` takes the place of the earlier one.
    """
    with _writing(path) as db:
        db.execute("CREATE TEMP TABLE dropped (doc_id TEXT PRIMARY KEY) WITHOUT ROWID")
        db.executemany("INSERT INTO dropped VALUES (?)", [(doc_id,) for doc_id in dropped])
        db.execute("BEGIN")
        counted = _drop(db)
        kept = np.array([row for (row,) in db.execute("SELECT row FROM passages ORDER BY row")], dtype=np.int64)
        if len(kept) and kept[-1] >= len(kept):
            _renumber(db)
        counted.update(_add(db, entries, len(kept)))
        _count_words(db, counted)
        _put_changes(db, changes)
        _put_extent(db, extent)
        db.execute("COMMIT")
        pages, empty = (db.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "freelist_count"))
        if empty > _EMPTY_SHARE * pages:
            db.execute("VACUUM")
        return kept, Store(db).counts()


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(path, isolation_level=None)
    try:
        # The file is synced whole before it is published; until then a crash throws it away.
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        yield db
    except sqlite3.Error as error:
        raise StoreError(f"the generation cannot be written ({error}): check the disk, then run again") from error
    finally:
        db.close()


def _add(db: sqlite3.Connection, entries: Iterable[StoreEntry], row: int) -> Counter[str]:
    """Insert documents, their passages from `row` on, and return how often each word stands in them."""
    counted: Counter[str] = Counter()
    for entry in entries:
        _insert(db, entry, row)
        row += len(entry.passages)
        # Words that only a duplicate has would be told to be known and then not be found.
        if entry.stored.duplicate_of is None:
            counted.update(_known_words(entry.stored.title, entry.stored.text))
    return counted


def _drop(db: sqlite3.Connection) -> Counter[str]:
    """Delete the documents of the table `dropped`, and return how much less often each word now stands anywhere."""
    counted: Counter[str] = Counter()
    sql = "SELECT title, text FROM documents JOIN dropped USING (doc_id) WHERE duplicate_of IS NULL"
    for title, text in db.execute(sql):
        counted.subtract(_known_words(title, text))
    for table in (*_OF_DOCUMENTS, "passages", "documents"):
        db.execute(f"DELETE FROM {table} WHERE doc_id IN (SELECT doc_id FROM dropped)")
    return counted


def _renumber(db: sqlite3.Connection) -> None:
    """Number the rows of the passages anew, without gaps."""
    columns = "passage_id, doc_id, position, start, end, heading, page"
    db.execute(
        f"CREATE TEMP TABLE moved AS SELECT row_number() OVER (ORDER BY row) - 1 AS row, {columns} FROM passages"
    )
    db.execute("DROP INDEX passages_by_document")
    db.execute("DELETE FROM passages")
    db.execute(f"INSERT INTO passages (row, {columns}) SELECT row, {columns} FROM moved ORDER BY row")
    db.execute("CREATE INDEX passages_by_document ON passages (doc_id)")
    db.execute("DROP TABLE moved")


def _known_words(title: str, text: str) -> Iterator[str]:
    return (word for word in words(f"{title} {text}") if word.isalpha() and len(word) <= LONGEST_WORD)


def _count_words(db: sqlite3.Connection, counted: Counter[str]) -> None:
    db.executemany(
        "INSERT INTO words (word, letters, count) VALUES (?,?,?)"
        " ON CONFLICT (word) DO UPDATE SET count = count + excluded.count",
        ((word, len(word), count) for word, count in counted.items() if count),
    )
    db.execute("DELETE FROM words WHERE count <= 0")


def _put_changes(db: sqlite3.Connection, changes: Iterable[Change]) -> None:
    db.executemany("INSERT INTO changes VALUES (?,?,?,?,?,?,?,?)", map(astuple, changes))


def _put_extent(db: sqlite3.Connection, extent: Extent) -> None:
    db.execute("DELETE FROM areas")
    db.executemany("INSERT INTO areas VALUES (?,?,?)", ((n, *area) for n, area in enumerate(extent.areas)))
    db.execute("DELETE FROM sources")
    db.executemany("INSERT INTO sources VALUES (?,?,?,?,?,?)", map(astuple, extent.sources))


def _insert(db: sqlite3.Connection, entry: StoreEntry, first_row: int) -> None:
    stored = entry.stored
    as_text = {
        "municipality": asdict(stored.municipality) if stored.municipality else None,
        "breadcrumbs": stored.breadcrumbs,
        "versions": stored.versions,
    }
    values = {column: getattr(stored, column) for column in COLUMNS.split(", ")}
    values |= {key: _json(value) for key, value in as_text.items()} | {"key": entry.key}
    db.execute(f"INSERT INTO documents ({COLUMNS}, key) VALUES ({','.join('?' * len(values))})", [*values.values()])
    db.executemany(
        "INSERT INTO passages (row, passage_id, doc_id, position, start, end, heading, page) VALUES (?,?,?,?,?,?,?,?)",
        [
            (first_row + i, p.passage_id, stored.doc_id, p.position, p.start, p.end, p.heading, p.page)
            for i, p in enumerate(entry.passages)
        ],
    )
    db.executemany(
        f"INSERT INTO mentions (doc_id, {MENTION_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [(stored.doc_id, *asdict(mention).values()) for mention in entry.tags.mentions],
    )
    db.executemany(
        "INSERT INTO focus_areas (doc_id, id, name, score, start, end, text) VALUES (?,?,?,?,?,?,?)",
        [
            (stored.doc_id, a.id, a.name, a.score, a.evidence.start, a.evidence.end, a.evidence.text)
            for a in entry.tags.focus_areas
        ],
    )
    db.executemany(
        "INSERT INTO facts (doc_id, entity_id, kind, value, start, end, text) VALUES (?,?,?,?,?,?,?)",
        [
            (stored.doc_id, one.entity_id, f.kind, f.value, f.start, f.end, f.text)
            for one in entry.tags.initiatives
            for f in one.facts
        ],
    )
    db.executemany(
        "INSERT INTO municipality_links (doc_id, code, name, relation, confidence, reason) VALUES (?,?,?,?,?,?)",
        [(stored.doc_id, *asdict(link).values()) for link in entry.tags.municipalities],
    )


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
