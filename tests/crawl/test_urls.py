"""Which addresses are the same page, and which address a page gives itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawl.urls import canonical_url, declared_url, file_url, site


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.arboga.example/trygg", "https://www.arboga.example/trygg"),
        ("  https://www.arboga.example/trygg\n", "https://www.arboga.example/trygg"),
        ("https://www.arboga.example/trygg#kontakt", "https://www.arboga.example/trygg"),
        ("https://www.arboga.example/trygg?utm_source=nyhetsbrev&sida=2", "https://www.arboga.example/trygg?sida=2"),
        ("https://www.arboga.example/trygg?fbclid=x1", "https://www.arboga.example/trygg"),
        ("https://www.arboga.example/?b=2&a=1", "https://www.arboga.example/?a=1&b=2"),
        ("HTTPS://WWW.Arboga.Example/Trygg", "https://www.arboga.example/Trygg"),
        ("https://www.arboga.example:443/x", "https://www.arboga.example/x"),
        ("http://www.arboga.example:80/x", "http://www.arboga.example/x"),
        ("http://www.arboga.example:8080/x", "http://www.arboga.example:8080/x"),
        ("https://www.arboga.example", "https://www.arboga.example/"),
        ("https://www.arboga.example/", "https://www.arboga.example/"),
        ("https://www.arboga.example?sida=2", "https://www.arboga.example/?sida=2"),
        ("https://www.arboga.example/vård och omsorg", "https://www.arboga.example/v%C3%A5rd%20och%20omsorg"),
        ("https://www.arboga.example/v%C3%A5rd", "https://www.arboga.example/v%C3%A5rd"),
        ("https://www.åmål.example/", "https://www.åmål.example/"),
    ],
)
def test_addresses_of_one_page_become_one(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    "url",
    ["", " ", "trygg.html", "/trygg", "//arboga.example/x", "mailto:info@arboga.example", "ftp://arboga.example/x",
     "file:///srv/x.html", "javascript:alert(1)", "http://", "https:///x", "http://[::1", "http://\ud800.example/",
     "https://arboga.example/\udcff"],
)  # fmt: skip
def test_anything_but_a_web_address_is_none(url: str) -> None:
    assert canonical_url(url) is None


@given(st.one_of(st.text(), st.text().map("http://{}".format), st.text().map("https://a.example/{}".format)))
def test_a_canonical_address_is_its_own_canonical_form(url: str) -> None:
    canonical = canonical_url(url)
    if canonical is not None:
        assert canonical.startswith(("http://", "https://"))
        assert "#" not in canonical
        canonical.encode()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="https://www.arboga.example/trygg?utm_source=x#a">', "https://www.arboga.example/trygg"),
        ('<meta property="og:url" content="https://www.arboga.example/og">', "https://www.arboga.example/og"),
        ('<meta property="og:url" content="https://www.arboga.example/og">'
         '<link rel="canonical" href="https://www.arboga.example/lank">', "https://www.arboga.example/lank"),
        ('<link rel="canonical" href="/trygg"><meta property="og:url" content="https://www.arboga.example/og">',
         "https://www.arboga.example/og"),
        ('<link rel="canonical" href="https://www.arboga.example/">'
         '<meta property="og:url" content="https://www.arboga.example/og">', "https://www.arboga.example/og"),
        ('<link rel="canonical" href="https://www.arboga.example">', None),
        ('<link rel="canonical" href="">', None),
        ('<link rel="canonical" href="http://[::1">', None),
        ('<link rel="alternate" href="https://www.arboga.example/en">', None),
        ("<title>Trygg i Arboga</title>", None),
    ],
)  # fmt: skip
def test_the_address_a_page_gives_itself(head: str, expected: str | None) -> None:
    assert declared_url(f"<!doctype html><html><head>{head}</head><body>Åäö</body></html>".encode()) == expected


@pytest.mark.parametrize("content", [b"", b" ", b"\x00\x01\x02", b"<!--", b"\xff\xfe<\x00", b"%PDF-1.7", b"bara text"])
def test_what_is_no_html_gives_itself_no_address(content: bytes) -> None:
    assert declared_url(content) is None


@given(st.binary(max_size=300))
def test_no_bytes_break_the_search_for_an_address(content: bytes) -> None:
    found = declared_url(b"<html><link rel=canonical href=" + content)
    assert found is None or found == canonical_url(found)


def test_an_address_far_into_the_page_is_not_looked_for() -> None:
    late = b'<link rel="canonical" href="https://www.arboga.example/sent">'
    assert declared_url(b"<html><body>" + b"<p>x</p>" * 10_000 + late) is None


def test_the_address_of_a_file_is_absolute_and_follows_links(tmp_path: Path) -> None:
    path = tmp_path / "vård plan.html"
    path.write_text("x", encoding="utf-8")
    (tmp_path / "länk.html").symlink_to(path)
    expected = f"file://{tmp_path.resolve()}/v%C3%A5rd%20plan.html"
    assert file_url(path) == file_url(tmp_path / "länk.html") == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.arboga.example/x", "arboga.example"),
        ("https://Trygg.Arboga.example:8080/x", "trygg.arboga.example"),
        ("https://wwww.arboga.example/", "wwww.arboga.example"),
        ("file:///srv/x.html", ""),
    ],
)
def test_a_site_is_the_host_without_www(url: str, expected: str) -> None:
    assert site(url) == expected
