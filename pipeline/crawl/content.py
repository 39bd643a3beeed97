"""Which bytes are a page of which media type, and what is wrong with those that are none."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pipeline.records import DOCX, PDF

# Brå's longest reports as one HTML page are under 3 MB; a larger page is a dump or a trap.
MAX_PAGE_BYTES = 20_000_000
# Printed reports with pictures are mostly under 20 MB; what is larger than this is a scan or pictures alone.
MAX_FILE_BYTES = 80_000_000
# As servers name them → as the clean stage does.
SERVED_TYPES = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    PDF: PDF,
    "application/x-pdf": PDF,
    DOCX: DOCX,
}
_BY_ENDING = {".pdf": PDF, ".docx": DOCX}
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/download"})
# How the two kinds of binary files begin; some tools put a few bytes before a PDF (ISO 32000-1, annex H).
_BEGINNINGS = {PDF: (b"%PDF-", 1024, "not a PDF file"), DOCX: (b"PK\x03\x04", 4, "not a DOCX file")}
_ENCRYPTED_OFFICE = b"\xd0\xcf\x11\xe0"


def served_type(header: str | None, url: str) -> str | None:
    """Return the media type of a page by its Content-Type, by its ending where that says nothing; None if unread."""
    told = (header or "").split(";")[0].strip().lower()
    if told in _UNTOLD:
        return _BY_ENDING.get(PurePosixPath(urlsplit(url).path).suffix.lower())
    return SERVED_TYPES.get(told)


def most_bytes(media_type: str) -> int:
    """Return how large a page of this type may be."""
    return MAX_FILE_BYTES if media_type in _BEGINNINGS else MAX_PAGE_BYTES


def content_fault(content: bytes, media_type: str) -> str | None:
    """Return why these bytes are no page of `media_type`, None if they may be one."""
    most = most_bytes(media_type)
    if len(content) > most:
        return f"larger than {most // 1_000_000} MB"
    if not content.strip():
        return "there is nothing in it"
    if media_type in _BEGINNINGS:
        return _binary_fault(content, media_type)
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "binary data, not text"
    return None


def _binary_fault(content: bytes, media_type: str) -> str | None:
    if media_type == DOCX and content.startswith(_ENCRYPTED_OFFICE):
        return "it is encrypted, or an old .doc file"
    beginning, within, wrong = _BEGINNINGS[media_type]
    return None if beginning in content[:within] else wrong
