from __future__ import annotations

import gzip
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawl import listings
from pipeline.crawl.listings import Listed, Listing, read_feed, read_sitemap, unpacked
from pipeline.errors import UnusableContent

URL = "https://a.se/sitemap.xml"
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def test_a_sitemap_with_days_and_one_without() -> None:
    xml = f"""<?xml version="1.0"?><urlset {SPACE}><url><loc> https://a.se/a?utm_source=x </loc>
    <lastmod>2024-05-01</lastmod></url><url><loc>https://a.se/b</loc></url><url><loc>mailto:x</loc></url></urlset>"""
    assert read_sitemap(xml.encode(), URL) == Listing(
        (Listed("https://a.se/a", "2024-05-01"), Listed("https://a.se/b"))
    )


def test_an_index_and_a_list_of_lines() -> None:
    xml = f"<sitemapindex {SPACE}><sitemap><loc>/b.xml.gz</loc><lastmod>2024</lastmod></sitemap></sitemapindex>"
    assert read_sitemap(xml.encode(), URL) == Listing((), (Listed("https://a.se/b.xml.gz", "2024"),))
    assert read_sitemap(b"\xef\xbb\xbfhttps://a.se/1\nrubrik\nhttps://a.se/2\n", URL) == Listing(
        (Listed("https://a.se/1"), Listed("https://a.se/2"))
    )


@pytest.mark.parametrize("content", [b"<html><body>Fel</body></html>", b"", b"hej", b"<", b"<a><b>"])
def test_what_is_no_sitemap(content: bytes) -> None:
    with pytest.raises(UnusableContent):
        read_sitemap(content, URL)


def test_entities_are_not_resolved() -> None:
    xml = (
        '<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>https://a.se/&x;</loc></url></urlset>'
    )
    assert all("root" not in each.url for each in read_sitemap(xml.encode(), URL).pages)


def test_feeds() -> None:
    rss = "<rss><channel><link>https://a.se/</link><item><title>1</title><link>https://a.se/1</link></item></channel></rss>"
    assert read_feed(rss.encode(), URL) == Listing((Listed("https://a.se/1"),))
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="/"/><entry><link rel="self" href="/api"/>
    <link rel="alternate" href="/2"/><updated>2024-05-01T10:00:00Z</updated></entry>
    <entry><title>3</title></entry></feed>"""
    assert read_feed(atom.encode(), URL) == Listing((Listed("https://a.se/2", "2024-05-01T10:00:00Z"),))
    with pytest.raises(UnusableContent, match="a <html>, not a feed"):
        read_feed(b"<html></html>", URL)


def test_packed_files(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unpacked(b"hej") == b"hej"
    assert unpacked(gzip.compress(b"hej")) == b"hej"
    with pytest.raises(UnusableContent, match="cut short"):
        unpacked(gzip.compress(b"hej" * 1000)[:-4])
    with pytest.raises(UnusableContent, match="damaged"):
        unpacked(b"\x1f\x8b" + b"\xff" * 50)
    monkeypatch.setattr(listings, "MOST_BYTES", 1000)
    with pytest.raises(UnusableContent, match="too much"):
        unpacked(gzip.compress(b"0" * 100_000))


PIECES = (
    "<urlset>",
    "<url>",
    "<loc>",
    "<ur:e:>",
    "<rss",
    "<item>",
    "<link>",
    "http://[",
    "</",
    ">",
    "å",
    "\x00",
    "<?xml",
    "&x;",
)


@given(st.lists(st.sampled_from(PIECES)).map(lambda pieces: "".join(pieces).encode()) | st.binary())
def test_no_bytes_stop_it(content: bytes) -> None:
    for read in (read_sitemap, read_feed):
        with suppress(UnusableContent):
            assert isinstance(read(content, URL), Listing)
