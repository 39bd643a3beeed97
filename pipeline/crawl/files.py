"""Read what other tools fetched: .html .txt .md .pdf .docx .jsonl(.gz) .warc(.gz), files and folders, page by page.

Every input becomes a Page or a Rejected; a damaged file gives the pages before the damage and one Rejected. Only the
bytes are looked at here; what they say is the clean stage's business.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from warcio.exceptions import ArchiveLoadFailed

from pipeline.crawl.content import MAX_FILE_BYTES, MAX_PAGE_BYTES, SERVED_TYPES, content_fault, most_bytes
from pipeline.crawl.urls import canonical_url, declared_url, file_url, site
from pipeline.crawl.warc import read_warc
from pipeline.privacy import mask_identity_bytes
from pipeline.records import DOCX, PDF, Page, Rejected, document_id

_MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".pdf": PDF,
    ".docx": DOCX,
}
_UNREADABLE = {".doc", ".odt", ".rtf"}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_PAGE = re.compile(r"^https?://[^/]+/(?:robots|humans|ads|\.well-known/\S+)\.txt$")
_ESCAPED_DIGIT = re.compile(rb"(?<!\\)\\u00(3[0-9]|2[bdBD])")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read; `collection` names what it came with when the page itself names no site."""

    path: Path
    collection: str


def find_files(paths: list[Path]) -> Iterator[FoundFile | Rejected]:
    """Yield the readable files among and below `paths`, in name order, each once.

    A path that does not exist, and a document of a kind no reader takes, is a Rejected; other files in folders
    (pictures, style sheets, hidden files) are passed over.
    """
    seen: set[Path] = set()
    for given in paths:
        try:
            found = given.exists()
        except OSError as error:
            yield Rejected(shown_path(given), "ingest", f"cannot be read ({error.strerror})")
            continue
        if not found:
            yield Rejected(shown_path(given), "ingest", "no such file or folder")
            continue
        folder = given.is_dir()
        files = sorted(p for p in given.rglob("*") if p.is_file() and not _hidden(p, given)) if folder else [given]
        for path in files:
            if str(path) != shown_path(path):
                yield Rejected(shown_path(path), "ingest", "the file's name is not UTF-8: rename it")
                continue
            if path.resolve() in seen:
                continue
            seen.add(path.resolve())
            if _reader(path) is not None:
                yield FoundFile(path, given.resolve().name if folder else path.name.split(".")[0])
            elif not folder or path.suffix.lower() in _UNREADABLE:
                yield Rejected(str(path), "ingest", f"there is no reader for '{path.suffix}' files")


def read_file(found: FoundFile, source: str | None = None) -> Iterator[Page | Rejected]:
    """Yield the pages in one file; `source` overrides the site or collection name."""
    path = found.path
    reader = _reader(path)
    if reader is None:
        raise ValueError(f"no reader for {path}")
    try:
        if path.stat().st_size == 0:
            yield Rejected(str(path), "ingest", "the file is empty")
            return
        with path.open("rb") as handle:
            for item in reader(handle, found):
                yield _named(item, source) if isinstance(item, Page) else item
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        yield Rejected(str(path), "ingest", f"the gzip data is damaged ({error})")
    except ArchiveLoadFailed as error:
        yield Rejected(str(path), "ingest", f"the WARC data is damaged ({_first_line(error)})")
    except OSError as error:
        yield Rejected(str(path), "ingest", f"cannot be read ({error.strerror or error})")


Reader = Callable[[BinaryIO, FoundFile], Iterator[Page | Rejected]]


def _reader(path: Path) -> Reader | None:
    name = path.name.lower()
    if name.endswith((".warc", ".warc.gz")):
        return _read_warc
    if name.endswith((".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")):
        return _read_json_lines
    return _read_page if path.suffix.lower() in _MEDIA_TYPES else None


