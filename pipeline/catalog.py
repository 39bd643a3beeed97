"""The write path's single source of truth: one SQLite file in WAL mode, and all SQL that touches it.

Every row that a stage makes carries a key, `VERSION:hash of its input`; work is pending where the key is not the one
the stage would give now. Nothing else decides what is done again. Vectors are keyed by (model fingerprint, hash of
the embedded text), so a passage that returns is never embedded twice.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import StoreError
from pipeline.records import Block, Document, Evidence, FocusArea, Mention, Page, Passage, Rejected, Tags, text_hash
from pipeline.schema import migrate, require_newest


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page's row: everything but its bytes, which lie in the archive."""

    doc_id: str
    url: str | None
    external_id: str | None
    source: str
    media_type: str
    content_hash: str
    archive_file: str
    archive_offset: int
    fetched_at: str


@dataclass(frozen=True, slots=True)
class GenerationRow:
    """A document with all that a generation keeps of it."""

    page: StoredPage
    document: Document
    tags: Tags
    passages: tuple[Passage, ...]
    embedded_hashes: tuple[str, ...]
    versions: tuple[dict[str, str], ...]


class Catalog:
    """All reads and writes of the write path. Writes belong inside `with catalog.transaction():`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything inside, or nothing; a full or read-only disk raises StoreError."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise StoreError(f"the catalog cannot be written ({error}): check the disk, then run again") from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    # crawl

    def content_hash(self, doc_id: str) -> str | None:
        """Return the hash of the page's newest content, None if it is not known."""
        found: str | None = self._value("SELECT content_hash FROM pages WHERE doc_id = ?", doc_id)
        return found

    def has_seen(self, page: Page) -> bool:
        """Say whether this content of the page is already stored from the same fetch or a later one."""
        sql = "SELECT 1 FROM versions WHERE doc_id = ? AND content_hash = ? AND julianday(fetched_at) >= julianday(?)"
        return self._value(sql, page.doc_id, page.content_hash, page.fetched_at) is not None

    def source_of(self, doc_id: str) -> str | None:
        """Return the source the page was last seen in."""
        found: str | None = self._value("SELECT source FROM pages WHERE doc_id = ?", doc_id)
        return found

    def put_page(self, page: Page, archive_file: str, archive_offset: int) -> None:
        """Record a new or changed page; its earlier contents stay as versions.

        One that was fetched before the newest known content becomes a version only.
        """
        self._db.execute(
            "INSERT INTO pages (doc_id, url, external_id, source, media_type, content_hash, archive_file,"
            " archive_offset, fetched_at) VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (doc_id) DO UPDATE SET"
            " url = excluded.url, external_id = excluded.external_id, source = excluded.source,"
            " media_type = excluded.media_type, content_hash = excluded.content_hash,"
            " archive_file = excluded.archive_file, archive_offset = excluded.archive_offset,"
            " fetched_at = excluded.fetched_at WHERE julianday(excluded.fetched_at) >= julianday(pages.fetched_at)",
            (
                page.doc_id,
                page.url,
                page.external_id,
                page.source,
                page.media_type,
                page.content_hash,
                archive_file,
                archive_offset,
                page.fetched_at,
            ),
        )
        self._db.execute(
            "INSERT OR REPLACE INTO versions (doc_id, content_hash, fetched_at, archive_file, archive_offset)"
            " VALUES (?,?,?,?,?)",
            (page.doc_id, page.content_hash, page.fetched_at, archive_file, archive_offset),
        )

    def put_rejected(self, rejected: Rejected, at: str) -> None:
        """Record an input that could not be used."""
        self._db.execute(
            "INSERT OR REPLACE INTO rejected (url, stage, reason, at) VALUES (?,?,?,?)",
            (rejected.url, rejected.stage, rejected.reason, at),
        )

    def clear_rejected(self, url: str, stage: str) -> None:
        """Forget an earlier rejection of an input that can be used now."""
        self._db.execute("DELETE FROM rejected WHERE url = ? AND stage = ?", (url, stage))

    def clear_input(self, path: str) -> None:
        """Forget the rejections of a file, and of lines and records in it, before it is read again."""
        self._db.execute(
            "DELETE FROM rejected WHERE stage = 'ingest' AND (url = ?1 OR substr(url, 1, length(?1) + 1) = ?1 || '#')",
            (path,),
        )

    def rejected(self) -> list[Rejected]:
        """Return every standing rejection, by address."""
        rows = self._rows("SELECT url, stage, reason FROM rejected ORDER BY url, stage")
        return [Rejected(*row) for row in rows]

    # clean

    def count_to_clean(self, version: str) -> int:
        """Return how many pages `version` of the clean stage has not seen as they now are."""
        return self._count("SELECT count(*) FROM pages WHERE clean_key IS NOT ? || ':' || content_hash", version)

    def pages_to_clean(self, version: str) -> Iterator[StoredPage]:
        """Yield those pages; marking them done while iterating is safe."""
        yield from self._paged(
            "SELECT doc_id, url, external_id, source, media_type, content_hash, archive_file, archive_offset,"
            " fetched_at FROM pages WHERE clean_key IS NOT ? || ':' || content_hash AND doc_id > ?"
            " ORDER BY doc_id LIMIT 500",
            StoredPage,
            version,
        )

    def forget_cleaning(self) -> None:
        """Make every page pending again for the clean stage."""
        self._db.execute("UPDATE pages SET clean_key = NULL")

    def put_document(self, document: Document) -> None:
        """Store a cleaned document; tags and passages of an unchanged text stay as they are."""
        blocks = json.dumps([asdict(block) for block in document.blocks], ensure_ascii=False)
        text_key = text_hash("\n".join([document.title, document.language or "", blocks]))
        self._db.execute(
            "INSERT INTO documents (doc_id, url, title, blocks, published, reviewed, author, language, text_key)"
            " VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (doc_id) DO UPDATE SET url = excluded.url,"
            " title = excluded.title, blocks = excluded.blocks, published = excluded.published,"
            " reviewed = excluded.reviewed, author = excluded.author, language = excluded.language,"
            " text_key = excluded.text_key",
            (
                document.doc_id,
                document.url,
                document.title,
                blocks,
                document.published,
                document.reviewed,
                document.author,
                document.language,
                text_key,
            ),
        )

    def drop_document(self, doc_id: str) -> None:
        """Remove a document whose page can no longer be used, with its tags and passages."""
        self._db.execute("DELETE FROM documents WHERE doc_id = ?", (doc_id,))

    def mark_cleaned(self, doc_id: str, version: str) -> None:
        """Say that `version` of the clean stage has seen the page as it now is."""
        self._db.execute("UPDATE pages SET clean_key = ? || ':' || content_hash WHERE doc_id = ?", (version, doc_id))

    # tag

    def count_to_tag(self, version: str) -> int:
        """Return how many documents `version` of the tag stage has not seen as they now are."""
        return self._count("SELECT count(*) FROM documents WHERE tag_key IS NOT ? || ':' || text_key", version)

    def documents_to_tag(self, version: str) -> Iterator[Document]:
        """Yield those documents."""
        yield from self._paged(
            _DOCUMENT + " WHERE tag_key IS NOT ? || ':' || text_key AND doc_id > ? ORDER BY doc_id LIMIT 500",
            _document,
            version,
        )

    def put_tags(self, doc_id: str, tags: Tags, version: str) -> None:
        """Store a document's tags and mark it done."""
        self._db.execute(
            "INSERT OR REPLACE INTO tags (doc_id, mentions, focus_areas) VALUES (?,?,?)",
            (doc_id, _to_json(tags.mentions), _to_json(tags.focus_areas)),
        )
        self._db.execute("UPDATE documents SET tag_key = ? || ':' || text_key WHERE doc_id = ?", (version, doc_id))

    # embed

    def count_to_cut(self, version: str) -> int:
        """Return how many documents are not cut into passages by `version` as they now are."""
        return self._count("SELECT count(*) FROM documents WHERE passage_key IS NOT ? || ':' || text_key", version)

    def documents_to_cut(self, version: str) -> Iterator[Document]:
        """Yield those documents."""
        yield from self._paged(
            _DOCUMENT + " WHERE passage_key IS NOT ? || ':' || text_key AND doc_id > ? ORDER BY doc_id LIMIT 500",
            _document,
            version,
        )

    def put_passages(self, doc_id: str, passages: Iterable[tuple[Passage, str]], version: str) -> None:
        """Replace a document's passages, each given with the hash of its embedded text, and mark it done."""
        self._db.execute("DELETE FROM passages WHERE doc_id = ?", (doc_id,))
        self._db.executemany(
            "INSERT INTO passages (doc_id, position, passage_id, start, end, heading, embedded_hash)"
            " VALUES (?,?,?,?,?,?,?)",
            [(doc_id, p.position, p.passage_id, p.start, p.end, p.heading, key) for p, key in passages],
        )
        self._db.execute("UPDATE documents SET passage_key = ? || ':' || text_key WHERE doc_id = ?", (version, doc_id))

    def count_to_embed(self, model: str) -> int:
        """Return how many distinct passage texts have no vector of `model`."""
        return self._count(f"SELECT count(DISTINCT embedded_hash) {_UNEMBEDDED}", model)

    def passages_to_embed(self, model: str, batch: int) -> Iterator[list[tuple[Document, list[tuple[Passage, str]]]]]:
        """Yield batches of about `batch` passages without a vector, grouped by document.

        Storing vectors while iterating is safe.
        """
        last = 0
        while rows := self._rows(
            f"SELECT p.rowid, doc_id, position, passage_id, start, end, heading, embedded_hash {_UNEMBEDDED}"
            " AND p.rowid > ? ORDER BY p.rowid LIMIT ?",
            model,
            last,
            batch,
        ):
            last = rows[-1][0]
            groups: dict[str, list[tuple[Any, ...]]] = {}
            for _, *row in rows:
                groups.setdefault(row[0], []).append(tuple(row))
            yield [(self._need_document(doc_id), self._passages(doc_id, group)) for doc_id, group in groups.items()]

    def put_vectors(self, model: str, hashes: list[str], vectors: NDArray[np.float32]) -> None:
        """Store float32 unit rows by the hash of the text each was made from."""
        self._db.executemany(
            "INSERT OR REPLACE INTO vectors (model, embedded_hash, vector) VALUES (?,?,?)",
            [(model, key, vector.astype("<f4").tobytes()) for key, vector in zip(hashes, vectors, strict=True)],
        )

    def vector_batches(self, model: str, batch: int = 4096) -> Iterator[NDArray[np.float32]]:
        """Yield the vectors of all passages in generation order, float32 (n, dim).

        A passage without a vector of `model` raises StoreError: a generation never lacks one silently.
        """
        cursor = self._db.execute(
            "SELECT p.doc_id, vector FROM passages p LEFT JOIN vectors v"
            " ON v.model = ? AND v.embedded_hash = p.embedded_hash ORDER BY p.doc_id, position",
            (model,),
        )
        while rows := cursor.fetchmany(batch):
            if missing := [doc_id for doc_id, vector in rows if vector is None]:
                raise StoreError(f"a passage of document {missing[0]} has no vector: run 'kb reindex' again")
            yield np.stack([np.frombuffer(vector, dtype="<f4") for _, vector in rows])

    # index

    def fingerprint(self) -> str:
        """Return a hash over every document as tagged and cut: equal if and only if a generation would be equal."""
        rows = self._rows(
            "SELECT d.doc_id, text_key, tag_key, passage_key, d.url, published, reviewed, author, content_hash, source,"
            " fetched_at FROM documents d JOIN pages USING (doc_id) ORDER BY d.doc_id"
        )
        return text_hash("\n".join("\t".join(map(str, row)) for row in rows))

    def count_passages(self) -> int:
        """Return the number of passages."""
        return self._count("SELECT count(*) FROM passages")

    def generation_rows(self) -> Iterator[GenerationRow]:
        """Yield everything a generation keeps, by document id."""
        for page in self._paged(
            "SELECT doc_id, p.url, external_id, source, media_type, content_hash, archive_file, archive_offset,"
            " fetched_at FROM pages p JOIN documents USING (doc_id) WHERE ? IS NOT NULL AND doc_id > ?"
            " ORDER BY doc_id LIMIT 500",
            StoredPage,
            "",
        ):
            rows = self._rows(
                "SELECT doc_id, position, passage_id, start, end, heading, embedded_hash FROM passages"
                " WHERE doc_id = ? ORDER BY position",
                page.doc_id,
            )
            passages = self._passages(page.doc_id, rows)
            versions = self._rows(
                "SELECT fetched_at, content_hash FROM versions WHERE doc_id = ? ORDER BY fetched_at, content_hash",
                page.doc_id,
            )
            yield GenerationRow(
                page,
                self._need_document(page.doc_id),
                self._tags(page.doc_id),
                tuple(passage for passage, _ in passages),
                tuple(key for _, key in passages),
                tuple({"fetched_at": at, "content_hash": key} for at, key in versions),
            )

    # operate

    def put_run(self, kind: str, report: dict[str, Any]) -> None:
        """Store a run's report."""
        self._db.execute("INSERT INTO runs (kind, report) VALUES (?,?)", (kind, json.dumps(report)))

    def last_run(self, kind: str) -> dict[str, Any] | None:
        """Return the newest report of that kind."""
        report = self._value("SELECT report FROM runs WHERE kind = ? ORDER BY run_id DESC", kind)
        return json.loads(report) if report else None

    def counts(self) -> dict[str, int]:
        """Return the number of rows in every table a person would ask about."""
        tables = ("pages", "versions", "documents", "passages", "vectors", "rejected")
        return {table: self._count(f"SELECT count(*) FROM {table}") for table in tables}

    def problems(self) -> list[str]:
        """Return what SQLite and the foreign keys find wrong with the file, one line each; [] if nothing."""
        try:
            found = [row[0] for row in self._db.execute("PRAGMA integrity_check") if row[0] != "ok"]
            orphans = self._db.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [f"catalog: {error}"]
        return [f"catalog: {line}" for line in found] + [
            f"catalog: {row[0]} row {row[1]} has no parent" for row in orphans
        ]

    def archived(self) -> Iterator[tuple[str, int, str]]:
        """Yield (archive file, offset, content hash) of every version ever stored, in archive order."""
        yield from self._db.execute(
            "SELECT archive_file, archive_offset, content_hash FROM versions ORDER BY archive_file, archive_offset"
        )

    def _count(self, sql: str, *values: str) -> int:
        return int(self._value(sql, *values))

    def _value(self, sql: str, *values: object) -> Any:
        rows = self._rows(sql, *values)
        return rows[0][0] if rows else None

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"the catalog is damaged ({error}): run 'kb verify', or restore it") from error

    def _paged(self, sql: str, build: Any, first: str) -> Iterator[Any]:
        """Run a keyset-paged query whose last parameter is the doc_id read last, so that rows may change meanwhile."""
        last = ""
        while rows := self._rows(sql, first, last):
            for row in rows:
                yield build(*row)
            last = rows[-1][0]

    def _need_document(self, doc_id: str) -> Document:
        return _document(*self._rows(_DOCUMENT + " WHERE doc_id = ?", doc_id)[0])

    def _passages(self, doc_id: str, rows: list[tuple[Any, ...]]) -> list[tuple[Passage, str]]:
        text = self._need_document(doc_id).text if rows else ""
        return [
            (Passage(passage_id, doc_id, position, start, end, text[start:end], heading), key)
            for _, position, passage_id, start, end, heading, key in rows
        ]

    def _tags(self, doc_id: str) -> Tags:
        for mentions, focus_areas in self._rows("SELECT mentions, focus_areas FROM tags WHERE doc_id = ?", doc_id):
            areas = [{**area, "evidence": Evidence(**area["evidence"])} for area in json.loads(focus_areas)]
            return Tags(tuple(Mention(**m) for m in json.loads(mentions)), tuple(FocusArea(**area) for area in areas))
        return Tags()


