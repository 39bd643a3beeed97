from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.catalog import Catalog, open_catalog, read_catalog
from pipeline.errors import StoreError
from tests.catalog.made import document, page, put, put_documents


def test_the_last_run_of_a_kind_is_kept(catalog: Catalog) -> None:
    assert catalog.last_run("reindex") is None
    with catalog.transaction():
        catalog.put_run("reindex", {"cleaned": 1})
        catalog.put_run("reindex", {"cleaned": 2})
    assert catalog.last_run("reindex") == {"cleaned": 2}


def test_counts_and_problems_of_a_whole_file(catalog: Catalog) -> None:
    put(catalog, page("a"), page("b"))
    put_documents(catalog, document("a"))
    assert catalog.counts() == {
        "pages": 2, "versions": 2, "documents": 1, "passages": 0, "vectors": 0, "rejected": 0, "duplicates": 0,
    }  # fmt: skip
    assert catalog.problems() == []


def test_a_damaged_file_is_a_problem_and_not_a_traceback(tmp_path: Path) -> None:
    written = open_catalog(tmp_path / "catalog.sqlite")
    put(written, *(page(f"{i:03d}") for i in range(300)))
    written.close()
    path = tmp_path / "catalog.sqlite"
    content = bytearray(path.read_bytes())
    half = len(content) // 2  # behind the tables' definitions, without which it could not be opened
    content[half:] = b"\xff" * (len(content) - half)
    path.write_bytes(content)
    damaged = open_catalog(path)
    assert damaged.problems()
    with pytest.raises(StoreError, match=r"cannot be read .*: move corpus/catalog.sqlite away"):
        damaged.counts()
    damaged.close()


def test_a_catalog_is_read_as_it_was_at_one_moment(tmp_path: Path) -> None:
    written = open_catalog(tmp_path / "catalog.sqlite")
    read = read_catalog(tmp_path / "catalog.sqlite")
    with read.snapshot():
        assert read.counts()["pages"] == 0
        put(written, page("a"))
        assert read.counts()["pages"] == 0
    assert read.counts()["pages"] == 1
    read.close()
    written.close()
