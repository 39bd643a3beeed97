"""JSON-LD: what stands at the top of it, in the shapes that sites write it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html

from pipeline.clean import json_ld


def tree(*scripts: object) -> Any:
    texts = (script if isinstance(script, str) else json.dumps(script) for script in scripts)
    return html.document_fromstring(
        "<p>x</p>" + "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    )


ARTICLE = {"@type": "NewsArticle", "datePublished": "2024-03-05", "author": [{"@type": "Person", "name": "Eva Lind"}]}
SITE = {"@type": "WebSite", "datePublished": "2001-01-01", "publisher": {"@id": "#org"}}
ORGANISATION = {"@type": "Organization", "@id": "#org", "name": "Gnesta &amp; kommun"}


@pytest.mark.parametrize(
    "scripts", [(ARTICLE,), ([SITE, ARTICLE],), ({"@graph": [SITE, ARTICLE]},), (SITE, {"mainEntity": ARTICLE})]
)
def test_the_article_goes_first(scripts: tuple[object, ...]) -> None:
    assert next(json_ld.texts(json_ld.nodes(tree(*scripts)), "datePublished")) == "2024-03-05"


def test_what_is_said_of_other_pages_is_not_read() -> None:
    other = {"@type": "ItemList", "itemListElement": [ARTICLE], "mainEntity": [ARTICLE, ARTICLE], "review": ARTICLE}
    assert list(json_ld.texts(json_ld.nodes(tree(other)), "datePublished")) == []


def test_names_follow_references_and_can_be_of_one_type() -> None:
    nodes = json_ld.nodes(tree({"@graph": [SITE, ORGANISATION, ARTICLE, {"author": "Bo Ek"}]}))
    assert list(json_ld.names(nodes, "publisher")) == ["Gnesta & kommun"]
    assert list(json_ld.names(nodes, "publisher", "Person")) == []
    assert list(json_ld.names(nodes, "author", "Person")) == ["Eva Lind", "Bo Ek"]


def test_breadcrumbs_in_order_of_position() -> None:
    steps = [
        {"position": 2, "item": {"name": "Trygg &amp; säker"}},
        {"position": "1", "name": " Start "},
        {"position": 3, "name": ""},
    ]
    crumbs = {"@type": "BreadcrumbList", "itemListElement": steps}
    for script in (crumbs, {"@graph": [crumbs]}, {"@type": "WebPage", "breadcrumb": crumbs}):
        assert json_ld.breadcrumbs(json_ld.nodes(tree(script))) == ("Start", "Trygg & säker")
    assert json_ld.breadcrumbs([]) == ()


def test_of_a_script_that_is_no_json_the_first_dates_are_read() -> None:
    broken = '{"@type": "Article", "datePublished": "2024-03-05", "x": , "datePublished": "2020-01-01"'
    assert list(json_ld.texts(json_ld.nodes(tree(broken)), "datePublished")) == ["2024-03-05"]


@pytest.mark.parametrize(
    "script", ["", "null", "[1, [2]]", '"x"', '{"@type": 1, "author": 2}', "[" * 100_000, {"@graph": 1}]
)
def test_other_things_say_nothing(script: object) -> None:
    nodes = json_ld.nodes(tree(script))
    assert list(json_ld.texts(nodes, "datePublished")) == []
    assert list(json_ld.names(nodes, "author")) == []
    assert json_ld.breadcrumbs(nodes) == ()
