"""BibTeX, for LaTeX and reference managers: UTF-8, @misc as for other web pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from pipeline.cite.citation import Citation
from pipeline.cite.keys import citation_keys
from pipeline.cite.plain import UNDATED, one_line, origin

# BibTeX counts braces even where LaTeX would take them for escaped, so none is left; å, ä and ö stand as they are,
# as biber and LaTeX since 2018 read them. <, > and " are other characters in some font encodings and languages.
_ESCAPED = str.maketrans(
    {character: rf"\{character}" for character in "&%$#_"}
    | {
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "`": r"\textasciigrave{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        '"': '{"}',
    }
)
# LaTeX sets two of these side by side as one other character.
_LIGATURES = re.compile(r"([-',])(?=\1)")


def bibtex(citations: Sequence[Citation]) -> str:
    """Return an entry for each, with unique keys."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry, Field

    entries: list[Block] = [
        Entry("misc", key, [Field(name, f"{{{value}}}") for name, value in _fields(one).items()])
        for key, one in zip(citation_keys(citations), citations, strict=True)
    ]
    # The fields are enclosed already: no middleware is to touch them.
    return str(write_string(Library(entries), unparse_stack=[]))


def latex(text: str) -> str:
    """Return `text` in one line as LaTeX prints it, fit for a BibTeX field."""
    return _LIGATURES.sub(r"\1{}", one_line(text).translate(_ESCAPED))


def _fields(citation: Citation) -> dict[str, str]:
    """A second pair of braces keeps an organisation's name whole and a title's capitals."""
    said = [origin(citation)] + ([f"”{one_line(citation.quote)}”"] if citation.quote else [])
    fields = {
        "author": f"{{{latex(citation.publisher)}}}",
        "title": f"{{{latex(citation.title)}}}",
        "year": citation.year or UNDATED,
        "date": citation.date,
        "url": _verbatim(citation.url) if citation.url else None,
        "urldate": citation.accessed,
        "pages": str(citation.page) if citation.page else None,
        "note": latex(". ".join(said)),
    }
    return {name: value for name, value in fields.items() if value}


def _verbatim(url: str) -> str:
    """An address is printed as it stands, but for what would end the field or the line."""
    return quote(one_line(url), safe="".join(map(chr, range(33, 127))).translate({ord(c): None for c in '{}\\"<>^`|'}))
