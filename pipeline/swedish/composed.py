"""Text as the rules expect it, with the way back: NFC without invisible characters, and where each character came from.

Mac file systems and some PDF tools write "å" as "a" and a ring; no word list would know such a word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")
INVISIBLE = str.maketrans({"\xad": None, "\u200b": None, "\ufeff": None, "\xa0": " ", "\u202f": " ", "\u2009": " "})


@dataclass(frozen=True, slots=True)
class Composed:
    """`text` is composed; character i of it was written from `origins[i]` to `origins[i + 1]` of `original`."""

    original: str
    text: str
    origins: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int, str]:
        """Return where `text[start:end]` stands in the original, and how it is written there."""
        first = self.origins[start]
        last = self.origins[end] if end > start else first
        written = self.original[first:last].rstrip("\xad\u200b\ufeff")
        return first, first + len(written), written


def composed(original: str) -> Composed:
    """Return `original` composed cluster by cluster (a letter with its combining marks)."""
    if original.isascii():
        return Composed(original, original, tuple(range(len(original) + 1)))
    parts: list[str] = []
    origins: list[int] = []
    for cluster in _CLUSTER.finditer(original):
        part = unicodedata.normalize("NFC", cluster.group()).translate(INVISIBLE)
        parts.append(part)
        origins += [cluster.start()] * len(part)
    return Composed(original, "".join(parts), (*origins, len(original)))
