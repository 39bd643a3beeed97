"""The people of each document, from whom follows who is who across all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.catalog.database import Database


class People:
    """The table `people`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, doc_id: str, people: Iterable[Mapping[str, Any]]) -> None:
        """Replace a document's people; each has a `key` that is its own within the document."""
        self._database.write("DELETE FROM people WHERE doc_id = ?", doc_id)
        self._database.write_many(
            "INSERT INTO people (doc_id, key, person) VALUES (?,?,?)",
            [(doc_id, each["key"], json.dumps(dict(each), ensure_ascii=False)) for each in people],
        )

    def all(self) -> Iterator[dict[str, Any]]:
        """Yield the people of all documents, by document and key."""
        for rows in self._database.batches("SELECT person FROM people ORDER BY doc_id, key", 1000):
            for (person,) in rows:
                yield json.loads(person)
