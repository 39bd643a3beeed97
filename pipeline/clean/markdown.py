"""Markdown → blocks, by markdown-it's tokens (CommonMark with tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.clean.decode import tidy
from pipeline.records import Block, BlockKind

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n((?:[^\n]*\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_KINDS: dict[str, BlockKind] = {"heading_open": "heading", "list_item_open": "list_item", "blockquote_open": "quote"}


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the plain `key: value` lines of a YAML front matter, and the text after it; ({}, text) without one."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, text
    pairs = (line.partition(":") for line in found.group(1).splitlines() if not line.startswith((" ", "-", "#")))
    return {key.strip().lower(): value.strip().strip("\"'") for key, colon, value in pairs if colon}, text[
        found.end() :
    ]


def markdown_blocks(text: str) -> list[Block]:
    """Return headings, paragraphs, list items, quotes and table rows in order; code and HTML are left out."""
    return [block for block in _blocks(MarkdownIt("commonmark").enable("table").parse(text)) if block.text]


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    kinds: list[BlockKind] = ["paragraph"]
    cells: list[str] = []
    for token in tokens:
        if token.type in _KINDS:
            kinds.append(_KINDS[token.type])
        elif token.type.removesuffix("_close") + "_open" in _KINDS:
            kinds.pop()
        elif token.type == "tr_close":
            yield Block("table_row", " | ".join(cell for cell in cells if cell))
            cells = []
        elif token.type in {"td_open", "th_open"}:
            cells.append("")
        elif token.type == "inline" and cells:
            cells[-1] = _plain(token)
        elif token.type == "inline":
            yield Block(kinds[-1], _plain(token))


def _plain(token: Token) -> str:
    parts = (
        "\n" if child.type in {"softbreak", "hardbreak"} else child.content
        for child in token.children or []
        if child.type in {"text", "code_inline", "softbreak", "hardbreak"}
    )
    return tidy("".join(parts).replace("\n", " "))
