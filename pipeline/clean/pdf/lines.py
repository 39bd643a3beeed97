"""The words of a PDF page → lines in reading order: columns one after the other, the cells of a table row together.

A PDF says where letters stand and nothing else. Lengths are in points; most bounds are in parts of the letters' size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import fmean, median

from pipeline.clean.pdf.reader import Word

# A wider gap parts two pieces of a line: cells, columns, a bullet and its text. Justified spaces stay below.
PIECE_GAP = 1.3
SAME_LINE = 0.4
GUTTER = 0.8
# Columns of running text have at least so many lines, with so many words a line; table cells are shorter.
COLUMN_LINES = 3
COLUMN_WORDS = 3.0
COLUMN_WIDTH = 0.18
# Of all lines, so many may run across both columns (a heading, a figure's caption, the text above).
MOST_CROSSING = 0.75
ALIGNED = 5.0
CELL_LEADING = 1.45
# A page of more pieces is a drawing or an attack, and is read line by line; so is a line of so many.
MOST_PIECES = 4000
MOST_CELLS = 40
BULLET = re.compile(r"^(?:[•·▪*‣◦●○■□–—\u2011\-\ue000-\uf8ff]|o|\d{1,2}[.)]|[a-zåäö]\))$")
_NOTE_MARK = re.compile(r"^\d{1,3}(?:[,–-]\d{1,3})*[.,]?$|^[*†]+$")
_UNIT = re.compile(r"(?:^|\d)(?:[kcdm]?m)$")
_LEADERS = re.compile(r"(?:\s?[.…_]){3,}$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a piece of one; `left` and `right` are the edges of its column, `cells` those of a table row.

    `fit` is the width of its first word: whether that had found room on the line before tells where a paragraph ends.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    page: int = 0
    left: float = 0.0
    right: float = 0.0
    fit: float = 0.0
    cells: tuple[str, ...] = ()


def pieces_of(words: tuple[Word, ...], page: int) -> list[Line]:
    """Return the upright words put together into pieces of lines; raised footnote marks are left out."""
    pieces: list[list[Word]] = []
    for word in words:
        last = pieces[-1] if pieces else None
        if last and _is_note_mark(last[-1], word):
            # It stands in the line's way: what follows it continues the word before it.
            pieces[-1] = [*last[:-1], last[-1]._replace(x1=max(last[-1].x1, word.x1))]
        elif last and _continues(last[-1], word):
            last.append(word)
        else:
            pieces.append([word])
    return _merged([_piece(words, page) for words in pieces])


def _continues(last: Word, word: Word) -> bool:
    size = max(last.size, word.size)
    gap = word.x0 - last.x1
    return abs(word.y - last.y) <= SAME_LINE * size and -0.5 * size <= gap <= PIECE_GAP * size


def _is_note_mark(last: Word, word: Word) -> bool:
    return (
        word.size < 0.8 * last.size
        and 0.1 * last.size < last.y - word.y < 0.8 * last.size
        and abs(word.x0 - last.x1) < 0.3 * last.size
        and _NOTE_MARK.match(word.text) is not None
        and not _UNIT.search(last.text)
    )


def _piece(words: list[Word], page: int) -> Line:
    text = "".join(("" if word.glued or i == 0 else " ") + word.text for i, word in enumerate(words))
    letters = sum(len(word.text) for word in words)
    return Line(
        text,
        min(word.x0 for word in words),
        max(word.x1 for word in words),
        median(word.y for word in words),
        max((sum(len(w.text) for w in words if w.size == size), size) for size in {w.size for w in words})[1],
        2 * sum(len(word.text) for word in words if word.bold) > 1.8 * letters,
        page,
        fit=words[0].x1 - words[0].x0,
    )


def _merged(pieces: list[Line]) -> list[Line]:
    """Put pieces of one line together that the file draws apart, as it does where the font changes."""
    result: list[Line] = []
    for piece in sorted(pieces, key=lambda each: (round(each.y), each.x0)):
        last = result[-1] if result else None
        if (
            last
            and abs(last.y - piece.y) <= 0.2 * piece.size
            and -0.3 * piece.size <= piece.x0 - last.x1 <= 0.9 * piece.size
        ):
            longer = max(last, piece, key=lambda each: len(each.text))
            space = "" if piece.x0 - last.x1 < 0.12 * piece.size else " "
            result[-1] = replace(
                last,
                text=last.text + space + piece.text,
                x1=max(last.x1, piece.x1),
                size=longer.size,
                bold=last.bold and piece.bold,
            )
        else:
            result.append(piece)
    return result


def reading_order(pieces: list[Line]) -> Iterator[list[Line]]:
    """Yield the columns of a page in order, each as lines from top to bottom with the column's edges."""
    gutter = _gutter(pieces)
    if gutter is None:
        if pieces:
            yield _column(pieces)
        return
    band: list[Line] = []
    across: list[Line] = []
    for piece in sorted(pieces, key=lambda each: (each.y, each.x0)):
        if piece.x0 < gutter - 1 and piece.x1 > gutter + 1:
            yield from _sides(band, gutter)
            band = []
            across.append(piece)
        else:
            if across:
                yield _column(across)
                across = []
            band.append(piece)
    yield from _sides(band, gutter)
    if across:
        yield _column(across)


def _sides(band: list[Line], gutter: float) -> Iterator[list[Line]]:
    yield from reading_order([piece for piece in band if piece.x0 < gutter])
    yield from reading_order([piece for piece in band if piece.x0 >= gutter])


