"""A page's tree → its pieces of text in reading order, each with its kind and where on the page it stands.

Every piece is one block of the document to be: a heading, a paragraph, an item of a list, a row of a table. Nothing is
judged here but what no reader sees (scripts, drawings, fields of forms); `main_text` chooses among the pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from pipeline.clean.decode import tidy
from pipeline.clean.html.places import LINK, TAGS, opens_a_panel, places_of
from pipeline.records import BlockKind

_UNSEEN = frozenset(
    "area audio canvas datalist embed head iframe input link map math meta noscript object option optgroup param"
    " script select source style svg template textarea title track video".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "summary"))
_BLOCKS = _HEADINGS | frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"
    " form header hgroup hr html legend li main menu nav ol p pre search section table tbody td tfoot th thead tr"
    " ul".split()
)
_ITEMS = frozenset(("li", "dd", "dt"))
# What makes an item, a cell or a box more than lines of one text.
_PARTS = (*_HEADINGS, "table", "ul", "ol", "dl", "article", "section", "figure", "form", "blockquote")
_LAYOUT = (*_HEADINGS, "table", "form", "article", "section")
LONG_ITEM = 60
LONGEST_WORD = 2_000  # beyond it is data, no text: base64, minified code

_CAPTION = re.compile(r"caption|bildtext|bild-text", re.I)
_TALSTRECK = re.compile(r"^[–—]\s*\S")
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_EMPTY_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of text; `places` has a bit for each of PLACES it stands in, `box` is the element that holds it."""

    kind: BlockKind
    text: str
    words: int
    linked: float  # share of its characters that are links, 0–1
    places: int
    box: int  # index into Outline.parents
    group: str  # how it is marked up: pieces of one group are alike


@dataclass(slots=True)
class Outline:
    """The pieces, and the tree of the block elements around them: parents[n] < n is the parent of element n."""

    pieces: list[Piece] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Frame:
    """What holds inside an element."""

    places: int
    box: int
    group: str
    item: bool = False
    heading: bool = False
    caption: bool = False
    quote: bool = False
    row: bool = False
    joins: bool = False

    def inside(self, places: int, row: bool) -> _Frame:
        """A copy with other places; `dataclasses.replace` takes five times as long."""
        return _Frame(places, self.box, self.group, self.item, self.heading, self.caption, self.quote, row, self.joins)


def outline(tree: Any) -> Outline:
    """Return the pieces of a page; the time taken grows linearly with the tree."""
    return _Walk().through(tree)


