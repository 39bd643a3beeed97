"""The end of a source's night: what it lost is gone when it was missing twice, unless it lost too much at once."""

from __future__ import annotations

from datetime import datetime

from pipeline.catalog import Catalog
from pipeline.crawl.archive import ArchiveWriter
from pipeline.crawl.options import CrawlOptions
from pipeline.records import Gone
from pipeline.report import SourceReport

# Of a small source one page may be more than the share; a single page is no outage.
ALWAYS = 1
_SAID = {
    "missing": "answered {status}",
    "moved": "moved to another address",
    "noindex": "asks not to be indexed",
    "canonical": "names another address as its own",
}


def settle(
    catalog: Catalog, archive: ArchiveWriter, source: str, crawl: int, at: str, options: CrawlOptions
) -> SourceReport:
    """Take what a night did not find as missing, or as gone, and return the counts; inside a transaction.

    A source that lost more than `lost_share` of its pages is held back: the night does not count against any of them.
    """
    counts = SourceReport(pages=catalog.frontier.live_pages(source))
    lost = catalog.frontier.lost_pages(crawl)
    counts.lost = len(lost)
    counts.held_back = len(lost) > max(ALWAYS, options.lost_share * counts.pages)
    if counts.held_back:
        return counts
    for url, doc_id, outcome, status, since, title in lost:
        if since is None:
            catalog.frontier.miss(url, at)
        elif _hours(since, at) >= options.gone_after_hours:
            gone = Gone(doc_id, catalog.pages.address(doc_id), at, _SAID[outcome].format(status=status), title)
            archive.append_gone(gone)
            catalog.pages.bury(gone)
            catalog.documents.drop(doc_id)
            counts.gone += 1
    return counts


def _hours(since: str, until: str) -> float:
    return (datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds() / 3600
