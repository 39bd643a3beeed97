"""HTML: the main text as blocks, the page's own title, its dates and its author."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.clean.document import clean_page
from pipeline.clean.html.page import Extracted, extract_html
from pipeline.clean.metadata import Metadata
from pipeline.errors import UnusableContent
from pipeline.records import Block, Page

URL = "https://www.gnesta.example/trygghet"
FIRST = (
    "Gnesta kommun och polisen gick i oktober en trygghetsvandring genom centrum tillsammans med boende och handlare."
    " De skrev upp fjorton platser där lampor saknas eller buskar skymmer sikten."
)
SECOND = (
    "Under våren har nio av platserna åtgärdats, och resten står i planen för nästa år. En ny vandring hålls i höst"
    " för att se om fler vågar gå genom parken efter mörkrets inbrott."
)


def page(main: str = f"<h1>Vandring i Gnesta</h1><p>{FIRST}</p><p>{SECOND}</p>", head: str = "") -> str:
    return f"""<!doctype html><html lang="sv"><head><title>Vandring i Gnesta - Gnesta kommun</title>{head}</head><body>
<nav><ul><li><a href="/">Start</a></li><li><a href="/bygga">Bygga och bo</a></li></ul></nav>
<main><article>{main}</article></main>
<footer><p>Gnesta kommun, 646 80 Gnesta</p></footer><script>var x = "<p>inte text</p>";</script></body></html>"""


def test_the_main_text_is_found_and_nothing_else() -> None:
    assert extract_html(page(), URL) == Extracted(
        "Vandring i Gnesta",
        [Block("paragraph", FIRST), Block("paragraph", SECOND)],
        Metadata(publisher="Gnesta kommun", language="sv"),
    )


def test_blocks_have_their_kinds() -> None:
    main = f"""<h1>Vandring i Gnesta</h1><p>{FIRST}</p>
<h2>Det här <em>gör</em> vi</h2><ul><li>Tänder lampor</li><li>Klipper buskar</li></ul><ol><li>Går igen</li></ol>
<p>– Det känns bättre, säger Eva Lind.</p><p>{SECOND}</p>
<table><tr><th>Plats</th><th>Lux</th></tr><tr><td>Parken</td><td>2</td></tr></table>
<blockquote>Alla ska våga gå hem.</blockquote>"""
    assert extract_html(page(main), URL).blocks == [
        Block("paragraph", FIRST),
        Block("heading", "Det här gör vi"),
        Block("list_item", "Tänder lampor"),
        Block("list_item", "Klipper buskar"),
        Block("list_item", "Går igen"),
        Block("quote", "– Det känns bättre, säger Eva Lind."),
        Block("paragraph", SECOND),
        Block("table_row", "Plats | Lux"),
        Block("table_row", "Parken | 2"),
        Block("quote", "Alla ska våga gå hem."),
    ]


def test_what_a_browser_shows_on_lines_of_its_own_is_never_glued_together() -> None:
    main = f"""<h1>Vandring i Gnesta</h1><p>{FIRST}<br>Välkommen!</p>
<ul><li><div>Eva Lind</div><div>samordnare</div></li><li>Måndag<br>9–12</li>
<li>Ute<div>efter mörkrets inbrott</div></li></ul>
<table><tr><th>Plats<br>och tid</th><td><div>Parken</div><div>Torget</div></td></tr></table>
<div>Samling<div>vid stationen</div>klockan 18</div><p>{SECOND}</p>"""
    assert [block.text for block in extract_html(page(main), URL).blocks] == [
        f"{FIRST}\nVälkommen!",
        "Eva Lind\nsamordnare",
        "Måndag\n9–12",
        "Ute\nefter mörkrets inbrott",
        "Plats och tid | Parken Torget",
        "Samling\nvid stationen\nklockan 18",
        SECOND,
    ]


def test_what_a_closed_accordion_hides_is_read() -> None:
    main = f"""<h1>Vandring i Gnesta</h1><p>{FIRST}</p><p>{SECOND}</p>
