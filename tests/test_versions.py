"""Versions of pages in a home made step by step: fetched, changed, put back, gone, damaged."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.catalog import open_catalog
from pipeline.config import Settings
from pipeline.errors import NothingFound, StoreError, UsageError
from pipeline.home import Home, write_lock
from pipeline.index.published import current_name
from pipeline.ingest import ingest
from pipeline.records import PDF, document_id, text_hash
from pipeline.reindex import reindex
from pipeline.versions import Version, archived_copy, cleaned_version, compare, find_page, versions
from tests.clean.made import Put, make_pdf
from tests.page_versions import BOX, DOC, FIRST, SECOND, TIMES, URL, bury, html, keep, page

pytestmark = pytest.mark.usefixtures("fake_models")


def hashes(home: Home, doc_id: str = DOC) -> list[str]:
    return [version.content_hash for version in versions(home, doc_id)]


@pytest.fixture
def two(home: Home) -> Home:
    """A page that has changed once, cleaned."""
    keep(home, page(html(FIRST, BOX)), page(html(SECOND, BOX), TIMES[1]))
    reindex(home, Settings())
    return home


def test_versions_are_numbered_oldest_first_and_the_last_is_current(two: Home) -> None:
    assert versions(two, DOC) == [
        Version(1, TIMES[0], text_hash(html(FIRST, BOX)), "text/html", False),
        Version(2, TIMES[1], text_hash(html(SECOND, BOX)), "text/html", True),
    ]


def test_each_version_is_cleaned_and_the_current_one_is_the_catalogs(two: Home) -> None:
    old, new = (cleaned_version(two, DOC, each) for each in hashes(two))
    assert (old.title, old.text.split("\n\n")) == ("Trygghetsvandring i Sala", [FIRST, BOX])
    with closing(open_catalog(two.catalog)) as catalog:
        assert catalog.documents.find(DOC) == new
    assert new.text.startswith(SECOND)


def test_the_last_change_is_compared_or_any_two(two: Home) -> None:
    keep(two, page(html(SECOND, "Samling vid stationen.", BOX), TIMES[2]))
    first, second, third = hashes(two)
    found = compare(two, DOC)
    assert (found.old.number, found.new.number, found.diff.words("added")) == (2, 3, 3)
    assert [(s.kind, s.text) for s in compare(two, DOC, first[:12]).diff.blocks[0].segments][1:3] == [
        ("removed", "2023"),
        ("added", "2024"),
    ]
    for old, new, numbers in ((first, third, (1, 3)), (third, first, (3, 1)), (None, second, (1, 2))):
        found = compare(two, DOC, old, new)
        assert (found.old.number, found.new.number) == numbers
    assert not compare(two, DOC, first, first).diff.differs


def test_a_version_that_is_not_there_is_named(two: Home) -> None:
    with pytest.raises(NothingFound, match="no version 'abc' that can be compared"):
        compare(two, DOC, "abc")
    with pytest.raises(NothingFound, match=r"no version .* that can be compared"):
        compare(two, DOC, hashes(two)[1])
    with pytest.raises(NothingFound, match=r"no version .* that can be compared"):
        compare(two, DOC, None, hashes(two)[0])
    with pytest.raises(UsageError, match="several versions begin with ''"):
        compare(two, DOC, "", hashes(two)[0])
    for read in (cleaned_version, archived_copy):
        with pytest.raises(NothingFound, match="has no version 'abc'"):
            read(two, DOC, "abc")
        with pytest.raises(NothingFound, match="no page 'okänd' is known"):
            read(two, "okänd", "abc")
    with pytest.raises(NothingFound, match="no page 'okänd' is known"):
        versions(two, "okänd")


def test_one_version_has_nothing_to_be_compared_with(home: Home) -> None:
    keep(home, page(html(FIRST)))
    with pytest.raises(NothingFound, match="has one version"):
        compare(home, DOC)


def test_a_page_that_returns_to_what_it_was_has_that_content_twice(two: Home) -> None:
    keep(two, page(html(FIRST, BOX), TIMES[2]))
    assert [version.is_current for version in versions(two, DOC)] == [False, False, True]
    first, second, third = hashes(two)
    assert first == third
    assert archived_copy(two, DOC, first).fetched_at == TIMES[2]
    assert compare(two, DOC, first).new.content_hash == second
    found = compare(two, DOC)
    assert (found.old.content_hash, found.new.content_hash) == (second, third)


def test_a_file_that_is_put_back_with_its_old_time_is_current(home: Home, write_pages: Callable[..., Path]) -> None:
    folder = write_pages(a="Skolan och polisen samverkar.")
    os.utime(folder / "a.txt", (2_000_000_000, 2_000_000_000))
    ingest(home, [folder])
    write_pages(a="Skolan och polisen samverkar inte.")
    os.utime(folder / "a.txt", (1_000_000_000, 1_000_000_000))
    ingest(home, [folder])
    doc_id = find_page(home, (folder / "a.txt").as_uri())
    assert doc_id is not None
    assert [(v.fetched_at[:4], v.media_type, v.is_current) for v in versions(home, doc_id)] == [
        ("2033", "text/plain", False),
        ("2001", "text/plain", True),
    ]
    assert compare(home, doc_id).diff.words("added") == 1


def test_what_the_site_repeats_is_left_out_of_earlier_versions(home: Home) -> None:
    keep(home, page(html(FIRST, BOX)), page(html(SECOND, BOX), TIMES[1]))
    others = ("Biblioteket öppnar läxhjälp för unga på kvällarna.", "Fältarbetare möter unga på stan varje fredag.")
    for number, text in enumerate(others):
        keep(home, page(html(text, BOX, title=f"Nyhet {number}"), url=f"https://www.sala.example/{number}.html"))
    reindex(home, Settings())
    old, new = (cleaned_version(home, DOC, each) for each in hashes(home))
    assert (old.text, new.text) == (FIRST, SECOND)
    assert [(b.text, b.reason) for b in old.blocks if not b.kept][-1] == (BOX, "repeated on the site")
    home.settings.write_text(f'[clean]\nkeep = ["Kontaktcenter"]\nremove = ["{FIRST[:10]}"]\n', encoding="utf-8")
    assert cleaned_version(home, DOC, hashes(home)[0]).text == BOX


def test_a_page_that_is_gone_keeps_its_versions_and_none_is_current(two: Home) -> None:
    bury(two)
    assert [version.is_current for version in versions(two, DOC)] == [False, False]
    assert compare(two, DOC).diff.words("removed") == 1
    assert archived_copy(two, DOC, hashes(two)[1]).content == html(SECOND, BOX)
    assert find_page(two, URL) == DOC


def test_an_archived_copy_is_what_the_archive_has_masked(home: Home) -> None:
    keep(home, page(html("Anna, 811228-9874, svarar.")))
    copy = archived_copy(home, DOC, hashes(home)[0])
    assert copy.content == html("Anna, [personnummer], svarar.")
    assert (copy.media_type, copy.fetched_at, copy.url, copy.may_hold_identity_numbers) == (
        "text/html",
        TIMES[0],
        URL,
        False,
    )


def test_a_pdf_is_compared_page_by_page_and_handed_on_unless_it_may_hold_identity_numbers(home: Home) -> None:
    url = "https://www.sala.example/plan.pdf"
    texts = (
        "Sala kommun har startat en avhopparverksamhet.",
        "Sala kommun har avslutat en avhopparverksamhet.",
        "Anna Berg, 811228-9874, leder en avhopparverksamhet.",
    )
    contents = [*(make_pdf([Put(200, text)]) for text in texts), b"%PDF-1.7 trasig"]
    keep(home, *(page(content, at, url, PDF) for content, at in zip(contents, TIMES, strict=False)))
    doc_id = document_id(url)
    assert [version.media_type for version in versions(home, doc_id)] == [PDF] * 4
    first, second, third, broken = hashes(home, doc_id)
    (changed,) = compare(home, doc_id, first).diff.blocks
    assert (changed.kind, changed.old_page, changed.new_page) == ("changed", 1, 1)
    copies = [archived_copy(home, doc_id, each) for each in (first, second, third, broken)]
    assert [copy.may_hold_identity_numbers for copy in copies] == [False, False, True, True]
    assert copies[0].content == contents[0]
    with pytest.raises(NothingFound, match=f"the version {broken[:12]} of {url} has no text: "):
        cleaned_version(home, doc_id, broken)


def test_a_document_that_is_known_by_its_id_only(home: Home, tmp_path: Path) -> None:
    line = '{"id": "post 7", "title": "Unga i Åre", "text": "Skolan i Åre samarbetar med socialtjänsten%s."}\n'
    for addition in ("", " och polisen"):
        (tmp_path / "rader.jsonl").write_text(line % addition, encoding="utf-8")
        ingest(home, [tmp_path / "rader.jsonl"])
    doc_id = find_page(home, "post 7")
    assert doc_id == document_id(None, "post 7") == find_page(home, doc_id)
    assert [version.media_type for version in versions(home, doc_id)] == ["application/json"] * 2
    assert compare(home, doc_id).diff.words("added") == 2
    assert archived_copy(home, doc_id, hashes(home, doc_id)[0]).url is None


def test_a_page_is_found_by_its_id_and_by_its_address_however_written(two: Home) -> None:
    for reference in (DOC, URL, "http://sala.example/trygghet/vandring.html?utm_source=x"):
        assert find_page(two, reference) == DOC
    assert find_page(two, "https://www.sala.example/annan.html") is None
    keep(two, *(replace(page(html(FIRST), url=f"https://b.example/{n}"), external_id="samma") for n in range(2)))
    assert find_page(two, "samma") is None


def test_damage_costs_the_version_that_it_hits(two: Home) -> None:
    first, second = hashes(two)
    with closing(open_catalog(two.catalog)) as catalog:
        place, _ = catalog.pages.places(DOC)
    path = two.archive / place.archive_file
    content = path.read_bytes()
    path.write_bytes(content[: place.archive_offset] + b"\x00" * 20 + content[place.archive_offset + 20 :])
    assert [version.media_type for version in versions(two, DOC)] == [None, "text/html"]
    for read in (cleaned_version, archived_copy):
        with pytest.raises(StoreError, match="cannot be read: restore the file from a backup"):
            read(two, DOC, first)
    with pytest.raises(StoreError, match="cannot be read: restore the file from a backup"):
        compare(two, DOC)
    assert archived_copy(two, DOC, second).content == html(SECOND, BOX)
    path.unlink()
    assert cleaned_version(two, DOC, second).text.startswith(SECOND)
    assert [version.media_type for version in versions(two, DOC)] == [None, None]


def test_a_page_whose_bytes_were_found_lost_is_still_current(two: Home) -> None:
    for path in two.archive.iterdir():
        path.unlink()
    assert reindex(two, Settings(), full=True).lost == 1
    assert [(v.media_type, v.is_current) for v in versions(two, DOC)] == [(None, False), (None, True)]


def test_nothing_is_written_and_a_run_is_not_held_up(two: Home) -> None:
    before = {path: path.stat().st_mtime_ns for path in two.root.rglob("*") if path.is_file()}
    with write_lock(two, "kb reindex"), closing(open_catalog(two.catalog)) as catalog, catalog.transaction():
        catalog.documents.drop(DOC)
        assert compare(two, DOC).diff.words("added") == 1
        catalog.documents.put(cleaned_version(two, DOC, hashes(two)[1]), "sala.example")
    after = {path: path.stat().st_mtime_ns for path in two.root.rglob("*") if path.is_file()}
    assert {path.name for path in before.keys() ^ after.keys() | {p for p in before if before[p] != after.get(p)}} <= {
        "lock",
        "catalog.sqlite",
    }


def test_a_home_with_a_generation_alone_says_so(two: Home) -> None:
    assert current_name(two.indexes)
    two.catalog.unlink()
    for read in (find_page, versions, compare):
        with pytest.raises(StoreError, match=r"the versions of a page are in the catalog .*, which is not here"):
            read(two, DOC)
    assert not two.catalog.exists()
