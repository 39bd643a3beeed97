from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.catalog import Catalog
from pipeline.records import Gone, Rejected
from tests.catalog.made import page, put


def test_a_page_is_pending_until_it_is_cleaned_and_again_when_it_or_the_stage_changes(catalog: Catalog) -> None:
    put(catalog, page("a"), page("b"))
    assert [p.doc_id for p in catalog.pages.to_clean("1")] == ["a", "b"]
    with catalog.transaction():
        catalog.pages.mark_cleaned("a", "1")
        catalog.pages.mark_cleaned("b", "1")
    assert catalog.pages.count_to_clean("1") == 0
    assert catalog.pages.count_to_clean("2") == 2
    put(catalog, page("b", b"nytt"))
    assert [p.doc_id for p in catalog.pages.to_clean("1")] == ["b"]
    with catalog.transaction():
        catalog.pages.forget_cleaning()
    assert catalog.pages.count_to_clean("1") == 2


def test_more_pages_than_one_read_holds_are_all_seen_once(catalog: Catalog) -> None:
    put(catalog, *(page(f"{i:04d}") for i in range(1203)))
    seen = []
    for stored in catalog.pages.to_clean("1"):
        seen.append(stored.doc_id)
        with catalog.transaction():
            catalog.pages.mark_cleaned(stored.doc_id, "1")
    assert seen == [f"{i:04d}" for i in range(1203)]


def test_a_rejection_stands_until_it_is_cleared(catalog: Catalog) -> None:
    with catalog.transaction():
        catalog.pages.reject(Rejected("u", "clean", "tom"), "2024-01-01T00:00:00Z")
        catalog.pages.reject(Rejected("u", "clean", "tom igen"), "2024-01-02T00:00:00Z")
    assert catalog.pages.rejected() == [Rejected("u", "clean", "tom igen")]
    with catalog.transaction():
        catalog.pages.accept("u", "clean")
    assert catalog.pages.rejected() == []


def test_what_was_fetched_before_the_newest_content_is_a_version_only(catalog: Catalog) -> None:
    put(catalog, page("a", b"nytt", "2024-02-01T00:00:00Z"))
    put(catalog, page("a", b"gammalt", "2024-01-01T00:00:00.500Z"))
    (stored,) = catalog.pages.to_clean("1")
    assert (stored.content_hash, stored.fetched_at) == (page("a", b"nytt").content_hash, "2024-02-01T00:00:00Z")
    assert catalog.counts()["versions"] == 2


def test_a_file_that_is_newer_than_its_time_says_is_the_page_as_it_now_is(catalog: Catalog) -> None:
    put(catalog, page("a", b"nytt", "2024-02-01T00:00:00Z"))
    put(catalog, replace(page("a", b"nyare", "2024-01-01T00:00:00Z"), dated=False))
    (stored,) = catalog.pages.to_clean("1")
    assert stored.content_hash == page("a", b"nyare").content_hash


def test_a_page_that_returns_to_an_earlier_content_has_it_twice_in_its_history(catalog: Catalog) -> None:
    for month, content in enumerate((b"A", b"B", b"A"), start=1):
        put(catalog, page("a", content, f"2024-0{month}-01T00:00:00Z"))
    assert catalog.counts()["versions"] == 3


@pytest.mark.parametrize(
    ("content", "fetched_at", "seen"),
    [
        (b"nytt", "2024-05-01T00:00:00Z", True),
        (b"gammalt", "2024-01-01T00:00:00Z", True),
        (b"gammalt", "2024-01-01T00:00:00.001Z", False),
        (b"annat", "2024-01-01T00:00:00Z", False),
    ],
)
def test_a_content_is_seen_if_it_is_the_newest_or_comes_from_a_fetch_that_is_known(
    catalog: Catalog, content: bytes, fetched_at: str, seen: bool
) -> None:
    put(catalog, page("a", b"gammalt", "2024-01-01T00:00:00Z"))
    put(catalog, page("a", b"nytt", "2024-02-01T00:00:00Z"))
    assert catalog.pages.has_seen(page("a", content, fetched_at)) is seen


def test_the_rejections_of_a_file_go_with_those_of_its_lines_and_no_others(catalog: Catalog) -> None:
    with catalog.transaction():
        for url in ("/a.jsonl", "/a.jsonl#L3", "/a.jsonl2"):
            catalog.pages.reject(Rejected(url, "ingest", "fel"), "2024-01-01T00:00:00Z")
        catalog.pages.accept_file("/a.jsonl")
    assert [rejected.url for rejected in catalog.pages.rejected()] == ["/a.jsonl2"]


def test_archived_lists_every_version_in_archive_order(catalog: Catalog) -> None:
    put(catalog, page("b"), page("a"))
    assert [(file, offset) for file, offset, _ in catalog.pages.archived()] == [("a.warc.gz", 0), ("a.warc.gz", 1)]


