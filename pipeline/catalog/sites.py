"""Which sites are sifted for repeated blocks, and what was found in each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from pipeline.catalog.database import Database
from pipeline.catalog.documents import SELECT, made_document
from pipeline.records import Document


class Sites:
    """The tables `sites` and `repeated_blocks`, and the documents of a site."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def to_sift(self, version: str) -> list[str]:
        """Return the sites that `version` has not seen as they now are, in alphabetical order."""
        sql = (
            "SELECT DISTINCT site FROM documents WHERE site IS NOT NULL"
            " AND site NOT IN (SELECT site FROM sites WHERE key = ?) ORDER BY site"
        )
        return [site for (site,) in self._database.rows(sql, version)]

    def documents(self, site: str) -> Iterator[Document]:
        """Yield a site's documents by id; storing them while iterating is safe."""
        return self._database.paged(f"{SELECT} WHERE site = ?", made_document, site)

    def to_sketch(self, site: str, version: str) -> Iterator[Document]:
        """Yield a site's documents of which there is no sketch of that version; storing it while iterating is safe."""
        sql = (
            f"{SELECT} WHERE site = ?1 AND NOT EXISTS"
            " (SELECT 1 FROM sketches s WHERE s.doc_id = documents.doc_id AND s.version = ?2)"
        )
        return self._database.paged(sql, made_document, site, version)

    def put_sketch(self, doc_id: str, version: str, text_hash: str, blocks: str) -> None:
        """Store a document's sketch."""
        self._database.write("INSERT OR REPLACE INTO sketches VALUES (?,?,?,?)", doc_id, version, text_hash, blocks)

    def sketches(self, site: str) -> Iterator[tuple[str, str | None, str, str]]:
        """Yield (document, address, text hash, blocks) of a site's sketches, by document."""
        sql = (
            "SELECT doc_id, url, text_hash, s.blocks FROM sketches s JOIN documents USING (doc_id) WHERE site = ?"
            " ORDER BY doc_id"
        )
        for rows in self._database.batches(sql, 500, site):
            yield from rows

    def marked(self, site: str, reason: str) -> set[str]:
        """Return the ids of a site's documents with a block that is left out for that reason."""
        sql = "SELECT doc_id FROM documents WHERE site = ? AND instr(blocks, ?)"
        return {doc_id for (doc_id,) in self._database.rows(sql, site, json.dumps(reason, ensure_ascii=False))}

    def mark_sifted(self, site: str, version: str, repeated: Iterable[tuple[str, str, int]], pages: int) -> None:
        """Say that `version` has seen the site as it now is, and what it repeats: fingerprint, example, pages."""
        self._database.write("INSERT OR REPLACE INTO sites (site, key, pages) VALUES (?,?,?)", site, version, pages)
        self._database.write("DELETE FROM repeated_blocks WHERE site = ?", site)
        self._database.write_many(
            "INSERT INTO repeated_blocks (site, fingerprint, text, pages) VALUES (?,?,?,?)",
            [(site, *each) for each in repeated],
        )

    def fingerprints(self, site: str) -> frozenset[str]:
        """Return the fingerprints of the blocks that a site was found to repeat."""
        rows = self._database.rows("SELECT fingerprint FROM repeated_blocks WHERE site = ?", site)
        return frozenset(fingerprint for (fingerprint,) in rows)

    def repeated(self) -> list[tuple[str, int, int, str]]:
        """Return (site, pages that have it, pages of the site, text) of every repeated block, commonest first."""
        return self._database.rows(
            "SELECT b.site, b.pages, s.pages, b.text FROM repeated_blocks b JOIN sites s USING (site)"
            " ORDER BY b.site, b.pages DESC, b.text"
        )
