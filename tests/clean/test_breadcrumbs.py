"""The path to a page: read in the shapes that sites show it, and gone from the page."""

from __future__ import annotations

import pytest
from lxml import html

from pipeline.clean.breadcrumbs import split_path_line, take_breadcrumbs
from pipeline.records import Block


@pytest.mark.parametrize(
    "path",
    [
        '<nav aria-label="Brödsmulor"><ol><li><a href="/">Start</a></li><li><a href="/o">Omsorg</a></li></ol></nav>',
        '<ul class="env-breadcrumbs"><li><a href="/">Start</a> /</li><li>Omsorg</li></ul>',
        '<div class="breadcrumb"><a href="/">Start</a> &gt; <a href="/o">Omsorg</a></div>',
        '<div id="brodsmulor"><span>Du är här: </span><a href="/">Start</a> / <span>Omsorg</span></div>',
        '<p class="breadcrumbs">Du är här: Start » Omsorg</p>',
        '<ol itemtype="https://schema.org/BreadcrumbList"><li><span>Start</span></li><li><span>Omsorg</span></li></ol>',
    ],
)
def test_the_path_is_taken_out(path: str) -> None:
    tree = html.document_fromstring(f"<body><main>{path}<h1>Hemtjänst</h1><p>Du kan få hjälp.</p></main>")
    assert take_breadcrumbs(tree) == ("Start", "Omsorg")
    assert " ".join(tree.text_content().split()) == "HemtjänstDu kan få hjälp."
    assert "Omsorg" not in tree.text_content()


@pytest.mark.parametrize(
    "body",
    [
        "<p>Start / Omsorg</p>",
        f'<div class="has-breadcrumbs"><p>{"Du kan få hjälp. " * 40}</p></div>',
        '<div class="page-breadcrumb"><h1>Hemtjänst</h1><p>Kort.</p></div>',
        '<nav aria-label="Huvudmeny"><a href="/">Start</a></nav>',
    ],
)
def test_what_is_no_path_stays(body: str) -> None:
    tree = html.document_fromstring(f"<body>{body}</body>")
    before = tree.text_content()
    assert take_breadcrumbs(tree) == ()
    assert tree.text_content() == before


def test_a_line_of_text() -> None:
    blocks = [Block("paragraph", "Du är här: Start / Omsorg och stöd / Hemtjänst"), Block("paragraph", "Text.")]
    path, rest = split_path_line(blocks)
    assert path == ("Start", "Omsorg och stöd", "Hemtjänst")
    assert rest == [Block("paragraph", blocks[0].text, kept=False, reason="breadcrumbs"), blocks[1]]
    assert split_path_line(blocks[1:]) == ((), blocks[1:])
