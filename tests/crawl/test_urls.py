"""Which addresses are the same page, and which address a page gives itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawl.urls import (
    address_variants,
    canonical_url,
    declared_url,
    file_url,
    joined_url,
    origin,
    page_address,
    server,
    site,
    unprinted,
)


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
        ("https://www.arboga.example/v%c3%a5rd", "https://www.arboga.example/v%C3%A5rd"),
        ("https://www.arboga.example/x?q=v%c3%a5rd", "https://www.arboga.example/x?q=v%C3%A5rd"),
        ("https://www.arboga.example./trygg", "https://www.arboga.example/trygg"),
        ("https://www.arboga.example.:443/trygg", "https://www.arboga.example/trygg"),
        ("https://www.arboga.example/trygg;jsessionid=0A1b?sida=2", "https://www.arboga.example/trygg?sida=2"),
        ("https://www.arboga.example/trygg?", "https://www.arboga.example/trygg"),
    ],
)
def test_addresses_of_one_page_become_one(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    "name",
    "utm_id UTM_Source gclid gclsrc dclid gbraid wbraid fbclid msclkid mc_cid mc_eid yclid twclid ttclid li_fat_id"
    " igshid _ga _gl _hsenc _hsmi hsa_acc mkt_tok mtm_campaign matomo_kwd pk_campaign pk_kwd wt_mc srsltid cmpid"
    " vero_id PHPSESSID jsessionid".split(),
)
def test_what_only_tells_where_a_reader_came_from_is_taken_away(name: str) -> None:
    assert (
        canonical_url(f"https://www.arboga.example/trygg?{name}=x1&sida=2") == "https://www.arboga.example/trygg?sida=2"
    )


@pytest.mark.parametrize("query", ["id=5", "sida=2", "sok=print", "mcid=1", "hsak=2", "lang=sv", "printer_id=7"])
def test_what_may_name_the_page_stays(query: str) -> None:
    assert canonical_url(f"https://www.arboga.example/trygg?{query}") == f"https://www.arboga.example/trygg?{query}"


@pytest.mark.parametrize(
    "url",
    ["http://www.arboga.example/trygg", "https://arboga.example/trygg/", "https://www.arboga.example/trygg/index.html",
     "https://www.arboga.example/trygg/index.php", "https://www.arboga.example/trygg/default.aspx"],
)  # fmt: skip
def test_ways_to_write_one_address_are_variants_of_one_another(url: str) -> None:
    for other in ("https://www.arboga.example/trygg", "http://arboga.example/trygg/"):
        assert url in address_variants(other)
        assert other in address_variants(url)
        assert page_address(url) == page_address(other) == "arboga.example/trygg"


def test_an_address_is_its_own_first_variant_and_keeps_its_port_and_query() -> None:
    url = "http://www.arboga.example:8080/v%C3%A5rd?sida=2"
    found = address_variants(url)
    assert (found[0], len(found), len(set(found))) == (url, 24, 24)
    assert all(":8080/" in each and each.startswith("http://") and each.endswith("?sida=2") for each in found)
    assert "http://arboga.example:8080/v%c3%a5rd/?sida=2" in found
    assert address_variants("https://arboga.example/")[1:4] == (
        "https://arboga.example/index.html", "https://arboga.example/index.htm", "https://arboga.example/index.php",
    )  # fmt: skip


@given(st.from_regex(r"https?://(www\.)?a\.example(/[a-z%C3A5]{1,4}){0,3}/?(index\.html)?", fullmatch=True))
def test_every_variant_has_one_page_address(url: str) -> None:
    canonical = canonical_url(url)
    if canonical is not None:
        assert {page_address(each) for each in address_variants(canonical)} == {page_address(canonical)}


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://arboga.example/trygg?print=1", "https://arboga.example/trygg"),
        ("https://arboga.example/trygg?print=true&sida=2", "https://arboga.example/trygg?sida=2"),
        ("https://arboga.example/trygg?sida=2&utskrift=ja", "https://arboga.example/trygg?sida=2"),
        ("https://arboga.example/trygg?version=print", "https://arboga.example/trygg"),
        ("https://arboga.example/trygg?format=printable", "https://arboga.example/trygg"),
        ("https://arboga.example/trygg?vy=skriv-ut", "https://arboga.example/trygg"),
        ("https://arboga.example/trygg?skrivut=1", "https://arboga.example/trygg"),
        ("https://arboga.example/trygg/print", "https://arboga.example/trygg"),
        ("https://arboga.example/trygg/print/", "https://arboga.example/trygg"),
        ("https://arboga.example/trygg/skriv-ut", "https://arboga.example/trygg"),
        ("https://arboga.example/trygg/utskrift.html", "https://arboga.example/trygg"),
        ("https://arboga.example/print", "https://arboga.example/"),
        ("https://arboga.example/trygg?print=0", None),
        ("https://arboga.example/trygg?printer_id=7", None),
        ("https://arboga.example/trygg?q=sprint", None),
        ("https://arboga.example/sprint", None),
        ("https://arboga.example/print/trygg", None),
        ("https://arboga.example/3d-print", None),
        ("https://arboga.example/trygg", None),
    ],
)
def test_a_print_version_names_its_page(url: str, page: str | None) -> None:
    assert unprinted(url) == (page or url)
    assert page_address(url) == page_address(page or url)
    assert url not in address_variants(page or "https://arboga.example/")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x", "https://a.example/y"),
        ("https://a.example/x", "https://a.example/X"),
        ("https://a.example/x", "https://b.example/x"),
        ("https://a.example/x", "https://ww2.a.example/x"),
        ("https://a.example/x?sida=1", "https://a.example/x?sida=2"),
        ("https://a.example/x", "https://a.example:8080/x"),
    ],
)
def test_other_addresses_are_other_pages(one: str, other: str) -> None:
    assert page_address(one) != page_address(other)
    assert other not in address_variants(one)


@pytest.mark.parametrize("url", [None, "file:///srv/x.html"])
def test_what_is_not_on_the_web_has_no_page_address(url: str | None) -> None:
    assert page_address(url) is None


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


def test_references_are_joined_with_the_page_they_stand_on() -> None:
    base = "https://www.a.se/mapp/sida"
    assert joined_url(base, " b?utm_source=x#del") == "https://www.a.se/mapp/b"
    assert joined_url(base, "//b.se") == "https://b.se/"
    assert [joined_url(base, reference) for reference in ("mailto:a@b.se", "http://[x", "javascript:void(0)")] == [
        None
    ] * 3


def test_a_server_has_a_pace_and_an_origin_its_robots_file() -> None:
    assert [server(url) for url in ("https://www.a.se/x", "http://a.se", "http://A.se:8080/")] == [
        "a.se",
        "a.se",
        "a.se:8080",
    ]
    assert origin("https://www.a.se/x?y#z") == "https://www.a.se"
