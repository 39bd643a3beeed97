"""Sentence borders in Swedish running text, as offsets.

Rules rather than a model: municipal prose is short, and the costly errors are known ones: abbreviations
("bl.a. Polisen"), ordinals and dates ("den 10. juni"), initials, and quotations opened by a talstreck.
Knows nothing about blocks or passages.
"""

from __future__ import annotations

import re

# Abbreviations that are followed by more of the same sentence, even before a capital letter.
_ABBREVIATIONS = frozenset(
    "adj a.a art avd bil bl.a bl ca cit d.v.s dir dnr docs doc dr ds dvs e.d e.dyl e.g em enl etc ev ex exkl f.d f.k"
    " f.ö fr.o.m forts följ f.n g.m hr i.e inkl ip jfr jr kap kl kr lic l.l m.a.o m.fl m.m max milj min mkt mom mrd mvh"
    " mån n.b nr näml o.d o.dyl o.s.v obs osv p.g.a pga prof prop r.f ref resp rskr s.a.s s.k sid sign skr sr st st.f"
    " t.ex t.o.m t.v tel tex tf tfn tom ung u.a vol äv ö.h övers".split()
)
_END = re.compile(r"""[.!?…]+["”’»)\]]*(?=\s|$)|\n+""")
_LAST_WORD = re.compile(r"([^\s\W\d_](?:[\w.]*\w)?)$")
_STARTS_SENTENCE = re.compile(r"""\s*["”»(\[–—-]*\s*[A-ZÅÄÖÉÜ0-9]""")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence in `text`, in order, without surrounding white space.

    A line break always ends a sentence; every character that is not white space lies in exactly one span.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end_mark in _END.finditer(text):
        if not _ends_sentence(text, start, end_mark):
            continue
        _append_stripped(spans, text, start, end_mark.end())
        start = end_mark.end()
    _append_stripped(spans, text, start, len(text))
    return spans


def sentences(text: str) -> list[str]:
    """Return the sentences of `text` as strings."""
    return [text[start:end] for start, end in sentence_spans(text)]


def _ends_sentence(text: str, start: int, mark: re.Match[str]) -> bool:
    if mark.group().startswith("\n"):
        return True
    if not _STARTS_SENTENCE.match(text, mark.end()):
        return not text[mark.end() :].strip()
    if mark.group() != ".":
        return True
    before = _LAST_WORD.search(text, start, mark.start())
    if before is None:
        # "den 10. Juni" does not occur; a number ends a sentence unless it opened it ("1. Ansök").
        return not text[start : mark.start()].strip().isdigit()
    word = before.group(1)
    return len(word) > 1 and word.lower() not in _ABBREVIATIONS


def _append_stripped(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        spans.append((start, start + len(stripped)))
