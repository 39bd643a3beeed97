from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.catalog import Catalog, Lead
from pipeline.catalog.frontier import Frontier, Reached
from tests.catalog.made import page, put

AT = "2024-01-01T00:00:00.000Z"
LEAD = Lead("https://a.se/1", "A", "a.se", "page", "a.se/0", 2)


@pytest.fixture
def frontier(catalog: Catalog) -> Frontier:
    with catalog.transaction():
        assert catalog.frontier.begin("A", AT) == 1
    return catalog.frontier


def due(frontier: Frontier) -> str | None:
    found = frontier.due("a.se", {"A": 1})
    return found.url.rpartition("/")[2] if found else None


def lead(name: str, depth: int = 1, kind: str = "page", lastmod: str | None = None) -> Lead:
    return Lead(f"https://a.se/{name}", "A", "a.se", kind, f"a.se/{name}", depth, 0, lastmod)


def add(catalog: Catalog, *leads: Lead) -> None:
    with catalog.transaction():
        for each in leads:
            catalog.frontier.add(each, ["A", "B"])


def visit(catalog: Catalog, name: str, outcome: str = "kept", crawl: int = 1) -> None:
    with catalog.transaction():
        catalog.frontier.visited(f"https://a.se/{name}", crawl, AT, outcome, 200)


def test_an_address_is_due_until_it_was_visited_in_this_night(catalog: Catalog, frontier: Frontier) -> None:
    add(catalog, lead("1"))
    assert (due(frontier), frontier.count_due({"A": 1}), frontier.servers_due({"A": 1})) == ("1", 1, ["a.se"])
    assert (frontier.due("b.se", {"A": 1}), frontier.due("a.se", {"B": 1}), frontier.due("a.se", {})) == (None,) * 3
    visit(catalog, "1")
    assert (due(frontier), frontier.count_due({"A": 1}), frontier.count_due({"A": 2})) == (None, 0, 1)


def test_what_goes_first(catalog: Catalog, frontier: Frontier) -> None:
    leads = [lead("sen", 2), lead("nara", 1), lead("karta", 5, "sitemap"), lead("gammal", 0), lead("andrad", 3)]
    add(catalog, *leads, lead("provad", 0))
    with catalog.transaction():
        frontier.visited("https://a.se/gammal", 0, AT, "kept", 200)
        frontier.visited("https://a.se/andrad", 0, AT, "kept", 200)
        frontier.try_again("https://a.se/provad")
    add(catalog, lead("andrad", 3, lastmod="2024-01-02"))
    order = []
    while (name := due(frontier)) is not None:
        order.append(name)
        visit(catalog, name)
    assert order == ["karta", "andrad", "nara", "sen", "gammal", "provad"]


def test_a_known_address_keeps_its_source_and_the_shortest_way_to_it(catalog: Catalog, frontier: Frontier) -> None:
    add(catalog, LEAD, replace(LEAD, source="B", depth=5))
    found = frontier.due("a.se", {"A": 1})
    assert found is not None
    assert (found.depth, found.attempts, found.links, found.known) == (2, 0, (), False)
    with catalog.transaction():
        frontier.read(
            LEAD.url, fetched_at=AT, etag=None, last_modified=None, content_hash="x", doc_id=None, links=["l"]
        )
        frontier.visited(LEAD.url, 1, AT, "kept", 200)
        assert frontier.add(replace(LEAD, depth=3), ["A"]) is None
        assert frontier.add(replace(LEAD, depth=1), ["A"]) == Reached(LEAD.url, 1, ("l",))
        frontier.add(replace(LEAD, source="B"), ["B"])
    assert frontier.known() == {"B": 1}


def test_what_is_known_of_a_page_holds_only_while_the_catalog_has_that_content(
    catalog: Catalog, frontier: Frontier
) -> None:
    kept = page("a")
    put(catalog, kept)
    add(catalog, LEAD)
    with catalog.transaction():
        frontier.read(
            LEAD.url,
            fetched_at=AT,
            etag='"1"',
            last_modified=None,
            content_hash=kept.content_hash,
            doc_id="a",
            links=[],
        )

    def known() -> bool:
        found = frontier.due("a.se", {"A": 1})
        assert found is not None
        return found.known

    assert known()
    put(catalog, page("a", b"nytt", "2024-02-01T00:00:00Z"))
    assert not known()


