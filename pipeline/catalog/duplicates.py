"""What documents are compared by, which texts have been compared, and which document stands for which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.catalog.database import Database
from pipeline.catalog.documents import SELECT, made_document
from pipeline.records import Document

_ASKED_AT_ONCE = 500
# (first text hash, second, Jaccard, same subject), the smaller hash first.
Compared = tuple[str, str, float, bool]


class Duplicates:
    """The tables `signatures` and `likenesses`, and the column `documents.duplicate_of`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count_to_sign(self, version: str) -> int:
        """Return how many documents `version` of the signature has not seen as they now are."""
        return int(self._database.value(f"SELECT count(*) FROM documents WHERE {_TO_SIGN}", version))

    def to_sign(self, version: str) -> Iterator[Document]:
        """Yield those documents; storing their signatures while iterating is safe."""
        return self._database.paged(f"{SELECT} WHERE {_TO_SIGN}", made_document, version)

    def put_signature(
        self, doc_id: str, address: str | None, printed: bool, values: Mapping[str, Any], version: str
    ) -> None:
        """Store a document's signature (`values` by column) and mark it done."""
        columns = ("text_hash", "words", "title", "title_tells", "telling", "minhash")
        self._database.write(
            f"INSERT OR REPLACE INTO signatures (doc_id, address, printed, {', '.join(columns)})"
            " VALUES (?,?,?,?,?,?,?,?,?)",
            doc_id,
            address,
            printed,
            *(values[column] for column in columns),
        )
        self._database.write(
            "UPDATE documents SET signature_key = ? || ':' || text_key WHERE doc_id = ?", version, doc_id
        )

    def members(self) -> list[tuple[Any, ...]]:
        """Return, by id, each document's id, URL, address, whether it is a print version, the date it is known since,
        when it was fetched, and its signature without the MinHash.
        """
        return self._database.rows(
            "SELECT d.doc_id, d.url, s.address, s.printed, coalesce(d.published, first.at), p.fetched_at,"
            " s.text_hash, s.words, s.title, s.title_tells, s.telling"
            " FROM signatures s JOIN documents d USING (doc_id) JOIN pages p USING (doc_id)"
            " JOIN (SELECT doc_id, min(fetched_at) AS at FROM versions GROUP BY doc_id) first USING (doc_id)"
            " ORDER BY d.doc_id"
        )

    def minhashes(self, doc_ids: list[str]) -> dict[str, bytes]:
        """Return the MinHash of each document asked for."""
        found: dict[str, bytes] = {}
        for start in range(0, len(doc_ids), _ASKED_AT_ONCE):
            asked = doc_ids[start : start + _ASKED_AT_ONCE]
            marks = ",".join("?" * len(asked))
            found |= self._database.rows(f"SELECT doc_id, minhash FROM signatures WHERE doc_id IN ({marks})", *asked)
        return found

    def compared(self) -> list[Compared]:
        """Return every comparison that has been made of texts that are still there."""
        return [
            (first, second, jaccard, bool(same))
            for first, second, jaccard, same in self._database.rows(
                "SELECT first_hash, second_hash, jaccard, same_subject FROM likenesses"
            )
        ]

    def put_compared(self, compared: Iterable[Compared]) -> None:
        """Store comparisons, so that a text is compared again only when it has changed."""
        self._database.write_many("INSERT OR REPLACE INTO likenesses VALUES (?,?,?,?)", compared)

    def forget_lost_texts(self) -> None:
        """Drop the comparisons of texts that no document has any more."""
        self._database.write(
            "DELETE FROM likenesses WHERE first_hash NOT IN (SELECT text_hash FROM signatures)"
            " OR second_hash NOT IN (SELECT text_hash FROM signatures)"
        )

    def groups(self) -> dict[str, str]:
        """Return the id of the document shown by the id of each one that it stands for."""
        return dict(self._database.rows("SELECT doc_id, duplicate_of FROM documents WHERE duplicate_of IS NOT NULL"))

    def put_groups(self, groups: Mapping[str, str]) -> None:
        """Make `groups` what `groups()` returns, writing only what differs."""
        known = self.groups()
        changed = [
            (groups.get(doc_id), doc_id)
            for doc_id in sorted({*known, *groups})
            if known.get(doc_id) != groups.get(doc_id)
        ]
        self._database.write_many("UPDATE documents SET duplicate_of = ? WHERE doc_id = ?", changed)


_TO_SIGN = "signature_key IS NOT ? || ':' || text_key"
