"""A run of the write path, and what it did in five figures."""

from __future__ import annotations

from pipeline.config import Settings
from pipeline.home import Home
from pipeline.reindex import reindex
from pipeline.report import ReindexReport


def run(home: Home, settings: Settings | None = None, full: bool = False) -> ReindexReport:
    return reindex(home, settings or Settings(), full=full)


def done(report: ReindexReport) -> tuple[int, int, int, int, bool]:
    return report.cleaned, report.tagged, report.cut, report.embedded, report.published
