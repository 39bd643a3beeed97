"""The canonical form of an address: what makes two addresses the same page.

Three degrees. `canonical_url` takes away what never says which page is meant, and a document's id is made of what is
left. `address_variants` are other canonical addresses under which a server gives the same page; a page keeps the id of
the one that it was first seen at. `page_address` is one name for all of them, and for their print versions.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit, urlunsplit

from courlan import normalize_url
from lxml import etree, html

# A page's own address stands in its head; looking further would parse the page twice.
_HEAD_BYTES = 65_536
# What courlan leaves of click identifiers, campaigns and sessions.
_TRACKING = re.compile(
    r"(?:ttclid|li_fat_id|srsltid|wbraid|gbraid|wt[._]mc\w*|_hs\w+|hsa_\w+|hsctatracking|gclsrc|cmpid|mc_\w+|mtm_\w+|matomo_\w+|pk_\w+"
    r"|phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken)(?:=|$)",
    re.IGNORECASE,
)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp|shtml)$", re.IGNORECASE)
_INDEX_FILES = ("index.html", "index.htm", "index.php", "default.aspx")
_PRINT_WORD = r"(?:print(?:able|er|view|version|friendly)?|skriv-?ut|utskrift(?:sversion)?)"
_PRINT_KEY = re.compile(rf"{_PRINT_WORD}|forprint", re.IGNORECASE)
_PRINT_VALUE = re.compile(_PRINT_WORD, re.IGNORECASE)
_PRINT_PATH = re.compile(rf"/{_PRINT_WORD}(?:\.html?)?/?$", re.IGNORECASE)
_NOT = frozenset({"0", "false", "no", "nej", "off"})


def canonical_url(url: str) -> str | None:
    """Return `url` without fragment, tracking parameters, session and default port, or None if it is not http(s).

    The host is in lower case and escapes in capitals (RFC 3986, 6.2.2.1); the scheme, "www." and the path stay.
    """
    try:
        parts = urlsplit(url.strip().replace(" ", "%20"))
        if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
            return None
        normal = str(normalize_url(_bare(parts), strict=False)).split("#")[0]
        normal.encode()
    except ValueError:
        return None
    return normal


def joined_url(base: str, reference: str) -> str | None:
    """Return the canonical address that `reference` means on the page at `base`, None if it is none on the web."""
    try:
        return canonical_url(urljoin(base, reference.strip()))
    except ValueError:
        return None


def address_variants(url: str) -> tuple[str, ...]:
    """Return the canonical addresses under which a server gives the page at canonical `url`, itself first.

    http and https, with and without "www.", with and without the slash or the index file at the end, and escapes in
    small letters. Print versions are not among them: they are other bytes, and would take turns with the page they
    are made from as its newest version.
    """
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.")
    hosts = (parts.netloc, host if host != parts.netloc else f"www.{host}")
    schemes = ("https", "http") if parts.port is None else (parts.scheme,)
    folder = _INDEX.sub("/", parts.path)
    paths = [parts.path, folder.rstrip("/") or "/", f"{folder.rstrip('/')}/"]
    paths += [f"{folder.rstrip('/')}/{name}" for name in _INDEX_FILES]
    paths += [_ESCAPE.sub(lambda escape: escape[0].lower(), path) for path in paths]
    return tuple(
        dict.fromkeys(
            [
                url,
                *(
                    urlunsplit((scheme, netloc, path, parts.query, ""))
                    for scheme in schemes
                    for netloc in hosts
                    for path in paths
                ),
            ]
        )
    )


def unprinted(url: str) -> str:
    """Return the address of the page that canonical `url` is the print version of, `url` itself if it is none."""
    parts = urlsplit(url)
    path = _PRINT_PATH.sub("", parts.path) or "/"
    kept = [part for part in parts.query.split("&") if not _asks_for_print(part)]
    return urlunsplit((parts.scheme, parts.netloc, path, "&".join(kept), ""))


def page_address(url: str | None) -> str | None:
    """Return one name for all variants of canonical `url` and their print versions; None if it is not on the web."""
    if url is None or not url.startswith("http"):
        return None
    parts = urlsplit(unprinted(url))
    path = _INDEX.sub("/", _ESCAPE.sub(lambda escape: escape[0].upper(), parts.path)).rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{path}" + (f"?{parts.query}" if parts.query else "")


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


def server(url: str) -> str:
    """Return the host and port of `url` without "www.": what has one connection and one pace."""
    return urlsplit(url).netloc.lower().removeprefix("www.")


def origin(url: str) -> str:
    """Return the scheme, host and port of `url`: what one robots.txt speaks for (RFC 9309, 2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _bare(parts: SplitResult) -> SplitResult:
    netloc = re.sub(r"\.(?=(?::\d*)?$)", "", parts.netloc)
    # RFC 3986, 6.2.3: an empty path is the same address as "/".
    path = _ESCAPE.sub(lambda escape: escape[0].upper(), _SESSION.sub("", parts.path)) or "/"
    query = "&".join(part for part in parts.query.split("&") if not _TRACKING.match(part))
    return parts._replace(netloc=netloc, path=path, query=query)


def _asks_for_print(part: str) -> bool:
    ((key, value),) = parse_qsl(part, keep_blank_values=True) or [("", "")]
    return (bool(_PRINT_KEY.fullmatch(key)) and value.lower() not in _NOT) or bool(_PRINT_VALUE.fullmatch(value))
