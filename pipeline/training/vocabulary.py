"""Derive the compound splitter's vocabulary: `python -m pipeline.training.vocabulary CORPORA OUT`.

Counts lower-cased words over the corpora. Words mostly written with a capital inside a sentence are names and are
left out, as are rare words and those too short or long to be a part.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipeline.swedish.words import STOP_WORDS
from pipeline.training.pairs import texts

SMALLEST_COUNT = 6
LONGEST = 16
_WORD = re.compile(r"(?<=[a-zåäö,] )([^\W\d_]{3,})(?![\w-])")


def count_words(bodies: Iterable[str]) -> list[tuple[str, int]]:
    """Return (word, count), most frequent first, of words that stand inside a sentence."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for body in bodies:
        for word in _WORD.findall(body):
            (lower if word.islower() else capital)[word.lower()] += 1
    return [
        (word, count)
        for word, count in lower.most_common()
        if count >= SMALLEST_COUNT and count > capital[word] and len(word) <= LONGEST and word not in STOP_WORDS
    ]


def main() -> None:
    """Write the vocabulary as word, tab, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    rows = count_words(texts(options.corpora))
    lines = ["# word counts inside sentences of public Swedish texts; see pipeline/training/vocabulary.py"]
    options.out.write_text("\n".join(lines + [f"{word}\t{count}" for word, count in rows]) + "\n", encoding="utf-8")
    print(f"{len(rows)} words")


if __name__ == "__main__":
    main()
