"""The vector cache, keyed by (model fingerprint, hash of the embedded text): a text is embedded once a model.

Vectors are float32 unit rows, stored little-endian.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.catalog.database import ONLY, Database, only_ids
from pipeline.catalog.documents import Documents, Keyed
from pipeline.errors import StoreError
from pipeline.records import Document


class Vectors:
    """The table `vectors`, and which passages lack one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._documents = Documents(database)

    def count_to_embed(self, model: str) -> int:
        """Return how many distinct passage texts have no vector of `model`."""
        return int(self._database.value(f"SELECT count(DISTINCT embedded_hash) {_UNEMBEDDED}", model))

    def to_embed(self, model: str, size: int) -> Iterator[list[tuple[Document, list[Keyed]]]]:
        """Yield batches of up to `size` passages without a vector, grouped by document.

        Storing vectors while iterating is safe.
        """
        last = 0
        sql = f"SELECT p.rowid, doc_id, position {_UNEMBEDDED} AND p.rowid > ? ORDER BY p.rowid LIMIT ?"
        while rows := self._database.rows(sql, model, last, size):
            last = rows[-1][0]
            positions: dict[str, set[int]] = {}
            for _, doc_id, position in rows:
                positions.setdefault(doc_id, set()).add(position)
            documents = [self._documents.get(doc_id) for doc_id in positions]
            yield [(each, self._documents.passages(each, positions[each.doc_id])) for each in documents]

    def put(self, model: str, hashes: list[str], vectors: NDArray[np.float32]) -> None:
        """Store one vector a hash."""
        self._database.write_many(
            "INSERT OR REPLACE INTO vectors (model, embedded_hash, vector) VALUES (?,?,?)",
            [(model, key, vector.astype("<f4").tobytes()) for key, vector in zip(hashes, vectors, strict=True)],
        )

    def dimensions(self, model: str) -> int | None:
        """Return how long the vectors of `model` are, None if there is none."""
        size = self._database.value("SELECT length(vector) FROM vectors WHERE model = ? LIMIT 1", model)
        return None if size is None else int(size) // 4

    def batches(
        self, model: str, only: Collection[str] | None = None, size: int = 4096
    ) -> Iterator[NDArray[np.float32]]:
        """Yield the vectors of the passages that are searched, all or those of documents in `only`, float32 (n, dim).

        They come in the order of the corpus.
        A passage without a vector of `model` raises StoreError: a generation never lacks one silently.
        """
        sql = (
            "SELECT p.doc_id, vector FROM passages p LEFT JOIN vectors v"
            f" ON v.model = ?2 AND v.embedded_hash = p.embedded_hash WHERE {_SEARCHED} AND {ONLY}"
            " ORDER BY p.doc_id, position"
        )
        for rows in self._database.batches(sql, size, only_ids(only), model):
            if missing := [doc_id for doc_id, vector in rows if vector is None]:
                raise StoreError(f"a passage of document {missing[0]} has no vector: run 'kb reindex' again")
            yield np.stack([np.frombuffer(vector, dtype="<f4") for _, vector in rows])


# Passages that were cut before another document came to stand for theirs stay, and are left out.
_SEARCHED = "p.doc_id NOT IN (SELECT doc_id FROM documents WHERE duplicate_of IS NOT NULL)"
_UNEMBEDDED = (
    "FROM passages p WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.model = ? AND v.embedded_hash = p.embedded_hash)"
    f" AND {_SEARCHED}"
)
