"""The write path's first step for files that other tools fetched: read, archive, record in the catalog.

A page whose bytes are known is left alone; a changed one becomes the newest version. Pages go to disk before the
catalog points at them, one transaction a batch, so a crash loses at most the batch under way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipeline.catalog import Catalog, open_catalog
from pipeline.crawl.archive import ArchiveWriter
from pipeline.crawl.files import FoundFile, find_files, read_file, shown_path
from pipeline.errors import disk_error
from pipeline.home import Home, write_lock
from pipeline.progress import Progress, silent
from pipeline.records import Page, Rejected
from pipeline.restore import restore_pages
from pipeline.storing import keep_page, masked

BATCH = 500
BATCH_BYTES = 100_000_000


@dataclass(slots=True)
class IngestReport:
    """What became of the inputs."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    taken_over: int = 0
    restored: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def ingest(home: Home, paths: list[Path], source: str | None = None, progress: Progress = silent) -> IngestReport:
    """Take the pages in `paths` into the archive and the catalog.

    `taken_over` counts changed pages that another source had under the same id: two collections whose ids collide.
    """
    report = IngestReport()
    with write_lock(home, "kb ingest"):
        catalog = open_catalog(home.catalog)
        try:
            report.restored = restore_pages(home, catalog, progress)
            with catalog.transaction():
                for path in paths:
                    catalog.pages.accept_file(shown_path(path))
            pages = progress(_read(paths, source), "Reading")
            with ArchiveWriter(home.archive) as archive:
                while batch := _next_batch(pages):
                    _store(batch, archive, catalog, report)
        except OSError as error:
            raise disk_error(f"the archive {home.archive} cannot be written", error) from error
        finally:
            catalog.close()
    return report


def _next_batch(items: Iterator[Page | Rejected | FoundFile]) -> list[Page | Rejected | FoundFile]:
    """The next items, so few that their bytes fit in memory; [] at the end."""
    batch: list[Page | Rejected | FoundFile] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.content) if isinstance(item, Page) else 0
        if len(batch) == BATCH or size >= BATCH_BYTES:
            break
    return batch


def _read(paths: list[Path], source: str | None) -> Iterator[Page | Rejected | FoundFile]:
    """Yield each file as it is opened, then what is in it."""
    for found in find_files(paths):
        yield found if isinstance(found, FoundFile) else masked(found)
        if isinstance(found, FoundFile):
            for item in read_file(found, source):
                yield masked(item)


def _store(
    batch: Iterable[Page | Rejected | FoundFile], archive: ArchiveWriter, catalog: Catalog, report: IngestReport
) -> None:
    at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    with catalog.transaction():
        for item in batch:
            if isinstance(item, FoundFile):
                catalog.pages.accept_file(shown_path(item.path))
            elif isinstance(item, Rejected):
                report.rejected.append(item)
                catalog.pages.reject(item, at)
            else:
                _store_page(item, archive, catalog, report)
        # Before the commit: a row must never point at bytes that a crash could take away.
        archive.flush()


def _store_page(page: Page, archive: ArchiveWriter, catalog: Catalog, report: IngestReport) -> None:
    kept = keep_page(page, catalog, archive.append)
    report.new += kept.change == "new"
    report.changed += kept.change == "changed"
    report.unchanged += kept.change == "unchanged"
    report.taken_over += kept.taken_over