<h2><button>Vem går med?</button></h2><div aria-hidden="true"><p>Alla som bor i Gnesta får gå med.</p></div>
<button aria-expanded="false">När är det?</button>
<div style="display: none"><p>En kväll i oktober klockan 18.</p></div>"""
    assert [(block.kind, block.text) for block in extract_html(page(main), URL).blocks[2:]] == [
        ("heading", "Vem går med?"),
        ("paragraph", "Alla som bor i Gnesta får gå med."),
        ("heading", "När är det?"),
        ("paragraph", "En kväll i oktober klockan 18."),
    ]


def test_a_comment_in_a_list_item_of_a_short_page_is_no_text() -> None:
    short = "<html><body><div>Så gör du<ul>Ordningsvakter i Malmö<li><span><!-- ikon -->Ring 112</span></li></ul></div>"
    assert any("Ring 112" in block.text for block in extract_html(short, URL).blocks)


def test_control_characters_are_white_space() -> None:
    assert extract_html(page().replace("Gnesta kommun och", "Gnesta\x1fkommun och"), URL).blocks[0].text == FIRST


@pytest.mark.parametrize(
    ("title", "headings", "expected"),
    [
        ("Vandring - Gnesta kommun", "<h1>Vandring\n i <em>Gnesta</em></h1>", "Vandring i Gnesta"),
        ("Vandring - Gnesta kommun", "", "Vandring"),
        ("Barn- och ungdomsvård", "", "Barn- och ungdomsvård"),
    ],
)
def test_the_title_is_the_pages_own(title: str, headings: str, expected: str) -> None:
    html = page(f"{headings}<p>{FIRST}</p><p>{SECOND}</p>").replace("Vandring i Gnesta - Gnesta kommun", title)
    assert extract_html(html, URL).title == expected


@pytest.mark.parametrize(
    ("html", "published", "reviewed"),
    [
        (page(f"<h1>V</h1><p>{FIRST}</p><p>{SECOND}</p><p><span>Publicerad:</span> <time>5 mars 2024</time></p>"),
         "2024-03-05", None),
        (page().replace("</footer>", "<div>Senast granskad 2024-05-06 av EVALIN</div></footer>"), None, "2024-05-06"),
        (page(head='<meta property="article:published_time" content="2024-03-05T08:00:00+01:00">'), "2024-03-05", None),
        (page(head='<meta name="dcterms.issued" content="2024-03-05">'
                   '<meta name="dcterms.modified" content="2024-05-06">'), "2024-03-05", "2024-05-06"),
        (page(head='<meta property="article:modified_time" content="2024-05-06T08:00:00Z">'), None, "2024-05-06"),
        (page(head='<script type="application/ld+json">{"datePublished" : "2024-03-05T08:00:00Z"}</script>'),
         "2024-03-05", None),
        (page(f'<h1>V</h1><time class="published" datetime="2024-03-05">i tisdags</time><p>{FIRST}</p><p>{SECOND}</p>'),
         "2024-03-05", None),
        (page(head='<meta property="article:published_time" content="i tisdags">'), None, None),
        (page(f"<h1>V</h1><p>{FIRST}</p><p>{SECOND} Planen antogs 2019-11-12.</p>"), None, None),
    ],
    ids=["line", "footer", "og", "dc", "modified", "ld+json", "time", "no date", "a date in the text"],
)  # fmt: skip
def test_dates_are_those_the_page_states(html: str, published: str | None, reviewed: str | None) -> None:
    found = extract_html(html, URL).metadata
    assert (found.published, found.reviewed) == (published, reviewed)


def test_a_stated_line_goes_before_meta_and_the_address_comes_last() -> None:
    head = '<meta property="article:published_time" content="2020-01-01T08:00:00Z">'
    html = page(f"<h1>V</h1><p>{FIRST}</p><p>{SECOND}</p><p>Publicerad 2024-03-05</p>", head)
    assert extract_html(html, URL).metadata.published == "2024-03-05"
    assert extract_html(page(), "https://www.gnesta.example/2024/03/05/vandring").metadata.published == "2024-03-05"


def test_every_author_is_named() -> None:
    html = page(head='<meta name="author" content="Eva Lind; Bo Ek">')
    assert extract_html(html, URL).metadata.author == "Eva Lind, Bo Ek"


def test_the_path_to_the_page_is_no_text_of_it() -> None:
    path = '<ol class="breadcrumb"><li><a href="/">Start</a></li><li>Vandring i Gnesta</li></ol>'
    found = extract_html(page(f"{path}<h1>Vandring i Gnesta</h1><p>{FIRST}</p><p>{SECOND}</p>"), URL)
    assert found.metadata.breadcrumbs == ("Start", "Vandring i Gnesta")
    assert [block.text for block in found.blocks] == [FIRST, SECOND]


@pytest.mark.parametrize(
    "html",
    ["", " ", "<html></html>", "<!-- bara en kommentar -->", "<script>var x = 1;</script>",
     "<html><body><nav><a href='/'>Start</a></nav></body></html>", "<html><body><img src='a.png'></body></html>"],
)  # fmt: skip
def test_a_page_without_text_is_unusable(html: str) -> None:
    with pytest.raises(UnusableContent):
        extract_html(html, URL)


@pytest.mark.parametrize(
    "html",
    [
        f"<body><p>{FIRST}</p>" + "<b></b>" * 40_000 + f"<p>{SECOND}</p>",
        f"<body><p>{FIRST}</p>" + "<!-- x -->" * 50_000 + f"<p>{SECOND}</p>",
        f"<body><p>{FIRST}</p><p " + " ".join(f"a{n}=1" for n in range(2_000)) + f">{SECOND}</p>",
        f"<p>{FIRST}\0</p><p>{SECOND}</p>",
        f"<h1>Hej<p>{FIRST}<p>{SECOND}<p>&undefined; &#0; &#xFFFFFFFF;",
        f'<!DOCTYPE html [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><p>{FIRST}</p><p>{SECOND} &b;</p>',
        '<script type="application/ld+json">' + "[" * 100_000 + f"</script><p>{FIRST}</p><p>{SECOND}</p>",
        f"<p>{FIRST}</p><p>{SECOND}</p><p>Kontakt<br>" + "x@" * 500_000,
    ],
    ids=["empty tags", "comments", "attributes", "nul", "entities", "entity bomb", "json-ld", "long word"],
)
def test_hostile_markup_hides_no_text(html: str) -> None:
    texts = [block.text for block in extract_html(html, URL).blocks]
    assert {FIRST, SECOND} <= {text.removesuffix(" &b;") for text in texts}


@pytest.mark.parametrize(
    "html",
    [
        "<b></b>" * 1_000_000,
        "<p>" + "x" * 50_000_000,
        "<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + ">x</p>",
        "<!-- x -->" * 1_000_000,
        "<" * 1_000_000,
        "<div>" * 10_000 + "hej",
        "<p>" + "x" * 5_000_000,
        "<frameset><frame></frameset>",
    ],
    ids=["empty tags", "long line", "attributes", "comments", "opening", "deep", "long word", "no body"],
)
def test_what_no_page_is_is_refused_with_a_short_reason(html: str) -> None:
    with pytest.raises(UnusableContent) as error:
        extract_html(html, URL)
    assert len(str(error.value)) < 60


_PIECES = (
    "<p> </p> <div> <h1> <ul><li> <table><tr><td> <br> <main> <nav> <!-- --> <a> </a> <svg> <button> <form> <script>"
    " </script> &amp; &#0; <![CDATA[ <?php ]]> \x00 < > \" ' ord å \ud800"
).split(" ")
_MARKUP = st.lists(st.sampled_from(_PIECES) | st.text(max_size=8), max_size=40)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400) | _MARKUP.map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_unusable(content: bytes) -> None:
    try:
        found = clean_page(Page("x", URL, "s", "text/html", content, "2024-01-01T00:00:00Z"))
    except UnusableContent as error:
        assert len(str(error)) < 120
    else:
        assert found.text.strip()


@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote", "ul><li", "table><tr><td"])
def test_markup_nested_without_end_is_unusable_at_worst(tag: str) -> None:
    html = f"<html><body><p>{FIRST}</p>" + f"<{tag}>" * 5_000 + f"<p>{SECOND}</p></body></html>"
    try:
        assert extract_html(html, URL).blocks
    except UnusableContent as error:
        assert str(error) == "elements nested more than 250 deep"


def test_markup_left_open_is_read_all_the_same() -> None:
    found = extract_html(f"<html><body><h1>Vandring<p>{FIRST}<p>{SECOND}", URL)
    assert found.blocks == [Block("paragraph", FIRST), Block("paragraph", SECOND)]


@pytest.mark.shared
def test_a_page_of_a_real_content_system(shared: Path) -> None:
    html = gzip.decompress((shared / "data" / "html" / "sitevision_page.html.gz").read_bytes()).decode()
    found = extract_html(html, None)
    assert found.title
    assert len(found.blocks) > 3
    assert all(block.text and block.text == block.text.strip() for block in found.blocks)
