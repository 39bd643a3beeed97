"""`kb crawl`: the order of a night. Each source's night is begun, its addresses are visited, what it lost is settled.

A night that was cut short within RESUME_HOURS is gone on with: what was visited in it is not asked for again.
"""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

from pipeline.catalog import Catalog, open_catalog
from pipeline.clean.publisher import municipality_with_code
from pipeline.crawl.archive import ArchiveWriter
from pipeline.crawl.fetch import Fetcher
from pipeline.crawl.options import CrawlOptions, user_agent
from pipeline.crawl.schedule import Clock, Schedule, SystemClock, utc
from pipeline.crawl.scope import Scope, load_scope
from pipeline.crawl.sources import Source, load_sources
from pipeline.dispatch import Dispatch
from pipeline.errors import UsageError, disk_error
from pipeline.home import Home, write_lock
from pipeline.leads import Leads
from pipeline.progress import Progress, silent
from pipeline.report import CrawlReport, SourceReport
from pipeline.restore import restore_pages
from pipeline.vanished import settle
from pipeline.visits import Visits

# An older night is over: its addresses are due again.
RESUME_HOURS = 12


def crawl_sources(
    home: Home,
    options: CrawlOptions,
    *,
    only: str | None = None,
    limit: int | None = None,
    progress: Progress = silent,
    clock: Clock | None = None,
) -> CrawlReport:
    """Visit the sources of a home, or the one that is named `only`, and store what is new and changed.

    `limit` is the most pages to ask for; what is left is visited by the next run. UsageError without a contact in
    kb.toml, for a wrong sources.toml and for a source that is not in it.
    """
    report = CrawlReport()
    with write_lock(home, "kb crawl"):
        crawl_locked(home, options, report, only=only, limit=limit, progress=progress, clock=clock)
    return report


def crawl_locked(
    home: Home,
    options: CrawlOptions,
    report: CrawlReport,
    *,
    only: str | None = None,
    limit: int | None = None,
    progress: Progress = silent,
    clock: Clock | None = None,
) -> None:
    """Do what `crawl_sources` does for a caller that holds the lock, and fill `report`, whatever ends the crawl."""
    clock = clock or SystemClock()
    scopes = {source.name: load_scope(source) for source in chosen_sources(home, only)}
    every = [(source.name, source.municipality) for source in chosen_sources(home)]
    agent = user_agent(options)
    started = time.monotonic()
    report.sources = {name: SourceReport() for name in scopes}
    catalog = open_catalog(home.catalog)
    try:
        report.restored = restore_pages(home, catalog, progress)
        with catalog.transaction():
            catalog.sources.replace(every)
        with ArchiveWriter(home.archive) as archive, Fetcher(agent, options.timeout, options.longest) as fetcher:
            _crawl(catalog, archive, fetcher, scopes, options, limit, clock, report, progress)
        report.seconds = round(time.monotonic() - started, 2)
        with catalog.transaction():
            catalog.put_run("crawl", asdict(report))
    except OSError as error:
        raise disk_error(f"the archive {home.archive} cannot be written", error) from error
    finally:
        report.seconds = report.seconds or round(time.monotonic() - started, 2)
        catalog.close()


def chosen_sources(home: Home, only: str | None = None) -> tuple[Source, ...]:
    """Return the sources of a home, or the one that is named `only`; UsageError says what is wrong with them."""
    sources = load_sources(home.sources)
    for source in sources:
        if source.municipality and municipality_with_code(source.municipality) is None:
            raise UsageError(
                f"{home.sources}: source '{source.name}' has municipality '{source.municipality}', which is none's code"
            )
    if only is None:
        return sources
    found = tuple(source for source in sources if source.name == only)
    if not found:
        names = ", ".join(source.name for source in sources)
        raise UsageError(f"there is no source '{only}' in {home.sources} (there are: {names})")
    return found


def planned(home: Home, only: str | None = None) -> list[dict[str, Any]]:
    """Return what would be visited, one source each: its settings, and how many of its addresses are known."""
    plans = []
    known: dict[str, int] = {}
    if home.catalog.exists():
        catalog = open_catalog(home.catalog)
        known = catalog.frontier.known()
        catalog.close()
    for source in chosen_sources(home, only):
        plans.append({**asdict(source), "known": known.get(source.name, 0)})
    return plans


def _crawl(
    catalog: Catalog,
    archive: ArchiveWriter,
    fetcher: Fetcher,
    scopes: dict[str, Scope],
    options: CrawlOptions,
    limit: int | None,
    clock: Clock,
    report: CrawlReport,
    progress: Progress,
) -> None:
    crawls: dict[str, int] = {}
    leads = Leads(catalog, scopes, report.sources)
    visits = Visits(catalog, archive, scopes, crawls, report.sources, leads, options.attempts)
    since = utc(clock.now())
    with catalog.transaction():
        catalog.frontier.follow_clock(clock.now(), since)
    free_at = 0.0
    for name, scope in scopes.items():
        known = catalog.frontier.open_crawl(name, utc(clock.now() - RESUME_HOURS * 3600))
        if known is not None:
            crawls[name], since = known[0], min(since, known[1])
            report.resumed = True
            # What was under way when the last run was killed may have been answered just now.
            free_at = max(free_at, clock.now() + scope.source.delay)
            continue
        with catalog.transaction():
            crawls[name] = catalog.frontier.begin(name, utc(clock.now()))
            leads.seed(scope)
    room = {name: scope.source.pages - catalog.frontier.pages_visited(crawls[name]) for name, scope in scopes.items()}
    schedule = Schedule(options.server_budget, options.longest_wait)
    dispatch = Dispatch(catalog, archive, fetcher, schedule, clock, visits, since, room, options.servers, limit)
    for _ in progress(dispatch.run(free_at), "Crawling"):
        pass
    report.unreachable = dict(sorted(dispatch.unreachable.items()))
    report.finished = not dispatch.was_cut_short
    if report.finished:
        for name, crawl in crawls.items():
            _end(catalog, archive, name, crawl, utc(clock.now()), options, report.sources[name])


def _end(
    catalog: Catalog, archive: ArchiveWriter, name: str, crawl: int, at: str, options: CrawlOptions, into: SourceReport
) -> None:
    with catalog.transaction():
        into.skipped = catalog.frontier.count_due({name: crawl})
        counts = settle(catalog, archive, name, crawl, at, options)
        catalog.frontier.end(crawl, at)
        archive.flush()
    into.pages, into.lost, into.gone, into.held_back = counts.pages, counts.lost, counts.gone, counts.held_back
