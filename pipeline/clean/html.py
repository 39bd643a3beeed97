"""HTML → title, dates, author and the blocks of the main text.

`main_text` says which pieces of the page those are; trafilatura reads the title and the author from its head, and what
it does not read (Swedish date lines, titles that end in the site's name) is read from the whole page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.clean.dates import address_date, iso_date, stated_dates
from pipeline.clean.decode import tidy
from pipeline.clean.main_text import main_text
from pipeline.clean.markup import parse_html
from pipeline.clean.titles import own_title
from pipeline.errors import UnusableContent
from pipeline.records import Block

_SPACE = re.compile(r"\s+")
_IS_ARTICLE = (
    "//meta[@property='article:published_time']"
    "|//script[contains(., 'Article\"') or contains(., 'BlogPosting\"')][contains(., '@type')]"
)
_JSON_LD_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')
_PUBLISHED_META = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@name='dcterms.issued' or @name='dcterms.created' or @name='DC.date.issued']/@content",
    "//*[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime",
    "//time[contains(@class, 'publish')]/@datetime",
)
_REVIEWED_META = (
    "//meta[@property='article:modified_time']/@content",
    "//meta[@name='dcterms.modified']/@content",
    "//*[@itemprop='dateModified']/@content | //*[@itemprop='dateModified']/@datetime",
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What an HTML page holds: its main text as blocks, before boilerplate is marked."""

    title: str
    blocks: list[Block]
    published: str | None
    reviewed: str | None
    author: str | None


def extract_html(text: str, url: str | None) -> Extracted:
    """Return the main text of an HTML page; UnusableContent if there is none."""
    tree = parse_html(text)
    blocks = main_text(tree)
    found = _named_in_head(tree)
    title = _title(found.title, tree)
    own = next((n for n, block in enumerate(blocks) if block.kind == "heading"), None)
    if own is not None and blocks[own].text.replace("\n", " ") == title:
        del blocks[own]
    if not blocks:
        raise UnusableContent("no main text found in the HTML")
    stated = stated_dates(_lines(tree))
    # No guess from the page's structure: a wrong date in a citation is worse than none.
    published = stated.published or _meta(tree, _PUBLISHED_META) or _json_ld(text) or address_date(url)
    return Extracted(title, blocks, published, stated.reviewed or _meta(tree, _REVIEWED_META), _author(found.author))


def _named_in_head(tree: Any) -> Any:
    """Title and author as trafilatura finds them, without its search for dates, which takes half of its time.

    A head that it cannot read names neither.
    """
    from trafilatura import metadata

    try:
        found = metadata.extract_meta_json(tree, metadata.examine_meta(tree))
        found.title = found.title or metadata.extract_title(tree)
        found.author = found.author if " " in (found.author or "") else metadata.extract_author(tree)
        found.clean_and_trim()
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError):
        return metadata.Document()
    return found


def _title(found: str | None, tree: Any) -> str:
    """The page's own title, without the site's name: see `own_title`."""
    headings = [(h, tidy(" ".join(h.itertext())).replace("\n", " ")) for h in tree.xpath("//h1")]
    headings = [(h, words) for h, words in headings if words]
    within = [bool(h.xpath("ancestor::main|ancestor::article|ancestor::*[@role='main']")) for h, _ in headings]
    named = _SPACE.sub(" ", tidy(tree.findtext(".//head/title") or found or ""))
    return own_title([words for _, words in headings], named, within, bool(tree.xpath(_IS_ARTICLE)))


def _lines(tree: Any) -> Iterator[str]:
    """Text by block-level element, so that a date and its label in neighbouring spans stand on one line."""
    for element in tree.iter("p", "div", "li", "span", "footer", "time", "dd", "td"):
        words = " ".join(element.itertext())
        if len(words) < 300:
            yield " ".join(words.split())


def _meta(tree: Any, paths: tuple[str, ...]) -> str | None:
    values = (str(value) for path in paths for value in tree.xpath(path))
    return next((day for value in values if (day := iso_date(value))), None)


def _json_ld(text: str) -> str | None:
    found = _JSON_LD_PUBLISHED.search(text)
    return iso_date(found.group(1)) if found else None


def _author(found: str | None) -> str | None:
    return found.split(";")[0].strip() or None if found else None
