"""What is new, changed or gone in each generation: what `kb changes` tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple

from pipeline.catalog.database import Database
from pipeline.records import Change


class Changes:
    """The table `changes`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, generation: str, changes: Iterable[Change]) -> None:
        """Store how `generation` differs; what was stored of it or of later ones, which never came to be, goes."""
        self._database.write("DELETE FROM changes WHERE generation >= ?", generation)
        self._database.write_many("INSERT INTO changes VALUES (?,?,?,?,?,?,?,?)", map(astuple, changes))

    def all(self) -> list[Change]:
        """Return every change, by generation and document."""
        return [
            Change(*row)
            for row in self._database.rows(
                "SELECT generation, at, kind, doc_id, url, title, words_added, words_removed FROM changes"
                " ORDER BY generation, doc_id"
            )
        ]
