"""What an HTML page says about itself: dates, author, publisher, address, path, language.

The words on the page go before its meta elements, those before JSON-LD: the words are what a reader can check. Dates
and names that stand in links, in navigation or in teasers are another page's and are not read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from urllib.parse import urljoin, urlsplit

from courlan import normalize_url

from pipeline.clean import json_ld
from pipeline.clean.authors import author, byline
from pipeline.clean.dates import address_date, iso_date, stated_days, written_date
from pipeline.clean.publisher import clean_publisher, municipality_in_title

_PUBLISHED = (
    "article:published_time og:article:published_time og:published_time article:published dcterms.issued"
    " dcterms.created dc.date.issued dc.date.created dcterms.date dc.date datepublished publish_date publish-date"
    " publication_date publicationdate pubdate date parsely-pub-date sailthru.date citation_publication_date"
).split()
_REVIEWED = (
    "article:modified_time og:article:modified_time dcterms.modified dc.date.modified datemodified lastreviewed"
    " last-updated revised og:updated_time"
).split()
_AUTHOR = "author article:author dcterms.creator dc.creator parsely-author sailthru.author citation_author".split()
_PUBLISHER = "dcterms.publisher dc.publisher og:site_name citation_publisher".split()
_PUBLISHED_TIME = re.compile(r"publish|publicer|posted|entry-date|post-date|\bdate-?created", re.I)
_REVIEWED_TIME = re.compile(r"updated|modified|uppdater|granskad", re.I)
_BYLINE = (
    "//*[@rel='author']|//*[contains(@itemprop, 'author')]//*[@itemprop='name']"
    "|//*[self::a or self::span or self::p or self::div][contains(concat(' ', @class, ' '), ' byline ')"
    " or contains(concat(' ', @class, ' '), ' author ') or contains(@class, 'author-name')"
    " or contains(@class, 'author__name') or contains(@class, 'forfattare')]"
)
_LINE_TAGS = ("p", "div", "li", "span", "footer", "time", "dd", "td")
_LONGEST_LINE = 300
# A page says when it was changed and when it was reviewed, hardly more.
_MOST_DAYS = 2
# More are those of books and articles that the page lists.
_MOST_BYLINES = 3
_LONGEST_BYLINE = 120
_MICRODATA = ("datepublished", "datemodified")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself, None where it does not say; `language` is the markup's word for it, a hint."""

    published: str | None = None
    reviewed: str | None = None
    author: str | None = None
    publisher: str | None = None
    canonical_url: str | None = None
    breadcrumbs: tuple[str, ...] = ()
    language: str | None = None


def read_metadata(tree: Any, url: str | None, path: tuple[str, ...] = ()) -> Metadata:
    """Return what the page says; `path` are breadcrumbs already taken from it.

    The day in the address counts only where nothing else says when a page was published. No guess is made from the
    page's structure: a wrong date in a citation is worse than none, and of 160 pages of the web trafilatura's guess at
    the author added none that was right and nine that were wrong.
    """
    nodes = json_ld.nodes(tree)
    meta = _meta(tree)
    own = _own_page(tree, url)
    lines = list(dict.fromkeys(_lines(own)))
    publications, reviews = stated_days(lines)
    published = _first_day(meta, _PUBLISHED) or _time(own, _PUBLISHED_TIME, "datepublished")
    published = published or _day(json_ld.texts(nodes, "datePublished"))
    reviewed = _first_day(meta, _REVIEWED) or _time(own, _REVIEWED_TIME, "datemodified")
    reviewed = reviewed or _day([*json_ld.texts(nodes, "dateModified"), *json_ld.texts(nodes, "lastReviewed")])
    publisher = _publisher(tree, nodes, meta)
    host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    return Metadata(
        _stated(publications, published, itemgetter(0)) or address_date(url),
        _stated(reviews, reviewed, max),
        author(
            _authors(own, nodes, meta, lines),
            [publisher or "", *meta["og:site_name"], host, host.rpartition(".")[0]],
        ),
        publisher,
        canonical_url(tree, url),
        json_ld.breadcrumbs(nodes) or path,
        _language(tree, meta),
    )


def canonical_url(tree: Any, url: str | None) -> str | None:
    """Return the address a page gives itself (rel=canonical, then og:url), if it is of the same site as `url`.

    One that is a bare root is believed only of the root: careless templates put it on every page.
    """
    here = urlsplit(url or "")
    for found in (*tree.xpath("//link[@rel='canonical']/@href"), *tree.xpath("//meta[@property='og:url']/@content")):
        try:
            parts = urlsplit(urljoin(url or "", str(found).strip()))
            host = (parts.hostname or "").removeprefix("www.")
            if parts.scheme not in {"http", "https"} or "." not in host or any(map(str.isspace, parts.geturl())):
                continue
            same = here.scheme not in {"http", "https"} or host == (here.hostname or "").removeprefix("www.")
            if same and (parts.path.strip("/") or parts.query or (here.hostname and not here.path.strip("/"))):
                whole = parts if parts.path else parts._replace(path="/")
                return str(normalize_url(whole, strict=False)).split("#")[0]
        except ValueError:
            continue
    return None


