"""A clock that is set back between two nights: what comes later is newer, and every server is asked at its time.

Generations, the changes that are told of them and the saved questions follow the order in which they were published;
that of the records of runs is in test_run_files.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalog import open_catalog
from pipeline.changes import changed_pages
from pipeline.config import Settings
from pipeline.crawl import archive as archive_module
from pipeline.crawl.archive import Location, read_page
from pipeline.crawl.options import CrawlOptions
from pipeline.crawling import crawl_sources
from pipeline.home import Home
from pipeline.index.generation import open_generation, verify_generation
from pipeline.index.options import IndexOptions
from pipeline.index.published import current_name, generation_names
from pipeline.ingest import ingest
from pipeline.new_answers import new_answers
from pipeline.night import run_night
from pipeline.overview import problems
from pipeline.report import RunReport, SourceReport
from pipeline.restore import restore_pages
from pipeline.run_files import latest_run
from pipeline.saved_questions import SavedQuestion
from pipeline.search.ask import open_searcher
from tests.loopback import DAY, FakeClock, Reply, Site, page

YEAR = 365 * DAY
HOUR = 3600.0
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


def told_by(clock: FakeClock) -> type[datetime]:
    class Shifted(datetime):
        """What the archive's files, generations and runs are named and dated by."""

        @classmethod
        def now(cls, tz: timezone | None = None) -> datetime:  # type: ignore[override]
            return datetime.fromtimestamp(clock.now(), tz or UTC)

    return Shifted


@pytest.fixture
def night(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Night]:
    clock = FakeClock()
    monkeypatch.setattr(archive_module, "datetime", told_by(clock))
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


class Publishing:
    """A home whose generations and runs are dated by a clock that can be set."""

    def __init__(self, home: Home, write: Callable[..., Path], clock: FakeClock) -> None:
        self.home, self.write, self.clock = home, write, clock

    def night(self, keep: int = 9, **pages: str) -> RunReport:
        """Take pages in and publish, an hour after the night before by the same clock."""
        self.clock.time += HOUR
        ingest(self.home, [self.write(**pages)])
        return run_night(self.home, Settings(index=IndexOptions(keep=keep)), crawl=False)

    def now(self) -> str:
        return f"{datetime.fromtimestamp(self.clock.now(), UTC):%Y-%m-%dT%H:%M:%SZ}"

    def changed(self, since: str, until: str | None = None) -> list[tuple[str, str]]:
        with closing(open_generation(self.home.indexes)) as generation:
            found = changed_pages(generation.store, since, until)
            return [(change.kind, change.generation) for change in found]


@pytest.fixture
def publishing(
    home: Home, write_pages: Callable[..., Path], fake_models: None, monkeypatch: pytest.MonkeyPatch
) -> Publishing:
    clock = FakeClock()
    for module in ("pipeline.publish", "pipeline.night", "pipeline.crawl.archive"):
        monkeypatch.setattr(f"{module}.datetime", told_by(clock))
    return Publishing(home, write_pages, clock)


@back
def test_what_is_published_later_is_in_use_and_the_oldest_goes_first(publishing: Publishing, back: float) -> None:
    home = publishing.home
    for number, pause in enumerate((0, 0, -back, 0), start=1):
        publishing.clock.time += pause
        report = publishing.night(keep=2, a=f"Skolan har {number} vuxna.").reindex
        assert report is not None
        assert (report.published, current_name(home.indexes)) == (True, f"gen-{number:06d}")
        assert verify_generation(home.indexes, f"gen-{number:06d}") == []
    assert generation_names(home.indexes) == ["gen-000003", "gen-000004"]
    publishing.clock.time -= back
    unchanged = publishing.night(keep=2).reindex
    assert unchanged is not None
    assert (unchanged.published, unchanged.generation) == (False, "gen-000004")


@back
def test_changes_are_told_in_the_order_of_the_generations(publishing: Publishing, back: float) -> None:
    publishing.night(a="Skolan har vuxna.", b="Borta snart.")
    publishing.night(a="Skolan har många vuxna.", c="Kom och gick.")
    before = publishing.now()
    publishing.clock.time -= back
    publishing.night(a="Skolan har få vuxna.", d="En ny sida.")
    assert publishing.changed("1970") == [
        ("new", "gen-000003"),
        ("new", "gen-000003"),
        ("new", "gen-000002"),
        ("new", "gen-000001"),
    ]
    # Whoever has been away since the second night misses nothing of the third.
    assert publishing.changed(before) == [
        ("changed", "gen-000003"),
        ("new", "gen-000003"),
        ("new", "gen-000002"),
    ]
    assert publishing.changed(before, before) == publishing.changed(before)


@back
def test_saved_questions_are_told_what_is_new_since_the_generation_before(publishing: Publishing, back: float) -> None:
    publishing.home.questions.write_text(
        '[[question]]\nname = "gäng"\nquestion = "Vem möter gäng?"\n', encoding="utf-8"
    )
    publishing.night(a="Polisen möter gäng.")
    publishing.night(a="Polisen möter gäng. Skolan möter gäng.")
    before = publishing.now()
    publishing.clock.time -= back
    news = publishing.night(b="Föräldrar möter gäng.").news
    assert news is not None
    assert [hit.text for hit in news.questions[0].hits] == ["Föräldrar möter gäng."]
    publishing.clock.time += 2 * back
    publishing.night(c="Barn möter gäng.")
    settings = Settings()
    with closing(open_searcher(publishing.home, settings.embed, settings.search)) as searcher:
        changes = changed_pages(searcher.generation.store, before)
        asked = SavedQuestion("gäng", "Vem möter gäng?")
        (found,) = new_answers(searcher, publishing.home.indexes, [asked], changes, before)
    # The second sentence of the page came with the second night, which counts, whatever the third is dated.
    assert sorted(hit.text for hit, _ in found.hits) == [
        "Barn möter gäng.",
        "Föräldrar möter gäng.",
        "Polisen möter gäng. Skolan möter gäng.",
    ]


@back
def test_every_run_has_its_record_and_the_last_one_is_told(publishing: Publishing, back: float) -> None:
    publishing.night(a="Skolan har vuxna.")
    publishing.clock.time -= back
    report = publishing.night(a="Skolan har många vuxna.")
    told = latest_run(publishing.home)
    assert told is not None
    assert told["started"] == report.started == publishing.now().replace("Z", "+00:00")
    assert len(list(publishing.home.reports.glob("run-*.json"))) == 2
    assert report.seconds >= 0
