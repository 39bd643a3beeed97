"""Pages that vanish, come back, move, and outages that only look like it."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace

import pytest

from pipeline.catalog import open_catalog
from pipeline.crawl.options import CrawlOptions
from pipeline.crawling import crawl_sources
from pipeline.home import Home
from pipeline.records import Gone
from pipeline.report import SourceReport
from pipeline.restore import restore_pages
from tests.cli_home import Run
from tests.loopback import DAY, FakeClock, Reply, Site, page

OPTIONS = CrawlOptions(contact="drift@kommun.example")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def site(clock: FakeClock) -> Site:
    names = [f"/{name}" for name in "abcdefghi"]
    return Site({"/": page("Start", *names), **{name: page(name) for name in names}}, clock.now)


def night(home: Home, site: Site, clock: FakeClock, hours: float = 24, **options: float) -> SourceReport:
    home.sources.write_text(f'[[source]]\nname = "Sala"\nstart = ["{site.url()}"]\n', encoding="utf-8")
    clock.time += hours * DAY / 24
    return crawl_sources(home, replace(OPTIONS, **options), clock=clock).sources["Sala"]  # type: ignore[arg-type]


def gone(home: Home) -> list[Gone]:
    with closing(open_catalog(home.catalog)) as catalog:
        return catalog.pages.gone()


def test_a_page_is_gone_when_it_was_missing_on_two_nights_and_its_versions_stay(
    home: Home, site: Site, clock: FakeClock
) -> None:
    with site.served():
        assert night(home, site, clock).new == 10
        del site.replies["/a"]
        report = night(home, site, clock)
        assert (report.missing, report.lost, report.gone, gone(home)) == (1, 1, 0, [])
        report = night(home, site, clock, hours=1)
        assert (report.lost, report.gone) == (1, 0)
        report = night(home, site, clock)
        assert (report.pages, report.lost, report.gone) == (10, 1, 1)
        (tombstone,) = gone(home)
        assert (tombstone.url, tombstone.reason) == (site.url("/a"), "answered 404")
        report = night(home, site, clock)
        assert (report.pages, report.missing, report.lost, report.gone) == (9, 1, 0, 0)
    with closing(open_catalog(home.catalog)) as catalog:
        assert len(catalog.pages.versions(tombstone.doc_id)) == 1
        assert tombstone.doc_id not in {stored.doc_id for stored in catalog.pages.to_clean("1")}


def test_a_page_that_comes_back_is_live_whatever_it_says(home: Home, site: Site, clock: FakeClock) -> None:
    with site.served():
        night(home, site, clock)
        kept = site.replies.pop("/a")
        night(home, site, clock)
        night(home, site, clock)
        assert len(gone(home)) == 1
        site.replies["/a"] = kept
        report = night(home, site, clock)
        assert (report.changed, report.pages, gone(home)) == (1, 10, [])
        del site.replies["/a"]
        assert night(home, site, clock).gone == 0
    for path in home.catalog.parent.glob("catalog.sqlite*"):
        path.unlink()
    with closing(open_catalog(home.catalog)) as catalog:
        restore_pages(home, catalog)
        assert (catalog.counts()["pages"], catalog.pages.gone()) == (10, [])


def test_one_missing_night_between_two_good_ones_counts_for_nothing(home: Home, site: Site, clock: FakeClock) -> None:
    with site.served():
        night(home, site, clock)
        kept = site.replies.pop("/a")
        for _ in range(3):
            night(home, site, clock)
            site.replies["/a"] = kept
            night(home, site, clock)
            del site.replies["/a"]
        assert gone(home) == []


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply("", 410), "answered 410"),
        (Reply("", 301, (("Location", "/b"),)), "moved to another address"),
        (page("A", head='<meta name="robots" content="noindex">'), "asks not to be indexed"),
        (page("A", head='<link rel="canonical" href="/b">'), "names another address as its own"),
    ],
)
def test_a_page_that_says_it_is_no_more_is_gone_too(
    home: Home, site: Site, clock: FakeClock, reply: Reply, reason: str
) -> None:
    with site.served():
        night(home, site, clock)
        site.replies["/a"] = reply
        night(home, site, clock)
        night(home, site, clock)
    assert [(each.url, each.reason) for each in gone(home)] == [(site.url("/a"), reason)]


@pytest.mark.parametrize("reply", [Reply("", 500), Reply("", 403), Reply("", 302, (("Location", "/b"),))])
def test_trouble_and_denials_never_delete(home: Home, site: Site, clock: FakeClock, reply: Reply) -> None:
    with site.served():
        night(home, site, clock)
        site.replies["/a"] = reply
        site.replies["/robots.txt"] = Reply("User-agent: *\nDisallow: /b\n", kind="text/plain")
        for _ in range(3):
            assert night(home, site, clock).lost == 0
        site.replies["/robots.txt"] = Reply("", 503)
        for _ in range(3):
            assert night(home, site, clock).lost == 0
    assert gone(home) == []


def test_an_address_that_moves_to_another_way_to_write_it_is_the_same_page(
    home: Home, site: Site, clock: FakeClock
) -> None:
    with site.served():
        night(home, site, clock)
        site.replies["/a/"] = site.replies["/a"]
        site.replies["/a"] = Reply("", 301, (("Location", "/a/"),))
        for _ in range(3):
            report = night(home, site, clock)
            assert (report.new, report.lost) == (0, 0)
    assert gone(home) == []


def test_a_source_that_loses_much_at_once_is_held_back_until_it_is_told_otherwise(
    home: Home, site: Site, clock: FakeClock
) -> None:
    with site.served():
        night(home, site, clock)
        for name in "abc":
            del site.replies[f"/{name}"]
        for _ in range(3):
            report = night(home, site, clock)
            assert (report.held_back, report.lost, report.pages, report.gone) == (True, 3, 10, 0)
        assert night(home, site, clock, lost_share=1.0).gone == 0
        assert night(home, site, clock, lost_share=1.0).gone == 3


def test_kb_show_says_that_a_page_is_gone(home: Home, site: Site, clock: FakeClock, run: Run) -> None:
    with site.served():
        night(home, site, clock)
        del site.replies["/a"]
        night(home, site, clock)
        night(home, site, clock)
    found = json.loads(run("--home", home.root, "show", site.url("/a/"), "--json").out)
    assert {key: found[key] for key in ("url", "status", "reason", "title")} == {
        "url": site.url("/a"),
        "status": "gone",
        "reason": "answered 404",
        "title": None,
    }
    assert len(found["versions"]) == 1
    ran = run("--home", home.root, "show", found["doc_id"])
    assert (ran.code, ran.err) == (0, "")
    assert f"{site.url('/a')} is gone since " in ran.out
    assert "it answered 404" in ran.out


def test_what_is_gone_leaves_the_documents(home: Home, site: Site, clock: FakeClock) -> None:
    from pipeline.clean.document import clean_page
    from pipeline.records import Page

    with site.served():
        night(home, site, clock)
        with closing(open_catalog(home.catalog)) as catalog, catalog.transaction():
            for stored in list(catalog.pages.to_clean("1")):
                content = str(site.reply(stored.url.removeprefix(site.url(""))).body).encode()  # type: ignore[union-attr]
                made = clean_page(Page(stored.doc_id, stored.url, "Sala", "text/html", content, stored.fetched_at))
                catalog.documents.put(made, None)
        del site.replies["/a"]
        night(home, site, clock)
        night(home, site, clock)
    with closing(open_catalog(home.catalog)) as catalog:
        assert (catalog.counts()["documents"], catalog.counts()["pages"]) == (9, 10)
    assert gone(home)[0].title == "/a"
