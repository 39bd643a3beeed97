"""Whole nights against web sites on loopback; what they were asked stands in their own logs."""

from __future__ import annotations

import gzip
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.catalog import open_catalog
from pipeline.crawl.archive import Location, read_archive, read_page
from pipeline.crawl.options import CrawlOptions
from pipeline.crawling import chosen_sources, crawl_sources, planned
from pipeline.errors import LockedError, UsageError
from pipeline.home import Home, create_home, write_lock
from pipeline.overview import problems
from pipeline.records import Page
from pipeline.report import CrawlReport
from pipeline.restore import restore_pages
from tests.conftest import REPO
from tests.loopback import DAY, FakeClock, Reply, Site, page

OPTIONS = CrawlOptions(contact="drift@kommun.example")
DELAY = 2.0


def write_sources(home: Home, *tables: str) -> None:
    home.sources.write_text("\n".join(f"[[source]]\n{table}" for table in tables), encoding="utf-8")


def source(site: Site, name: str = "Sala", more: str = "") -> str:
    return (
        f'name = "{name}"\npublisher = "{name} kommun"\nmunicipality = "1981"\nstart = ["{site.url()}"]\n'
        f"delay = {DELAY}\n{more}\n"
    )


def crawl(home: Home, clock: FakeClock, **options: Any) -> CrawlReport:
    return crawl_sources(home, replace(OPTIONS, **options), clock=clock)


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    with closing(open_catalog(home.catalog)) as catalog:
        return catalog._database.rows(sql)


def outcomes(home: Home, site: Site) -> dict[str, str]:
    return {url.removeprefix(site.url("")): outcome for url, outcome in rows(home, "SELECT url, outcome FROM frontier")}


def is_polite(site: Site, delay: float = DELAY) -> bool:
    times = [asked.at for asked in site.log]
    return site.most_connections <= 1 and all(b - a >= delay for a, b in pairwise(times))


def test_a_site_is_visited_once_a_night_politely_and_unchanged_pages_are_not_fetched_again(home: Home) -> None:
    clock = FakeClock()
    site = Site(clock=clock.now)
    site.replies = {
        "/robots.txt": Reply("User-agent: *\nDisallow: /hemligt\n", kind="text/plain"),
        "/": page("Start", "/a", "/b", "/hemligt/x", "https://annan.example/"),
        "/a": replace(page("A", "/c#del"), etag='"1"'),
        "/b": page("B", "/a?utm_source=nyhetsbrev"),
        "/c": page("C"),
    }
    with site.served():
        write_sources(home, source(site))
        report = crawl(home, clock).sources["Sala"]
        assert (report.requests, report.new, report.denied, report.pages) == (4, 4, 1, 4)
        assert [(a.path, a.status) for a in site.log] == [
            ("/robots.txt", 200),
            ("/", 200),
            ("/a", 200),
            ("/b", 200),
            ("/c", 200),
        ]
        assert {a.headers["User-Agent"].split("/")[0] for a in site.log} == {"kunskapsbank"}
        assert all("(+drift@kommun.example)" in a.headers["User-Agent"] for a in site.log)
        assert is_polite(site)
        clock.time += DAY
        site.log.clear()
        site.replies["/b"] = page("B", text="Nu med ordningsvakter.")
        report = crawl(home, clock).sources["Sala"]
        assert (report.new, report.changed, report.unchanged) == (0, 1, 3)
        assert [(a.path, a.status) for a in site.log if a.status == 304] == [("/a", 304)]
        assert is_polite(site)
    assert "/hemligt/x" not in {a.path for a in site.log}
    assert problems(home) == []
    assert rows(home, "SELECT DISTINCT source, publisher, municipality FROM pages") == [("Sala", "Sala kommun", "1981")]
    with closing(open_catalog(home.catalog)) as catalog:
        states = [(each.name, each.municipality, each.reach, each.pages) for each in catalog.sources.states()]
    assert states == [("Sala", "1981", "read", 4)]