def _read_page(handle: BinaryIO, found: FoundFile) -> Iterator[Page | Rejected]:
    media_type = _MEDIA_TYPES[found.path.suffix.lower()]
    content = handle.read(most_bytes(media_type) + 1)
    fault = content_fault(content, media_type)
    if fault:
        yield Rejected(str(found.path), "ingest", fault)
        return
    url = (declared_url(content) if media_type == "text/html" else None) or file_url(found.path)
    fetched_at = _utc(datetime.fromtimestamp(found.path.stat().st_mtime, UTC))
    yield Page(document_id(url), url, found.collection, media_type, content, fetched_at)


def _read_json_lines(handle: BinaryIO, found: FoundFile) -> Iterator[Page | Rejected]:
    fetched_at = _utc(datetime.fromtimestamp(found.path.stat().st_mtime, UTC))
    lines = cast(BinaryIO, gzip.GzipFile(fileobj=handle)) if found.path.name.lower().endswith(".gz") else handle
    for number, line in enumerate(_lines(lines), start=1):
        if not line.strip():
            continue
        where = f"{found.path}#L{number}"
        fault = content_fault(line, "application/json")
        try:
            record: Any = None if fault else json.loads(line)
        except (ValueError, RecursionError) as error:
            fault = f"not valid JSON ({error})"
            record = None
        fault = fault or _record_fault(record)
        if fault:
            yield Rejected(where, "ingest", fault)
            continue
        given = str(record["id"]) if record.get("id") not in (None, "") else None
        url = canonical_url(str(record["url"])) if record.get("url") else None
        content = _maskable(line.strip())
        yield Page(document_id(url, given), url, found.collection, "application/json", content, fetched_at, given)


def _lines(handle: BinaryIO) -> Iterator[bytes]:
    """Yield lines without ever holding more than MAX_PAGE_BYTES of one; the rest of a longer line is dropped."""
    while line := handle.readline(MAX_PAGE_BYTES + 1):
        rest = line
        while not rest.endswith(b"\n") and len(rest) > MAX_PAGE_BYTES:
            rest = handle.readline(MAX_PAGE_BYTES + 1)
        yield line


def _read_warc(handle: BinaryIO, found: FoundFile) -> Iterator[Page | Rejected]:
    file_time = _utc(datetime.fromtimestamp(found.path.stat().st_mtime, UTC))
    for record in read_warc(handle, MAX_FILE_BYTES + 1):
        url = canonical_url(record.url)
        if url is None or record.media_type not in SERVED_TYPES or _NO_PAGE.match(url):
            continue
        fault = content_fault(record.content, SERVED_TYPES[record.media_type])
        if fault:
            yield Rejected(f"{found.path}#{url}", "ingest", fault)
        else:
            kind = SERVED_TYPES[record.media_type]
            at, dated = record.fetched_at or file_time, record.fetched_at is not None
            yield Page(document_id(url), url, found.collection, kind, record.content, at, dated=dated)


def _named(page: Page, source: str | None) -> Page:
    named = source or (site(page.url) if page.url and page.url.startswith("http") else page.source)
    return replace(page, source=named)


def _record_fault(record: Any) -> str | None:
    if not isinstance(record, dict):
        return "not a JSON object"
    if not (isinstance(record.get("text"), str) or isinstance(record.get("body"), str)):
        return "no 'text' or 'body'"
    if record.get("url") and canonical_url(str(record["url"])) is None:
        return f"'url' is not an http address: {str(record['url'])[:100]!r}"
    if not record.get("url") and record.get("id") in (None, ""):
        return "neither 'id' nor 'url'"
    if _LONE_SURROGATE.search(str(record.get("id"))):
        return "'id' is not valid Unicode"
    return None


def _maskable(line: bytes) -> bytes:
    """The line as it stands, with digits and dashes unescaped, and numbers quoted if masking would break the JSON."""
    line = _ESCAPED_DIGIT.sub(lambda found: bytes.fromhex(found.group(1).decode()), line)
    try:
        json.loads(mask_identity_bytes(line))
    except ValueError:
        return json.dumps(json.loads(line, parse_int=str), ensure_ascii=False).encode(errors="replace")
    return line


def shown_path(path: Path) -> str:
    """Return `path` as it can be stored and printed, whatever bytes its name holds."""
    return os.fsencode(path).decode(errors="replace")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["unreadable"])[0][:100]


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
