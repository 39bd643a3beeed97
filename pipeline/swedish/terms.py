"""Text → index terms: stems of content words, and apart from them the stems of compound parts.

Index and question go through the same two functions, so that "alkoholmissbruk" and "missbruk av alkohol" meet.
"""

from __future__ import annotations

from pipeline.swedish.compounds import split
from pipeline.swedish.words import STOP_WORDS, content_words, stem, words

# Raise it when the same text would give other terms: what was indexed or embedded with them is then made anew.
VERSION = 2


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that are not stop words, in order."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


def part_stems(text: str) -> list[str]:
    """Return the stems of the parts of every compound in `text`, in order."""
    return [stem(part) for word in words(text) if word not in STOP_WORDS for part in split(word)]


def analysed(text: str) -> str:
    """Return `text` as the bundled embedder reads it: its words as stems, compounds as the stems of their parts.

    An average of vectors is only as good as each vector is trained; "avhopparverksamheten" would be seen a few times,
    "avhopp" and "verksam" thousands of times. Stop words stay: their vectors learn to be short.
    """
    return " ".join(
        word if word in STOP_WORDS else " ".join(stem(part) for part in split(word) or (word,)) for word in words(text)
    )


def query_terms(question: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return (stem, stems of its parts) for each distinct content word of a question, in order."""
    return list(
        dict.fromkeys((stem(word), tuple(stem(part) for part in split(word))) for word in content_words(question))
    )