def test_several_servers_are_asked_in_turn_and_each_keeps_its_pace(home: Home) -> None:
    clock = FakeClock()
    sites = [Site(clock=clock.now, default=lambda path: page(path, *(f"/{i}" for i in range(6)))) for _ in range(3)]
    sites[1].replies["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 7\n", kind="text/plain")
    with ExitStack() as stack:
        for site in sites:
            stack.enter_context(site.served())
        write_sources(home, *(source(site, str(i)) for i, site in enumerate(sites)))
        report = crawl(home, clock)
    assert [report.sources[str(i)].new for i in range(3)] == [7, 7, 7]
    assert is_polite(sites[0])
    assert is_polite(sites[1], 7)
    assert is_polite(sites[2])
    assert clock.time - 1_700_000_000 < 7 * 8 + 1


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_file_that_cannot_be_reached_closes_the_site_for_the_night(home: Home, status: int) -> None:
    clock = FakeClock()
    site = Site({"/": page("Start"), "/robots.txt": Reply("fel", status)}, clock.now)
    with site.served():
        write_sources(home, source(site))
        report = crawl(home, clock)
        assert report.unreachable == {site.url(""): "its robots.txt cannot be reached"}
        assert not report.is_clean
        assert site.asked() == []
        site.replies["/robots.txt"] = Reply("borta", 404)
        clock.time += DAY
        assert crawl(home, clock).sources["Sala"].new == 1


def test_a_busy_server_is_waited_for_as_long_as_it_asks_and_left_alone_if_that_is_too_long(home: Home) -> None:
    clock = FakeClock()
    answers = iter([Reply("", 503, (("Retry-After", "120"),)), Reply("", 429), page("Start", "/a")])
    site = Site({"/": lambda: next(answers), "/a": Reply("", 503, (("Retry-After", "7200"),))}, clock.now)
    with site.served():
        write_sources(home, source(site))
        report = crawl(home, clock)
    assert [a.path for a in site.log] == ["/robots.txt", "/", "/", "/", "/a"]
    waits = [b.at - a.at for a, b in pairwise(site.log)]
    assert waits == [2, 120, 20, 2]
    assert list(report.unreachable.values()) == ["wants to be left alone for 7200 s"]
    assert report.sources["Sala"].skipped == 1


def test_a_page_that_fails_is_tried_again_and_then_listed_but_never_deleted(home: Home) -> None:
    clock = FakeClock()
    site = Site({"/": page("Start", "/a", "/b"), "/a": page("A"), "/b": page("B")}, clock.now)
    with site.served():
        write_sources(home, source(site))
        crawl(home, clock)
        site.replies |= {"/a": Reply("fel", 500), "/b": Reply("trasig", broken=True)}
        for _ in range(3):
            clock.time += DAY
            site.log.clear()
            report = crawl(home, clock).sources["Sala"]
            assert (report.failed, report.rejected, report.gone) == (2, 2, 0)
            assert Counter(site.asked()) == {"/": 1, "/a": 3, "/b": 3}
        assert rows(home, "SELECT count(*) FROM pages WHERE status = 'live'") == [(3,)]
        rejected = dict(rows(home, "SELECT url, stage FROM rejected"))
        assert rejected == {site.url("/a"): "crawl", site.url("/b"): "crawl"}
        site.replies |= {"/a": page("A"), "/b": page("B")}
        clock.time += DAY
        assert crawl(home, clock).is_clean
        assert rows(home, "SELECT count(*) FROM rejected") == [(0,)]


