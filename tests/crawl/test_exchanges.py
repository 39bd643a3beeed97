"""Exchanges as WARC records, read again by warcio and by our own reader."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from pipeline.crawl.archive import ArchiveWriter, read_archive, read_media_type, read_page
from pipeline.crawl.exchanges import Exchange, exchange_of
from pipeline.crawl.fetch import Answer
from pipeline.crawl.warc import read_warc
from pipeline.records import PDF, Gone, Page, document_id

URL = "https://a.se/x?q=1"
AT = "2024-01-01T00:00:00.000Z"
ANSWER = Answer(
    URL,
    200,
    "OK",
    (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", "9"), ("Set-Cookie", "a=1")),
    b"<p>hej",
    (("User-Agent", "kb"),),
)


def records(folder: Path) -> list[tuple[str, dict[str, str], dict[str, str], bytes]]:
    found = []
    for path in sorted(folder.iterdir()):
        with path.open("rb") as handle:
            for record in ArchiveIterator(handle, check_digests="raise"):
                http = dict(record.http_headers.headers) if record.http_headers else {}
                found.append((record.rec_type, dict(record.rec_headers.headers), http, record.content_stream().read()))
    return found


def test_a_page_comes_back_from_its_response(tmp_path: Path) -> None:
    page = Page(document_id(URL), URL, "A", "text/html", b"<p>hej", AT, None, True, "A kommun", "1981")
    gone = Gone(page.doc_id, URL, AT, "answered 404", "Å")
    with ArchiveWriter(tmp_path) as archive:
        archive.append_exchange(exchange_of(replace(ANSWER, status=404), AT))
        place = archive.append_exchange(exchange_of(ANSWER, AT), page)
        archive.append_revisit(exchange_of(ANSWER, AT), AT)
        archive.append_gone(gone)
    assert [item for item, _ in read_archive(tmp_path)] == [page, gone]  # type: ignore[misc]
    assert (read_page(tmp_path, place), read_media_type(tmp_path, place)) == (b"<p>hej", "text/html")
    (path,) = tmp_path.iterdir()
    found = list(read_warc(io.BytesIO(path.read_bytes()), 1000))
    assert [(each.url, each.media_type, each.content) for each in found] == [(URL, "text/html", b"<p>hej")]


def test_requests_responses_and_revisits_are_as_the_standard_has_them(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as archive:
        archive.append_exchange(exchange_of(replace(ANSWER, truncated="length"), AT))
        archive.append_revisit(exchange_of(ANSWER, AT), AT)
        archive.append_revisit(exchange_of(replace(ANSWER, status=304, content=b""), AT), None)
    (response, asked, same, _, unchanged, _) = records(tmp_path)
    assert (response[0], response[3], response[1]["WARC-Truncated"]) == ("response", b"<p>hej", "length")
    assert response[2] == {
        "Content-Type": "text/html",
        "X-Archive-Orig-Content-Encoding": "gzip",
        "X-Archive-Orig-Content-Length": "9",
        "Set-Cookie": "a=1",
        "Content-Length": "6",
    }
    assert (asked[0], asked[2]) == ("request", {"User-Agent": "kb"})
    assert asked[1]["WARC-Concurrent-To"] == response[1]["WARC-Record-ID"]
    assert same[0] == unchanged[0] == "revisit"
    assert same[1]["WARC-Payload-Digest"] == response[1]["WARC-Payload-Digest"]
    assert (same[1]["WARC-Refers-To-Date"], same[1]["WARC-Profile"].rsplit("/")[-1]) == (AT, "identical-payload-digest")
    assert unchanged[1]["WARC-Profile"].rsplit("/")[-1] == "server-not-modified"
    assert "WARC-Refers-To-Date" not in unchanged[1]


def test_identity_numbers_are_masked_in_contents_headers_and_addresses() -> None:
    headers = (("Location", "/x?q=19121212%2D1212"), ("X-Vem", "19121212-1212"))
    exchange = exchange_of(replace(ANSWER, headers=headers, content=b"Tolvan 19121212-1212."), AT)
    assert exchange.content == b"Tolvan [personnummer]."
    assert exchange.headers[1] == ("X-Vem", "[personnummer]")
    assert "1212" not in exchange.headers[0][1]
    packed = exchange_of(replace(ANSWER, content=b"%PDF 19121212-1212"), AT, PDF)
    assert isinstance(packed, Exchange)
    assert packed.content == b"%PDF 19121212-1212"
