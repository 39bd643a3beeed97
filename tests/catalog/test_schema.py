"""Migrations: from nothing, again, from the future, and through a crash."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.catalog import schema
from pipeline.catalog.schema import MIGRATIONS, migrate


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalog.sqlite"


@pytest.fixture
def db(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        yield db


def shape(db: sqlite3.Connection) -> tuple[int, dict[str, list[str]]]:
    """Return the version and the columns of every table."""
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    columns = {table: [row[1] for row in db.execute(f"PRAGMA table_info({table})")] for table in tables}
    return db.execute("PRAGMA user_version").fetchone()[0], columns


def m002_half_done(db: sqlite3.Connection) -> None:
    db.execute("ALTER TABLE pages ADD COLUMN etag TEXT")
    db.execute("DROP TABLE runs")
    raise RuntimeError("strömavbrott")


def m002_etag(db: sqlite3.Connection) -> None:
    db.execute("ALTER TABLE pages ADD COLUMN etag TEXT")


def test_migrations_are_numbered_in_order() -> None:
    assert [migration.__name__[:5] for migration in MIGRATIONS] == [
        f"m{number:03d}_" for number in range(1, len(MIGRATIONS) + 1)
    ]


def test_an_empty_file_gets_every_table(db: sqlite3.Connection) -> None:
    migrate(db)
    version, tables = shape(db)
    assert version == len(MIGRATIONS)
    expected = {"documents", "pages", "passages", "rejected", "runs", "tags", "vectors", "versions"}
    assert expected <= tables.keys()
    assert {"doc_id", "url", "external_id", "source", "media_type", "content_hash"} <= set(tables["pages"])
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert not db.in_transaction


def test_a_second_run_changes_nothing_and_keeps_the_rows(db: sqlite3.Connection) -> None:
    migrate(db)
    before = shape(db)
    db.execute("INSERT INTO rejected VALUES ('a.pdf', 'ingest', 'ingen läsare', '2024-05-01T08:00:00Z')")
    migrate(db)
    assert shape(db) == before
    assert db.execute("SELECT * FROM rejected").fetchall() == [
        ("a.pdf", "ingest", "ingen läsare", "2024-05-01T08:00:00Z")
    ]


def test_a_newer_file_is_refused_and_left_as_it_is(db: sqlite3.Connection) -> None:
    db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(ValueError, match="it was written by a later version of kunskapsbank"):
        migrate(db)
    assert shape(db) == (len(MIGRATIONS) + 1, {})


def test_a_crash_in_a_later_migration_leaves_the_old_shape_and_the_next_run_goes_on(
    db: sqlite3.Connection, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(db)
    before = shape(db)
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, m002_half_done))
    with closing(sqlite3.connect(path, isolation_level=None)) as crashing, pytest.raises(RuntimeError):
        migrate(crashing)
    assert shape(db) == before
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, m002_etag))
    migrate(db)
    version, tables = shape(db)
    assert version == len(MIGRATIONS) + 1
    assert tables == {**before[1], "pages": [*before[1]["pages"], "etag"]}


def test_a_crash_in_the_first_migration_leaves_an_empty_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(db: sqlite3.Connection) -> None:
        MIGRATIONS[0](db)
        raise RuntimeError("strömavbrott")

    monkeypatch.setattr(schema, "MIGRATIONS", (crash,))
    with closing(sqlite3.connect(path, isolation_level=None)) as crashing, pytest.raises(RuntimeError):
        migrate(crashing)
    with closing(sqlite3.connect(path)) as db:
        assert shape(db) == (0, {})
