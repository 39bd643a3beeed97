"""A clock that is set back between two nights: what comes later is newer, and every server is asked at its time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timezone
from typing import Any

import pytest

from pipeline.catalog import open_catalog
from pipeline.crawl import archive as archive_module
from pipeline.crawl.archive import Location, read_page
from pipeline.crawl.options import CrawlOptions
from pipeline.crawling import crawl_sources
from pipeline.home import Home
from pipeline.overview import problems
from pipeline.report import SourceReport
from pipeline.restore import restore_pages
from tests.loopback import DAY, FakeClock, Reply, Site, page

YEAR = 365 * DAY
DELAY = 2.0


class Night:
    """A home with one source, crawled by a clock that can be set."""

    def __init__(self, home: Home, site: Site, clock: FakeClock) -> None:
        self.home, self.site, self.clock = home, site, clock
        home.sources.write_text(
            f'[[source]]\nname = "Sala"\nstart = ["{site.url()}"]\ndelay = {DELAY}\n', encoding="utf-8"
        )

    def crawl(self, limit: int | None = None) -> SourceReport:
        """Crawl, and return what came of it; the site's log begins anew."""
        self.site.log.clear()
        options = CrawlOptions(contact="a@b.example", lost_share=1.0)
        return crawl_sources(self.home, options, limit=limit, clock=self.clock).sources["Sala"]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(open_catalog(self.home.catalog)) as catalog:
            return catalog._database.rows(sql)

    def text(self, path: str) -> bytes:
        """What the archive holds of the page as the catalog now has it."""
        sql = f"SELECT archive_file, archive_offset FROM pages WHERE url = '{self.site.url(path)}'"
        ((file, offset),) = self.rows(sql)
        return read_page(self.home.archive, Location(file, offset))


@pytest.fixture
def night(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Night]:
    clock = FakeClock()

    class Shifted(datetime):
        """What the archive's files are named by."""

        @classmethod
        def now(cls, tz: timezone | None = None) -> datetime:  # type: ignore[override]
            return datetime.fromtimestamp(clock.now(), tz or UTC)

    monkeypatch.setattr(archive_module, "datetime", Shifted)
    site = Site(clock=clock.now)
    site.replies = {"/": page("Start", "/a", "/b"), "/a": page("A", text="Den första."), "/b": page("B")}
    with site.served():
        yield Night(home, site, clock)


back = pytest.mark.parametrize("back", [DAY, YEAR], ids=["a day", "a year"])


@back
def test_what_comes_later_is_newer_and_an_earlier_text_may_return(night: Night, back: float) -> None:
    night.crawl()
    night.clock.time += DAY
    night.site.replies["/a"] = page("A", text="Den andra.")
    night.crawl()
    assert b"andra" in night.text("/a")
    night.clock.time -= back + 600
    for text in ("Den tredje.", "Den första.", "Den fjärde."):
        night.site.replies["/a"] = page("A", text=text)
        night.clock.time += 60
        assert night.crawl().changed == 1
        assert text.encode() in night.text("/a")
        assert night.crawl().unchanged == 3
    assert len(night.rows("SELECT 1 FROM versions WHERE doc_id = (SELECT doc_id FROM pages WHERE url LIKE '%/a')")) == 5
    assert problems(night.home) == []


@back
def test_a_catalog_made_anew_has_the_same_newest_pages(night: Night, back: float) -> None:
    night.crawl()
    night.clock.time -= back
    night.site.replies["/a"] = page("A", text="Den andra.")
    del night.site.replies["/b"]
    night.crawl()
    night.clock.time += DAY
    night.crawl()
    night.clock.time -= 2 * back
    night.site.replies["/b"] = page("B")
    night.crawl()
    sql = "SELECT url, content_hash, status FROM pages ORDER BY url"
    before = night.rows(sql)
    assert {status for _, _, status in before} == {"live"}
    for path in night.home.catalog.parent.glob("catalog.sqlite*"):
        path.unlink()
    with closing(open_catalog(night.home.catalog)) as catalog:
        restore_pages(night.home, catalog)
    assert night.rows(sql) == before
    assert b"andra" in night.text("/a")


@back
def test_robots_is_read_again(night: Night, back: float) -> None:
    night.crawl()
    night.clock.time -= back
    night.site.replies["/robots.txt"] = Reply("User-agent: *\nDisallow: /b\n", kind="text/plain")
    assert night.crawl().denied == 1
    assert [asked.path for asked in night.site.log] == ["/robots.txt", "/", "/a"]


@back
def test_a_server_is_asked_after_its_pause_and_no_later(night: Night, back: float) -> None:
    night.crawl()
    night.clock.time -= back
    began = night.clock.now()
    assert night.crawl().requests == 3
    times = [asked.at - began for asked in night.site.log]
    assert times == [DELAY, 2 * DELAY, 3 * DELAY, 4 * DELAY]


@back
def test_a_server_that_asked_for_a_pause_has_it_once(night: Night, back: float) -> None:
    night.site.replies["/b"] = Reply("", 503, (("Retry-After", "7200"),))
    night.crawl()
    night.clock.time -= back
    night.site.replies["/b"] = page("B")
    assert night.crawl().requests == 0
    night.clock.time += 7300
    assert night.crawl().requests > 0


@back
def test_a_missing_page_is_gone_a_night_after_it_was_missed_by_the_new_time(night: Night, back: float) -> None:
    night.crawl()
    night.clock.time += DAY
    del night.site.replies["/b"]
    night.crawl()
    night.clock.time -= back + DAY
    assert night.crawl().gone == 0
    night.clock.time += DAY
    assert night.crawl().gone == 1


@back
def test_a_night_that_was_cut_short_is_ended_once_and_the_next_one_begins(night: Night, back: float) -> None:
    night.crawl(limit=1)
    night.clock.time -= back
    assert night.crawl().requests == 2
    assert [path for path in night.site.asked() if path == "/"] == []
    night.clock.time += DAY
    assert night.crawl().requests == 3
