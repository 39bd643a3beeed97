"""An answer → an Atom feed (RFC 4287), so that a feed reader tells when something new answers a question.

Knows nothing of how the question was asked or where the feed is served.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from lxml import etree

from pipeline.index.store import Store
from pipeline.records import Answer, Hit
from pipeline.search.passage_link import passage_link

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What the ids of feeds and entries are made in: another one makes every entry new to every reader.
_IDS = UUID("8f0b1d0e-52c7-4b0e-9d8a-3a1a6f7c2e55")
# Characters that XML 1.0 cannot hold, and halves of surrogate pairs.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom_feed(answer: Answer, *, address: str, page: str, made_at: str, authors: Mapping[str, str]) -> bytes:
    """Return the hits of `answer`, in their order, as a feed in UTF-8.

    `address` is where the feed lies, `page` where a person sees the same answer, both absolute. `authors` names who is
    behind a document, by its id. An entry's id follows from the document and the words of the passage, the feed's from
    the question and the filters. `made_at` (UTC, ISO 8601) is when the generation was made: how new the feed is where
    no hit says when it was fetched.
    """
    feed = etree.Element(f"{{{_ATOM}}}feed", {_LANGUAGE: "sv"}, nsmap={None: _ATOM})
    times = [_time(hit.fetched_at) or _time(made_at) for hit in answer.hits]
    asked = json.dumps([answer.question, sorted(answer.filters.items())], ensure_ascii=False)
    _add(feed, "id", _id("feed", asked))
    _add(feed, "title", f"Kunskapsbank: {answer.question}")
    _add(feed, "updated", max(filter(None, times), default=None) or _required(made_at))
    _add(_add(feed, "author"), "name", "kunskapsbank")
    _add(feed, "link", rel="self", type=MEDIA_TYPE, href=address)
    _add(feed, "link", rel="alternate", type="text/html", href=page)
    for hit, updated in zip(answer.hits, times, strict=True):
        _add_entry(feed, hit, updated or _required(made_at), authors.get(hit.doc_id))
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="UTF-8"))


def authors_of(store: Store, answer: Answer) -> dict[str, str]:
    """Return who publishes each document of `answer`, by its id: what it says itself, else its municipality."""
    named = {}
    for doc_id in {hit.doc_id for hit in answer.hits}:
        document = store.document(doc_id)
        name = document.publisher or (document.municipality.name if document.municipality else None)
        if name:
            named[doc_id] = name
    return named


def _add_entry(feed: etree._Element, hit: Hit, updated: str, author: str | None) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", _id(hit.doc_id, " ".join(hit.text.split())))
    _add(entry, "title", hit.title)
    _add(entry, "updated", updated)
    if published := _day(hit.published):
        _add(entry, "published", published)
    if author:
        _add(_add(entry, "author"), "name", author)
    if link := passage_link(hit):
        _add(entry, "link", rel="alternate", href=link)
    for area in hit.focus_areas:
        _add(entry, "category", term=area)
    _add(entry, "summary", _summary(hit), type="text")


def _summary(hit: Hit) -> str:
    """The sentences that answer, then, where there is more, the passage they stand in."""
    said = " ".join(hit.text[start:end] for start, end in hit.highlights)
    return hit.text if hit.text.startswith(said) else f"{said}\n\n{hit.text}"


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    for key, value in attributes.items():
        element.set(key, _NO_XML.sub("", value))
    if text is not None:
        element.text = _NO_XML.sub("", text)
    return element


def _id(*parts: str) -> str:
    return uuid5(_IDS, _NO_XML.sub("", "\n".join(parts))).urn


def _time(value: str | None) -> str | None:
    """A time as RFC 3339 wants it, in UTC; None for what is none."""
    try:
        at = datetime.fromisoformat(value or "")
        return f"{(at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError):
        return None


def _required(made_at: str) -> str:
    if (at := _time(made_at)) is None:
        raise ValueError(f"made_at = {made_at!r} is no time")
    return at


def _day(value: str | None) -> str | None:
    """The first moment of a whole day; a month or a year says too little."""
    try:
        return f"{date.fromisoformat(value or '').isoformat()}T00:00:00Z"
    except ValueError:
        return None
