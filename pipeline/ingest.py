"""The write path's first step for files that other tools fetched: read, archive, record in the catalog.

A page whose bytes are known is left alone; a changed one becomes the newest version. Pages go to disk before the
catalog points at them, one transaction a batch, so a crash loses at most the batch under way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.catalog import Catalog, open_catalog
from pipeline.crawl.archive import ArchiveWriter
from pipeline.crawl.files import FoundFile, find_files, read_file, shown_path
from pipeline.crawl.urls import address_variants
from pipeline.errors import StoreError
from pipeline.home import Home, write_lock
from pipeline.privacy import mask_identity_address, mask_identity_bytes, mask_identity_numbers
from pipeline.progress import Progress, silent
from pipeline.records import DOCX, PDF, Page, Rejected, document_id
from pipeline.restore import restore_pages

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
    with write_lock(home):
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
            raise StoreError(f"the archive {home.archive} cannot be written ({error.strerror})") from error
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
        yield found if isinstance(found, FoundFile) else _masked(found)
        if isinstance(found, FoundFile):
            for item in read_file(found, source):
                yield _masked(item)


def _masked(item: Page | Rejected) -> Page | Rejected:
    """The same without personal identity numbers, wherever they stand; an address that holds one is another address."""
    if isinstance(item, Rejected):
        return replace(item, url=mask_identity_address(item.url), reason=mask_identity_numbers(item.reason))
    url = mask_identity_address(item.url) if item.url else None
    given = mask_identity_numbers(item.external_id) if item.external_id else None
    doc_id = item.doc_id if (url, given) == (item.url, item.external_id) else document_id(url, given)
    # The digits of a packed file are no text: what it says is masked when it is cleaned.
    content = item.content if item.media_type in {PDF, DOCX} else mask_identity_bytes(item.content)
    source = mask_identity_numbers(item.source)
    return replace(item, doc_id=doc_id, url=url, external_id=given, source=source, content=content)


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


def _as_known(page: Page, catalog: Catalog) -> Page:
    """The same under the id and the address it is known by, if it came by another way to write its address.

    What a page was first called stands: the ids of a catalog never change, whatever comes to count as the same address.
    """
    if page.url is None or not page.url.startswith("http") or catalog.pages.known_source(page.doc_id) is not None:
        return page
    if page.doc_id != document_id(page.url):
        return page
    known = catalog.pages.first_known(document_id(url) for url in address_variants(page.url))
    return page if known is None else replace(page, doc_id=known, url=catalog.pages.address(known))


def _store_page(page: Page, archive: ArchiveWriter, catalog: Catalog, report: IngestReport) -> None:
    given, page = page, _as_known(page, catalog)
    # Two ways to write one address, both in every crawl, must not take turns as the newest version.
    if catalog.pages.has_seen(page) or (page is not given and catalog.pages.has_had(page)):
        report.unchanged += 1
        return
    known_source = catalog.pages.known_source(page.doc_id)
    if known_source is None:
        report.new += 1
    else:
        report.changed += 1
        report.taken_over += known_source != page.source
    place = archive.append(page)
    catalog.pages.put(page, place.file, place.offset)
