"""How alike two texts are, word for word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.swedish.words import STOP_WORDS, words

SHINGLE = 3
# "bygglov" in every paragraph of one page and "marklov" of the other are two pages, whatever the share of equal words.
REPEATED = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """`jaccard` of the sets of three-word shingles, 0 to 1; `same_subject`: neither repeats a word the other lacks."""

    jaccard: float
    same_subject: bool


def shingles(text: str) -> set[str]:
    """Return the runs of SHINGLE words of `text`; a shorter text is one shingle."""
    tokens = words(text)
    return {" ".join(tokens[i : i + SHINGLE]) for i in range(max(1, len(tokens) - SHINGLE + 1))}


def likeness(first: str, second: str) -> Likeness:
    """Compare two texts, in either order."""
    one, other = shingles(first), shingles(second)
    counts, others = Counter(words(first)), Counter(words(second))
    lost = _repeated_only_in(counts, others) or _repeated_only_in(others, counts)
    return Likeness(len(one & other) / len(one | other), not lost)


def _repeated_only_in(counts: Counter[str], others: Counter[str]) -> bool:
    return any(n >= REPEATED and word not in others and word not in STOP_WORDS for word, n in counts.items())
