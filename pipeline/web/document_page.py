"""Dokument: one page's text with the names in it marked, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from fastapi import APIRouter
from starlette.responses import HTMLResponse, RedirectResponse, Response

from pipeline.cite.citation import cite_document
from pipeline.cite.plain import reference
from pipeline.errors import NothingFound
from pipeline.overview import gone_page, removed_blocks
from pipeline.records import BLOCK_BREAK, Mention
from pipeline.web.history import history
from pipeline.web.links import document_path, entity_path
from pipeline.web.request import InLibrary
from pipeline.web.views import page

router = APIRouter(include_in_schema=False)
_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
# How the clean stage writes the cells of a row.
_CELL_BREAK = " | "
# Why the clean stage leaves a block out, in its words and in ours.
_REASONS = {
    "breadcrumbs": "sökväg",
    "byline": "rad om vem som skrivit",
    "comment form": "kommentarsfält",
    "contact box": "kontaktruta",
    "cookie notice": "text om kakor",
    "date line": "rad med datum",
    "feedback or sharing": "synpunkter och delning",
    "footer": "sidfot",
    "header": "sidhuvud",
    "hidden": "dold text",
    "outside the page": "utanför sidan",
    "page number": "sidnummer",
    "repeated on the page": "står två gånger på sidan",
    "repeated on the site": "återkommer på webbplatsens sidor",
    "rule in kb.toml": "borttaget enligt inställningarna",
    "signature": "den som granskat",
    "table of contents": "innehållsförteckning",
    "the title": "rubriken, som står överst",
    "turned text": "vriden text",
    "visit counter": "besöksräknare",
}
_KINDS = {"PERSON": "person", "MUNICIPALITY": "kommun", "ORGANISATION": "organisation", "INITIATIVE": "initiativ"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: a name's has the kind and the address of the one named; one that is `marked` was asked for."""

    text: str
    marked: bool = False
    kind: str | None = None
    link: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text, with the offset that it begins at; a row of a table has several cells."""

    start: int
    is_heading: bool
    cells: tuple[tuple[Piece, ...], ...]

    @property
    def is_row(self) -> bool:
        """Say whether it is a row of a table."""
        return len(self.cells) > 1


@router.get("/dokument/{doc_id:path}")
def document(library: InLibrary, doc_id: str, markera: str = "", borttaget: str = "", generation: str = "") -> Response:
    """The page of a document, by its id or address; of one that is gone, what is left."""
    with library.searcher(generation or None) as searcher:
        store = searcher.generation.store
        found = store.find_document(doc_id)
        if found is None:
            return _gone(library, doc_id)
        if found != doc_id:
            return RedirectResponse(document_path(found), 302)
        stored = store.document(found)
        span = _span(markera, len(stored.text))
        headings = {
            heading for (heading,) in store.query("SELECT DISTINCT heading FROM passages WHERE doc_id = ?", [found])
        }
        context = {
            "document": stored,
            "paragraphs": paragraphs(stored.text, store.mentions(found), headings, span),
            "municipalities": store.municipality_links(found),
            "areas": store.focus_areas(found),
            "named": _named(store.mentions(found)),
            "others": store.duplicates(found),
            "shown": store.shown(found),
            "removed": removed_blocks(library.home, found) if borttaget and library.home.catalog.exists() else None,
            "can_tell_removed": library.home.catalog.exists(),
            "history": history(library.home, found),
            "manifest": searcher.generation.manifest,
            "reasons": _REASONS,
            "reference": reference(cite_document(stored, searcher.generation.manifest.name)),
        }
    return page("document.html", context)


def paragraphs(
    text: str, mentions: list[Mention], headings: set[str | None], span: tuple[int, int] | None
) -> list[Paragraph]:
    """Return the blocks of `text` in pieces, parted where a mention or the asked `span` begins or ends."""
    found, start = [], 0
    for block in text.split(BLOCK_BREAK):
        found.append(Paragraph(start, block in headings, tuple(_cells(text, start, block, mentions, span))))
        start += len(block) + len(BLOCK_BREAK)
    return found


def _cells(
    text: str, start: int, block: str, mentions: list[Mention], span: tuple[int, int] | None
) -> Iterator[tuple[Piece, ...]]:
    for cell in block.split(_CELL_BREAK):
        yield tuple(_pieces(text, start, start + len(cell), mentions, span))
        start += len(cell) + len(_CELL_BREAK)


def _pieces(text: str, start: int, end: int, mentions: list[Mention], span: tuple[int, int] | None) -> list[Piece]:
    inside = [one for one in mentions if start <= one.start and one.end <= end]
    pieces, at = [], start
    for one in inside:
        if one.start < at:
            # Of two names that overlap the first one is marked.
            continue
        pieces += _plain(text, at, one.start, span)
        is_asked = span is not None and span[0] <= one.start < span[1]
        link, kind = entity_path(one.entity_id), _KINDS[one.label]
        pieces.append(Piece(text[one.start : one.end], is_asked, kind, link, one.name))
        at = one.end
    return pieces + _plain(text, at, end, span)


def _plain(text: str, start: int, end: int, span: tuple[int, int] | None) -> list[Piece]:
    low, high = span or (start, start)
    cuts = sorted({start, end, *(cut for cut in (low, high) if start < cut < end)})
    return [Piece(text[left:right], span is not None and low <= left < high) for left, right in pairwise(cuts)]


def _span(value: str, length: int) -> tuple[int, int] | None:
    found = _SPAN.fullmatch(value)
    if not found:
        return None
    start, end = int(found[1]), min(int(found[2]), length)
    return (start, end) if start < end else None


def _named(mentions: list[Mention]) -> dict[str, list[dict[str, Any]]]:
    """Return who and what is named, each once, by kind, with the first role that is told."""
    named: dict[str, dict[str, dict[str, Any]]] = {}
    for one in mentions:
        if one.label == "MUNICIPALITY":
            continue
        known = named.setdefault(one.label, {}).setdefault(
            one.entity_id, {"name": one.name, "link": entity_path(one.entity_id), "role": None, "organisation": None}
        )
        known["role"] = known["role"] or one.role
        known["organisation"] = known["organisation"] or one.organisation
    return {label: list(found.values()) for label, found in named.items()}


def _gone(library: Any, doc_id: str) -> HTMLResponse:
    buried = gone_page(library.home, doc_id)
    if buried is None:
        raise NothingFound(f"there is no document '{doc_id}'")
    return page("gone.html", {"gone": buried, "history": history(library.home, buried["doc_id"])}, 410)
