"""A citation in words, and text made fit for one line of a file that other programs read."""

from __future__ import annotations

import unicodedata

from pipeline.cite.citation import Citation

# Hexadecimal digits of a version's hash that tell it from others.
SHORT = 8
UNDATED = "u.å."
# Marks that turn the direction of what follows, and so of what stands beside a title.
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str) -> str:
    """Return `text` in one line, without control characters and marks that turn the direction of writing."""
    kept = (c if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs") else "" for c in text)
    return " ".join("".join(c for c in kept if c not in _TURNING).split())


def reference(citation: Citation) -> str:
    """Return "Trollhättans Stad. (2023). Avhopparverksamhet. Hämtad 2024-03-01 från https://…, s. 7. Kunskaps…"."""
    where = f"Hämtad {citation.accessed} från {one_line(citation.place)}"
    page = f", s. {citation.page}" if citation.page else ""
    return " ".join(
        [
            _sentence(one_line(citation.publisher)),
            f"({citation.year or UNDATED}).",
            _sentence(one_line(citation.title)),
            f"{where}{page}.",
            f"{origin(citation)}.",
        ]
    )


def origin(citation: Citation) -> str:
    """Return which state of the knowledge base it is from: "Kunskapsbank gen-000042, version 1a2b3c4d, https://…"."""
    version = f"version {citation.version[:SHORT]}" if citation.version else ""
    link = citation.permalink if citation.permalink != citation.url else None
    return ", ".join(filter(None, (f"Kunskapsbank {citation.generation}", version, link)))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
