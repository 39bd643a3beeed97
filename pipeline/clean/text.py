"""Plain text as crawlers leave it → blocks: one line a block, its kind read from its shape and its neighbours.

Lines that a mail program or an editor has broken at a fixed width are first joined again.

The page's heading is the first short line without a full stop; a line before it is the caption of the picture that
stood above. Knows nothing about HTML.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from pipeline.clean.authors import byline
from pipeline.clean.decode import tidy
from pipeline.records import Block, BlockKind

_ITEM = re.compile(r"^(?:[•·▪*‣]|-(?= \S)|\d{1,2}[.)](?= ))\s*(?=\S)")
_MARKED_HEADING = re.compile(r"^#{1,6}\s+(?=\S)")
# A quotation opens with a talstreck, or with a hyphen and a whole sentence; a hyphen before a few words is a list.
_QUOTE = re.compile(r"^(?:[–—]\s*\S|- ?[A-ZÅÄÖ].*[.!?,])")
_NOT_HEADING = re.compile(r"^(?:läs mer|[^:]{2,50}: \S.*(?<!:)$)", re.I)
_ENDS_SENTENCE = re.compile(r"""[.!?:;,…]["”’)]?$""")
LONGEST_HEADING = 16
# Lines of hard-wrapped text: at least so many in a row, of such lengths, ragged by no more than a long word.
WRAPPED_LINES = 4
WRAPPED_LENGTHS = range(45, 101)
WRAPPED_RAG = 28


def text_blocks(text: str) -> list[Block]:
    """Return the lines of `text` as blocks in order; empty lines only part them."""
    lines = [line for paragraph in tidy(text).split("\n\n") for line in _unwrapped(paragraph.split("\n")) if line]
    pairs = zip_longest(lines, lines[1:], fillvalue="")
    blocks = [Block(_kind(line, following), _bare(line)) for line, following in pairs]
    return [block for block in blocks if block.text]


def _unwrapped(lines: list[str]) -> list[str]:
    """Return the lines between two empty ones, as one line if all but the last were broken at a fixed width."""
    lengths = [len(line) for line in lines[:-1]]
    wrapped = (
        len(lines) >= WRAPPED_LINES
        and all(length in WRAPPED_LENGTHS for length in lengths)
        and max(lengths) - min(lengths) <= WRAPPED_RAG
        and len(lines[-1]) <= max(lengths)
        and not any(_ITEM.match(line) or _QUOTE.match(line) or _MARKED_HEADING.match(line) for line in lines[1:])
        # Whole sentences line by line are no wrapped text, whatever their lengths.
        and sum(bool(_ENDS_SENTENCE.search(line)) for line in lines[:-1]) * 2 <= len(lengths)
    )
    return [" ".join(lines)] if wrapped else lines


def split_title(blocks: list[Block]) -> tuple[str, list[Block]]:
    """Return the page's title and the blocks without it; a line above the title becomes a caption.

    The title is looked for among the first three blocks; without one it is the first block's first words.
    """
    for i, block in enumerate(blocks[:3]):
        if block.kind == "heading":
            above = [Block("caption", b.text) for b in blocks[:i]]
            return block.text, above + blocks[i + 1 :]
    opening = blocks[0].text.split()
    return " ".join(opening[:LONGEST_HEADING]) + ("…" if len(opening) > LONGEST_HEADING else ""), blocks


def split_byline(blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """Return the authors named by a byline among the first blocks, and the blocks with the byline not kept."""
    for i, block in enumerate(blocks[:4]):
        if name := byline(block.text):
            marked = Block(block.kind, block.text, kept=False, reason="byline")
            return name, [*blocks[:i], marked, *blocks[i + 1 :]]
    return None, blocks


def _kind(line: str, following: str) -> BlockKind:
    if _MARKED_HEADING.match(line):
        return "heading"
    if _QUOTE.match(line):
        return "quote"
    if _ITEM.match(line):
        return "list_item"
    if line == following:
        return "caption"
    return "heading" if following and _looks_like_heading(line) else "paragraph"


def _looks_like_heading(line: str) -> bool:
    """Short, no full stop, no "Målgrupp: …" row, no "Läs mer …" link, no byline."""
    return (
        len(line.split()) <= LONGEST_HEADING
        and not _ENDS_SENTENCE.search(line)
        and not line[0].islower()
        and not _NOT_HEADING.match(line)
        and byline(line) is None
    )


def _bare(line: str) -> str:
    """The line without the mark that gave it its kind; a quotation keeps its talstreck."""
    return line if _QUOTE.match(line) else _MARKED_HEADING.sub("", _ITEM.sub("", line)).strip()
