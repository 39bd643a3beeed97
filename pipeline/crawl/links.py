"""What an HTML page says to a crawler: where it leads, what it is called, whether it wants to be kept and followed.

Knows nothing of which addresses anybody wants. rel=nofollow, meta robots and X-Robots-Tag are obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from pipeline.crawl.options import TOKEN
from pipeline.crawl.urls import joined_url

# Of a page that leads to more than this only the first are read.
MOST_LINKS = 5000
_FOR_SOMEBODY = re.compile(r"\s*([\w*-]+)\s*:\s*(.*)", re.DOTALL)
_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_IS_CANONICAL = re.compile(r"rel\s*=\s*\"?canonical\b", re.IGNORECASE)
_DATED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Canonical addresses in the order of the page, each once; `canonical` is the page's own, None if it names none."""

    links: tuple[str, ...] = ()
    canonical: str | None = None
    noindex: bool = False
    nofollow: bool = False


def read_links(content: bytes, url: str, tags: Iterable[str] = ()) -> PageLinks:
    """Return what the page at canonical `url` says; `tags` are its X-Robots-Tag headers."""
    said = directives(tags)
    try:
        tree = html.document_fromstring(content, parser=_parser(content))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return PageLinks((), None, "noindex" in said, "nofollow" in said)
    metas = (meta for meta in tree.iter("meta") if (meta.get("name") or "").strip().lower() in {"robots", TOKEN})
    said |= directives(meta.get("content") or "" for meta in metas)
    base = _base(tree, url)
    nofollow = "nofollow" in said
    links = () if nofollow else tuple(dict.fromkeys(_links(tree, base)))[:MOST_LINKS]
    return PageLinks(links, _canonical(tree, base, url), "noindex" in said, nofollow)


def directives(tags: Iterable[str]) -> set[str]:
    """Return the directives for everybody and for us, in lower case; "none" stands for both that matter."""
    found: set[str] = set()
    for tag in tags:
        named = _FOR_SOMEBODY.match(tag)
        if named and named[1].lower() not in _DATED:
            if named[1].lower() not in {TOKEN, "*"}:
                continue
            tag = named[2]
        found |= {part.strip().lower() for part in tag.split(",")}
    return found | ({"noindex", "nofollow"} if "none" in found else set())


def canonical_header(links: Iterable[str], url: str) -> str | None:
    """Return the address that a Link header calls canonical (RFC 6596), None if none does."""
    for header in links:
        for target, parameters in _LINK.findall(header):
            if _IS_CANONICAL.search(parameters):
                return joined_url(url, target)
    return None


def _parser(content: bytes) -> html.HTMLParser:
    """A parser for UTF-8 where it is that; lxml knows it only from a meta element, else it reads Latin-1."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return html.HTMLParser()
    return html.HTMLParser(encoding="utf-8")


def _links(tree: Any, base: str) -> Iterable[str]:
    for element in tree.iter("a", "area"):
        href = element.get("href")
        if href and "nofollow" not in (element.get("rel") or "").lower().split() and (found := joined_url(base, href)):
            yield found


def _base(tree: Any, url: str) -> str:
    given = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    return (joined_url(url, given) or url) if given else url


def _canonical(tree: Any, base: str, url: str) -> str | None:
    """What the head calls canonical; a bare root is believed only of the root: careless templates put it everywhere."""
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split() and element.get("href"):
            found = joined_url(base, element.get("href"))
            if found and (urlsplit(found).path.strip("/") or not urlsplit(url).path.strip("/")):
                return found
    return None
