from __future__ import annotations

from typing import Any

import pytest
from bibtexparser import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from pipeline.cite.bibtex import bibtex, latex
from pipeline.cite.plain import one_line
from tests.cite.made import CITATION, HOSTILE, TEXTS, made

# LaTeX's own names for these, which the reader's table of macros lacks or takes for others.
_KERNEL = {
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciigrave": "`",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
}


def decoder() -> LatexNodes2Text:
    known = get_default_latex_context_db()
    macros = [MacroTextSpec(name, character) for name, character in _KERNEL.items()]
    known.add_context_category("kernel", macros=macros, prepend=True)
    return LatexNodes2Text(latex_context=known, math_mode="text")


def read(text: str) -> list[dict[str, Any]]:
    """Parse what was written: each entry's fields, decoded but for addresses, its key and its type."""
    library = parse_string(text)
    assert not library.failed_blocks
    assert len(library.blocks) == len(library.entries)
    urls = [entry.get("url") for entry in library.entries]
    entries = LatexDecodingMiddleware(decoder=decoder()).transform(library).entries
    found = [{"key": e.key, "type": e.entry_type} | {f.key: f.value for f in e.fields} for e in entries]
    return [one | ({"url": url.value} if url else {}) for one, url in zip(found, urls, strict=True)]


def test_an_entry_to_the_letter() -> None:
    assert bibtex([CITATION]) == (
        "@misc{trollhattans-stad-2023-avhopparverksamhet,\n"
        "\tauthor = {{Trollhättans Stad}},\n"
        "\ttitle = {{Avhopparverksamhet}},\n"
        "\tyear = {2023},\n"
        "\tdate = {2023-05-06},\n"
        "\turl = {https://www.trollhattan.example/avhopp.pdf},\n"
        "\turldate = {2024-03-01},\n"
        "\tpages = {7},\n"
        "\tnote = {Kunskapsbank gen-000042, version 1a2b3c4d. ”Den som vill lämna får stöd.”}\n"
        "}\n"
    )


def test_what_is_not_known_is_left_out_and_an_undated_one_says_so() -> None:
    (entry,) = read(bibtex([made(date=None, url=None, page=None, quote=None, version=None, permalink=None)]))
    assert entry == {
        "key": "trollhattans-stad-odaterad-avhopparverksamhet",
        "type": "misc",
        "author": "Trollhättans Stad",
        "title": "Avhopparverksamhet",
        "year": "u.å.",
        "urldate": "2024-03-01",
        "note": "Kunskapsbank gen-000042",
    }


def test_nothing_is_nothing() -> None:
    assert bibtex([]) == ""


def test_what_latex_gives_a_meaning_to_is_escaped() -> None:
    assert latex("5 % & R_D #1 {x} a\\b") == (r"5 \% \& R\_D \#1 \textbraceleft{}x\textbraceright{} a\textbackslash{}b")
    assert latex("a--b ''c'' \"d\"") == "a-{}-b '{}'c'{}' {\"}d{\"}"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_read_as_it_was(text: str) -> None:
    one, other = read(bibtex([made(title=text, publisher=text or "x", quote=text), CITATION]))
    assert (one["title"], one["author"]) == (one_line(text), one_line(text or "x"))
    assert one["note"].endswith(f"”{one_line(text)}”" if text else "1a2b3c4d")
    assert other["title"] == "Avhopparverksamhet"


@given(TEXTS)
def test_any_text_is_read_as_it_was(text: str) -> None:
    (entry,) = read(bibtex([made(title=text, publisher=text)]))
    assert (entry["title"], entry["author"]) == (one_line(text), one_line(text))


@given(TEXTS)
def test_braces_are_balanced_as_bibtex_counts_them(text: str) -> None:
    depth = 0
    for character in latex(text):
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0


def test_an_address_is_verbatim_and_cannot_end_the_field() -> None:
    written = bibtex([made(url="https://a.example/x_y%20~z?q=1&å=}{\\#s")])
    assert "url = {https://a.example/x_y%20~z?q=1&%C3%A5=%7D%7B%5C#s}," in written
