"""Lines of a PDF → blocks: headings by the size of their letters, paragraphs whole over lines, columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.clean.decode import tidy
from pipeline.clean.hyphens import Spellings, join_lines, repaired, spellings
from pipeline.clean.pdf.lines import Line, reading_order
from pipeline.clean.pdf.reader import PdfPage
from pipeline.clean.pdf.running import HEADING_SIZE, SortedPage, sort_pages
from pipeline.records import Block, BlockKind

SAME_SIZE = 0.08
# In parts of the usual distance between lines of that size: more parts two paragraphs.
PARAGRAPH_GAP = 1.22
USUAL_LEADING = 1.2
INDENT = 0.7
# The free end of a line must hold the next word and so many letters more before it counts as left free; that much of
# the column where no sentence ends there.
FREE_END = 2.5
FREE_SHARE = 0.25
LONGEST_HEADING = 25
LONGEST_BOLD_HEADING = 16
_ENDS = re.compile(r"[.!?:;…][\"”’»)]?$")
_ITEM = re.compile(
    r"^(?:[•·▪*‣◦●○■□\ue000-\uf8ff]\s*(?=\S)|(?:[–—-]|o|\d{1,2}[.)]|[a-zåäö]\))\s+(?=\S))",
)
_DASH = re.compile(r"^[–—-]\s")
_SPEAKS = re.compile(r"^[–—-]\s*[A-ZÅÄÖ0-9].*[.!?,](?:\s|$)|^[”\"»].*[”\"«][.,]?$", re.S)
_CAPTION = re.compile(
    r"^(?:(?:figur|tabell|diagram|karta|bild|illustration|ruta) \d+(?:[.:]\d+)*[.:]? "
    r"|(?:källa|källor|foto|bild|illustration|anm(?:ärkning)?)\s?[.:] ?)",
    re.I,
)
_CAPTION_STOPS = re.compile(r"[.:] |[.:]$")
_CONTENTS = re.compile(r"(?:\s?[.…_]){3,}\s*(?:\d{1,4}|[ivxl]+)$")
_CONTENTS_HEADING = re.compile(r"^(?:innehåll(?:sförteckning)?|contents)$", re.I)
_ENDS_IN_NUMBER = re.compile(r"\s\d{1,4}$")


@dataclass(slots=True)
class _Group:
    """Lines of one block, the kind they have so far, and what parts it from the block before."""

    kind: BlockKind
    lines: list[Line]
    reason: str | None = None


def pdf_blocks(pages: Sequence[PdfPage]) -> tuple[list[Block], str]:
    """Return the blocks of all pages in reading order, and the text of the largest heading near the beginning, or "".

    What is not of the text stays as a block that is not kept, where it stands in the file.
    """
    body = _body_size(pages)
    sorted_pages = sort_pages(pages, body)
    columns = {page.number: list(reading_order(page.text)) for page in sorted_pages}
    known = spellings(line.text for page in columns.values() for column in page for line in column)
    leading = _leading(column for page in columns.values() for column in page)
    groups: list[_Group] = []
    for page, read in zip(sorted_pages, pages, strict=True):
        if not read.readable:
            damaged = Line(f"s. {read.number}", 0, 0, 0, body, False, read.number)
            groups.append(_Group("paragraph", [damaged], "the page is damaged"))
        for group in _page_groups(page, columns[page.number], body, leading):
            _append(groups, group)
    _mark_contents(groups)
    _settle_dashes(groups)
    blocks = [block for group in groups if (block := _block(group, known)).text]
    return blocks, _largest_heading(groups, known)


def _body_size(pages: Sequence[PdfPage]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leading(columns: Iterator[list[Line]]) -> dict[int, float]:
    """The usual distance of two lines, by the rounded size of their letters."""
    distances: dict[int, list[float]] = {}
    for column in columns:
        for above, below in pairwise(column):
            distance = below.y - above.y
            if _same_size(above, below) and 0.8 * below.size < distance < 2 * below.size and not below.cells:
                distances.setdefault(round(below.size), []).append(distance)
    return {size: median(found) for size, found in distances.items()}


def _same_size(above: Line, below: Line) -> bool:
    return abs(above.size - below.size) <= SAME_SIZE * max(above.size, below.size)


def _page_groups(
    page: SortedPage, columns: list[list[Line]], body: float, leading: dict[int, float]
) -> Iterator[_Group]:
    for line, reason in page.before:
        yield _Group("paragraph", [line], reason)
    for column in columns:
        for group in _column_groups(column, body, leading):
            yield _typed(group, body)
    for line, reason in page.after:
        yield _Group("paragraph", [line], reason)


def _column_groups(column: list[Line], body: float, leading: dict[int, float]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in column:
        if group and _parts(group, line, body, leading):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _parts(group: list[Line], line: Line, body: float, leading: dict[int, float]) -> bool:
    """Whether `line` begins a new block after the lines of `group`."""
    last, first = group[-1], group[0]
    usual = leading.get(round(line.size), USUAL_LEADING * line.size)
    is_item = _ITEM.match(first.text) is not None
    if line.cells or last.cells or not _same_size(last, line) or line.bold != last.bold:
        # A bold opening of a few words does not make the whole line bold, so that such a change is a heading's end.
        return True
    if line.y - last.y > PARAGRAPH_GAP * usual or _is_contents(last.text):
        return True
    free = last.right - last.x1 - line.fit - FREE_END * line.size
    if begins := _ITEM.match(line.text):
        marked = "\t" in begins[0] or not line.text[0].isalnum()
        indented = line.x0 > last.x0 + INDENT * line.size
        return marked or is_item or indented or free > 0 or _ENDS.search(last.text) is not None
    if _CAPTION.match(line.text) and _ENDS.search(last.text):
        return True
    indented = line.x0 - line.left > INDENT * line.size and line.x0 - last.x0 > INDENT * line.size
    if indented and not is_item and (len(group) > 1 or _ENDS.search(last.text)):
        return True
    # An item's lines hang; one that stands left of them is not the item's.
    if is_item and len(group) > 1 and line.x0 < last.x0 - INDENT * line.size:
        return True
    if line.text[:1].islower():
        return False
    # The lines of a heading are as long as its words ask for.
    deliberate = free > FREE_SHARE * (last.right - last.left) and line.size < HEADING_SIZE * body
    return free > 0 and (_ENDS.search(last.text) is not None or deliberate)


def _typed(lines: list[Line], body: float) -> _Group:
    first = lines[0]
    text = " ".join(line.text for line in lines)
    words = len(text.split())
    if not any(map(str.isalnum, text)):
        return _Group("paragraph", lines, "no words")
    if first.cells:
        return _Group("table_row", lines)
    if _is_contents(text):
        return _Group("list_item", lines, "table of contents")
    if _CAPTION.match(text) and (first.size < 0.95 * body or first.bold or _CAPTION_STOPS.search(text[:40])):
        return _Group("caption", lines)
    large = first.size >= HEADING_SIZE * body and words <= LONGEST_HEADING
    bold = first.bold and first.size >= 0.9 * body and words <= LONGEST_BOLD_HEADING and len(lines) <= 3
    if (large or bold) and any(map(str.isalpha, text)) and not re.search(r"[.,;][\"”)]?$", text):
        return _Group("quote" if _SPEAKS.match(text) else "heading", lines)
    if _SPEAKS.match(text):
        return _Group("quote", lines)
    return _Group("list_item" if _ITEM.match(text) else "paragraph", lines)


def _is_contents(text: str) -> bool:
    """Whether a line ends in dots and a page number; a longer end than this only costs time."""
    return _CONTENTS.search(text[-80:]) is not None


def _append(groups: list[_Group], group: _Group) -> None:
    """Add a block, or let it go on with the one that was broken off in the column or on the page before."""
    if group.reason is None and group.kind in {"paragraph", "heading"}:
        before = next((each for each in reversed(groups) if _may_go_on(each, group)), None)
        # Blocks between the two (notes, captions, headers) stay; another heading or paragraph ends the search.
        if before is not None and _goes_on(before, group):
            before.lines += group.lines
            return
    groups.append(group)


def _may_go_on(before: _Group, group: _Group) -> bool:
    if before.reason is not None or before.kind in {"caption", "table_row"}:
        return False
    note = before.lines[0].size < (1 - SAME_SIZE) * group.lines[0].size
    return not note or before.kind == "heading"


def _goes_on(before: _Group, group: _Group) -> bool:
    last, first = before.lines[-1], group.lines[0]
    moved = first.page == last.page + 1 or (first.page == last.page and (first.y < last.y or first.left > last.right))
    if not moved or before.kind == "heading" or group.kind != "paragraph" or not _same_size(last, first):
        return False
    if last.text.endswith(("-", "\xad", ",")) or first.text[:1].islower():
        return not _ENDS.search(last.text)
    # A line that fills its column and ends in no full stop: the next word happens to be a name or a number.
    return not _ENDS.search(last.text) and last.right - last.x1 < first.fit + last.size and first.x0 - first.left < 2


def _mark_contents(groups: list[_Group]) -> None:
    """Lines that end in a page number, under "Innehåll", are a table of contents even without leaders."""
    inside = False
    for group in groups:
        text = " ".join(line.text for line in group.lines)
        if group.reason is None and _CONTENTS_HEADING.match(text.strip()):
            inside = True
            group.reason = "table of contents"
        elif inside and group.reason is None:
            inside = bool(_ENDS_IN_NUMBER.search(text))
            group.reason = "table of contents" if inside else None


def _settle_dashes(groups: list[_Group]) -> None:
    """Several lines in a row that open with a dash are a list; a single one is somebody speaking."""
    kept = [group for group in groups if group.reason is None]
    dashed = [bool(_DASH.match(group.lines[0].text)) for group in kept]
    for i, group in enumerate(kept):
        beside = (i > 0 and dashed[i - 1]) or (i + 1 < len(kept) and dashed[i + 1])
        if dashed[i] and beside and group.kind in {"quote", "paragraph"} and not group.lines[0].cells:
            group.kind = "list_item"


def _block(group: _Group, known: Spellings) -> Block:
    kept = group.reason is None
    return Block(group.kind, _text(group, known), kept, group.reason, group.lines[0].page)


def _text(group: _Group, known: Spellings) -> str:
    if group.kind == "table_row":
        cells = (join_lines(cell.split("\n"), known) for cell in group.lines[0].cells)
        return tidy(repaired(" | ".join(cells)))
    text = join_lines((line.text for line in group.lines), known)
    if group.kind == "list_item" and group.reason is None:
        text = _ITEM.sub("", text, count=1)
    return tidy(repaired(text)).replace("\n", " ")


def _largest_heading(groups: list[_Group], known: Spellings) -> str:
    """The heading with the largest letters on the first two pages that have any; the uppermost of equals."""
    headings = [group for group in groups if group.kind == "heading" and group.reason is None]
    if not headings:
        return ""
    opening = [group for group in headings if group.lines[0].page <= headings[0].lines[0].page + 1]
    largest = max(group.lines[0].size for group in opening)
    return _text(next(group for group in opening if group.lines[0].size == largest), known)


def without_title(blocks: list[Block], title: str) -> list[Block]:
    """Return the blocks with the first heading that only repeats the title no longer kept."""
    for i, block in enumerate(blocks):
        if block.kept and block.kind == "heading" and block.text == title:
            return [*blocks[:i], replace(block, kept=False, reason="the title"), *blocks[i + 1 :]]
    return blocks
