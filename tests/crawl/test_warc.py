"""WARC files of other crawlers, whole and damaged."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
from warcio.exceptions import ArchiveLoadFailed

from pipeline.crawl.warc import Fetched, read_warc
from tests.crawl.made import FETCHED, HTML, MOST, TYPE, fetched, record, response, warc


def before_damage(content: bytes) -> tuple[list[Fetched], str]:
    """Return what is read of a damaged file and the name of the error that ends it."""
    found: list[Fetched] = []
    try:
        for one in read_warc(io.BytesIO(content), MOST):
            found.append(one)
    except (EOFError, zlib.error, ArchiveLoadFailed) as error:
        return found, type(error).__name__
    raise AssertionError("the damage was not seen")


@pytest.mark.parametrize("packed", [True, False])
def test_a_response_is_read_whether_packed_or_not(packed: bool) -> None:
    assert fetched(warc(response(), response(), packed=packed)) == [FETCHED, FETCHED]


CHUNKED = b"5\r\n" + HTML[:5] + b"\r\n" + f"{len(HTML) - 5:x}".encode() + b"\r\n" + HTML[5:] + b"\r\n0\r\n\r\n"
PACKED = gzip.compress(HTML)


@pytest.mark.parametrize(
    ("content", "http"),
    [
        (HTML, (TYPE, f"Content-Length: {len(HTML)}")),
        (CHUNKED, (TYPE, "Transfer-Encoding: chunked")),
        (PACKED, (TYPE, "Content-Encoding: gzip")),
        (f"{len(PACKED):x}\r\n".encode() + PACKED + b"\r\n0\r\n\r\n",
         (TYPE, "Content-Encoding: gzip", "Transfer-Encoding: chunked")),
        (HTML, (TYPE, "Content-Encoding: gzip")),  # crawlers that unpacked the content and kept the header
    ],
    ids=["plain", "chunked", "gzip", "chunked gzip", "gzip in name only"],
)  # fmt: skip
def test_content_comes_without_its_transport(content: bytes, http: tuple[str, ...]) -> None:
    assert fetched(warc(response(content, http=http))) == [FETCHED]


def test_only_successful_responses_and_resources_are_pages() -> None:
    content = warc(
        record("warcinfo", b"software: Wget/1.21.4 (linux-gnu)\r\n", "Content-Type: application/warc-fields"),
        record("response", b"20240301100000\n", "Content-Type: text/dns", url="dns:www.koping.example"),
        response(kind="request", status="GET / HTTP/1.1"),
        response(status="404 Not Found"),
        response(status="301 Moved Permanently", content=b""),
        response(status="304 Not Modified", content=b""),
        response(kind="revisit", content=b""),
        record("metadata", b"via: https://www.koping.example/", "Content-Type: application/warc-fields"),
        record("conversion", HTML, "Content-Type: text/html"),
        record("resource", HTML, "Content-Type: text/html"),
        response(),
    )
    assert fetched(content) == [FETCHED, FETCHED]


def test_wget_writes_addresses_in_angle_brackets() -> None:
    content = warc(response(), packed=False)
    bracketed = content.replace(FETCHED.url.encode(), b"<" + FETCHED.url.encode() + b">")
    assert fetched(bracketed) == [FETCHED]


def test_a_record_without_type_or_date_says_so_by_being_empty() -> None:
    content = warc(response(http=()), packed=False).replace(b"WARC-Date: 2024-03-01T10:00:00Z\r\n", b"")
    assert fetched(content) == [Fetched(FETCHED.url, "", HTML, None)]


def test_no_more_than_asked_for_is_read_of_a_content() -> None:
    bomb = gzip.compress(b"<p>" + b" " * 5_000_000)
    records = (response(bomb, http=(TYPE, "Content-Encoding: gzip")), response(HTML * 100), response())
    assert [len(one.content) for one in fetched(warc(*records), 1_000)] == [1_000, 1_000, len(HTML)]


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_torn_in_its_first_record_has_no_pages(packed: bool) -> None:
    content = warc(response(), packed=packed)
    for length in range(2, len(content) - 8, 7):
        assert before_damage(content[:length])[0] == []


@pytest.mark.parametrize("packed", [True, False])
def test_what_stands_before_a_torn_end_is_read(packed: bool) -> None:
    content = warc(response(), response(HTML * 9), packed=packed)
    start = len(warc(response(), packed=packed))
    for length in range(start + 12, len(content) - 8):
        found, error = before_damage(content[:length])
        assert found == [FETCHED]
        assert error in {"EOFError", "ArchiveLoadFailed"}


def test_no_content_of_a_damaged_packed_record_is_read() -> None:
    first = warc(response())
    content = first + warc(response(HTML * 3)) + warc(response())
    for position in range(len(first), len(first) + 200):
        if position - len(first) in range(3, 10):  # gzip header: flags, time, system
            continue
        found, _ = before_damage(content[:position] + bytes([content[position] ^ 0x10]) + content[position + 1 :])
        assert found == [FETCHED]


def test_a_whole_file_packed_as_one_is_read_too() -> None:
    assert fetched(gzip.compress(warc(response(), response(), packed=False))) == [FETCHED, FETCHED]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>Ingen WARC</html>\r\n", "Unknown archive format"),
        (gzip.compress(b"Ingen WARC\r\n"), "Unknown archive format"),
        (warc(response(), packed=False).replace(b"WARC-Target-URI", b"WARC-Target-XXX"), "no WARC-Target-URI"),
        (warc(response(), packed=False).replace(b"</p>\r\n\r\n", b"</p> mer\r\n\r\n"), "does not end where it says"),
    ],
    ids=["no WARC", "no WARC, packed", "no address", "longer than said"],
)
def test_what_is_no_warc_is_refused_without_a_word_on_stderr(
    content: bytes, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ArchiveLoadFailed, match=message):
        fetched(content)
    assert capfd.readouterr() == ("", "")


def test_an_empty_warc_has_no_pages() -> None:
    assert fetched(b"") == []
