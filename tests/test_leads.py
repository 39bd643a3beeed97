"""Which addresses are taken in, and how far away they are said to be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.catalog import Due, open_catalog
from pipeline.crawl.listings import Listed, Listing
from pipeline.crawl.scope import load_scope
from pipeline.crawl.sources import Source
from pipeline.crawl.traps import MOST_WITH_A_QUERY
from pipeline.leads import Leads
from pipeline.report import SourceReport

START = "https://www.a.se/"
SCOPE = load_scope(Source("A", start=(START,), feeds=("https://www.a.se/rss",), include=("/", "/t*"), depth=2))
AT = "2024-01-01T00:00:00.000Z"


@pytest.fixture
def leads(tmp_path: Path) -> Iterator[Leads]:
    with closing(open_catalog(tmp_path / "catalog.sqlite")) as catalog:
        with catalog.transaction():
            catalog.frontier.begin("A", AT)
            made = Leads(catalog, {"A": SCOPE}, {"A": SourceReport()})
            made.seed(SCOPE)
        yield made


def known(leads: Leads) -> dict[str, int]:
    """Pages that are due, with their depths."""
    rows = leads.catalog._database.rows("SELECT url, depth FROM frontier WHERE kind = 'page' ORDER BY url")
    return {url.removeprefix("https://www.a.se"): depth for url, depth in rows}


def visited(leads: Leads, path: str, depth: int, *links: str) -> Due:
    """A page that was visited, and leads somewhere."""
    url = f"https://www.a.se{path}"
    whole = tuple(f"https://www.a.se{link}" for link in links)
    with leads.catalog.transaction():
        leads.add("A", url, "page", depth)
        leads.catalog.frontier.visited(url, 1, AT, "kept", 200)
        leads.catalog.frontier.read(
            url, fetched_at=AT, etag=None, last_modified=None, content_hash="h", doc_id=None, links=whole
        )
    return Due(url, "A", "a.se", "page", depth, 0, 0, "kept", AT, None, None, "h", None, whole, True)


def follow(leads: Leads, due: Due) -> None:
    with leads.catalog.transaction():
        leads.follow(due, due.links)


def test_links_in_scope_are_taken_as_deep_as_the_source_says(leads: Leads) -> None:
    follow(leads, visited(leads, "/", 0, "/t1", "/x", "/t/kalender/2024/05"))
    follow(leads, visited(leads, "/t1", 1, "/t2"))
    follow(leads, visited(leads, "/t2", 2, "/t3"))
    assert known(leads) == {"/": 0, "/t1": 1, "/t2": 2}
    assert (leads.reports["A"].trapped, leads.servers) == (1, {"a.se"})


def test_a_page_that_turns_out_to_be_nearer_leads_farther(leads: Leads) -> None:
    visited(leads, "/t1", 2, "/t2")
    visited(leads, "/t2", 9, "/t3")
    follow(leads, visited(leads, "/", 0, "/t1"))
    assert known(leads) == {"/": 0, "/t1": 1, "/t2": 2}


def test_a_known_page_written_otherwise_is_no_other_page_unless_a_redirect_leads_there(leads: Leads) -> None:
    follow(leads, visited(leads, "/", 0, "/t1", "/t1/", "/t1?sida=2"))
    with leads.catalog.transaction():
        leads.add("A", "http://a.se/t1", "page", 1)
    assert known(leads) == {"/": 0, "/t1": 1, "/t1?sida=2": 1}
    with leads.catalog.transaction():
        leads.add("A", "https://www.a.se/t1/", "page", 1, redirects=1)
    assert known(leads) == {"/": 0, "/t1": 1, "/t1/": 1, "/t1?sida=2": 1}


def test_of_one_shape_links_give_only_some_and_a_sitemap_all(leads: Leads) -> None:
    follow(leads, visited(leads, "/", 0, *(f"/t?sida={number}" for number in range(100))))
    assert len(known(leads)) == 1 + MOST_WITH_A_QUERY
    assert leads.reports["A"].trapped == 100 - MOST_WITH_A_QUERY
    karta = Due("https://www.a.se/karta.xml", "A", "a.se", "sitemap", 0, 0, 0, *(None,) * 6, (), True)
    pages = tuple(Listed(f"https://www.a.se/t?sida={number}", "2024-05-01") for number in range(100))
    sitemaps = (Listed("https://www.a.se/mer.xml"), Listed("https://b.se/mer.xml"))
    with leads.catalog.transaction():
        leads.listing(karta, Listing((*pages, Listed("https://www.a.se/x")), sitemaps))
    assert len(known(leads)) == 101
    rows = leads.catalog._database.rows("SELECT url FROM frontier WHERE kind = 'sitemap'")
    assert rows == [("https://www.a.se/mer.xml",)]


def test_addresses_with_identity_numbers_are_not_taken_in(leads: Leads) -> None:
    follow(leads, visited(leads, "/", 0, "/t?pnr=19121212-1212"))
    assert known(leads) == {"/": 0}
