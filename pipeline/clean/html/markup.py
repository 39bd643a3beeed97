"""Text → an lxml tree, whatever the text holds, in bounded time."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from pipeline.errors import UnusableContent

MOST_CHARACTERS = 20_000_000
MOST_TAGS = 100_000  # the largest of 160 pages has 16,000
MOST_ATTRIBUTES = 20_000
DEEPEST = 250  # of 160 pages the deepest has under 60 levels; what follows is bounded by Python's recursion
_LONG_TAG = 2 * MOST_ATTRIBUTES
_TAG = re.compile(r"""<[A-Za-z](?:"[^"]*"|'[^']*'|[^"'>])*+""")
_QUOTED = re.compile(r"""\"[^"]*"|'[^']*'""")
_BETWEEN = re.compile(r"[\s/\"']+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML may hold them


def parse_html(text: str) -> Any:
    """Return the tree of a page without comments and scripts, JSON-LD excepted; UnusableContent if there is none."""
    _check(text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(_CONTROLS.sub(" ", text).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnusableContent(f"not HTML ({str(error).strip().splitlines()[0]})") from error
    _check_depth(tree)
    for element in tree.xpath("//style|//noscript|//template|//script[not(@type='application/ld+json')]"):
        element.drop_tree()
    return tree


def _check_depth(tree: Any) -> None:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise UnusableContent(f"elements nested more than {DEEPEST} deep")


def _check(text: str) -> None:
    """Refuse what no page is and what takes minutes: the parser compares all attributes of a tag with one another."""
    if len(text) > MOST_CHARACTERS:
        raise UnusableContent(f"longer than {MOST_CHARACTERS:,} characters")
    if text.count("<") > MOST_TAGS:
        raise UnusableContent(f"more than {MOST_TAGS:,} tags")
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() > _LONG_TAG:
            bare = _QUOTED.sub('"', tag.group())
            if sum(1 for _ in _BETWEEN.finditer(bare)) > MOST_ATTRIBUTES:
                raise UnusableContent(f"a tag with more than {MOST_ATTRIBUTES:,} attributes")
