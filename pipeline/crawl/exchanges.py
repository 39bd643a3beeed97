"""What the crawler asked and was told → WARC records (ISO 28500): request, response, revisit.

Contents are without transfer and content encoding and with personal identity numbers masked, so the headers that
described the bytes on the wire are kept under other names ("X-Archive-Orig-…", as other archives do).
"""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from warcio.recordbuilder import RecordBuilder
from warcio.statusandheaders import StatusAndHeaders

from pipeline.crawl.fetch import Answer
from pipeline.privacy import mask_identity_address, mask_identity_bytes, mask_identity_numbers
from pipeline.records import DOCX, PDF

_BUILDER = RecordBuilder()
_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_ADDRESSES = frozenset({"location", "content-location", "link", "refresh"})
_UNCHANGED = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"
_IDENTICAL = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and what came back at `at`, ready to be stored."""

    url: str
    at: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    content: bytes
    asked: tuple[tuple[str, str], ...]
    truncated: str | None = None


def exchange_of(answer: Answer, at: str, media_type: str | None = None) -> Exchange:
    """Return what may be stored of `answer`; what is packed (PDF, DOCX) is masked when it is cleaned."""
    content = answer.content if media_type in {PDF, DOCX} else mask_identity_bytes(answer.content)
    headers = tuple((key, _masked(key, value)) for key, value in answer.headers)
    return Exchange(answer.url, at, answer.status, answer.reason, headers, content, answer.asked, answer.truncated)


def response_record(exchange: Exchange, extra: dict[str, str]) -> Any:
    """Return the response with its content; `extra` are headers of the record."""
    told = {"WARC-Date": exchange.at, **extra}
    if exchange.truncated:
        told["WARC-Truncated"] = exchange.truncated
    return _BUILDER.create_warc_record(
        exchange.url,
        "response",
        payload=io.BytesIO(exchange.content),
        length=len(exchange.content),
        http_headers=_headers(exchange),
        warc_headers_dict=told,
    )


def revisit_record(exchange: Exchange, since: str | None) -> Any:
    """Return the record of a content that is archived already, `since` that time."""
    unchanged = exchange.status == 304
    told = {"WARC-Date": exchange.at, "WARC-Profile": _UNCHANGED if unchanged else _IDENTICAL}
    told["WARC-Refers-To-Target-URI"] = exchange.url
    if since:
        told["WARC-Refers-To-Date"] = since
    if not unchanged:
        told["WARC-Payload-Digest"] = f"sha1:{base64.b32encode(hashlib.sha1(exchange.content).digest()).decode()}"
    return _BUILDER.create_warc_record(exchange.url, "revisit", http_headers=_headers(exchange), warc_headers_dict=told)


def request_record(exchange: Exchange, answer: Any) -> Any:
    """Return the request that the record `answer` answers."""
    parts = urlsplit(exchange.url)
    line = f"GET {parts.path or '/'}{'?' + parts.query if parts.query else ''} HTTP/1.1"
    told = {
        "WARC-Date": exchange.at,
        "WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID"),
    }
    headers = StatusAndHeaders(line, list(exchange.asked), is_http_request=True)
    return _BUILDER.create_warc_record(exchange.url, "request", http_headers=headers, warc_headers_dict=told)


def _headers(exchange: Exchange) -> Any:
    kept = [(f"X-Archive-Orig-{k}" if k.lower() in _OF_THE_WIRE else k, v) for k, v in exchange.headers]
    kept.append(("Content-Length", str(len(exchange.content))))
    return StatusAndHeaders(f"{exchange.status} {exchange.reason}", kept, protocol="HTTP/1.1")


def _masked(key: str, value: str) -> str:
    return mask_identity_address(value) if key.lower() in _ADDRESSES else mask_identity_numbers(value)
