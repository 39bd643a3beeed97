from __future__ import annotations

import pytest

from pipeline.crawl.content import MAX_FILE_BYTES, MAX_PAGE_BYTES, content_fault, most_bytes, served_type
from pipeline.records import DOCX, PDF


@pytest.mark.parametrize(
    ("header", "url", "media_type"),
    [
        ("text/html; charset=utf-8", "https://a.se/", "text/html"),
        ("Application/XHTML+XML", "https://a.se/", "text/html"),
        ("application/octet-stream", "https://a.se/plan.PDF?x=1", PDF),
        (None, "https://a.se/plan.docx", DOCX),
        (None, "https://a.se/plan", None),
        ("image/png", "https://a.se/plan.pdf", None),
    ],
)
def test_the_type_is_what_the_server_says_or_else_the_ending(
    header: str | None, url: str, media_type: str | None
) -> None:
    assert served_type(header, url) == media_type


@pytest.mark.parametrize(
    ("content", "media_type", "reason"),
    [
        (b"<p>hej", "text/html", None),
        (b"%PDF-1.7", PDF, None),
        (b"  ", "text/html", "there is nothing in it"),
        (b"\x00\x01", "text/html", "binary data, not text"),
        ("hej".encode("utf-16"), "text/html", None),
        (b"<html>fel</html>", PDF, "not a PDF file"),
        (b"\xd0\xcf\x11\xe0", DOCX, "it is encrypted, or an old .doc file"),
        (b"a" * (MAX_PAGE_BYTES + 1), "text/html", "larger than 20 MB"),
    ],
)
def test_what_is_wrong_with_bytes(content: bytes, media_type: str, reason: str | None) -> None:
    assert content_fault(content, media_type) == reason


def test_reports_may_be_larger_than_pages() -> None:
    assert (most_bytes("text/html"), most_bytes(PDF)) == (MAX_PAGE_BYTES, MAX_FILE_BYTES)