def test_redirects_are_followed_in_scope_loops_end_and_traps_are_not_entered(home: Home) -> None:
    clock = FakeClock()
    site = Site(clock=clock.now, default=lambda path: page(path))

    def calendar(path: str) -> Reply:
        if path == "/robots.txt":
            return Reply("", 404)
        number = int(path.rpartition("=")[2]) if "=" in path else 0
        return page(
            path, f"/lista?sida={number + 1}", f"/kalender/2024/05/{number % 28 + 1}", f"/dag?date=2024-05-{number}"
        )

    site.default = calendar
    site.replies = {
        "/": page("Start", "/flyttad", "/runt", "/sig", "/bort", "/lista"),
        "/flyttad": Reply("", 301, (("Location", "/ny"),)),
        "/ny": page("Ny"),
        "/runt": Reply("", 302, (("Location", "/runt2"),)),
        "/runt2": Reply("", 302, (("Location", "/runt"),)),
        "/sig": Reply("", 302, (("Location", "/sig"),)),
        "/bort": Reply("", 301, (("Location", "https://annan.example/"),)),
    }
    with site.served():
        write_sources(home, source(site, more="depth = 50\npages = 500"))
        report = crawl(home, clock).sources["Sala"]
    found = outcomes(home, site)
    assert [found[path] for path in ("/flyttad", "/ny", "/runt", "/runt2", "/sig", "/bort")] == [
        "moved",
        "kept",
        "redirected",
        "redirected",
        "loop",
        "moved",
    ]
    assert not any("kalender" in path or "date=" in path for path in site.asked())
    assert sum("sida=" in path for path in site.asked()) == 49
    assert report.trapped > 50
    assert max(Counter(site.asked()).values()) == 1


def test_endless_redirects_to_new_addresses_end(home: Home) -> None:
    clock = FakeClock()
    count = iter(range(1000))
    site = Site({"/": page("Start", "/x")}, clock.now)
    site.default = lambda path: Reply("", 404 if "robots" in path else 302, (("Location", f"/x{next(count)}"),))
    with site.served():
        write_sources(home, source(site))
        crawl(home, clock)
    assert len(site.asked()) == 12
    assert "loop" in outcomes(home, site).values()


def test_what_a_page_asks_of_crawlers_is_obeyed(home: Home) -> None:
    clock = FakeClock()
    noindex = '<meta name="robots" content="noindex">'
    site = Site(
        {
            "/": page("Start", "/dold", "/stopp", "/kopia"),
            "/dold": page("Dold", "/bakom", head=noindex),
            "/bakom": page("Bakom"),
            "/stopp": replace(page("Stopp", "/aldrig"), headers=(("X-Robots-Tag", "nofollow"),)),
            "/kopia": page("Kopia", head='<link rel="canonical" href="/original">'),
            "/original": page("Original", head='<link rel="canonical" href="/original">'),
        },
        clock.now,
    )
    with site.served():
        write_sources(home, source(site))
        crawl(home, clock)
    assert outcomes(home, site) == {
        "/": "kept",
        "/dold": "noindex",
        "/bakom": "kept",
        "/stopp": "kept",
        "/kopia": "canonical",
        "/original": "kept",
    }