class _Walk:
    def __init__(self) -> None:
        self.found = Outline(parents=[0])
        self.parts: list[str] = []
        self.linked = 0
        self.frames = [_Frame(0, 0, "")]

    def through(self, tree: Any) -> Outline:
        events = etree.iterwalk(tree, events=("start", "end"))
        for event, element in events:
            tag = element.tag
            if event == "start":
                if not isinstance(tag, str) or tag in _UNSEEN:
                    events.skip_subtree()
                else:
                    self._open(element, tag)
                    self._add(element.text)
            else:
                if isinstance(tag, str) and tag not in _UNSEEN:
                    self._close(tag)
                self._add(element.tail)
        self._end_piece()
        return self.found

    def _open(self, element: Any, tag: str) -> None:
        outer = self.frames[-1]
        if tag == "br":
            self.parts.append("\n")
        block = tag in _BLOCKS or "-" in tag
        if not block and not element.attrib and tag not in TAGS:
            self.frames.append(outer)
            return
        row = outer.row and tag != "table"
        if block:
            if outer.row and tag in {"td", "th"}:
                self.parts.append("\x00")
            elif row or outer.joins:
                self.parts.append("\n")
            else:
                self._end_piece()
        elif tag in {"a", "button", "label"} and self.parts:
            self.parts.append(" ")
        places = outer.places | places_of(element, tag, outer.places)
        opens = tag == "button" and opens_a_panel(element, places)
        if not block and not opens and places == outer.places:
            self.frames.append(outer)
            return
        inner = outer.inside(places, row)
        if block:
            self.found.parents.append(outer.box)
            inner.box = len(self.found.parents) - 1
            inner.group = f"{outer.group[-80:]}>{tag}.{(element.get('class') or '')[:30]}"
            inner.joins = outer.joins or row or _joins(element, tag)
            inner.item = tag in _ITEMS or (outer.item and tag not in {"table", "blockquote"})
            inner.heading = outer.heading or tag in _HEADINGS
            inner.caption = outer.caption or tag == "figcaption" or bool(_CAPTION.search(element.get("class") or ""))
            inner.quote = outer.quote or tag == "blockquote"
            inner.row = row or tag == "caption" or (tag == "tr" and not _is_layout(element))
        elif opens:
            self._end_piece()
            inner.heading = True
        self.frames.append(inner)

    def _close(self, tag: str) -> None:
        inner, outer = self.frames.pop(), self.frames[-1]
        if inner is outer:
            return
        if tag in _BLOCKS or "-" in tag:
            if outer.row or outer.joins:
                self.parts.append("\n")
            else:
                self._end_piece(inner)
        elif inner.heading and not outer.heading:
            self._end_piece(inner)
        elif tag in {"a", "button", "label"}:
            self.parts.append("\x01")

    def _add(self, text: str | None) -> None:
        if text and text.isspace():
            self.parts.append(" ")
        elif text:
            self.parts.append(_SPACE.sub(" ", text))
            if self.frames[-1].places & LINK:
                self.linked += len(text) - text.count(" ")

    def _end_piece(self, frame: _Frame | None = None) -> None:
        if not self.parts:
            return
        parts, self.parts = self.parts, []
        linked, self.linked = self.linked, 0
        raw = "".join(parts)
        if not raw or raw.isspace():
            return
        frame = frame or self.frames[-1]
        if frame.row:
            cells = (_SPACE.sub(" ", tidy(cell.replace("\x01", ""))) for cell in raw.split("\x00"))
            text = " | ".join(cell for cell in cells if cell)
        else:
            text = _EMPTY_LINES.sub("\n", tidy(raw.replace("\x00", " ").replace("\x01", "")))
        if frame.heading:
            text = text.rstrip("¶ ")  # the link beside a heading that some documentation systems print
        words = len(_WORD.findall(text))
        if not words or (len(text) > LONGEST_WORD and max(map(len, text.split())) > LONGEST_WORD):
            return
        share = min(1.0, linked / (len(text) - text.count(" ") or 1))
        self.found.pieces.append(Piece(_kind(frame, text), text, words, share, frame.places, frame.box, frame.group))


def _kind(frame: _Frame, text: str) -> BlockKind:
    if frame.heading:
        return "heading"
    if frame.row:
        return "table_row"
    if frame.item:
        return "list_item"
    if frame.caption:
        return "caption"
    return "quote" if frame.quote or _TALSTRECK.match(text) else "paragraph"


def _joins(element: Any, tag: str) -> bool:
    """Whether the boxes inside are lines of one text: those of an item or cell, and of a box with text of its own."""
    if tag in _HEADINGS or tag == "p":
        return True
    if tag in _ITEMS or tag in {"td", "th", "caption", "figcaption"}:
        return not _has_parts(element) and len(_text(element).split()) <= LONG_ITEM
    if tag == "div" and len(element) and _has_own_text(element) and element.find("div") is not None:
        return not any(True for _ in element.iter("p", *_PARTS)) and len(_text(element).split()) <= LONG_ITEM
    return False


def _has_parts(element: Any) -> bool:
    return any(True for _ in element.iter(*_PARTS))


def _has_own_text(element: Any) -> bool:
    own: Iterable[str | None] = (element.text, *(child.tail for child in element))
    return any(text and not text.isspace() for text in own)


def _text(element: Any) -> str:
    return "".join(element.itertext())


def _is_layout(row: Any) -> bool:
    """Whether a row places parts of the page beside one another, rather than holding data."""
    return any(True for _ in row.iter(*_LAYOUT)) or any(
        len(_text(cell).split()) > 2 * LONG_ITEM for cell in row.iter("td")
    )
