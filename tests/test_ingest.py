from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import ingest as module
from pipeline.catalog import open_catalog
from pipeline.crawl.archive import Location, read_page
from pipeline.errors import LockedError
from pipeline.home import Home, write_lock
from pipeline.ingest import ingest
from pipeline.records import PDF, Page, Rejected, document_id

Write = Callable[..., Path]


def summary(home: Home, *paths: Path) -> tuple[int, int, int]:
    report = ingest(home, list(paths))
    return report.new, report.changed, report.unchanged


def test_new_changed_and_unchanged_pages_are_told_apart(home: Home, write_pages: Write) -> None:
    folder = write_pages(a="Ett", b="Två")
    assert summary(home, folder) == (2, 0, 0)
    write_pages(b="Två igen", c="Tre")
    assert summary(home, folder) == (1, 1, 1)
    assert summary(home, folder) == (0, 0, 3)


def test_taking_in_what_is_known_writes_nothing(home: Home, write_pages: Write) -> None:
    folder = write_pages(a="Ett")
    ingest(home, [folder])
    before = sorted(home.archive.iterdir())
    ingest(home, [folder])
    assert sorted(home.archive.iterdir()) == before


def test_the_archive_holds_the_bytes_as_they_came(home: Home, write_pages: Write) -> None:
    folder = write_pages(a="Å, ä och ö\r\n")
    ingest(home, [folder])
    catalog = open_catalog(home.catalog)
    (stored,) = catalog.pages.to_clean("1")
    catalog.close()
    content = read_page(home.archive, Location(stored.archive_file, stored.archive_offset))
    assert content == (folder / "a.txt").read_bytes()


