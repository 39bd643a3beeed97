from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
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


def test_a_full_disk_is_told_from_a_damaged_file(tmp_path: Path) -> None:
    catalog = open_catalog(tmp_path / "catalog.sqlite")
    db = catalog._database._db
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
    full = r"^the catalog cannot be written \(database or disk is full\): check the disk, then run again$"
    with pytest.raises(StoreError, match=full):
        put(catalog, *(page(f"{number:04d}") for number in range(2000)))
    assert catalog.counts()["pages"] == 0
    db.execute("PRAGMA max_page_count = 100000")
    put(catalog, page("a"))
    assert catalog.counts()["pages"] == 1
    catalog.close()


def test_a_write_to_a_damaged_file_says_how_it_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    with closing(open_catalog(path)) as catalog:
        put(catalog, *(page(f"{number:04d}") for number in range(500)))
        (root,) = catalog._database._db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'pages'").fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    path.write_bytes(content)
    anew = "move corpus/catalog.sqlite away, and 'kb reindex --no-crawl' makes it anew from the archive"
    with closing(open_catalog(path)) as catalog, pytest.raises(StoreError, match=f"malformed.*: {anew}"):
        put(catalog, page("a"))


def test_a_locked_file_is_no_damage(tmp_path: Path) -> None:
    first, second = (open_catalog(tmp_path / "catalog.sqlite") for _ in range(2))
    second._database._db.execute("PRAGMA busy_timeout = 0")
    with first.transaction(), pytest.raises(StoreError, match="another process has it open; try again later"):
        put(second, page("a"))
    first.close()
    second.close()


def test_a_new_catalog_may_be_opened_by_several_at_once(tmp_path: Path) -> None:
    def pages(path: Path) -> int:
        with closing(open_catalog(path)) as catalog:
            return catalog.counts()["pages"]

    with ThreadPoolExecutor(8) as pool:
        for number in range(10):
            path = tmp_path / str(number) / "catalog.sqlite"
            assert list(pool.map(pages, [path] * 8)) == [0] * 8


def test_what_a_killed_run_has_committed_is_read_on_a_read_only_disk_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "catalog.sqlite"
    killed = open_catalog(path)
    put(killed, page("a"))
    monkeypatch.setattr("os.access", lambda *_: False)
    for opened in (open_database(path), read_database(path)):
        assert opened.value("SELECT count(*) FROM pages") == 1
        opened.close()
    killed.close()
