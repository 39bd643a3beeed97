"""Text → index terms: stems of content words, and apart from them the stems of compound parts.

Index and question go through the same two functions, so that "alkoholmissbruk" and "missbruk av alkohol" meet.
"""

from __future__ import annotations

from pipeline.swedish.compounds import split
from pipeline.swedish.words import STOP_WORDS, content_words, stem, words


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that are not stop words, in order."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


def part_stems(text: str) -> list[str]:
    """Return the stems of the parts of every compound in `text`, in order."""
    return [stem(part) for word in words(text) if word not in STOP_WORDS for part in split(word)]


def query_terms(question: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return (stem, stems of its parts) for each distinct content word of a question, in order."""
    return list(
        dict.fromkeys((stem(word), tuple(stem(part) for part in split(word))) for word in content_words(question))
    )
