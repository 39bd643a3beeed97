"""The corpus as it now is: what a generation is built from, in the one order that all its stores share."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipeline.catalog.database import ONLY, Database, only_ids
from pipeline.catalog.documents import Documents
from pipeline.catalog.pages import COLUMNS, Pages, StoredPage
from pipeline.records import Document, Passage, Tags, text_hash


@dataclass(frozen=True, slots=True)
class CorpusRow:
    """A document with all that a generation keeps of it."""

    page: StoredPage
    document: Document
    tags: Tags
    passages: tuple[Passage, ...]
    versions: tuple[dict[str, str], ...]
    duplicate_of: str | None = None


class Corpus:
    """Reads over all tables, by document id."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._documents = Documents(database)
        self._pages = Pages(database)

    def keys(self) -> dict[str, str]:
        """Return a hash over each document as cleaned, tagged and cut, by id: equal for equal rows of the corpus."""
        rows = self._database.rows(
            "SELECT d.doc_id, text_key, tag_key, passage_key, d.url, external_id, published, reviewed, author,"
            " d.publisher, d.municipality, canonical_url, breadcrumbs, content_hash, source, fetched_at, duplicate_of,"
            " (SELECT count(*) FROM versions v WHERE v.doc_id = d.doc_id)"
            " FROM documents d JOIN pages USING (doc_id) ORDER BY d.doc_id"
        )
        return {row[0]: text_hash("\t".join(map(str, row))) for row in rows}

    def rows(self, only: Collection[str] | None = None) -> Iterator[CorpusRow]:
        """Yield every document that could be cleaned, or of them the ones in `only`, by id.

        One that another stands for has no passages.
        """
        sql = f"SELECT {COLUMNS} FROM pages WHERE doc_id IN (SELECT doc_id FROM documents) AND {ONLY}"
        shown = dict(self._database.rows("SELECT doc_id, duplicate_of FROM documents WHERE duplicate_of IS NOT NULL"))
        for page in self._database.paged(sql, StoredPage, only_ids(only)):
            document = self._documents.get(page.doc_id)
            yield CorpusRow(
                page,
                document,
                self._documents.tags(page.doc_id),
                () if page.doc_id in shown else tuple(p for p, _ in self._documents.passages(document)),
                tuple(self._pages.versions(page.doc_id)),
                shown.get(page.doc_id),
            )
