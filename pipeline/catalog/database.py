"""The connection: transactions, reads that translate SQLite's errors, keyset paging."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from pipeline.catalog.schema import migrate, require_newest
from pipeline.errors import StoreError

T = TypeVar("T")
PAGE = 500
# Seconds to wait for another process that has the file.
_PATIENCE = 30.0
# What SQLite says when the disk or another process is at fault and not what stands in the file.
_OF_THE_DISK = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_NOMEM,
}
_OF_OTHERS = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# A condition on the column doc_id: that it is among the ids of the value ?1, or that value is NULL.
ONLY = "(?1 IS NULL OR doc_id IN (SELECT value FROM json_each(?1)))"
ANEW = "move corpus/catalog.sqlite away, and 'kb reindex --no-crawl' makes it anew from the archive"


class Database:
    """One open catalog file. Writes belong inside `with database.transaction():`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything inside, or nothing; a full or read-only disk and a damaged file raise StoreError."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                # On a full disk SQLite may have rolled back by itself.
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise StoreError(f"the catalog cannot be written ({error}): {mend(error)}") from error

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read everything inside as it was at one moment."""
        self.rows("BEGIN")
        try:
            yield
        finally:
            self.rows("ROLLBACK")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def write(self, sql: str, *values: object) -> None:
        """Run one writing statement."""
        self._db.execute(sql, values)

    def write_many(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run one writing statement for each row."""
        self._db.executemany(sql, rows)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return all rows of one reading statement; a file that cannot be read raises StoreError."""
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"the catalog cannot be read ({error}): {mend(error)}") from error

    def value(self, sql: str, *values: object) -> Any:
        """Return the first column of the first row, None if there is none."""
        rows = self.rows(sql, *values)
        return rows[0][0] if rows else None

    def batches(self, sql: str, size: int, *values: object) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of one long reading statement, `size` at a time; nothing may be written meanwhile."""
        try:
            cursor = self._db.execute(sql, values)
            while rows := cursor.fetchmany(size):
                yield rows
        except sqlite3.Error as error:
            raise StoreError(f"the catalog cannot be read ({error}): {mend(error)}") from error

    def paged(self, sql: str, build: Callable[..., T], *values: object) -> Iterator[T]:
        """Yield the rows of `sql` in order of their first column, which may be written to meanwhile.

        `sql` ends inside a WHERE clause on that column's table; the place and the order are added to it.
        """
        key = sql.split("SELECT ", 1)[1].split(",", 1)[0]
        last = ""
        while rows := self.rows(f"{sql} AND {key} > ? ORDER BY {key} LIMIT {PAGE}", *values, last):
            for row in rows:
                yield build(*row)
            last = rows[-1][0]


def only_ids(ids: Iterable[str] | None) -> str | None:
    """Return ids as the value of a `?1` in ONLY; None, for all, stays None."""
    return None if ids is None else json.dumps(list(ids))


def open_database(path: Path) -> Database:
    """Open the file at `path`, make it if absent and bring it to the newest shape.

    StoreError, which names the remedy, if it is damaged, cannot be written, or comes from a later version of the
    program. On a disk that cannot be written to, where SQLite cannot make the files that WAL needs, it is opened for
    reading only.
    """
    try:
        if path.exists() and not os.access(path.parent, os.W_OK):
            db = sqlite3.connect(f"{path.absolute().as_uri()}?{_unwritten(path)}", uri=True, isolation_level=None)
            require_newest(db)
            return Database(db)
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
        _use_wal(db)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        migrate(db)
    except (sqlite3.Error, OSError, ValueError) as error:
        raise StoreError(f"the catalog {path} cannot be opened ({error}): {mend(error)}") from error
    return Database(db)


def _use_wal(db: sqlite3.Connection) -> None:
    """Put the file in WAL mode; SQLite itself does not wait for another process that is doing the same."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _OF_OTHERS or time.monotonic() > until:
                raise
            time.sleep(0.01)


def read_database(path: Path) -> Database:
    """Open the file at `path`, which must exist, in a way that changes nothing in it.

    StoreError if it is damaged or does not have the newest shape.
    """
    mode = "mode=rw" if os.access(path.parent, os.W_OK) else _unwritten(path)
    try:
        # Writable and told not to write: a connection that may only read leaves the files that WAL needs behind.
        db = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None, timeout=_PATIENCE)
        try:
            db.execute("PRAGMA query_only = ON")
            require_newest(db)
        except BaseException:
            db.close()
            raise
    except (sqlite3.Error, OSError, ValueError) as error:
        raise StoreError(f"the catalog {path} cannot be read as it is ({error}); 'kb verify' says more") from error
    return Database(db)


def _unwritten(path: Path) -> str:
    """How to open a file on a disk that cannot be written to.

    "immutable" does without the files that WAL needs, and leaves out what a killed run has committed to one of them.
    """
    log = path.with_name(f"{path.name}-wal")
    return "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"


def mend(error: BaseException | None) -> str:
    """Return what to do about an error of SQLite or of the disk: a catalog is given up only where it is damaged."""
    # The low byte is the kind; an error of Python's own, such as text that is no UTF-8, has none.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in _OF_OTHERS:
        return "another process has it open; try again later"
    return "check the disk, then run again" if code in _OF_THE_DISK or isinstance(error, OSError) else ANEW