def test_sitemaps_and_feeds_are_read_and_what_they_say_has_changed_goes_first(home: Home) -> None:
    clock = FakeClock()
    site = Site(clock=clock.now)
    xml = "application/xml"

    def sitemap(day: str) -> Reply:
        urls = f"<url><loc>{site.url('/a')}</loc></url><url><loc>{site.url('/z')}</loc><lastmod>{day}</lastmod></url>"
        return Reply(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>', kind=xml)

    with site.served():
        site.replies = {
            "/robots.txt": Reply(f"Sitemap: {site.url('/index.xml')}\n", kind="text/plain"),
            "/index.xml": Reply(
                f"<sitemapindex><sitemap><loc>{site.url('/karta.xml')}</loc></sitemap></sitemapindex>", kind=xml
            ),
            "/karta.xml": sitemap("2020-01-01"),
            "/nytt.rss": Reply(f"<rss><channel><item><link>{site.url('/f')}</link></item></channel></rss>", kind=xml),
            **{f"/{name}": page(name) for name in ("", "a", "f", "z")},
        }
        write_sources(home, source(site, more=f'feeds = ["{site.url("/nytt.rss")}"]'))
        assert crawl(home, clock).sources["Sala"].new == 4
        assert site.asked() == ["/index.xml", "/nytt.rss", "/karta.xml", "/", "/a", "/f", "/z"]
        site.replies["/karta.xml"] = sitemap("2023-11-15T12:00:00Z")
        clock.time += DAY
        site.log.clear()
        crawl(home, clock)
        assert site.asked() == ["/index.xml", "/nytt.rss", "/karta.xml", "/z", "/", "/a", "/f"]


def test_a_304_keeps_the_links_of_a_page_so_that_a_deeper_crawl_finds_what_they_lead_to(home: Home) -> None:
    clock = FakeClock()
    site = Site(
        {"/": replace(page("Start", "/a"), etag='"s"'), "/a": replace(page("A", "/b"), etag='"a"'), "/b": page("B")},
        clock.now,
    )
    with site.served():
        write_sources(home, source(site, more="depth = 1"))
        crawl(home, clock)
        assert site.asked() == ["/", "/a"]
        write_sources(home, source(site, more="depth = 2"))
        clock.time += DAY
        site.log.clear()
        crawl(home, clock)
        assert [(a.path, a.status) for a in site.log] == [("/robots.txt", 404), ("/", 304), ("/a", 304), ("/b", 200)]


def test_a_304_keeps_what_a_sitemap_lists_so_that_wider_patterns_find_it(home: Home) -> None:
    clock = FakeClock()
    site = Site({"/trygg": page("A"), "/brott": page("B")}, clock.now)
    with site.served():
        site.replies["/karta.txt"] = Reply(
            f"{site.url('/trygg')}\n{site.url('/brott')}\n", etag='"k"', kind="text/plain"
        )
        table = f'name = "Sala"\nsitemaps = ["{site.url("/karta.txt")}"]\n'
        write_sources(home, table + 'include = ["/trygg"]')
        crawl(home, clock)
        assert site.asked() == ["/karta.txt", "/trygg"]
        write_sources(home, table + 'include = ["/trygg", "/brott"]')
        clock.time += DAY
        crawl(home, clock)
    assert site.asked(304) == ["/karta.txt"]
    assert site.asked()[-2:] == ["/brott", "/trygg"]


def test_only_what_the_source_wants_is_asked_for_and_kept(home: Home) -> None:
    clock = FakeClock()
    site = Site(
        {
            "/": page("Start", "/trygg/a", "/sopor", "/trygg/bild.png", "/trygg/plan.pdf", "/trygg/gammalt/x"),
            "/trygg/a": page("A"),
            "/trygg/film": Reply(b"\0" * 100, kind="video/mp4"),
        },
        clock.now,
    )
    with site.served():
        more = 'include = ["/trygg*"]\nexclude = ["*/gammalt/*"]\nkinds = ["html"]'
        write_sources(home, source(site, more=more))
        crawl(home, clock)
        assert site.asked() == ["/", "/trygg/a"]
        assert outcomes(home, site) == {"/": "hub", "/trygg/a": "kept"}
        assert rows(home, "SELECT url FROM pages") == [(site.url("/trygg/a"),)]
        write_sources(home, source(site, more='include = ["/sopor*"]'))
        clock.time += DAY
        crawl(home, clock)
        assert outcomes(home, site)["/trygg/a"] == "out of scope"
        assert rows(home, "SELECT status FROM pages") == [("live",)]


def test_personal_identity_numbers_reach_no_store(home: Home) -> None:
    clock = FakeClock()
    site = Site(
        {
            "/": replace(
                page("Start", "/a?q=19121212-1212", "/b", text="Tolvan 19121212-1212 bor här."),
                headers=(("X-Vem", "19121212-1212"),),
            ),
            "/b": Reply("Tolvan 19121212-1212", 404),
        },
        clock.now,
    )
    with site.served():
        write_sources(home, source(site))
        crawl(home, clock)
    assert site.asked() == ["/", "/b"]
    stored = home.catalog.read_bytes() + b"".join(gzip.decompress(p.read_bytes()) for p in home.archive.iterdir())
    assert b"1212-1212" not in stored
    assert b"[personnummer]" in stored


def test_limits_leave_the_rest_for_the_next_run_or_night(home: Home) -> None:
    clock = FakeClock()
    site = Site({"/": page("Start", *(f"/{i}" for i in range(9)))}, clock.now, lambda path: page(path))
    with site.served():
        write_sources(home, source(site))
        first = crawl_sources(home, OPTIONS, limit=4, clock=clock)
        assert (first.finished, first.sources["Sala"].new) == (False, 4)
        second = crawl_sources(home, OPTIONS, limit=4, clock=clock)
        assert (second.resumed, second.sources["Sala"].new) == (True, 4)
        assert (crawl(home, clock).sources["Sala"].new, len(site.asked())) == (2, 10)
        assert is_polite(site)
        clock.time += DAY
        site.log.clear()
        write_sources(home, source(site, more="pages = 3"))
        report = crawl(home, clock)
        assert (report.sources["Sala"].requests, report.sources["Sala"].skipped, report.finished) == (3, 7, True)
        assert crawl(home, clock, server_budget=2).unreachable == {
            site.url("").removeprefix("http://"): "the budget of 2 requests is spent"
        }
        clock.time += DAY
        crawl(home, clock)
        # What has waited longest goes first: each page has its turn.
        assert len(set(site.asked())) > 5


def test_an_unfinished_night_of_yesterday_is_over(home: Home) -> None:
    clock = FakeClock()
    site = Site({"/": page("Start", "/a"), "/a": page("A")}, clock.now)
    with site.served():
        write_sources(home, source(site))
        crawl_sources(home, OPTIONS, limit=1, clock=clock)
        clock.time += DAY
        site.log.clear()
        report = crawl(home, clock)
    assert (report.resumed, site.asked()) == (False, ["/a", "/"])


def test_one_source_may_be_crawled_alone(home: Home) -> None:
    clock = FakeClock()
    first, second = (Site({"/": page("Start")}, clock.now) for _ in range(2))
    with first.served(), second.served():
        write_sources(home, source(first, "Sala"), source(second, "Vara"))
        assert list(crawl_sources(home, OPTIONS, only="Vara", clock=clock).sources) == ["Vara"]
        assert (first.asked(), second.asked()) == ([], ["/"])
        with pytest.raises(UsageError, match=r"there is no source 'Mora' in .*sources\.toml \(there are: Sala, Vara\)"):
            crawl_sources(home, OPTIONS, only="Mora", clock=clock)


def test_a_lost_catalog_is_made_anew_from_what_was_crawled(home: Home) -> None:
    clock = FakeClock()
    site = Site({"/": page("Start", "/a", "/b"), "/a": page("A"), "/b": page("B")}, clock.now)
    sql = "SELECT doc_id, url, source, publisher, municipality, media_type, content_hash, fetched_at, status FROM pages"
    versions = "SELECT doc_id, content_hash, fetched_at FROM versions ORDER BY 1, 2, 3"
    with site.served():
        write_sources(home, source(site))
        crawl(home, clock)
        del site.replies["/b"]
        site.replies["/a"] = page("A", text="Ändrad.")
        for _ in range(2):
            clock.time += DAY
            crawl(home, clock)
        before = rows(home, sql), rows(home, versions), rows(home, "SELECT doc_id, gone_at, reason FROM tombstones")
        assert len(before[2]) == 1
        for path in home.catalog.parent.glob("catalog.sqlite*"):
            path.unlink()
        clock.time += DAY
        report = crawl(home, clock)
        assert report.restored == 4
        assert report.sources["Sala"].unchanged == 2
        after = rows(home, sql), rows(home, versions), rows(home, "SELECT doc_id, gone_at, reason FROM tombstones")
        assert after == before
        assert problems(home) == []


def test_every_answer_is_in_the_archive_with_its_headers(home: Home) -> None:
    clock = FakeClock()
    site = Site(
        {"/": replace(page("Start", "/a", "/b"), etag='"1"'), "/a": page("A"), "/b": Reply("borta", 410)}, clock.now
    )
    with site.served():
        write_sources(home, source(site))
        crawl(home, clock)
        clock.time += DAY
        crawl(home, clock)
    found = []
    for path in sorted(home.archive.iterdir()):
        with path.open("rb") as handle:
            for record in ArchiveIterator(handle, check_digests="raise"):
                path_ = record.rec_headers.get_header("WARC-Target-URI").removeprefix(site.url(""))
                status = record.http_headers.get_statuscode() if record.rec_type != "request" else ""
                found.append((record.rec_type, path_, status))
                record.content_stream().read()
    answers = [each for each in found if each[0] != "request"]
    assert answers == [
        ("response", "/robots.txt", "404"),
        ("response", "/", "200"),
        ("response", "/a", "200"),
        ("response", "/b", "410"),
        ("response", "/robots.txt", "404"),
        ("revisit", "/", "304"),
        ("revisit", "/a", "200"),
        ("response", "/b", "410"),
    ]
    assert len(found) == 2 * len(answers)
    pages = [item for item in read_archive(home.archive) if not isinstance(item, tuple) or isinstance(item[0], Page)]
    assert len(pages) == 2
    stored = rows(home, "SELECT archive_file, archive_offset FROM pages WHERE url LIKE '%/a'")
    assert b"<h1>A</h1>" in read_page(home.archive, Location(*stored[0]))


def test_what_would_be_visited_is_told_without_asking_anybody(home: Home) -> None:
    clock = FakeClock()
    site = Site({"/": page("Start", "/a"), "/a": page("A")}, clock.now)
    with site.served():
        write_sources(home, source(site))
        (plan,) = planned(home)
        assert (plan["name"], plan["known"], plan["delay"], site.log) == ("Sala", 0, DELAY, [])
        crawl(home, clock)
        assert planned(home)[0]["known"] == 2


def test_a_code_of_no_municipality_is_refused(home: Home) -> None:
    write_sources(home, 'name = "X"\nmunicipality = "9999"\nstart = ["https://x.example/"]')
    with pytest.raises(UsageError, match=r"source 'X' has municipality '9999', which is none's code"):
        chosen_sources(home)


def test_without_a_contact_nothing_is_asked_and_another_run_is_waited_for(home: Home) -> None:
    with pytest.raises(UsageError, match=r"set \[crawl\] contact in kb\.toml"):
        crawl_sources(home, CrawlOptions())
    with write_lock(home), pytest.raises(LockedError):
        crawl_sources(home, OPTIONS)


KILLS = 10
NIGHTS = 3


def tree(count: int) -> dict[str, Any]:
    """Pages that lead to two more each, every third with an ETag, and a sitemap that lists some."""
    pages = {f"/{i}": page(f"Sida {i}", f"/{2 * i + 1}", f"/{2 * i + 2}") for i in range(count)}
    tagged = {path: replace(found, etag=f'"{path}"') for n, (path, found) in enumerate(pages.items()) if n % 3 == 0}
    return {path: replace(found, pause=0.003) for path, found in {**pages, **tagged}.items()} | {
        "/": page("Start", "/0", "/borta", "/hemligt", "/flyttad"),
        "/flyttad": Reply("", 301, (("Location", "/5"),)),
        "/robots.txt": Reply("User-agent: *\nDisallow: /hemligt\n", kind="text/plain"),
    }


def next_night(site: Site, night: int) -> None:
    """Every seventh page changes; after the first night four vanish for good."""
    for number in range(night, 60, 7):
        site.replies[f"/{number}"] = page(
            f"Sida {number}", f"/{2 * number + 1}", f"/{2 * number + 2}", text=f"Natt {night}."
        )
    if night == 0:
        for number in (40, 41, 47, 48):
            del site.replies[f"/{number}"]


def state(home: Home) -> tuple[list[tuple[Any, ...]], ...]:
    """Everything that a crawl leaves behind but times and places in the archive."""
    return (
        rows(home, "SELECT doc_id, url, source, content_hash, status FROM pages ORDER BY 1"),
        rows(home, "SELECT doc_id, content_hash FROM versions ORDER BY 1, 2"),
        rows(home, "SELECT doc_id, reason FROM tombstones ORDER BY 1"),
        rows(
            home,
            "SELECT url, source, kind, depth, redirects, visited, outcome, status, attempts, etag, content_hash,"
            " doc_id, missing_since IS NULL, links FROM frontier LEFT JOIN out_links USING (url) ORDER BY 1",
        ),
        rows(home, "SELECT crawl_id, source, ended_at IS NULL FROM crawls ORDER BY 1"),
        rows(home, "SELECT origin, status FROM robots ORDER BY 1"),
    )


def kill_at_random(command: list[str], sites: list[Site], rng: random.Random) -> list[tuple[int, str]]:
    """Run `command` until some requests have come in, kill it, and return what each site was asked last."""
    goal = sum(len(site.log) for site in sites) + rng.randrange(1, 25)
    run = subprocess.Popen(command, cwd=REPO, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while sum(len(site.log) for site in sites) < goal and run.poll() is None:
        time.sleep(0.001)
    time.sleep(rng.random() * 0.03)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert run.returncode == -signal.SIGKILL
    # The server may be writing down what came in last.
    time.sleep(0.05)
    return [(number, site.log[-1].path) for number, site in enumerate(sites) if site.log]


@pytest.mark.slow
def test_crawls_that_are_killed_thirty_times_end_as_those_that_are_not(tmp_path: Path) -> None:
    rng = random.Random(7)
    sites = [Site(tree(110)), Site(tree(110)), Site(tree(90))]
    with ExitStack() as stack:
        for site in sites:
            stack.enter_context(site.served())
        a, b, c = (site.url() for site in sites)
        tables = [
            f'name = "Två"\nstart = ["{a}", "{b}"]\ndelay = 0\ndepth = 20',
            f'name = "En"\nstart = ["{c}"]\ndelay = 0\ndepth = 20',
        ]
        killed, whole = (create_home(tmp_path / name) for name in ("killed", "whole"))
        for home in (killed, whole):
            write_sources(home, *tables)
            home.settings.write_text('[crawl]\ncontact = "a@b.example"\ngone_after_hours = 0\n', encoding="utf-8")
        command = [sys.executable, "-m", "pipeline.cli", "--home"]
        for night in range(NIGHTS):
            subprocess.run([*command, str(whole.root), "crawl"], check=True, cwd=REPO, capture_output=True)
            under_way: Counter[tuple[int, str]] = Counter()
            for site in sites:
                site.log.clear()
            for _ in range(KILLS):
                under_way.update(kill_at_random([*command, str(killed.root), "crawl"], sites, rng))
            subprocess.run([*command, str(killed.root), "crawl"], check=True, cwd=REPO, capture_output=True)
            assert state(killed) == state(whole)
            answered = Counter(
                (number, each.path)
                for number, site in enumerate(sites)
                for each in site.log
                if each.status in {200, 304}
            )
            assert not answered - Counter(dict.fromkeys(answered, 1)) - under_way
            assert not any("/hemligt" in site.asked() for site in sites)
            for site in sites:
                next_night(site, night)
        assert len(state(killed)[2]) == 12
        assert problems(killed) == []
        before = state(killed)[:3]
        for path in killed.catalog.parent.glob("catalog.sqlite*"):
            path.unlink()
        with closing(open_catalog(killed.catalog)) as catalog:
            restore_pages(killed, catalog)
        restored = state(killed)[:3]
        assert (restored[0], restored[2]) == (before[0], before[2])
        assert set(restored[1]) == set(before[1])