def _gutter(pieces: list[Line]) -> float | None:
    """Where a right-hand column of running text begins beside a left-hand one; None if there is none.

    Found at the left edges that many lines share; the one that the fewest lines cross wins.
    """
    if not 2 * COLUMN_LINES <= len(pieces) <= MOST_PIECES:
        return None
    span = max(piece.x1 for piece in pieces) - min(piece.x0 for piece in pieces)
    edges: dict[int, int] = {}
    for piece in pieces:
        edges[round(piece.x0 / 4)] = edges.get(round(piece.x0 / 4), 0) + 1
    found = []
    for edge, count in sorted(edges.items()):
        if count + edges.get(edge + 1, 0) < COLUMN_LINES:
            continue
        start = min(piece.x0 for piece in pieces if round(piece.x0 / 4) in (edge, edge + 1))
        gutter = start - 2
        left = [piece for piece in pieces if piece.x1 <= gutter]
        right = [piece for piece in pieces if piece.x0 >= gutter]
        crossing = len(pieces) - len(left) - len(right)
        if crossing <= MOST_CROSSING * len(pieces) and _are_columns(left, right, span):
            found.append((crossing, -min(len(left), len(right)), gutter))
    return min(found)[2] if found else None


def _are_columns(left: list[Line], right: list[Line], span: float) -> bool:
    if len(left) < COLUMN_LINES or len(right) < COLUMN_LINES:
        return False
    beside_left = [p for p in left if right[0].y - 2 <= p.y or any(abs(p.y - r.y) < r.size for r in right)]
    top, bottom = min(p.y for p in left) - 2, max(p.y for p in left) + 2
    beside_right = [p for p in right if top <= p.y <= bottom]
    if len(beside_left) < COLUMN_LINES or len(beside_right) < COLUMN_LINES:
        return False
    size = median(p.size for p in beside_right)
    gap = min(p.x0 for p in beside_right) - max(p.x1 for p in beside_left)
    wide = min(median(p.x1 - p.x0 for p in side) for side in (beside_left, beside_right)) >= COLUMN_WIDTH * span
    wordy = min(fmean(len(p.text.split()) for p in side) for side in (beside_left, beside_right)) >= COLUMN_WORDS
    return gap >= GUTTER * size and wide and wordy


def _column(pieces: list[Line]) -> list[Line]:
    """The lines of one column: pieces on one baseline together, as a line or as the cells of a row."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda each: (each.y, each.x0)):
        if rows and abs(rows[-1][0].y - piece.y) <= SAME_LINE * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    lines = _rows_as_lines([_simplified(sorted(row, key=lambda each: each.x0)) for row in rows])
    return [replace(line, left=left, right=right) for line in lines]


def _simplified(row: list[Line]) -> list[Line]:
    """A bullet is one with its text, and so are a line of contents and its page number."""
    if len(row) > 1 and BULLET.match(row[0].text):
        # The tab tells it from a line of text that happens to begin with a number.
        row = [_one(row[:2], "\t"), *row[2:]]
    if len(row) > 1 and any(_LEADERS.search(piece.text[-80:]) for piece in row[:-1]):
        return [_one(row)]
    return row


def _one(row: list[Line], between: str = " ") -> Line:
    if len(row) == 1:
        return row[0]
    first, longest = row[0], max(row, key=lambda piece: len(piece.text))
    text = between.join(piece.text for piece in row)
    return replace(first, text=text, x1=row[-1].x1, size=longest.size, bold=all(piece.bold for piece in row))


def _rows_as_lines(rows: list[list[Line]]) -> Iterator[Line]:
    """A row whose pieces stand under or over those of another such row is a table's, else one line with gaps."""
    table: list[list[Line]] = []
    for i, row in enumerate(rows):
        near = [rows[j] for j in (i - 1, i + 1, i - 2, i + 2) if 0 <= j < len(rows) and 1 < len(rows[j]) <= MOST_CELLS]
        if max(len(row), len(table[-1]) if table else 0) > MOST_CELLS or len(rows) > MOST_PIECES:
            yield _one(row)
        elif table and _continues_cells(table[-1], row):
            table[-1] = _with_continuation(table[-1], row)
        elif len(row) > 1 and any(_aligned(row, each) for each in near):
            table.append(row)
        else:
            yield from map(_table_row, table)
            table = []
            yield _one(row)
    yield from map(_table_row, table)


def _aligned(row: list[Line], other: list[Line]) -> bool:
    pairs = [
        (a, b)
        for a in row
        for b in other
        if abs(a.x0 - b.x0) <= ALIGNED or abs(a.x1 - b.x1) <= ALIGNED or abs(a.x0 + a.x1 - b.x0 - b.x1) <= 2 * ALIGNED
    ]
    return len({id(a) for a, _ in pairs}) >= 2


def _continues_cells(above: list[Line], row: list[Line]) -> bool:
    """Whether a row goes on with the cells above: close under them, and in the first column only half a word."""
    close = row[0].y - max(piece.y for piece in above) <= CELL_LEADING * row[0].size
    under = [next((cell for cell in above if abs(cell.x0 - piece.x0) <= ALIGNED), None) for piece in row]
    if not close or None in under:
        return False
    return under[0] is not above[0] or row[0].text[:1].islower() or above[0].text.endswith(("-", "\xad"))


def _with_continuation(above: list[Line], row: list[Line]) -> list[Line]:
    result = list(above)
    for piece in row:
        place = next(i for i, cell in enumerate(above) if abs(cell.x0 - piece.x0) <= ALIGNED)
        cell = result[place]
        result[place] = replace(cell, text=f"{cell.text}\n{piece.text}", x1=max(cell.x1, piece.x1), y=piece.y)
    return result


def _table_row(row: list[Line]) -> Line:
    first = row[0]
    return replace(
        first,
        text=" ".join(piece.text for piece in row),
        x1=max(piece.x1 for piece in row),
        bold=all(piece.bold for piece in row),
        cells=tuple(piece.text for piece in row),
    )