_DOCUMENT = "SELECT doc_id, url, title, blocks, published, reviewed, author, language FROM documents"
_UNEMBEDDED = (
    "FROM passages p WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.model = ? AND v.embedded_hash = p.embedded_hash)"
)


def open_catalog(path: Path) -> Catalog:
    """Open the catalog at `path`, make it if absent and bring it to the newest shape.

    StoreError if the file is damaged, cannot be written, or comes from a later version of the program.
    """
    try:
        if path.exists() and not os.access(path.parent, os.W_OK):
            return _open_read_only(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, isolation_level=None, timeout=30)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        migrate(db)
    except (sqlite3.Error, OSError, ValueError) as error:
        message = f"the catalog {path} cannot be opened ({error}): restore it, or ingest the pages again"
        raise StoreError(message) from error
    return Catalog(db)


def _open_read_only(path: Path) -> Catalog:
    """Open a catalog on a disk that cannot be written to, where SQLite cannot make the files that WAL needs."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    require_newest(db)
    return Catalog(db)


def _document(
    doc_id: str,
    url: str | None,
    title: str,
    blocks: str,
    published: str | None,
    reviewed: str | None,
    author: str | None,
    language: str | None,
) -> Document:
    kept = tuple(Block(**block) for block in json.loads(blocks))
    return Document(doc_id, url, title, kept, published, reviewed, author, language)


def _to_json(records: Iterable[Any]) -> str:
    return json.dumps([asdict(record) for record in records], ensure_ascii=False)
