"""`kb reindex` as one unattended run: crawl and reindex under one lock, and one record of what they came to."""

from __future__ import annotations

import resource
import time
from datetime import UTC, datetime

from pipeline.config import Settings
from pipeline.crawl.schedule import Clock, SystemClock
from pipeline.crawling import crawl_locked
from pipeline.errors import KbError, NothingFound, Stopped, StoreError
from pipeline.home import Home, write_lock
from pipeline.progress import Progress, silent
from pipeline.reindex import reindex_locked
from pipeline.report import CrawlReport, ReindexReport, RunReport
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
    """Crawl, unless `crawl` is False, and reindex while holding the lock once.

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
            reindex_locked(home, settings, report.reindex, full=full, progress=progress, stop=stop)
            report.outcome = "done" if report.is_clean else "done with rejections"
            report.exit_code = 0 if report.is_clean else NothingFound.exit_code
        except BaseException as error:
            _failed(report, error)
            raise
        finally:
            report.ended = _now()
            report.seconds = round(time.monotonic() - began, 2)
            report.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return report


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
