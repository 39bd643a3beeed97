"""`kb reindex` as one unattended run: crawl, reindex and saved questions under one lock, and one record of it."""

from __future__ import annotations

import resource
import time
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime

from pipeline.catalog import open_catalog
from pipeline.config import Settings
from pipeline.crawl.schedule import Clock, SystemClock
from pipeline.crawling import crawl_locked
from pipeline.errors import KbError, NothingFound, Stopped, StoreError
from pipeline.home import Home, write_lock
from pipeline.index.published import readable_name
from pipeline.metrics import SUCCESSES, ReportOptions, metrics_path, read_last_success, write_metrics
from pipeline.night_news import news_of
from pipeline.progress import Progress, silent
from pipeline.records import Rejected
from pipeline.reindex import reindex_locked
from pipeline.report import CrawlReport, ReindexReport, RunReport
from pipeline.run_files import record_of, write_run
from pipeline.stopping import Stop, StoppableClock


def run_night(
    home: Home,
    settings: Settings,
    *,
    crawl: bool = True,
    full: bool = False,
    progress: Progress = silent,
    stop: Stop | None = None,
    clock: Clock | None = None,
) -> RunReport:
    """Crawl, unless `crawl` is False, and reindex while holding the lock once; ask the saved questions of what is new.

    LockedError if another run has it; Stopped between two transactions once `stop` is asked for.
    """
    stop = stop or Stop()
    with write_lock(home, "kb reindex"):
        report = RunReport(started=_now())
        began = time.monotonic()
        try:
            if crawl:
                report.crawl = CrawlReport()
                watching = StoppableClock(clock or SystemClock(), stop)
                crawl_locked(home, settings.crawl, report.crawl, progress=stop.watched(progress), clock=watching)
                stop.check()
            report.reindex = ReindexReport()
            before = readable_name(home.indexes)
            reindex_locked(home, settings, report.reindex, full=full, progress=progress, stop=stop)
            published = report.reindex.generation if report.reindex.published else None
            report.news = news_of(home, settings, published, before)
            report.outcome = "done" if report.is_clean else "done with rejections"
            report.exit_code = 0 if report.is_clean else NothingFound.exit_code
        except BaseException as error:
            _failed(report, error)
            raise
        finally:
            report.ended = _now()
            report.seconds = round(time.monotonic() - began, 2)
            report.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            _keep(home, settings.report, report)
    return report


def _keep(home: Home, options: ReportOptions, report: RunReport) -> None:
    """Write what the run did to catalog, folder and figures; a disk that does not take it never hides the first error.

    StoreError if the run itself came to its end.
    """
    try:
        record = record_of(report, _put_in_catalog(home, report))
        write_run(home, record)
        path = metrics_path(home, options)
        ended = datetime.fromisoformat(report.ended).timestamp()
        write_metrics(path, record, ended if report.outcome in SUCCESSES else read_last_success(path))
    except Exception as error:
        # Whatever it is, the error that ended the run is the one to be told.
        if report.error is None:
            raise StoreError(f"the run is done, but its report cannot be written ({error})") from error


def _put_in_catalog(home: Home, report: RunReport) -> list[Rejected]:
    """Store the record in the catalog, if there is one that can be opened, and return what stands rejected in it."""
    if not home.catalog.exists():
        return []
    try:
        with closing(open_catalog(home.catalog)) as catalog:
            with catalog.transaction():
                catalog.put_run("run", asdict(report))
            return catalog.pages.rejected()
    except StoreError:
        # A run that failed because of its catalog still has a report to write.
        if report.error is None:
            raise
        return []


def _failed(report: RunReport, error: BaseException) -> None:
    """Set the outcome and the exit code that `kb` gives for `error`."""
    report.error = " ".join(str(error).split()) or type(error).__name__
    report.outcome = "stopped" if isinstance(error, Stopped | KeyboardInterrupt) else "failed"
    if isinstance(error, KeyboardInterrupt):
        report.exit_code = 130
    else:
        report.exit_code = error.exit_code if isinstance(error, KbError) else StoreError.exit_code


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
