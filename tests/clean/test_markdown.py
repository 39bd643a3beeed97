"""Markdown by its tokens."""

from __future__ import annotations

import pytest

from pipeline.clean.markdown import front_matter, markdown_blocks
from pipeline.records import Block


def test_front_matter_is_read_apart_from_the_text() -> None:
    text = '---\ntitle: "Plan: trygghet"\ndate: 2024-01-02\ntags:\n  - a\n---\n# Rubrik\n'
    assert front_matter(text) == ({"title": "Plan: trygghet", "date": "2024-01-02", "tags": ""}, "# Rubrik\n")
    assert front_matter("---\nstreck\n") == ({}, "---\nstreck\n")
    assert front_matter("# Rubrik\n---\n") == ({}, "# Rubrik\n---\n")


def test_every_kind_of_block() -> None:
    text = """\
# Vandring i *Säter*

Kommunen och
polisen gick  **tillsammans** genom [centrum](https://www.sater.example/centrum "titel").

Setext
======

- Parken
- Busstorget
  - Norra kuren

1. Lampor

> – Det var bra.
>
> Mycket bra.

| Plats | Lux |
| ----- | --: |
| Parken | 2 |
| `Torget` | |

Efter tabellen.
"""
    assert markdown_blocks(text) == [
        Block("heading", "Vandring i Säter"),
        Block("paragraph", "Kommunen och polisen gick tillsammans genom centrum."),
        Block("heading", "Setext"),
        Block("list_item", "Parken"),
        Block("list_item", "Busstorget"),
        Block("list_item", "Norra kuren"),
        Block("list_item", "Lampor"),
        Block("quote", "– Det var bra."),
        Block("quote", "Mycket bra."),
        Block("table_row", "Plats | Lux"),
        Block("table_row", "Parken | 2"),
        Block("table_row", "Torget"),
        Block("paragraph", "Efter tabellen."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "```\nkod\n```",
        "    indragen kod",
        "<div>html</div>",
        "![bild](a.png)",
        "---",
        "[a]: https://a.example",
    ],
)
def test_what_is_no_text_gives_no_block(text: str) -> None:
    assert markdown_blocks(text) == []


def test_inline_html_entities_and_escapes() -> None:
    assert markdown_blocks("Två <b>feta</b> ord &amp; en \\*stjärna\\*&nbsp;till") == [
        Block("paragraph", "Två feta ord & en *stjärna* till")
    ]


def test_deep_nesting_ends() -> None:
    assert len(markdown_blocks("> " * 5_000 + "djupt")) <= 1
    assert len(markdown_blocks("".join("  " * i + "- punkt\n" for i in range(200)))) <= 200
