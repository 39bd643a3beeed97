"""The canonical form of an address: what makes two addresses the same page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from courlan import normalize_url
from lxml import etree, html

# A page's own address stands in its head; looking further would parse the page twice.
_HEAD_BYTES = 65_536


def canonical_url(url: str) -> str | None:
    """Return `url` without fragment, tracking parameters and default port, or None if it is not http(s)."""
    try:
        parts = urlsplit(url.strip().replace(" ", "%20"))
        if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
            return None
        # RFC 3986, 6.2.3: an empty path is the same address as "/".
        normal = str(normalize_url(parts if parts.path else parts._replace(path="/"), strict=False)).split("#")[0]
        normal.encode()
    except ValueError:
        return None
    return normal


def file_url(path: Path) -> str:
    """Return the address of a local file, which is its identity when it names no other."""
    return path.resolve().as_uri()


def declared_url(content: bytes) -> str | None:
    """Return the address an HTML page gives itself (rel=canonical, then og:url).

    One that is a site's bare root is not believed: careless templates put it on every page, and believing it would
    make one document of a whole site.
    """
    try:
        head = html.document_fromstring(content[:_HEAD_BYTES])
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    for found in (*head.xpath("//link[@rel='canonical']/@href"), *head.xpath("//meta[@property='og:url']/@content")):
        url = canonical_url(str(found))
        if url is not None and urlsplit(url).path.strip("/"):
            return url
    return None


def site(url: str) -> str:
    """Return the host of `url` without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
