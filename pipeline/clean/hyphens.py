"""Lines that a typesetter broke → running text: words divided at a line's end become whole again.

What decides is how the document itself writes the word elsewhere; else the rules of Svenska skrivregler: a divided word
loses its hyphen, a name or an abbreviation keeps it ("IT-system"), and one that hangs keeps it too ("kommun- och").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_LIGATURES = str.maketrans(
    {letter: unicodedata.normalize("NFKC", letter) for letter in map(chr, range(0xFB00, 0xFB07))}
)
_ENDS_DIVIDED = re.compile(r"^(.*)([-\u2010\u2011\xad])$", re.S)
_BARE = re.compile(r"^\W+|\W+$")
_HANGS_BEFORE = frozenset("och eller samt respektive resp resp. men liksom till som än & and or".split())
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[-/._=&?]$")
_JOINS_RIGHT = re.compile(r"(?:\w/|\d[–])$")
# "IT-", "EU-", "e-", "5G-"; longer runs of capitals are a heading's divided word.
LONGEST_ABBREVIATION = 4


@dataclass(frozen=True, slots=True)
class Spellings:
    """The words of a document as they stand inside its lines, lower-cased."""

    words: frozenset[str]

    def divides(self, first: str, second: str) -> bool | None:
        """Say whether `first` and `second` are one word without a hyphen; None if the document does not tell."""
        if first + second in self.words:
            return True
        return False if f"{first}-{second}" in self.words else None


def spellings(lines: Iterable[str]) -> Spellings:
    """Collect the words of all lines, without those at a line's ends that may be halves."""
    return Spellings(
        frozenset(_BARE.sub("", word).lower() for line in lines for word in line.split()[1:-1] if len(word) > 2)
    )


def repaired(text: str) -> str:
    """Return `text` with the letters of ligatures (ﬁ, ﬂ, ﬀ …) by themselves."""
    return text.translate(_LIGATURES)


def join_lines(lines: Iterable[str], known: Spellings) -> str:
    """Return the lines as one, each line's end and the next one's beginning put together as they belong."""
    parts: list[str] = []
    for line in filter(None, lines):
        if parts:
            parts[-1], between = _ended(parts[-1], line, known)
            parts.append(between)
        parts.append(line)
    return "".join(parts)


def _ended(line: str, following: str, known: Spellings) -> tuple[str, str]:
    """A line as it stands before the `following` one, and what comes between the two."""
    last = (line.split() or [""])[-1]
    if _ADDRESS.search(last) or _JOINS_RIGHT.search(last):
        return line, ""
    found = _ENDS_DIVIDED.search(last)
    first = (following.split() or [""])[0]
    if found is None or not found[1] or not first:
        return line, " "
    if found[2] == "\xad":
        return line[:-1], ""
    if _BARE.sub("", first).lower() in _HANGS_BEFORE:
        return line, " "
    return (line[:-1], "") if _is_divided(found[1], first, known) else (line, "")


def _is_divided(first: str, second: str, known: Spellings) -> bool:
    """Whether the hyphen between the two belongs to the line's end and not to the word."""
    before, after = _BARE.sub("", first), _BARE.sub("", second)
    told = known.divides(before.lower(), after.lower())
    if told is not None:
        return told
    if not after[:1].isalpha() or not before[-1:].isalpha():
        return False
    part = before.rsplit("-", 1)[-1]
    if part.isupper() and len(part) > LONGEST_ABBREVIATION:
        return after.isupper()
    return after[0].islower() and not part.isupper() and len(part) > 1 and not any(map(str.isdigit, part))
