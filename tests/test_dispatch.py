"""The loop by itself: what is asked of whom, and what is left for the night."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline import visits
from pipeline.catalog import Catalog, open_catalog
from pipeline.crawl.archive import ArchiveWriter
from pipeline.crawl.fetch import Answer, NoAnswer
from pipeline.crawl.schedule import Schedule
from pipeline.crawl.scope import load_scope
from pipeline.crawl.sources import Source
from pipeline.dispatch import Dispatch
from pipeline.leads import Leads
from pipeline.report import SourceReport
from pipeline.visits import Visits
from tests.loopback import FakeClock

AT = "2000-01-01T00:00:00.000Z"


class FakeFetcher:
    """Answers from a table, and writes down what was asked and when."""

    def __init__(self, clock: FakeClock, answers: Mapping[str, tuple[int, str]]) -> None:
        self.clock = clock
        self.answers = answers
        self.asked: list[tuple[str, float]] = []

    def fetch(self, url: str, conditions: Mapping[str, str], *, page: bool) -> Answer | NoAnswer:
        self.asked.append((url, self.clock.now()))
        if url not in self.answers:
            return NoAnswer(url, "no route to host")
        status, text = self.answers[url]
        headers = (("Content-Type", "text/html"), *((("Location", text),) if 300 <= status < 400 else ()))
        return Answer(url, status, "", headers, text.encode(), ())


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with closing(open_catalog(tmp_path / "catalog.sqlite")) as opened:
        yield opened


def run(
    catalog: Catalog, tmp_path: Path, answers: Mapping[str, tuple[int, str]], *starts: str, limit: int | None = None
) -> tuple[list[tuple[str, float]], Dispatch]:
    clock = FakeClock(0.0)
    fetcher: Any = FakeFetcher(clock, answers)
    scope = load_scope(Source("A", start=starts, delay=2.0))
    with ArchiveWriter(tmp_path / "archive") as archive:
        crawls = {"A": 1}
        scopes, reports = {"A": scope}, {"A": SourceReport()}
        taken = Visits(catalog, archive, scopes, crawls, reports, Leads(catalog, scopes, reports), 2)
        with catalog.transaction():
            catalog.frontier.begin("A", AT)
            taken.leads.seed(scope)
        schedule = Schedule(100, 900)
        dispatch = Dispatch(catalog, archive, fetcher, schedule, clock, taken, AT, {"A": 100}, 4, limit)
        list(dispatch.run())
    return fetcher.asked, dispatch


def test_robots_goes_first_and_each_request_waits_for_the_pause(catalog: Catalog, tmp_path: Path) -> None:
    answers = {
        "https://a.se/": (200, '<a href="/b">b</a>'),
        "https://a.se/robots.txt": (404, ""),
        "https://a.se/b": (200, "b"),
    }
    asked, dispatch = run(catalog, tmp_path, answers, "https://a.se/")
    assert asked == [("https://a.se/robots.txt", 0), ("https://a.se/", 2), ("https://a.se/b", 4)]
    assert (dispatch.unreachable, dispatch.was_cut_short) == ({}, False)
    assert catalog.frontier.server_free_at("a.se") == 6


def test_robots_that_has_moved_on_the_same_site_is_followed_and_counts_for_where_it_was(
    catalog: Catalog, tmp_path: Path
) -> None:
    answers = {
        "https://a.se/robots.txt": (301, "https://www.a.se/robots.txt"),
        "https://www.a.se/robots.txt": (200, "User-agent: *\nDisallow: /b"),
        "https://a.se/": (200, '<a href="/b">b</a>'),
    }
    asked, _ = run(catalog, tmp_path, answers, "https://a.se/")
    assert [url for url, _ in asked] == ["https://a.se/robots.txt", "https://www.a.se/robots.txt", "https://a.se/"]
    assert catalog.frontier.outcome("https://a.se/b") == "denied"


@pytest.mark.parametrize("target", ["https://b.se/robots.txt", "https://a.se/robots.txt", "http://[a"])
def test_robots_of_another_site_or_in_a_circle(catalog: Catalog, tmp_path: Path, target: str) -> None:
    answers = {"https://a.se/robots.txt": (302, target), "https://a.se/": (200, "hej")}
    asked, dispatch = run(catalog, tmp_path, answers, "https://a.se/")
    if target.startswith("https://b.se"):
        assert len(asked) == 1
        assert dispatch.unreachable == {"https://a.se": "its robots.txt cannot be reached"}
    else:
        # RFC 9309, 2.3.1.2: after too many redirects the file counts as unavailable, which allows everything.
        assert [url for url, _ in asked] == ["https://a.se/robots.txt", "https://a.se/"]


def test_an_unreachable_origin_does_not_close_another_of_the_same_site(catalog: Catalog, tmp_path: Path) -> None:
    answers = {"https://a.se/robots.txt": (404, ""), "https://a.se/": (200, "hej")}
    asked, dispatch = run(catalog, tmp_path, answers, "http://a.se/x", "https://a.se/")
    assert [url for url, _ in asked] == ["http://a.se/robots.txt", "https://a.se/robots.txt", "https://a.se/"]
    assert dispatch.unreachable == {"http://a.se": "its robots.txt cannot be reached"}
    assert catalog.frontier.outcome("http://a.se/x") == "unreachable"


def test_a_server_in_trouble_is_left_alone_and_the_others_go_on(catalog: Catalog, tmp_path: Path) -> None:
    answers = {
        "https://a.se/robots.txt": (404, ""),
        "https://b.se/robots.txt": (404, ""),
        "https://b.se/": (200, "hej"),
        **{f"https://a.se/{i}": (500, "") for i in range(9)},
    }
    starts = [f"https://a.se/{i}" for i in range(9)]
    asked, dispatch = run(catalog, tmp_path, answers, *starts, "https://b.se/")
    assert dispatch.unreachable == {"a.se": "5 failures in a row"}
    assert [(url, at) for url, at in asked if "b.se" in url] == [("https://b.se/robots.txt", 0), ("https://b.se/", 2)]
    assert [at for url, at in asked if "a.se" in url] == [0, 2, 12, 32, 72, 132]


def test_a_limit_ends_it_with_something_left(catalog: Catalog, tmp_path: Path) -> None:
    answers = {"https://a.se/robots.txt": (404, ""), "https://a.se/1": (200, "1"), "https://a.se/2": (200, "2")}
    asked, dispatch = run(catalog, tmp_path, answers, "https://a.se/1", "https://a.se/2", limit=1)
    assert ([url for url, _ in asked][1:], dispatch.was_cut_short) == (["https://a.se/1"], True)


def test_an_answer_that_nobody_foresaw_is_rejected_and_the_rest_goes_on(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("oj")

    monkeypatch.setattr(visits, "read_links", fail)
    answers = {"https://a.se/robots.txt": (404, ""), "https://a.se/1": (200, "hej"), "https://a.se/2": (404, "")}
    asked, _ = run(catalog, tmp_path, answers, "https://a.se/1", "https://a.se/2")
    assert [url for url, _ in asked][1:] == ["https://a.se/1", "https://a.se/2", "https://a.se/1"]
    assert [each.reason for each in catalog.pages.rejected()] == ["unexpected ZeroDivisionError: oj"]
    assert catalog.frontier.outcome("https://a.se/1") == "failed"
