"""The word lists of the package: counts of words in Swedish public texts, and the lemmas that stemming would miss."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def word_counts() -> dict[str, int]:
    """Return count by lower-cased word; names and rare words are not in it (`training/vocabulary.py`)."""
    words, counts = zip(*_rows("vocabulary.tsv"), strict=True)
    return dict(zip(words, map(int, counts), strict=True))


@cache
def irregular_lemmas() -> dict[str, str]:
    """Return lemma by word where Snowball alone would keep the two apart: "våldet" → "våld" (`training/lemmas.py`)."""
    return dict(_rows("lemmas.tsv"))


def _rows(name: str) -> list[tuple[str, str]]:
    text = resources.files("pipeline.swedish").joinpath("data", name).read_text(encoding="utf-8")
    # The first line says what the file is.
    return [(first, second) for first, _, second in (line.partition("\t") for line in text.splitlines()[1:])]
