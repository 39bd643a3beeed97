"""Which pieces of PDF pages are not of the text: running headers and footers, page numbers, turned and outside text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.clean.pdf.lines import Line, pieces_of
from pipeline.clean.pdf.reader import PdfPage, Word

# In parts of the page's height: municipal letterheads are deep, footers of several address lines too.
HEADER_ZONE = 0.16
FOOTER_ZONE = 0.88
SAME_HEIGHT = 6.0
# Larger letters than the body's by so much are a heading; one that repeats must do so on many pages to be a header.
HEADING_SIZE = 1.15
HEADING_PAGES = 3
HEADING_SHARE = 0.3
# Headers are smaller than the body's letters, and farther from the text than its lines are from one another.
SMALL = 0.95
ATTACHED = 1.6
MOST_COMPARED = 1_000_000
SHORTEST_NUMBER = 6
_DIGITS = re.compile(r"\d+")
_PAGE_OF = re.compile(
    r"^(?:(?:sida|sid|sidan|page|s)\.?:? *\d{1,4}(?: *(?:av|of|/|\() *\d{1,4}\)?)?"
    r"|\d{1,4} *(?:av|of|/|\() *\d{1,4} *\)?|[-–—] *\d{1,4} *[-–—])$",
    re.I,
)
_NUMBER = re.compile(r"^(?:\d{1,4}|[ivxl]{1,6})$", re.I)


@dataclass(frozen=True, slots=True)
class SortedPage:
    """A page's pieces that are text, and those that are not with the reason, the upper ones `before` the text."""

    number: int
    text: list[Line]
    before: list[tuple[Line, str]]
    after: list[tuple[Line, str]]


def sort_pages(pages: Sequence[PdfPage], body: float) -> list[SortedPage]:
    """Return the pages with what is not their text set apart; `body` is the size of most letters."""
    upright = [pieces_of(tuple(w for w in page.words if _inside(w, page)), page.number) for page in pages]
    repeats = _Repeats(pages, upright, body)
    result = []
    for page, pieces in zip(pages, upright, strict=True):
        reasons = {id(piece): repeats.reason(piece, page) for piece in pieces}
        _release_attached(pieces, reasons)
        _mark_numbers(page, pieces, reasons, len(pages))
        apart = [(piece, reason) for piece in pieces if (reason := reasons[id(piece)])]
        odd = [w for w in page.words if not _inside(w, page)]
        result.append(
            SortedPage(
                page.number,
                [piece for piece in pieces if not reasons[id(piece)]],
                [(piece, reason) for piece, reason in apart if piece.y < page.height / 2],
                [(piece, reason) for piece, reason in apart if piece.y >= page.height / 2] + _odd(odd, page),
            )
        )
    return result


def _inside(word: Word, page: PdfPage) -> bool:
    return word.upright and -1 <= word.x0 <= page.width and 0 <= word.y <= page.height + 1


def _odd(words: list[Word], page: PdfPage) -> list[tuple[Line, str]]:
    turned = [w for w in words if not w.upright]
    outside = [w for w in words if w.upright]
    # Letter by letter down the margin: one text, whose places say nothing of where it belongs.
    runs = [(turned, "turned text"), (outside, "outside the page")]
    return [
        (Line(" ".join(w.text for w in run), run[0].x0, run[0].x1, run[0].y, run[0].size, False, page.number), reason)
        for run, reason in runs
        if run
    ]


def _release_attached(pieces: list[Line], reasons: dict[int, str | None]) -> None:
    """A line with text as close above or below as the next line of a paragraph is of that paragraph."""
    text = [piece for piece in pieces if not reasons[id(piece)]]
    marked = [piece for piece in pieces if reasons[id(piece)]]
    if len(text) * len(marked) > MOST_COMPARED:
        return
    for piece in marked:
        if any(_attached(piece, other) for other in text):
            reasons[id(piece)] = None


def _attached(piece: Line, other: Line) -> bool:
    return (
        0 < abs(piece.y - other.y) <= ATTACHED * piece.size
        and abs(piece.size - other.size) <= 0.1 * piece.size
        and piece.bold == other.bold
        and piece.x0 < other.x1
        and other.x0 < piece.x1
    )


class _Repeats:
    """Where every text stands that is near the top or bottom of a page, numbers set aside."""

    def __init__(self, pages: Sequence[PdfPage], pieces: list[list[Line]], body: float) -> None:
        self._body = body
        self._count = len(pages)
        # By the text and the height in steps of SAME_HEIGHT.
        self._pages: dict[tuple[str, int], set[int]] = defaultdict(set)
        self._alike: dict[tuple[str, int], int] = {}
        # Of small text at the very top, only by its size and height: left and right pages have different headers.
        self._tops: dict[tuple[int, int], set[int]] = defaultdict(set)
        for page, found in zip(pages, pieces, strict=True):
            for piece in found:
                if _zone(piece, page):
                    self._pages[_key(piece)].add(page.number)
            top = min(found, key=lambda piece: piece.y, default=None)
            if top is not None and _zone(top, page) == "header" and top.size < SMALL * body:
                self._tops[_slot(top)].add(page.number)

    def reason(self, piece: Line, page: PdfPage) -> str | None:
        zone = _zone(piece, page)
        if zone is None or (len(piece.text) < SHORTEST_NUMBER and not any(map(str.isalpha, piece.text))):
            return None
        large = piece.size > HEADING_SIZE * self._body
        needed = max(HEADING_PAGES, HEADING_SHARE * self._count) if large else 2
        is_top = zone == "header" and piece.size < SMALL * self._body and len(self._tops.get(_slot(piece), ())) >= 2
        return f"running {zone}" if is_top or self._count_alike(*_key(piece)) >= needed else None

    def _count_alike(self, text: str, step: int) -> int:
        """On how many pages that text stands at that height or one step off."""
        if (text, step) not in self._alike:
            near = (self._pages.get((text, each), set()) for each in (step - 1, step, step + 1))
            self._alike[text, step] = len(set[int]().union(*near))
        return self._alike[text, step]


def _zone(piece: Line, page: PdfPage) -> str | None:
    if piece.y <= HEADER_ZONE * page.height:
        return "header"
    return "footer" if piece.y >= FOOTER_ZONE * page.height else None


def _key(piece: Line) -> tuple[str, int]:
    # A date or a file number is the same on every page; without words around them other numbers mean other things.
    text = _DIGITS.sub("#", piece.text.lower()) if any(map(str.isalpha, piece.text)) else piece.text
    return f"{round(piece.size)} {text}", round(piece.y / SAME_HEIGHT)


def _slot(piece: Line) -> tuple[int, int]:
    return round(piece.size), round(piece.y)


def _mark_numbers(page: PdfPage, pieces: list[Line], reasons: dict[int, str | None], pages: int) -> None:
    """Page numbers: "Sida 3 (10)" near an edge, or a number with nothing of the text beyond it."""
    text = [piece for piece in pieces if not reasons[id(piece)]]
    top, bottom = min((p.y for p in text), default=0.0), max((p.y for p in text), default=0.0)
    for piece in text:
        zone = _zone(piece, page)
        words = piece.text.strip()
        if zone is None or not (_PAGE_OF.match(words) or _NUMBER.match(words)):
            continue
        outermost = piece.y <= top + 2 if zone == "header" else piece.y >= bottom - 2
        # "2023" at the foot of a cover is a year.
        year = words.isdigit() and 1900 <= int(words) <= 2100 and pages < int(words) // 2
        if _PAGE_OF.match(words) or (outermost and not year):
            reasons[id(piece)] = "page number"
