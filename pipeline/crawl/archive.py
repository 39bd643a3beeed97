"""The archive of raw pages: WARC files (ISO 28500), one gzip member a record, so that any record can be read alone.

A file is only ever appended to by the run that made it. A crash leaves at most a torn tail that no catalog row
points to.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.warcwriter import WARCWriter

from pipeline.durable import sync
from pipeline.errors import StoreError
from pipeline.records import Page

ROTATE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Location:
    """Where a page lies: a file in the archive folder and the offset of its record."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response or resource record found in somebody's WARC."""

    url: str
    media_type: str
    content: bytes
    fetched_at: str


class ArchiveWriter:
    """Append pages; a context manager. Nothing is on disk for sure until `flush` returns."""

    def __init__(self, folder: Path, rotate_bytes: int = ROTATE_BYTES) -> None:
        self._folder = folder
        self._rotate_bytes = rotate_bytes
        self._stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{os.getpid()}"
        self._files = 0
        self._handle: BinaryIO | None = None

    def append(self, page: Page) -> Location:
        """Write one page and return where it went."""
        handle = self._current()
        offset = handle.tell()
        writer = WARCWriter(handle, gzip=True)
        record = writer.create_warc_record(
            page.url or f"urn:kb:{page.doc_id}",
            "resource",
            payload=io.BytesIO(page.content),
            warc_content_type=page.media_type,
            warc_headers_dict={"WARC-Date": page.fetched_at},
        )
        writer.write_record(record)
        return Location(Path(handle.name).name, offset)

    def flush(self) -> None:
        """Force what was appended out to the disk."""
        if self._handle is not None:
            self._handle.flush()
            os.fsync(self._handle.fileno())

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._handle is not None:
            self._handle.close()

    def _current(self) -> BinaryIO:
        if self._handle is not None and self._handle.tell() < self._rotate_bytes:
            return self._handle
        if self._handle is not None:
            self.flush()
            self._handle.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._handle = (self._folder / f"pages-{self._stamp}-{self._files:03d}.warc.gz").open("xb")
        self._files += 1
        sync(self._folder)
        return self._handle


def read_page(folder: Path, location: Location) -> bytes:
    """Return the content of the page at `location`; StoreError if it cannot be read."""
    try:
        with (folder / location.file).open("rb") as handle:
            handle.seek(location.offset)
            record = next(iter(ArchiveIterator(handle)))
            return bytes(record.content_stream().read())
    except (OSError, StopIteration, ArchiveLoadFailed, EOFError) as error:
        where = f"{folder / location.file} at byte {location.offset}"
        raise StoreError(f"the archived page in {where} cannot be read: restore the file from a backup") from error


def read_warc(handle: BinaryIO) -> Iterator[Fetched]:
    """Yield every successful response and every resource in a WARC, compressed or not, of any crawler.

    Raises ArchiveLoadFailed or EOFError where the file is damaged; what came before has been yielded.
    """
    for record in ArchiveIterator(handle):
        if record.rec_type not in {"response", "resource"}:
            continue
        media_type = record.rec_headers.get_header("Content-Type") or ""
        if record.rec_type == "response":
            if record.http_headers is None or record.http_headers.get_statuscode() != "200":
                continue
            media_type = record.http_headers.get_header("Content-Type") or ""
        yield Fetched(
            record.rec_headers.get_header("WARC-Target-URI").strip("<>"),
            media_type.split(";")[0].strip().lower(),
            record.content_stream().read(),
            record.rec_headers.get_header("WARC-Date"),
        )