def test_what_is_missing_is_asked_for_without_conditions(catalog: Catalog, frontier: Frontier) -> None:
    add(catalog, LEAD)
    with catalog.transaction():
        frontier.read(LEAD.url, fetched_at=AT, etag='"1"', last_modified="x", content_hash="h", doc_id=None, links=[])
        frontier.visited(LEAD.url, 0, AT, "missing", 404)
    found = frontier.due("a.se", {"A": 1})
    assert found is not None
    assert (found.etag, found.last_modified, found.content_hash, found.outcome) == (None, None, None, "missing")
    assert frontier.outcome(LEAD.url) == "missing"


def test_a_night_that_was_not_finished_is_found_for_a_while(catalog: Catalog, frontier: Frontier) -> None:
    assert frontier.open_crawl("A", AT) == (1, AT)
    assert frontier.open_crawl("A", "2024-01-02") is None
    with catalog.transaction():
        assert frontier.begin("A", "2024-01-03T00:00:00.000Z") == 2
        frontier.end(2, "2024-01-03T01:00:00.000Z")
    assert frontier.open_crawl("A", "2023") is None


def test_an_origin_is_passed_over_as_a_whole(catalog: Catalog, frontier: Frontier) -> None:
    add(catalog, lead("1"), replace(lead("2"), url="http://a.se/2"), replace(lead("3"), url="https://a.se.x/3"))
    with catalog.transaction():
        assert frontier.pass_over("https://a.se", {"A": 1}, AT, "unreachable") == 1
    assert frontier.outcome("https://a.se/1") == "unreachable"
    assert frontier.requests("a.se", {"A": 1}) == 0
    assert frontier.count_due({"A": 1}) == 2


def test_lost_pages_are_those_that_no_address_gave(catalog: Catalog, frontier: Frontier) -> None:
    put(catalog, page("a"), page("b"))
    add(catalog, lead("a"), lead("b"), lead("b2"))
    with catalog.transaction():
        for name, doc_id in (("a", "a"), ("b", "b"), ("b2", "b")):
            frontier.read(
                f"https://a.se/{name}",
                fetched_at=AT,
                etag=None,
                last_modified=None,
                content_hash="h",
                doc_id=doc_id,
                links=[],
            )
    visit(catalog, "a", "missing")
    visit(catalog, "b", "moved")
    visit(catalog, "b2", "kept")
    assert frontier.live_pages("A") == 2
    assert frontier.pages_visited(1) == 3
    assert [(row[0], row[2], row[4]) for row in frontier.lost_pages(1)] == [("https://a.se/a", "missing", None)]
    with catalog.transaction():
        frontier.miss("https://a.se/a", AT)
        frontier.miss("https://a.se/a", "2025")
    assert frontier.lost_pages(1)[0][4] == AT
    with catalog.transaction():
        frontier.is_here("https://a.se/a")
    assert frontier.lost_pages(1)[0][4] is None


def test_servers_and_robots_are_remembered(catalog: Catalog, frontier: Frontier) -> None:
    assert frontier.server_free_at("a.se") == 0
    with catalog.transaction():
        frontier.put_server("a.se", 12.5, 10.0)
        frontier.put_robots("https://a.se", AT, 200, b"User-agent: *")
    assert frontier.server_free_at("a.se") == 12.5
    assert frontier.robots("https://a.se", AT) == (200, b"User-agent: *")
    assert frontier.robots("https://a.se", "2024-01-02") is None
    assert frontier.count_shape("x") == 0


def test_what_lies_in_the_future_is_brought_to_now_when_the_clock_has_been_set_back(
    catalog: Catalog, frontier: Frontier
) -> None:
    before, now = "2024-01-01T00:00:00.000Z", "2024-02-01T00:00:00.000Z"
    with catalog.transaction():
        frontier.add(lead("a"), ["A"])
        frontier.add(lead("b"), ["A"])
        frontier.miss("https://a.se/a", "2025-01-01T00:00:00.000Z")
        frontier.miss("https://a.se/b", before)
        crawl = frontier.begin("A", "2025-01-01T00:00:00.000Z")
        frontier.put_server("a.se", 5_020.0, 5_000.0)
        frontier.put_server("b.se", 1_020.0, 900.0)
        frontier.put_robots("https://a.se", "2025-01-01T00:00:00.000Z", 200, b"")
        frontier.put_robots("https://b.se", before, 200, b"")
        for _ in range(2):
            frontier.follow_clock(1_000.0, now)
    assert [frontier.server_free_at(server) for server in ("a.se", "b.se")] == [1_020.0, 1_020.0]
    assert frontier.robots("https://a.se", "2023") is None
    assert frontier.robots("https://b.se", "2023") == (200, b"")
    assert frontier.open_crawl("A", before) == (crawl, now)
    since = "SELECT missing_since FROM frontier ORDER BY url"
    assert catalog._database.rows(since) == [(now,), (before,)]
