from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawl.links import PageLinks, canonical_header, directives, read_links

URL = "https://www.a.se/mapp/sida"


def test_links_are_canonical_in_order_and_each_once() -> None:
    content = """<html><body><a href="b#del">1</a><a href="/c?utm_source=x">2</a><a href="b">3</a>
    <a href="mailto:a@b.se">4</a><a href="javascript:void(0)">5</a><a>6</a><a href=" //d.se/å ">7</a>
    <a href="http://[trasig">8</a><area href="/karta"></body></html>""".encode()
    assert read_links(content, URL).links == (
        "https://www.a.se/mapp/b",
        "https://www.a.se/c",
        "https://d.se/%C3%A5",
        "https://www.a.se/karta",
    )


def test_addresses_in_latin_1_are_read_too() -> None:
    assert read_links('<p>å<a href="/å">1</a>'.encode("latin-1"), URL).links == ("https://www.a.se/%C3%A5",)


def test_a_base_element_moves_relative_links() -> None:
    assert read_links(b'<base href="/annan/"><a href="b">1</a>', URL).links == ("https://www.a.se/annan/b",)


@pytest.mark.parametrize(
    ("head", "tags", "noindex", "nofollow"),
    [
        ("", [], False, False),
        ('<meta name="robots" content="NoIndex">', [], True, False),
        ('<meta name="ROBOTS" content="none">', [], True, True),
        ('<meta name="kunskapsbank" content="noindex">', [], True, False),
        ('<meta name="googlebot" content="noindex">', [], False, False),
        ("", ["noindex, nofollow"], True, True),
        ("", ["googlebot: noindex"], False, False),
        ("", ["kunskapsbank: noindex"], True, False),
        ("", ["unavailable_after: 25 Jun 2030 15:00:00 GMT", "nofollow"], False, True),
    ],
)
def test_what_the_page_asks_of_crawlers(head: str, tags: list[str], noindex: bool, nofollow: bool) -> None:
    found = read_links(f'<head>{head}</head><a href="/b">b</a>'.encode(), URL, tags)
    assert (found.noindex, found.nofollow) == (noindex, nofollow)
    assert found.links == (() if nofollow else ("https://www.a.se/b",))


def test_a_link_that_is_not_to_be_followed_is_not() -> None:
    assert read_links(b'<a rel="noopener NOFOLLOW" href="/b">b</a>', URL).links == ()


def test_the_canonical_address_but_not_a_root_that_careless_templates_give() -> None:
    def canonical(href: str, url: str = URL) -> str | None:
        return read_links(f'<link rel="canonical" href="{href}">'.encode(), url).canonical

    assert canonical("/annan?utm_source=x") == "https://www.a.se/annan"
    assert canonical("https://www.a.se/") is None
    assert canonical("https://www.a.se/", "https://www.a.se/") == "https://www.a.se/"
    assert canonical("mailto:x") is None
    assert (
        canonical_header(['<https://a.se/1>; rel="next", </plan.pdf>; rel="canonical"'], URL)
        == "https://www.a.se/plan.pdf"
    )
    assert canonical_header(['</plan.pdf>; rel="canonical"'], URL) == "https://www.a.se/plan.pdf"


def test_what_is_no_page_leads_nowhere() -> None:
    assert read_links(b"", URL, ["noindex"]) == PageLinks(noindex=True)
    assert directives([]) == set()


PIECES = (
    '<a href="',
    "http://[",
    "//\xff:99999",
    "%zz",
    "å",
    '">',
    "<base href=",
    "<link rel=canonical href=",
    "\x00",
    "x",
)


@given(st.lists(st.sampled_from(PIECES)).map(lambda pieces: "".join(pieces).encode()) | st.binary())
def test_no_bytes_stop_it(content: bytes) -> None:
    assert all(link.startswith("http") for link in read_links(content, URL).links)
