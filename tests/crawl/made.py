"""WARC records as ISO 28500 lays them out."""

from __future__ import annotations

import gzip
import io

from pipeline.crawl.warc import Fetched, read_warc

MOST = 1_000_000
HTML = "<p>Fältare i Köping möter unga på kvällarna.</p>".encode()
TYPE = "Content-Type: text/html; charset=UTF-8"
FETCHED = Fetched("https://www.koping.example/faltare", "text/html", HTML, "2024-03-01T10:00:00Z")


def record(kind: str, block: bytes, *headers: str, url: str = FETCHED.url) -> bytes:
    """Return a WARC record as ISO 28500 lays it out."""
    lines = [f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", "WARC-Date: 2024-03-01T10:00:00Z", *headers]
    head = "\r\n".join(["WARC/1.0", *lines, f"Content-Length: {len(block)}", "", ""])
    return head.encode() + block + b"\r\n\r\n"


def response(
    content: bytes = HTML, status: str = "200 OK", http: tuple[str, ...] = (TYPE,), kind: str = "response"
) -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", *http, "", ""])
    return record(kind, head.encode() + content, "Content-Type: application/http; msgtype=response")


def warc(*records: bytes, packed: bool = True) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in records)


def fetched(content: bytes, most_bytes: int = MOST) -> list[Fetched]:
    return list(read_warc(io.BytesIO(content), most_bytes))