def test_personal_identity_numbers_never_reach_a_store(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Tolvan 19121212-1212 bor i Sala.")])
    catalog = open_catalog(home.catalog)
    (stored,) = catalog.pages.to_clean("1")
    catalog.close()
    content = read_page(home.archive, Location(stored.archive_file, stored.archive_offset))
    assert content.decode() == "Tolvan [personnummer] bor i Sala."


def test_an_identity_number_in_an_address_an_id_or_a_file_name_never_reaches_a_store(
    home: Home, tmp_path: Path
) -> None:
    lines = [
        {"id": "811218-9876", "text": "Ett"},
        {"id": "a", "url": "https://www.sala.example/?q=198112189876", "text": "Två"},
        {"url": "mailto:811218-9876@sala.example", "text": "Tre"},
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines) + '{"id": "b", "text": "\\u0038112189876"}\n'
    (tmp_path / "rader.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "811218-9876.txt").write_text("Fyra", encoding="utf-8")
    (tmp_path / "811218-9876.odt").write_text("Fem", encoding="utf-8")
    report = ingest(home, [tmp_path / "rader.jsonl", tmp_path / "811218-9876.txt", tmp_path / "811218-9876.odt"])
    assert (report.new, len(report.rejected)) == (4, 2)
    stored = [home.catalog.read_bytes(), *(gzip.decompress(path.read_bytes()) for path in home.archive.iterdir())]
    for content in (*stored, repr(report).encode()):
        assert b"112189876" not in content.replace(b"-", b"")


def test_a_packed_file_is_archived_as_it_came_whatever_its_digits(home: Home, tmp_path: Path) -> None:
    # The offsets of a PDF's objects look like identity numbers now and then.
    content = b"%PDF-1.7\nxref\n1912121212 00000 n\n8112189876 00000 n"
    (tmp_path / "plan.pdf").write_bytes(content)
    ingest(home, [tmp_path / "plan.pdf"])
    catalog = open_catalog(home.catalog)
    (stored,) = catalog.pages.to_clean("1")
    catalog.close()
    assert stored.media_type == PDF
    assert read_page(home.archive, Location(stored.archive_file, stored.archive_offset)) == content


def test_large_files_do_not_wait_for_one_another_in_memory(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH_BYTES", 10)
    sizes: list[int] = []
    store = module._store
    monkeypatch.setattr(module, "_store", lambda batch, *rest: (sizes.append(len(batch)), store(batch, *rest)))
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("Tio tecken", encoding="utf-8")
    assert ingest(home, [tmp_path / f"{name}.txt" for name in "abc"]).new == 3
    # Each file as it is opened, and its page.
    assert sizes == [2, 2, 2]


def test_rejections_are_kept_and_the_rest_goes_in(home: Home, write_pages: Write, tmp_path: Path) -> None:
    folder = write_pages(a="Ett", b="")
    report = ingest(home, [folder, tmp_path / "none"])
    expected = [
        Rejected(str(folder / "b.txt"), "ingest", "the file is empty"),
        Rejected(str(tmp_path / "none"), "ingest", "no such file or folder"),
    ]
    assert (report.new, report.rejected) == (1, expected)
    catalog = open_catalog(home.catalog)
    assert sorted(catalog.pages.rejected(), key=lambda r: r.url) == sorted(expected, key=lambda r: r.url)
    catalog.close()


def test_an_input_that_has_been_mended_is_no_longer_rejected(home: Home, write_pages: Write) -> None:
    folder = write_pages(b="")
    ingest(home, [folder])
    write_pages(b="Nu finns text")
    ingest(home, [folder])
    catalog = open_catalog(home.catalog)
    assert catalog.pages.rejected() == []
    catalog.close()


def test_two_collections_with_the_same_ids_are_noticed(home: Home, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text('{"id": "1", "text": "Ett"}\n', encoding="utf-8")
    (tmp_path / "two.jsonl").write_text('{"id": "1", "text": "Två"}\n', encoding="utf-8")
    report = ingest(home, [tmp_path / "one.jsonl", tmp_path / "two.jsonl"])
    assert (report.new, report.changed, report.taken_over) == (1, 1, 1)


def test_two_files_of_one_page_are_two_versions_and_known_the_next_time(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    for name, text in (("a", "Förr"), ("b", "Nu")):
        head = '<head><link rel="canonical" href="https://www.sala.example/sida"></head>'
        (folder / f"{name}.html").write_text(f"<html>{head}<body><p>{text}</p></body></html>", encoding="utf-8")
    os.utime(folder / "a.html", (2_000_000_000, 2_000_000_000))
    os.utime(folder / "b.html", (1_000_000_000, 1_000_000_000))
    assert summary(home, folder) == (1, 1, 0)
    assert summary(home, folder) == (0, 0, 2)
    catalog = open_catalog(home.catalog)
    (stored,) = catalog.pages.to_clean("1")
    assert stored.fetched_at == "2001-09-09T01:46:40.000Z"
    assert catalog.counts()["versions"] == 2
    catalog.close()


def test_one_writer_at_a_time(home: Home, write_pages: Write) -> None:
    folder = write_pages(a="Ett")
    with write_lock(home), pytest.raises(LockedError):
        ingest(home, [folder])


def stored_addresses(home: Home) -> list[tuple[str, str | None]]:
    catalog = open_catalog(home.catalog)
    found = [(page.doc_id, page.url) for page in catalog.pages.to_clean("1")]
    catalog.close()
    return found


def test_a_page_keeps_the_id_it_came_with_however_its_address_is_written_later(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "rader.jsonl"
    first = "http://www.sala.example/trygg"
    for url in (first, "https://www.sala.example/trygg", "http://sala.example/trygg/", f"{first}/index.html?utm_id=1"):
        path.write_text(json.dumps({"url": url, "text": f"Text från {url}"}) + "\n", encoding="utf-8")
        report = ingest(home, [path])
        assert (report.new, report.changed) == ((1, 0) if url == first else (0, 1))
    assert stored_addresses(home) == [(document_id(first), first)]


def test_pages_that_were_apart_before_stay_apart(home: Home, tmp_path: Path) -> None:
    urls = ["http://sala.example/a", "https://sala.example/a"]
    catalog = open_catalog(home.catalog)
    with catalog.transaction():
        for number, url in enumerate(urls):
            page = Page(document_id(url), url, "sala.example", "text/plain", b"Ett", "2024-01-01T00:00:00Z")
            catalog.pages.put(page, "a.warc.gz", number)
    catalog.close()
    (tmp_path / "r.jsonl").write_text("".join(json.dumps({"url": u, "text": u}) + "\n" for u in urls), encoding="utf-8")
    assert summary(home, tmp_path / "r.jsonl") == (0, 2, 0)
    assert {url for _, url in stored_addresses(home)} == {*urls}


def test_a_print_version_is_a_page_of_its_own(home: Home, tmp_path: Path) -> None:
    urls = ["https://sala.example/a", "https://sala.example/a?print=1"]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps({"url": u, "text": u}) + "\n" for u in urls), encoding="utf-8")
    assert summary(home, tmp_path / "r.jsonl") == (2, 0, 0)
    assert summary(home, tmp_path / "r.jsonl") == (0, 0, 2)


def test_two_ways_to_write_one_address_do_not_take_turns_in_every_crawl(home: Home, tmp_path: Path) -> None:
    urls = ["https://sala.example/a", "http://www.sala.example/a/"]
    path = tmp_path / "r.jsonl"
    path.write_text("".join(json.dumps({"url": url, "text": url}) + "\n" for url in urls), encoding="utf-8")
    found = []
    for night in range(4):
        os.utime(path, (1_700_000_000 + 86_400 * night,) * 2)
        found.append(summary(home, path))
    assert found == [(1, 1, 0), (0, 1, 1), (0, 0, 2), (0, 0, 2)]
