"""What a page says about itself, from its words, its meta elements and its JSON-LD."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from pipeline.clean.metadata import Metadata, canonical_url, read_metadata
from tests.quality.dates import measure

URL = "https://www.gnesta.se/trygghet/vandring"


def ld(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def tree(body: str = "", head: str = "") -> Any:
    return html.document_fromstring(f"<html><head>{head}</head><body><h1>Vandring</h1>{body}</body></html>")


def said(body: str = "", head: str = "", url: str | None = URL) -> Metadata:
    return read_metadata(tree(body, head), url)


def test_a_page_that_says_nothing() -> None:
    assert said("<p>Planen antogs 2019-11-12.</p>") == Metadata()


@pytest.mark.parametrize(
    ("body", "published", "reviewed"),
    [
        ("<div><span>Publicerad:</span><span>3 maj, 2023</span></div>", "2023-05-03", None),
        ("<p>Sidan uppdaterades den 3 maj 2023</p>", None, "2023-05-03"),
        ("<p>Uppdaterad <time datetime='2023-05-03T10:00'>för två dagar sedan</time></p>", None, "2023-05-03"),
        ("<div><b>Publicerad</b><span><time datetime='2023-05-03'></time></span></div>", "2023-05-03", None),
        ("<time class='entry-date published' datetime='2023-05-03'>3/5</time>", "2023-05-03", None),
        ("<time class='updated' datetime='2023-05-03'>3/5</time>", None, "2023-05-03"),
        ("<meta itemprop='datePublished' content='2023-05-03'>", "2023-05-03", None),
        ("<meta itemprop='datePublished' content='2023-05-03'><meta itemprop='datePublished' content='2023-05-04'>",
         None, None),
        ("<p>Published March 3, 2021 · Updated on April 4, 2022</p>", "2021-03-03", "2022-04-04"),
    ],
)  # fmt: skip
def test_dates_in_the_words_and_the_markup(body: str, published: str | None, reviewed: str | None) -> None:
    found = said(body)
    assert (found.published, found.reviewed) == (published, reviewed)


@pytest.mark.parametrize(
    "body",
    [
        "<nav><p>Publicerad 2023-05-03</p></nav>",
        "<ul><li><a href='/b'>Ny plan</a> <p>Publicerad 2023-05-03</p></li></ul>",
        "<a href='/b'><h3>Ny plan</h3><p>Uppdaterad 2023-05-03</p></a>",
        "<article><h1>A</h1></article><article><p>Publicerad 2023-05-03</p></article>",
    ],
)
def test_dates_of_other_pages_are_not_read(body: str) -> None:
    assert said(body) == Metadata()


def test_a_link_to_the_page_itself_is_its_own() -> None:
    body = f"<a href='{URL}'><time class='published' datetime='2023-05-03'>May 3, 2023</time></a>"
    assert said(body).published == "2023-05-03"


def test_many_different_days_are_those_of_teasers() -> None:
    body = "".join(f"<div><p>Uppdaterad 2024-01-0{day}</p></div>" for day in range(1, 6))
    assert said(body, '<meta property="article:modified_time" content="2023-05-03">').reviewed == "2023-05-03"
    assert said(body).reviewed == "2024-01-01"


def test_words_go_before_meta_before_json_ld_before_the_address() -> None:
    url = "https://www.gnesta.se/2023/01/01/vandring"
    script = ld('{"@type": "Article", "datePublished": "2023-02-02"}')
    meta = '<meta property="article:published_time" content="2023-03-03">'
    body = "<p>Publicerad 2023-04-04</p>"
    found = [
        said(*args, url).published for args in (("", ""), ("", script), ("", script + meta), (body, script + meta))
    ]
    assert found == ["2023-01-01", "2023-02-02", "2023-03-03", "2023-04-04"]


@pytest.mark.parametrize(
    ("body", "head", "author"),
    [
        ("", ld('{"@type": "Article", "author": {"@type": "Organization", "name": "Anna Lindhs Fond"}}'), None),
        ("", '<meta name="author" content="Eva Lind; Bo Ek">', "Eva Lind, Bo Ek"),
        ("", '<meta name="author" content="Gnesta kommun">', None),
        ("", '<meta property="article:author" content="https://www.facebook.com/eva.lind">', None),
        ("", '<meta name="dcterms.creator" content="KLALIW">', None),
        ("<p class='byline'>Av Eva Lind</p>", "", "Eva Lind"),
        ("<p>Text: Eva Lind</p>", '<meta name="author" content="webbredaktionen">', "Eva Lind"),
        ("<p>Sidansvarig: Eva Lind</p>", "", None),
        ("<p>Senast granskad 2023-03-10 av KLALIW</p>", "", None),
        ("".join(f"<p>By {name} Lind</p>" for name in ("Eva", "Bo", "Per", "Ida")), "", None),
        ("<span class='author-name'>Eva Lind</span>",
         ld('{"@type": "Article", "author": {"@type": "Person", "name": "Bo Ek"}}'),
         "Bo Ek"),
        ("<span class='author-name'>Eva Lind</span>",
         ld('{"@type": "Article", "author": {"name": "Gnesta kommun"}}'), None),
        ("", '<meta name="author" content="Ny Tid"><meta property="og:site_name" content="Ny Tid">', None),
    ],
)  # fmt: skip
def test_authors(body: str, head: str, author: str | None) -> None:
    assert said(body, head).author == author


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ('<meta property="og:site_name" content="Gnesta kommun">', "Gnesta kommun"),
        (
            '<meta name="DCTERMS.publisher" content="Sala kommun"><meta property="og:site_name" content="x">',
            "Sala kommun",
        ),
        (ld('{"publisher": {"name": "Brå"}}'), "Brå"),
        ("<title>Vandring - Gnesta kommun</title>", "Gnesta kommun"),
        ("<title>Vandring - Gnesta</title>", None),
    ],
)
def test_publishers(head: str, publisher: str | None) -> None:
    assert said("", head).publisher == publisher


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        ('<link rel="canonical" href="https://gnesta.se/a">', URL, "https://gnesta.se/a"),
        ('<link rel="canonical" href="/a#b">', URL, "https://www.gnesta.se/a"),
        ('<meta property="og:url" content="https://www.gnesta.se/a">', URL, "https://www.gnesta.se/a"),
        ('<link rel="canonical" href="https://www.sala.se/a"><meta property="og:url" content="/b">', URL,
         "https://www.gnesta.se/b"),
        ('<link rel="canonical" href="https://www.sala.se/a">', "file:///tmp/a.html", "https://www.sala.se/a"),
        ('<link rel="canonical" href="https://www.sala.se/a">', None, "https://www.sala.se/a"),
        ('<link rel="canonical" href="/">', URL, None),
        ('<link rel="canonical" href="/">', "https://www.gnesta.se/", "https://www.gnesta.se/"),
        ('<link rel="canonical" href="javascript:void(0)">', URL, None),
        ('<link rel="canonical" href="http://[a/b">', URL, None),
        ('<link rel="canonical" href="http://localhost/a">', None, None),
        ("", URL, None),
    ],
)  # fmt: skip
def test_the_address_a_page_gives_itself(head: str, url: str | None, expected: str | None) -> None:
    assert canonical_url(tree("", head), url) == expected


def test_the_path_is_that_of_json_ld_or_the_one_found_on_the_page() -> None:
    script = ld('{"@type": "BreadcrumbList", "itemListElement": [{"position": 1, "name": "Start"}]}')
    assert read_metadata(tree("", script), URL, ("Hem",)).breadcrumbs == ("Start",)
    assert read_metadata(tree(), URL, ("Hem",)).breadcrumbs == ("Hem",)


@pytest.mark.parametrize(("lang", "expected"), [("sv-SE", "sv"), ("EN_us", "en"), ("", None), ("svenska", None)])
def test_the_language_in_the_markup(lang: str, expected: str | None) -> None:
    page = html.document_fromstring(f'<html lang="{lang}"><body><p>x</p></body></html>')
    assert read_metadata(page, None).language == expected


@pytest.mark.shared
def test_nine_of_ten_real_pages_that_state_a_date_have_it(shared: Path) -> None:
    found = measure(shared / "data" / "html" / "wcxb_dev_sample")
    assert found.pages == 37
    assert found.right / found.pages >= 0.9
