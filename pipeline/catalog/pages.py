"""Pages as they came: where their bytes lie, their versions, and the inputs that could not be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.catalog.database import ONLY, Database, only_ids
from pipeline.records import Gone, Page, Rejected

COLUMNS = (
    "doc_id, url, external_id, source, media_type, content_hash, archive_file, archive_offset, fetched_at, publisher,"
    " municipality"
)

# In place of the hash of a content that the archive no longer gives.
LOST = "lost"


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
    publisher: str | None
    municipality: str | None


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A content that a page had: when it was fetched and where it lies."""

    fetched_at: str
    content_hash: str
    archive_file: str
    archive_offset: int


class Pages:
    """The tables `pages`, `versions`, `tombstones` and `rejected`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known_source(self, doc_id: str) -> str | None:
        """Return the source the page was last seen in, None if the page is not known."""
        source: str | None = self._database.value("SELECT source FROM pages WHERE doc_id = ?", doc_id)
        return source

    def first_known(self, doc_ids: Iterable[str]) -> str | None:
        """Return which of `doc_ids` is known, the one fetched first if several are; None if none is."""
        ids = list(doc_ids)
        sql = f"SELECT doc_id FROM pages WHERE doc_id IN ({','.join('?' * len(ids))}) ORDER BY fetched_at, doc_id"
        known: str | None = self._database.value(sql, *ids)
        return known

    def address(self, doc_id: str) -> str | None:
        """Return the URL of a page, None if it has none."""
        url: str | None = self._database.value("SELECT url FROM pages WHERE doc_id = ?", doc_id)
        return url

    def find(self, doc_id: str) -> StoredPage | None:
        """Return the page of that id as it was last fetched, None if there is none."""
        rows = self._database.rows(f"SELECT {COLUMNS} FROM pages WHERE doc_id = ?", doc_id)
        return StoredPage(*rows[0]) if rows else None

    def with_given_id(self, external_id: str) -> list[str]:
        """Return the ids of the pages that came with the id `external_id`."""
        rows = self._database.rows("SELECT doc_id FROM pages WHERE external_id = ? ORDER BY doc_id", external_id)
        return [doc_id for (doc_id,) in rows]

    def has_now(self, page: Page) -> bool:
        """Say whether this content is the newest known of the page."""
        sql = "SELECT 1 FROM pages WHERE doc_id = ? AND content_hash = ?"
        return self._database.value(sql, page.doc_id, page.content_hash) is not None

    def has_seen(self, page: Page) -> bool:
        """Say whether the page has this content now, or had it in this fetch or a later one.

        A local file that names no other address is what it now is, whatever it has been.
        """
        if (page.url or "").startswith("file:"):
            return self.has_now(page)
        if self._database.value("SELECT content_hash FROM pages WHERE doc_id = ?", page.doc_id) == LOST:
            return False
        sql = (
            "SELECT 1 FROM pages WHERE doc_id = ?1 AND content_hash = ?2 UNION ALL SELECT 1 FROM versions"
            " WHERE doc_id = ?1 AND content_hash = ?2 AND julianday(fetched_at) >= julianday(?3)"
        )
        return self._database.value(sql, page.doc_id, page.content_hash, page.fetched_at) is not None

    def has_had(self, page: Page) -> bool:
        """Say whether the page has or had this content at any time; False for one whose bytes are lost."""
        sql = (
            "SELECT 1 FROM versions JOIN pages USING (doc_id) WHERE doc_id = ? AND versions.content_hash = ?"
            " AND pages.content_hash != ?"
        )
        return self._database.value(sql, page.doc_id, page.content_hash, LOST) is not None

    def put(self, page: Page, archive_file: str, archive_offset: int) -> None:
        """Record a new or changed page; its earlier contents stay as versions.

        One that a fetcher dated before the newest known content becomes a version only.
        """
        self._database.write(
            f"INSERT INTO pages ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (doc_id) DO UPDATE SET"
            " url = excluded.url, external_id = excluded.external_id, source = excluded.source,"
            " media_type = excluded.media_type, content_hash = excluded.content_hash,"
            " archive_file = excluded.archive_file, archive_offset = excluded.archive_offset,"
            " fetched_at = excluded.fetched_at, publisher = excluded.publisher, municipality = excluded.municipality"
            + (" WHERE julianday(excluded.fetched_at) >= julianday(pages.fetched_at)" if page.dated else ""),
            page.doc_id,
            page.url,
            page.external_id,
            page.source,
            page.media_type,
            page.content_hash,
            archive_file,
            archive_offset,
            page.fetched_at,
            page.publisher,
            page.municipality,
        )
        self._database.write(
            "INSERT OR REPLACE INTO versions (doc_id, content_hash, fetched_at, archive_file, archive_offset)"
            " VALUES (?,?,?,?,?)",
            page.doc_id,
            page.content_hash,
            page.fetched_at,
            archive_file,
            archive_offset,
        )
        # The same bytes lie in two places now, and the older one may be damaged.
        self._database.write(
            "UPDATE versions SET archive_file = ?, archive_offset = ? WHERE doc_id = ? AND content_hash = ?",
            archive_file,
            archive_offset,
            page.doc_id,
            page.content_hash,
        )

    def belong(self, doc_id: str, source: str, publisher: str | None, municipality: str | None) -> None:
        """Say whose page it is; one whose publisher or municipality is another than before is cleaned again."""
        self._database.write(
            "UPDATE pages SET clean_key = CASE WHEN publisher IS ?3 AND municipality IS ?4 THEN clean_key END,"
            " source = ?2, publisher = ?3, municipality = ?4 WHERE doc_id = ?1"
            " AND (source, coalesce(publisher, ''), coalesce(municipality, ''))"
            " != (?2, coalesce(?3, ''), coalesce(?4, ''))",
            doc_id,
            source,
            publisher,
            municipality,
        )

    def bury(self, gone: Gone) -> None:
        """Say that a page is gone: it is cleaned no more, its versions stay."""
        self._database.write("UPDATE pages SET status = 'gone', clean_key = NULL WHERE doc_id = ?", gone.doc_id)
        self._database.write(
            "INSERT OR REPLACE INTO tombstones (doc_id, gone_at, reason, title)"
            " SELECT doc_id, ?, ?, ? FROM pages WHERE doc_id = ?",
            gone.gone_at,
            gone.reason,
            gone.title,
            gone.doc_id,
        )

    def revive(self, doc_id: str) -> bool:
        """Say that a page is on the web; return whether it was gone."""
        if self._database.value("SELECT status FROM pages WHERE doc_id = ?", doc_id) != "gone":
            return False
        self._database.write("UPDATE pages SET status = 'live' WHERE doc_id = ?", doc_id)
        self._database.write("DELETE FROM tombstones WHERE doc_id = ?", doc_id)
        return True

    def gone(self, doc_ids: Iterable[str] | None = None) -> list[Gone]:
        """Return the pages that are gone, all or those of `doc_ids`, by address."""
        rows = self._database.rows(
            "SELECT doc_id, url, gone_at, reason, title FROM tombstones JOIN pages USING (doc_id)"
            f" WHERE {ONLY} ORDER BY url, doc_id",
            only_ids(doc_ids),
        )
        return [Gone(*row) for row in rows]

    def versions(self, doc_id: str) -> list[dict[str, str]]:
        """Return when and with which content hash each version of a page was fetched, oldest first."""
        rows = self._database.rows(
            "SELECT fetched_at, content_hash FROM versions WHERE doc_id = ? ORDER BY fetched_at, content_hash", doc_id
        )
        return [{"fetched_at": at, "content_hash": key} for at, key in rows]

    def places(self, doc_id: str) -> list[StoredVersion]:
        """Return the versions of a page with where their bytes lie, oldest first."""
        rows = self._database.rows(
            "SELECT fetched_at, content_hash, archive_file, archive_offset FROM versions WHERE doc_id = ?"
            " ORDER BY fetched_at, content_hash",
            doc_id,
        )
        return [StoredVersion(*row) for row in rows]

    def is_cleaned(self, doc_id: str, version: str) -> bool:
        """Say whether `version` of the clean stage has seen the page as it now is."""
        sql = "SELECT 1 FROM pages WHERE doc_id = ? AND clean_key = ? || ':' || content_hash"
        return self._database.value(sql, doc_id, version) is not None

    def count_to_clean(self, version: str) -> int:
        """Return how many pages `version` of the clean stage has not seen as they now are, without lost ones."""
        return int(self._database.value(f"SELECT count(*) FROM pages WHERE {_TO_CLEAN}", version))

    def to_clean(self, version: str) -> Iterator[StoredPage]:
        """Yield those pages; marking them done while iterating is safe."""
        return self._database.paged(f"SELECT {COLUMNS} FROM pages WHERE {_TO_CLEAN}", StoredPage, version)

    def mark_cleaned(self, doc_id: str, version: str) -> None:
        """Say that `version` of the clean stage has seen the page as it now is."""
        self._database.write("UPDATE pages SET clean_key = ? || ':' || content_hash WHERE doc_id = ?", version, doc_id)

    def mark_lost(self, doc_id: str, version: str) -> None:
        """Say that the page's bytes are lost: the same content, when it comes again, is taken in as new."""
        self._database.write(
            "UPDATE pages SET content_hash = ?1, clean_key = ?2 || ':' || ?1 WHERE doc_id = ?3", LOST, version, doc_id
        )

    def forget_cleaning(self) -> None:
        """Make every page pending again for the clean stage."""
        self._database.write("UPDATE pages SET clean_key = NULL WHERE content_hash != ?", LOST)

    def archived(self) -> Iterator[tuple[Any, ...]]:
        """Yield (archive file, offset, content hash) of every version ever stored, in archive order."""
        sql = "SELECT archive_file, archive_offset, content_hash FROM versions ORDER BY archive_file, archive_offset"
        for rows in self._database.batches(sql, 500):
            yield from rows

    def reject(self, rejected: Rejected, at: str) -> None:
        """Record an input that could not be used."""
        self._database.write(
            "INSERT OR REPLACE INTO rejected (url, stage, reason, at) VALUES (?,?,?,?)",
            rejected.url,
            rejected.stage,
            rejected.reason,
            at,
        )

    def accept(self, url: str, stage: str) -> None:
        """Forget an earlier rejection of an input that can be used now."""
        self._database.write("DELETE FROM rejected WHERE url = ? AND stage = ?", url, stage)

    def accept_file(self, path: str) -> None:
        """Forget the rejections of a file, and of lines and records in it, before it is read again."""
        self._database.write(
            "DELETE FROM rejected WHERE stage = 'ingest' AND (url = ?1 OR substr(url, 1, length(?1) + 1) = ?1 || '#')",
            path,
        )

    def rejected(self) -> list[Rejected]:
        """Return every standing rejection, by address."""
        return [
            Rejected(*row) for row in self._database.rows("SELECT url, stage, reason FROM rejected ORDER BY url, stage")
        ]


_TO_CLEAN = f"content_hash != '{LOST}' AND status = 'live' AND clean_key IS NOT ? || ':' || content_hash"
