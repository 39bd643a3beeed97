"""Ids of entities from their names."""

from __future__ import annotations

import re
import unicodedata

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "ß": "ss"})


def slug(name: str) -> str:
    """Return `name` in lower-case ASCII, its words joined by hyphens: "Göteborgs-Posten" → "goteborgs-posten"."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def is_slug(text: str) -> bool:
    """Whether `text` has the form of what `slug` returns."""
    return _SLUG.fullmatch(text) is not None
