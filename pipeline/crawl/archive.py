"""The archive: WARC files (ISO 28500) of raw pages, one gzip member a record, so that any record can be read alone.

Pages that other tools fetched are resource records, what the crawler asked and was told request, response and revisit
records; a page that is gone leaves a metadata record. What of a record the catalog needs stands in headers of our own.

A file is only ever appended to by the run that made it. A crash leaves at most a torn tail that no catalog row
points to.
"""

from __future__ import annotations

import io
import json
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordbuilder import RecordBuilder
from warcio.warcwriter import WARCWriter

from pipeline.crawl.exchanges import Exchange, request_record, response_record, revisit_record
from pipeline.crawl.warc import DAMAGE, GONE_HEADER, GZIP, gzip_members, told_records
from pipeline.durable import sync
from pipeline.errors import StoreError
from pipeline.records import Gone, Page, Rejected, text_hash

ROTATE_BYTES = 1 << 30
_STAMP = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(r"pages-(\d{8}T\d{12})-")
_BUILDER = RecordBuilder()
# What WARC has no field for: enough to make a lost catalog anew from the archive alone.
_PAGE_HEADER = "KB-Page"
# A response's Content-Type is what the server called it.
_TYPE_HEADER = "KB-Type"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a page lies: a file in the archive folder and the offset of its record."""

    file: str
    offset: int


class ArchiveWriter:
    """Append pages; a context manager. Nothing is on disk for sure until `flush` returns."""

    def __init__(self, folder: Path, rotate_bytes: int = ROTATE_BYTES) -> None:
        """Begin a new file in `folder` with the first page, and another when one has reached `rotate_bytes`."""
        self._folder = folder
        self._rotate_bytes = rotate_bytes
        self._stamp = ""
        self._files = 0
        self._handle: BinaryIO | None = None

    def append(self, page: Page) -> Location:
        """Write one page and return where it went."""
        record = _BUILDER.create_warc_record(
            page.url or f"urn:kb:{page.doc_id}",
            "resource",
            payload=io.BytesIO(page.content),
            length=len(page.content),
            warc_content_type=page.media_type,
            warc_headers_dict={"WARC-Date": page.fetched_at, _PAGE_HEADER: _described(page)},
        )
        return self._write(record)

    def append_exchange(self, exchange: Exchange, page: Page | None = None) -> Location:
        """Write a request and its response, which holds `page` if it is given, and return where the response went."""
        response = response_record(
            exchange, {} if page is None else {_PAGE_HEADER: _described(page), _TYPE_HEADER: page.media_type}
        )
        place = self._write(response)
        self._write(request_record(exchange, response))
        return place

    def append_revisit(self, exchange: Exchange, since: str | None) -> None:
        """Write a request and that its answer was what is stored `since` then: a 304, or the same content again."""
        revisit = revisit_record(exchange, since)
        self._write(revisit)
        self._write(request_record(exchange, revisit))

    def append_gone(self, gone: Gone) -> None:
        """Write that a page is gone."""
        headers = {"WARC-Date": gone.gone_at, GONE_HEADER: json.dumps(asdict(gone))}
        url = gone.url or f"urn:kb:{gone.doc_id}"
        self._write(_BUILDER.create_warc_record(url, "metadata", warc_headers_dict=headers))

    def flush(self) -> None:
        """Force what was appended out to the disk."""
        if self._handle is not None:
            self._handle.flush()
            os.fsync(self._handle.fileno())

    def __enter__(self) -> ArchiveWriter:
        """Return the writer."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file without syncing it."""
        if self._handle is not None:
            self._handle.close()

    def _write(self, record: Any) -> Location:
        handle = self._current()
        offset = handle.tell()
        WARCWriter(handle, gzip=True).write_record(record)
        return Location(Path(handle.name).name, offset)

    def _current(self) -> BinaryIO:
        if self._handle is not None and self._handle.tell() < self._rotate_bytes:
            return self._handle
        if self._handle is not None:
            self.flush()
            self._handle.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._stamp = self._stamp or f"{_later_than_all(self._folder)}-{os.getpid()}"
        self._handle = (self._folder / f"pages-{self._stamp}-{self._files:03d}.warc.gz").open("xb")
        self._files += 1
        sync(self._folder)
        return self._handle


