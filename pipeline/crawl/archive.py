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
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing, redirect_stderr
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Any, BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordbuilder import RecordBuilder
from warcio.warcwriter import WARCWriter

from pipeline.crawl.exchanges import Exchange, request_record, response_record, revisit_record
from pipeline.durable import sync
from pipeline.errors import StoreError
from pipeline.records import Gone, Page, Rejected

ROTATE_BYTES = 1 << 30
_GZIP = b"\x1f\x8b"
_BUILDER = RecordBuilder()
_DAMAGE = (EOFError, ArchiveLoadFailed, zlib.error, ValueError, KeyError)
_CHUNK_BYTES = 1 << 16
# A record that unpacks to more than this (a film, somebody's whole site) waits on disk.
_SPOOL_BYTES = 1 << 26
# What WARC has no field for: enough to make a lost catalog anew from the archive alone.
_PAGE_HEADER, _GONE_HEADER = "KB-Page", "KB-Gone"
# A response's Content-Type is what the server called it.
_TYPE_HEADER = "KB-Type"


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
    fetched_at: str | None


class ArchiveWriter:
    """Append pages; a context manager. Nothing is on disk for sure until `flush` returns."""

    def __init__(self, folder: Path, rotate_bytes: int = ROTATE_BYTES) -> None:
        """Begin a new file in `folder` with the first page, and another when one has reached `rotate_bytes`."""
        self._folder = folder
        self._rotate_bytes = rotate_bytes
        self._stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{os.getpid()}"
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
        headers = {"WARC-Date": gone.gone_at, _GONE_HEADER: json.dumps(asdict(gone))}
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
        self._handle = (self._folder / f"pages-{self._stamp}-{self._files:03d}.warc.gz").open("xb")
        self._files += 1
        sync(self._folder)
        return self._handle


def read_page(folder: Path, location: Location) -> bytes:
    """Return the content of the page at `location`; StoreError if it cannot be read whole."""
    try:
        with (folder / location.file).open("rb") as handle, closing(_members(handle)) as members:
            handle.seek(location.offset)
            *_, member = next(members)
            return bytes(next(ArchiveIterator(member)).content_stream().read())
    except (OSError, StopIteration, ArchiveLoadFailed, EOFError, zlib.error) as error:
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
                except _DAMAGE as error:
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
    with closing(_members(handle)) as members:
        for _, end, member in members:
            for record in _records(member):
                if description := record.rec_headers.get_header(_PAGE_HEADER):
                    return _described_page(record, description), end
                if description := record.rec_headers.get_header(_GONE_HEADER):
                    return Gone(**json.loads(description)), end
            return None, end
    return None, None


def _next_whole(handle: BinaryIO, start: int) -> int | None:
    """Where the first record at or after `start` begins that can be read; None if there is none."""
    handle.seek(start)
    rest = handle.read()
    position = rest.find(_GZIP)
    while position >= 0:
        try:
            _page_at(handle, start + position)
            return start + position
        except _DAMAGE:
            position = rest.find(_GZIP, position + 1)
    return None


def read_warc(handle: BinaryIO, most_bytes: int) -> Iterator[Fetched]:
    """Yield every successful response and every resource in a WARC, compressed or not, of any crawler.

    Of a longer content only the first `most_bytes` bytes are read. Raises ArchiveLoadFailed, EOFError or zlib.error
    where the file is damaged; what came before has been yielded.
    """
    packed = handle.read(len(_GZIP)) == _GZIP
    handle.seek(0)
    if not packed:
        yield from _pages(handle, most_bytes)
        return
    with closing(_members(handle)) as members:
        for *_, member in members:
            yield from _pages(member, most_bytes)


def _pages(handle: BinaryIO, most_bytes: int) -> Iterator[Fetched]:
    for record in _records(handle):
        headers = record.rec_headers if record.rec_type == "resource" else record.http_headers
        if (
            headers is None
            or record.rec_type == "metadata"
            or (record.rec_type == "response" and headers.get_statuscode() != "200")
        ):
            continue
        yield Fetched(
            record.rec_headers.get_header("WARC-Target-URI").strip("<>"),
            (headers.get_header("Content-Type") or "").split(";")[0].strip().lower(),
            _content(record, most_bytes),
            record.rec_headers.get_header("WARC-Date"),
        )


def _members(handle: BinaryIO) -> Generator[tuple[int, int, BinaryIO], None, None]:
    """Yield (offset, end, unpacked content) of the gzip members from here on, each after its checksum has held.

    warcio itself hands on what it could unpack of a damaged record, as if that were all of it.
    """
    offset = handle.tell()
    packed = handle.read(_CHUNK_BYTES)
    while packed:
        with SpooledTemporaryFile(max_size=_SPOOL_BYTES) as member:
            stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
            while not stream.eof:
                if not packed:
                    raise EOFError("it ends in the middle of a record")
                member.write(stream.decompress(packed))
                packed = stream.unused_data or handle.read(_CHUNK_BYTES)
            member.seek(0)
            end = handle.tell() - len(packed)
            yield offset, end, cast(BinaryIO, member)
            offset = end


def _records(handle: BinaryIO) -> Iterator[Any]:
    """Yield the responses, the resources and what says that a page is gone.

    A fault that warcio would print and step over raises ArchiveLoadFailed.
    """
    records = ArchiveIterator(handle)
    first = True
    while True:
        try:
            with redirect_stderr(io.StringIO()):
                record = next(records, None)
        except AttributeError as error:
            raise ArchiveLoadFailed("a record has no WARC-Target-URI") from error
        if records.err_count:
            raise ArchiveLoadFailed("a record does not end where it says")
        if record is None:
            # A record whose head is torn off ends warcio's iteration like the end of the file.
            if records.next_line or (first and handle.tell() > 0):
                raise ArchiveLoadFailed("a record's head is cut short")
            return
        first = False
        if not (record.rec_headers.get_header("Content-Length") or "").strip().isdigit():
            raise ArchiveLoadFailed("a record's head is cut short")
        told = record.rec_type in {"response", "resource"} or record.rec_headers.get_header(_GONE_HEADER)
        if told and record.rec_headers.get_header("WARC-Target-URI"):
            yield record
        _read_to_end(record)


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
        record.rec_headers.get_header(_TYPE_HEADER) or record.rec_headers.get_header("Content-Type"),
        record.content_stream().read(),
        record.rec_headers.get_header("WARC-Date"),
        fields["external_id"],
        fields["dated"],
        fields.get("publisher"),
        fields.get("municipality"),
    )


def _content(record: Any, most_bytes: int) -> bytes:
    stream, content = record.content_stream(), bytearray()
    while len(content) < most_bytes and (more := stream.read(most_bytes - len(content))):
        content += more
    _read_to_end(record)
    return bytes(content)


def _read_to_end(record: Any) -> None:
    while record.raw_stream.read(_CHUNK_BYTES):
        pass
    if record.raw_stream.limit:
        raise ArchiveLoadFailed("a record is cut short")
