"""A home whose catalog is lost, through the write path: nothing but rejections and run reports is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline import restore
from pipeline.catalog import open_catalog
from pipeline.home import Home
from pipeline.ingest import ingest
from pipeline.restore import restore_pages

Write = Callable[..., Path]


def pages(home: Home) -> tuple[list[object], int]:
    catalog = open_catalog(home.catalog)
    try:
        return list(catalog.pages.to_clean("1")), catalog.counts()["versions"]
    finally:
        catalog.close()


def lose_catalog(home: Home) -> None:
    for path in home.catalog.parent.glob("catalog.sqlite*"):
        path.unlink()


def test_every_page_and_version_comes_back_as_it_was(home: Home, write_pages: Write, tmp_path: Path) -> None:
    (tmp_path / "rader.jsonl").write_text('{"id": "rad 1", "text": "Åre."}\n', encoding="utf-8")
    for text in ("Skolan.", "Polisen.", "Skolan."):
        ingest(home, [write_pages(a=text, b="Gäng."), tmp_path / "rader.jsonl"])
    before = pages(home)
    lose_catalog(home)
    report = ingest(home, [write_pages(a="Skolan.", b="Gäng."), tmp_path / "rader.jsonl"])
    assert (report.restored, report.new, report.changed, report.unchanged) == (5, 0, 0, 3)
    assert pages(home) == before


def test_a_restore_that_is_cut_short_leaves_nothing_behind(
    home: Home, write_pages: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(home, [write_pages(a="Skolan.", b="Gäng.")])
    before = pages(home)
    lose_catalog(home)
    whole = restore.read_archive

    def cut_short(folder: Path) -> Iterator[object]:
        yield next(iter(whole(folder)))
        raise KeyboardInterrupt

    monkeypatch.setattr(restore, "read_archive", cut_short)
    with pytest.raises(KeyboardInterrupt):
        ingest(home, [write_pages()])
    monkeypatch.setattr(restore, "read_archive", whole)
    assert ingest(home, [write_pages()]).restored == 2
    assert pages(home) == before


def test_a_catalog_with_pages_and_an_empty_archive_are_left_alone(home: Home, write_pages: Write) -> None:
    catalog = open_catalog(home.catalog)
    assert restore_pages(home, catalog) == 0
    catalog.close()
    ingest(home, [write_pages(a="Skolan.")])
    catalog = open_catalog(home.catalog)
    assert restore_pages(home, catalog) == 0
    catalog.close()


def test_what_of_the_archive_cannot_be_read_is_rejected_and_the_rest_comes_back(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan.")])
    ingest(home, [write_pages(b="Polisen.")])
    first, _ = sorted(home.archive.iterdir())
    first.write_bytes(b"\x1f\x8b" + b"\xff" * 200)
    lose_catalog(home)
    catalog = open_catalog(home.catalog)
    assert restore_pages(home, catalog) == 1
    assert [(r.url, r.stage) for r in catalog.pages.rejected()] == [(f"{first} at byte 0", "archive")]
    catalog.close()