def _later_than_all(folder: Path) -> str:
    """A time for a new file's name, now or after that of every other: names tell the order, and clocks are set back."""
    now = f"{datetime.now(UTC):{_STAMP}}"
    stamps = [found[1] for path in folder.glob("pages-*.warc.gz") if (found := _NAME.match(path.name))]
    newest = max(stamps, default="")
    return now if newest < now else f"{datetime.strptime(newest, _STAMP) + timedelta(microseconds=1):{_STAMP}}"


def read_page(folder: Path, location: Location, content_hash: str | None = None) -> bytes:
    """Return the content of the page at `location`; StoreError if it cannot be read whole or has another hash."""
    where = f"{folder / location.file} at byte {location.offset}"
    try:
        with (folder / location.file).open("rb") as handle, closing(gzip_members(handle)) as members:
            handle.seek(location.offset)
            *_, member = next(members)
            content = bytes(next(ArchiveIterator(member)).content_stream().read())
    except (OSError, StopIteration, ArchiveLoadFailed, EOFError, zlib.error) as error:
        raise StoreError(f"the archived page in {where} cannot be read: restore the file from a backup") from error
    if content_hash not in {None, text_hash(content)}:
        raise StoreError(f"the page in {where} is not the one that was archived: restore the file from a backup")
    return content


def read_media_type(folder: Path, location: Location) -> str:
    """Return the media type of the page at `location` from the head of its record alone.

    StoreError if that cannot be read; what follows it may be damaged all the same.
    """
    try:
        with (folder / location.file).open("rb") as handle:
            handle.seek(location.offset)
            # warcio would read whatever is not packed as a record that is written out.
            if handle.read(len(GZIP)) != GZIP:
                raise ArchiveLoadFailed("no record begins there")
            handle.seek(location.offset)
            return _media_type(next(ArchiveIterator(handle)))
    except (OSError, StopIteration, zlib.error, *DAMAGE) as error:
        where = f"{folder / location.file} at byte {location.offset}"
        raise StoreError(f"the archived page in {where} cannot be read: restore the file from a backup") from error


def read_archive(folder: Path) -> Iterator[tuple[Page | Gone, Location] | Rejected]:
    """Yield every page in the archive, and that one is gone, with its place, in the order they came.

    The torn tail that a crash leaves is passed over; another damaged record is a Rejected, and the next one is read.
    """
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as handle:
            offset: int | None = 0
            while offset is not None:
                try:
                    page, following = _page_at(handle, offset)
                except DAMAGE as error:
                    following = _next_whole(handle, offset + 1)
                    if following is not None or not isinstance(error, EOFError):
                        yield Rejected(f"{path} at byte {offset}", "archive", f"the record is damaged ({error})")
                else:
                    if page is not None:
                        yield page, Location(path.name, offset)
                offset = following


def _page_at(handle: BinaryIO, offset: int) -> tuple[Page | Gone | None, int | None]:
    """The page of the record at `offset`, None if it is none that was kept, and where the next record begins."""
    handle.seek(offset)
    with closing(gzip_members(handle)) as members:
        for _, end, member in members:
            for record in told_records(member):
                if description := record.rec_headers.get_header(_PAGE_HEADER):
                    return _described_page(record, description), end
                if description := record.rec_headers.get_header(GONE_HEADER):
                    return Gone(**json.loads(description)), end
            return None, end
    return None, None


def _next_whole(handle: BinaryIO, start: int) -> int | None:
    """Where the first record at or after `start` begins that can be read; None if there is none."""
    handle.seek(start)
    rest = handle.read()
    position = rest.find(GZIP)
    while position >= 0:
        try:
            _page_at(handle, start + position)
            return start + position
        except DAMAGE:
            position = rest.find(GZIP, position + 1)
    return None


def _media_type(record: Any) -> str:
    """What the page's kind was found to be; of a resource, that is its Content-Type."""
    return str(record.rec_headers.get_header(_TYPE_HEADER) or record.rec_headers.get_header("Content-Type"))


def _described(page: Page) -> str:
    fields = {"doc_id": page.doc_id, "url": page.url, "source": page.source}
    whose = {"publisher": page.publisher, "municipality": page.municipality}
    fields |= {name: value for name, value in whose.items() if value is not None}
    return json.dumps(fields | {"external_id": page.external_id, "dated": page.dated})


def _described_page(record: Any, description: str) -> Page:
    fields = json.loads(description)
    return Page(
        fields["doc_id"],
        fields["url"],
        fields["source"],
        _media_type(record),
        record.content_stream().read(),
        record.rec_headers.get_header("WARC-Date"),
        fields["external_id"],
        fields["dated"],
        fields.get("publisher"),
        fields.get("municipality"),
    )
