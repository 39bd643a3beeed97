"""The open catalog: one attribute a group of tables, and what concerns the file as a whole."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from pipeline.catalog.corpus import Corpus
from pipeline.catalog.database import ANEW, Database, mend, open_database, read_database
from pipeline.catalog.documents import Documents
from pipeline.catalog.duplicates import Duplicates
from pipeline.catalog.frontier import Frontier
from pipeline.catalog.pages import Pages
from pipeline.catalog.people import People
from pipeline.catalog.sites import Sites
from pipeline.catalog.sources import Sources
from pipeline.catalog.vectors import Vectors
from pipeline.errors import StoreError

TABLES = ("pages", "versions", "documents", "passages", "vectors", "rejected")


class Catalog:
    """All reads and writes of the write path. Writes belong inside `with catalog.transaction():`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.pages = Pages(database)
        self.documents = Documents(database)
        self.sites = Sites(database)
        self.duplicates = Duplicates(database)
        self.vectors = Vectors(database)
        self.corpus = Corpus(database)
        self.people = People(database)
        self.frontier = Frontier(database)
        self.sources = Sources(database)

    def transaction(self) -> AbstractContextManager[None]:
        """Commit everything inside, or nothing; a full or read-only disk raises StoreError."""
        return self._database.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """Read everything inside as it was at one moment, whatever another process writes meanwhile."""
        return self._database.snapshot()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def put_run(self, kind: str, report: dict[str, Any]) -> None:
        """Store a run's report."""
        self._database.write("INSERT INTO runs (kind, report) VALUES (?,?)", kind, json.dumps(report))

    def last_run(self, kind: str) -> dict[str, Any] | None:
        """Return the newest report of that kind."""
        report = self._database.value("SELECT report FROM runs WHERE kind = ? ORDER BY run_id DESC", kind)
        return json.loads(report) if report else None

    def counts(self) -> dict[str, int]:
        """Return the number of rows in every table a person would ask about."""
        counts = {table: int(self._database.value(f"SELECT count(*) FROM {table}")) for table in TABLES}
        return counts | {"duplicates": len(self.duplicates.groups())}

    def problems(self) -> list[str]:
        """Return what SQLite and the foreign keys find wrong with the file, one line each; [] if nothing."""
        try:
            found = [row[0] for row in self._database.rows("PRAGMA integrity_check") if row[0] != "ok"]
            orphans = self._database.rows("PRAGMA foreign_key_check")
        except StoreError as error:
            return [f"catalog: {error.__cause__}: {mend(error.__cause__)}"]
        found += [f"{row[0]} row {row[1]} has no parent" for row in orphans]
        return [f"catalog: {' '.join(line.split())}: {ANEW}" for line in found]


def open_catalog(path: Path) -> Catalog:
    """Open the catalog at `path`, make it if absent and bring it to the newest shape; StoreError if it cannot be."""
    return Catalog(open_database(path))


def read_catalog(path: Path) -> Catalog:
    """Open the catalog at `path`, which must exist, for reading only; StoreError if it cannot be read as it is."""
    return Catalog(read_database(path))
