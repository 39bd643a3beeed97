"""What the frontier says of each source: read, denied, out of reach, not visited yet."""

from __future__ import annotations

import pytest

from pipeline.catalog import Catalog, Lead
from pipeline.extent import Reach, SourceState
from tests.catalog.made import page, put

AT = "2026-01-01T03:00:00Z"


def visit(catalog: Catalog, *visits: tuple[str, str, int | None], kind: str = "page") -> None:
    """Addresses of the source "Sala" that are visited: a path, what it came to, and the status."""
    with catalog.transaction():
        crawl = catalog.frontier.begin("Sala", AT)
        for path, outcome, status in visits:
            url = f"https://www.sala.example/{path}"
            catalog.frontier.add(Lead(url, "Sala", "www.sala.example", kind, path, 0), ["Sala"])
            catalog.frontier.visited(url, crawl, AT, outcome, status)


@pytest.fixture
def sala(catalog: Catalog) -> Catalog:
    with catalog.transaction():
        catalog.sources.replace([("Sala", "1981")])
    return catalog


def test_a_source_of_the_last_crawl_is_known_and_others_are_forgotten(sala: Catalog) -> None:
    assert sala.sources.states() == (SourceState("Sala", "1981", "unvisited"),)
    with sala.transaction():
        sala.sources.replace([("Brå", ""), ("Arboga", "1984")])
    assert [each.name for each in sala.sources.states()] == ["Arboga", "Brå"]


@pytest.mark.parametrize(
    ("visits", "reach", "reason"),
    [
        ([("a", "denied", None), ("b", "denied", None)], "denied", "denied"),
        ([("a", "unreachable", None)], "unreachable", "unreachable"),
        ([("a", "refused", 403), ("b", "refused", 403), ("c", "denied", None)], "unreachable", "refused 403"),
        ([("a", "missing", 404), ("b", "failed", 500)], "unreachable", "failed 500"),
        ([("a", "out of scope", None)], "unvisited", None),
        ([("a", "hub", 200), ("b", "denied", None)], "read", None),
        ([("a", "noindex", 200)], "read", None),
    ],
)
def test_what_its_visits_came_to(
    sala: Catalog, visits: list[tuple[str, str, int | None]], reach: Reach, reason: str | None
) -> None:
    visit(sala, *visits)
    assert sala.sources.states() == (SourceState("Sala", "1981", reach, reason, AT),)


def test_pages_tell_more_than_listings_and_a_listing_alone_tells_nothing(sala: Catalog) -> None:
    visit(sala, ("sitemap.xml", "listed", 200), kind="sitemap")
    assert sala.sources.states()[0].reach == "unvisited"
    visit(sala, ("feed", "missing", 404), kind="feed")
    assert sala.sources.states()[0].reason == "missing 404"
    visit(sala, ("a", "denied", None))
    assert sala.sources.states()[0].reach == "denied"


def test_an_address_that_has_not_answered_tonight_says_that_the_server_does_not(sala: Catalog) -> None:
    url = "https://www.sala.example/"
    with sala.transaction():
        sala.frontier.add(Lead(url, "Sala", "www.sala.example", "page", "/", 0), ["Sala"])
        sala.frontier.try_again(url)
    assert sala.sources.states() == (SourceState("Sala", "1981", "unreachable", "failed"),)


def test_a_source_with_pages_is_read_whatever_the_last_night_came_to(sala: Catalog) -> None:
    put(sala, page("a"))
    visit(sala, ("a", "kept", 200))
    url = "https://www.sala.example/a"
    with sala.transaction():
        sala.frontier.read(url, fetched_at=AT, etag=None, last_modified=None, content_hash="h", doc_id="a", links=())
        sala.frontier.visited(url, sala.frontier.begin("Sala", AT), AT, "failed", 500)
    assert sala.sources.states() == (SourceState("Sala", "1981", "read", None, AT, 1),)
