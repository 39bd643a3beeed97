"""HTML → title, the blocks of the main text, and what the page says about itself.

`main_text` says which pieces of the page are its text, `titles` what its title is without the site's name, `metadata`
the rest. trafilatura reads the title of a head that has no <title>.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.clean.breadcrumbs import take_breadcrumbs
from pipeline.clean.decode import tidy
from pipeline.clean.html.main_text import main_text
from pipeline.clean.html.markup import parse_html
from pipeline.clean.html.titles import own_title
from pipeline.clean.metadata import Metadata, read_metadata
from pipeline.errors import UnusableContent
from pipeline.records import Block

_SPACE = re.compile(r"\s+")
_IS_ARTICLE = (
    "//meta[@property='article:published_time']"
    "|//script[contains(., 'Article\"') or contains(., 'BlogPosting\"')][contains(., '@type')]"
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a page holds: its main text as blocks, before boilerplate is marked, and what it says about itself."""

    title: str
    blocks: list[Block]
    metadata: Metadata = field(default_factory=Metadata)


def extract_html(text: str, url: str | None) -> Extracted:
    """Return the main text of an HTML page; UnusableContent if there is none."""
    tree = parse_html(text)
    path = take_breadcrumbs(tree)
    blocks = main_text(tree)
    title = _title(tree)
    own = next((n for n, block in enumerate(blocks) if block.kind == "heading"), None)
    if own is not None and blocks[own].text.replace("\n", " ") == title:
        del blocks[own]
    if not blocks:
        raise UnusableContent("no main text found in the HTML")
    return Extracted(title, blocks, read_metadata(tree, url, path))


def _title(tree: Any) -> str:
    """The page's own title, without the site's name: see `own_title`."""
    headings = [(h, tidy(" ".join(h.itertext())).replace("\n", " ")) for h in tree.xpath("//h1")]
    headings = [(h, words) for h, words in headings if words]
    within = [bool(h.xpath("ancestor::main|ancestor::article|ancestor::*[@role='main']")) for h, _ in headings]
    named = _SPACE.sub(" ", tidy(tree.findtext(".//head/title") or _title_in_head(tree)))
    return own_title([words for _, words in headings], named, within, bool(tree.xpath(_IS_ARTICLE)))


def _title_in_head(tree: Any) -> str:
    """The title that trafilatura finds in a head without a <title>; empty if it cannot read the head."""
    from trafilatura import metadata

    try:
        found = metadata.extract_meta_json(tree, metadata.examine_meta(tree))
        return found.title or metadata.extract_title(tree) or ""
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError):
        return ""
