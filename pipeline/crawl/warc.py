"""WARC files (ISO 28500) of any crawler, compressed or not, read record by record; a fault is never read over."""

from __future__ import annotations

import io
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing, redirect_stderr
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

GZIP = b"\x1f\x8b"
# What reading a damaged file raises.
DAMAGE = (EOFError, ArchiveLoadFailed, zlib.error, ValueError, KeyError)
# Marks our own record that a page is gone.
GONE_HEADER = "KB-Gone"
_CHUNK_BYTES = 1 << 16
# A record that unpacks to more than this (a film, somebody's whole site) waits on disk.
_SPOOL_BYTES = 1 << 26


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response or resource record found in somebody's WARC."""

    url: str
    media_type: str
    content: bytes
    fetched_at: str | None


def read_warc(handle: BinaryIO, most_bytes: int) -> Iterator[Fetched]:
    """Yield every successful response and every resource in a WARC, compressed or not, of any crawler.

    Of a longer content only the first `most_bytes` bytes are read. Raises ArchiveLoadFailed, EOFError or zlib.error
    where the file is damaged; what came before has been yielded.
    """
    packed = handle.read(len(GZIP)) == GZIP
    handle.seek(0)
    if not packed:
        yield from _pages(handle, most_bytes)
        return
    with closing(gzip_members(handle)) as members:
        for *_, member in members:
            yield from _pages(member, most_bytes)


def _pages(handle: BinaryIO, most_bytes: int) -> Iterator[Fetched]:
    for record in told_records(handle):
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


def gzip_members(handle: BinaryIO) -> Generator[tuple[int, int, BinaryIO], None, None]:
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


def told_records(handle: BinaryIO) -> Iterator[Any]:
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
        told = record.rec_type in {"response", "resource"} or record.rec_headers.get_header(GONE_HEADER)
        if told and record.rec_headers.get_header("WARC-Target-URI"):
            yield record
        _read_to_end(record)


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
