from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline.catalog import Catalog, open_catalog
from pipeline.catalog.database import open_database, read_database
from pipeline.errors import StoreError
from tests.catalog.made import page, put


def test_a_failed_transaction_leaves_nothing(catalog: Catalog) -> None:
    with pytest.raises(RuntimeError), catalog.transaction():
        catalog.pages.put(page("a"), "a.warc.gz", 0)
        raise RuntimeError
    assert catalog.counts()["pages"] == 0


def test_a_file_that_is_no_catalog_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_catalog(tmp_path / "catalog.sqlite")


def test_a_catalog_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "catalog.sqlite")
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StoreError, match="later version"):
        open_catalog(tmp_path / "catalog.sqlite")


def test_a_catalog_on_a_read_only_disk_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = open_catalog(tmp_path / "catalog.sqlite")
    put(written, page("a"))
    written.close()
    monkeypatch.setattr("os.access", lambda *_: False)
    catalog = open_catalog(tmp_path / "catalog.sqlite")
    assert catalog.counts()["pages"] == 1
    with pytest.raises(StoreError, match="cannot be written"):
        put(catalog, page("b"))
    catalog.close()


def test_what_is_opened_to_be_read_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    open_database(path).close()
    before = path.read_bytes()
    database = read_database(path)
    assert database.value("SELECT count(*) FROM pages") == 0
    with pytest.raises(StoreError, match="cannot be written"), database.transaction():
        database.write("DELETE FROM pages")
    database.close()
    assert [each.name for each in tmp_path.iterdir()] == ["catalog.sqlite"]
    assert path.read_bytes() == before


def test_a_file_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read as it is"):
        read_database(tmp_path / "catalog.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_snapshot_does_not_see_what_is_written_meanwhile(tmp_path: Path) -> None:
    writer = open_database(tmp_path / "catalog.sqlite")
    reader = read_database(tmp_path / "catalog.sqlite")
    count = "SELECT count(*) FROM runs"
    with reader.snapshot():
        before = reader.value(count)
        with writer.transaction():
            writer.write("INSERT INTO runs (kind, report) VALUES ('run', '{}')")
        assert reader.value(count) == before == 0
    assert reader.value(count) == 1
    reader.close()
    writer.close()