def _stated(days: list[str], marked: str | None, best: Callable[[list[str]], str]) -> str | None:
    """Choose between the days that the words state and the one that the markup does: the words, while they agree.

    More than a few different days are those of teasers: then it is the markup's day, or else the first.
    """
    if len(days) > _MOST_DAYS:
        return marked or days[0]
    return best(days) if days else marked


def _meta(tree: Any) -> dict[str, list[str]]:
    """Contents of meta elements and microdata by name, property or itemprop in lower case."""
    found: dict[str, list[str]] = defaultdict(list)
    for element in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if element.get(key) and (element.get("content") or "").strip():
                found[element.get(key).strip().lower()].append(element.get("content").strip())
    return found


def _own_page(tree: Any, url: str | None) -> Any:
    """A copy without navigation and what tells of other pages: dated links, teasers, further articles."""
    own = deepcopy(tree)
    articles = own.xpath("//article")
    main = [article for article in articles if article.xpath(".//h1")]
    others = [article for article in articles if main and not article.xpath(".//h1|ancestor::article")]
    teasers = [
        item
        for item in own.xpath("//a[@href]|//li[.//a[@href]]")
        if len(said := _said(item)) < _LONGEST_LINE
        and _YEAR.search(said)
        and _opens_with_link(item)
        and not (url and item.get("href") == url)
    ]
    for element in (*own.xpath("//nav|//script"), *others, *teasers):
        if element.getparent() is not None:
            element.drop_tree()
    return own


def _opens_with_link(item: Any) -> bool:
    said = _said(item)
    return item.tag == "a" or any(said.startswith(link) for link in map(_said, item.xpath(".//a[@href]")) if link)


def _said(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _lines(own: Any) -> Iterator[str]:
    """Text by block-level element, so that a date and its label in neighbouring spans stand on one line.

    A time element that shows no day ("för två dagar sedan") is read by its datetime.
    """
    for element in own.iter(*_LINE_TAGS):
        words = " ".join(element.itertext())
        if len(words) < _LONGEST_LINE:
            yield " ".join(words.split())
    for element in own.iter("time"):
        day, shown = iso_date(element.get("datetime")), _said(element)
        if day and not written_date(shown):
            around = element.getparent()
            while around is not None and _said(around) == shown and around.getparent() is not None:
                around = around.getparent()
            said = _said(around) if around is not None else ""
            if len(said) < _LONGEST_LINE:
                yield said.replace(shown, day, 1) if shown else f"{said} {day}"


def _first_day(meta: dict[str, list[str]], keys: Iterable[str]) -> str | None:
    for key in keys:
        days = {day: None for value in meta[key] if (day := written_date(value))}
        # Microdata also dates each review and comment on the page.
        if days and (len(days) == 1 or key not in _MICRODATA):
            return next(iter(days))
    return None


def _day(values: Iterable[str]) -> str | None:
    return next((day for value in values if (day := written_date(value))), None)


def _time(own: Any, named: re.Pattern[str], itemprop: str) -> str | None:
    """The day of the first time element whose class marks it as such, else the only one so marked by microdata."""
    for element in own.iter("time"):
        if named.search(element.get("class") or "") and (day := _day_of(element)):
            return day
    marked = [
        each for each in own.xpath("//*[@itemprop][not(ancestor::a)]") if each.get("itemprop").lower() == itemprop
    ]
    days = {day for element in marked if (day := _day_of(element))}
    return days.pop() if len(days) == 1 else None


def _day_of(element: Any) -> str | None:
    return written_date(element.get("datetime") or element.get("content")) or written_date(_said(element))


def _authors(own: Any, nodes: list[json_ld.Node], meta: dict[str, list[str]], lines: list[str]) -> Iterator[str]:
    bylines = {named: None for line in lines if len(line) <= _LONGEST_BYLINE and (named := byline(line))}
    marked = any(name.strip() for name in json_ld.names(nodes, "author"))
    yield "; ".join(json_ld.names(nodes[:1], "author", "Person"))
    yield from json_ld.names(nodes, "author", "Person")
    if len(bylines) <= _MOST_BYLINES:
        yield from bylines
    if not marked:
        # Where the markup names an organisation as author, persons named near the title are editors and reviewers.
        for key in _AUTHOR:
            yield "; ".join(value for value in meta[key] if "://" not in value)
        signed = {said: None for element in own.xpath(_BYLINE) if len(said := _said(element)) <= _LONGEST_BYLINE}
        if len(signed) <= _MOST_BYLINES:
            yield from signed


def _publisher(tree: Any, nodes: list[json_ld.Node], meta: dict[str, list[str]]) -> str | None:
    named = [value for key in _PUBLISHER[:2] for value in meta[key]]
    named += json_ld.names(nodes, "publisher")
    named += [value for key in _PUBLISHER[2:] for value in meta[key]]
    titles = (municipality_in_title(title.text_content()) for title in tree.xpath("//head/title"))
    return next((name for value in named if (name := clean_publisher(value))), None) or next(filter(None, titles), None)


def _language(tree: Any, meta: dict[str, list[str]]) -> str | None:
    stated = [*tree.xpath("/html/@lang"), *meta["dcterms.language"], *meta["dc.language"], *meta["og:locale"]]
    found = next((match for value in stated if (match := _LANGUAGE.match(str(value).strip().lower()))), None)
    return found.group() if found else None
