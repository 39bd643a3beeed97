"""What a sitemap (sitemaps.org 0.9: index, XML or text, packed or not) or a feed (RSS, Atom) lists.

Knows nothing of which addresses anybody wants. Entities are not resolved and nothing outside the file is read.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pipeline.crawl.urls import canonical_url, joined_url
from pipeline.errors import UnusableContent

# The protocol allows 50,000 addresses and 50 MB (unpacked) a file.
MOST_ADDRESSES = 50_000
MOST_BYTES = 52_428_800
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page's canonical address and the day or time the site says it was last changed."""

    url: str
    lastmod: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Pages, and further sitemaps of an index, in the order they stand."""

    pages: tuple[Listed, ...] = ()
    sitemaps: tuple[Listed, ...] = ()


def unpacked(content: bytes) -> bytes:
    """Return a file that may be gzip as it is without; UnusableContent if it is damaged or unpacks to too much."""
    if not content.startswith(_GZIP):
        return content
    try:
        stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
        plain = stream.decompress(content, MOST_BYTES)
    except zlib.error as error:
        raise UnusableContent(f"the gzip data is damaged ({error})") from error
    if not stream.eof:
        raise UnusableContent("it unpacks to too much, or is cut short")
    return plain


def read_sitemap(content: bytes, url: str) -> Listing:
    """Return what the sitemap at `url` lists; UnusableContent if it is none."""
    if not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        lines = content.decode("utf-8-sig", errors="replace").splitlines()[:MOST_ADDRESSES]
        pages = tuple(Listed(found) for line in lines if (found := canonical_url(line)))
        if not pages:
            raise UnusableContent("neither XML nor a list of addresses")
        return Listing(pages)
    root = _root(content)
    entries = [child for child in root if _name(child) in {"url", "sitemap"}][:MOST_ADDRESSES]
    if _name(root) not in {"urlset", "sitemapindex"}:
        raise UnusableContent(f"a <{_name(root)}>, not a sitemap")
    return Listing(
        tuple(listed for entry in entries if _name(entry) == "url" and (listed := _entry(entry, url))),
        tuple(listed for entry in entries if _name(entry) == "sitemap" and (listed := _entry(entry, url))),
    )


def read_feed(content: bytes, url: str) -> Listing:
    """Return the pages that the feed at `url` tells of; UnusableContent if it is none."""
    root = _root(content)
    if _name(root) not in {"rss", "feed", "RDF"}:
        raise UnusableContent(f"a <{_name(root)}>, not a feed")
    entries = [element for element in root.iter() if _name(element) in {"item", "entry"}][:MOST_ADDRESSES]
    return Listing(tuple(listed for entry in entries if (listed := _item(entry, url))))


def _root(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnusableContent(f"not XML ({error})") from error
    if root is None:
        raise UnusableContent("not XML")
    return root


def _entry(entry: Any, url: str) -> Listed | None:
    return _listed(_text(entry, "loc"), url, _text(entry, "lastmod"))


def _item(entry: Any, url: str) -> Listed | None:
    changed = _text(entry, "updated") or _text(entry, "published") or _text(entry, "date")
    atom = [link for link in entry if _name(link) == "link" and link.get("href")]
    pages = [link.get("href") for link in atom if (link.get("rel") or "alternate") == "alternate"]
    return _listed(next(iter(pages), None) or _text(entry, "link"), url, changed)


def _listed(address: str | None, url: str, lastmod: str | None) -> Listed | None:
    found = joined_url(url, address) if address else None
    return Listed(found, lastmod) if found else None


def _text(entry: Any, name: str) -> str | None:
    return next(((child.text or "").strip() or None for child in entry if _name(child) == name), None)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