def test_a_content_that_the_page_had_is_known_unless_the_page_is_lost(catalog: Catalog) -> None:
    put(catalog, page("a", b"gammalt"), page("a", b"nytt", "2024-02-01T00:00:00Z"))
    later = page("a", b"gammalt", "2024-03-01T00:00:00Z")
    assert (catalog.pages.has_seen(later), catalog.pages.has_had(later)) == (False, True)
    assert not catalog.pages.has_had(page("a", b"annat"))
    with catalog.transaction():
        catalog.pages.mark_lost("a", "1")
    assert not catalog.pages.has_had(later)


def test_the_page_fetched_first_is_known_first(catalog: Catalog) -> None:
    put(catalog, page("a", fetched_at="2024-02-01T00:00:00Z"), page("b"), page("c"))
    assert catalog.pages.first_known(["x", "a", "c"]) == "c"
    assert (catalog.pages.first_known(["x"]), catalog.pages.first_known([])) == (None, None)
    assert (catalog.pages.address("a"), catalog.pages.address("x")) == ("https://www.sala.example/a", None)


def test_the_source_is_the_last_one(catalog: Catalog) -> None:
    assert catalog.pages.known_source("a") is None
    put(catalog, page("a"))
    assert catalog.pages.known_source("a") == "test"


def test_a_page_that_is_gone_is_cleaned_no_more_until_it_is_back(catalog: Catalog) -> None:
    put(catalog, page("a"), page("b"))
    gone = Gone("a", page("a").url, "2024-02-01T00:00:00Z", "answered 404", "Titel")
    with catalog.transaction():
        catalog.pages.bury(gone)
        catalog.pages.bury(Gone("okänd", None, "2024-02-01T00:00:00Z", "answered 404"))
    assert [p.doc_id for p in catalog.pages.to_clean("1")] == ["b"]
    assert catalog.pages.gone() == catalog.pages.gone(["a", "c"]) == [gone]
    assert catalog.pages.gone(["b"]) == []
    assert catalog.pages.versions("a") == [{"fetched_at": page("a").fetched_at, "content_hash": page("a").content_hash}]
    with catalog.transaction():
        assert catalog.pages.revive("a")
        assert not catalog.pages.revive("a")
    assert [p.doc_id for p in catalog.pages.to_clean("1")] == ["a", "b"]
    assert catalog.pages.gone() == []


def test_a_page_whose_publisher_or_municipality_is_another_is_cleaned_again(catalog: Catalog) -> None:
    put(catalog, page("a"))
    steps = [("A", None, None), ("B", None, None), ("B", "B kommun", "1981"), ("B", "B kommun", "1981")]
    pending = []
    for step in steps:
        with catalog.transaction():
            catalog.pages.mark_cleaned("a", "1")
            catalog.pages.belong("a", *step)
        pending.append(catalog.pages.count_to_clean("1"))
    assert pending == [0, 0, 1, 0]
    (stored,) = catalog.pages.to_clean("2")
    assert (stored.source, stored.publisher, stored.municipality) == ("B", "B kommun", "1981")


def test_a_content_that_comes_again_lies_in_its_newest_place_in_every_version(catalog: Catalog) -> None:
    put(catalog, page("a", b"ett"), page("a", b"tva", "2024-02-01T00:00:00Z"))
    with catalog.transaction():
        catalog.pages.put(page("a", b"ett", "2024-03-01T00:00:00Z"), "b.warc.gz", 7)
    assert [(file, offset) for file, offset, _ in catalog.pages.archived()] == [
        ("a.warc.gz", 1),
        ("b.warc.gz", 7),
        ("b.warc.gz", 7),
    ]
    assert len(catalog.pages.versions("a")) == 3


def test_a_page_is_found_by_its_id_and_by_the_id_it_came_with(catalog: Catalog) -> None:
    put(catalog, *(replace(page(name), external_id="samma") for name in "ba"), replace(page("c"), external_id="egen"))
    found = catalog.pages.find("a")
    assert found is not None
    assert (found.doc_id, found.external_id, found.archive_offset) == ("a", "samma", 1)
    assert catalog.pages.find("samma") is None
    assert catalog.pages.with_given_id("samma") == ["a", "b"]
    assert (catalog.pages.with_given_id("egen"), catalog.pages.with_given_id("a")) == (["c"], [])


def test_the_versions_of_a_page_have_their_places_and_the_newest_place_of_equal_bytes(catalog: Catalog) -> None:
    days = [f"2024-01-0{day}T00:00:00Z" for day in (1, 2, 3)]
    put(catalog, *(page("a", content, day) for content, day in zip((b"ett", b"nytt", b"ett"), days, strict=True)))
    found = [(place.fetched_at, place.archive_file, place.archive_offset) for place in catalog.pages.places("a")]
    assert found == [(days[0], "a.warc.gz", 2), (days[1], "a.warc.gz", 1), (days[2], "a.warc.gz", 2)]
    assert catalog.pages.places("b") == []


def test_a_page_is_cleaned_by_the_version_that_has_seen_it_as_it_is(catalog: Catalog) -> None:
    put(catalog, page("a"))
    assert not catalog.pages.is_cleaned("a", "1")
    with catalog.transaction():
        catalog.pages.mark_cleaned("a", "1")
    assert [catalog.pages.is_cleaned("a", version) for version in "12"] == [True, False]
    put(catalog, page("a", b"nytt"))
    assert not catalog.pages.is_cleaned("a", "1")
