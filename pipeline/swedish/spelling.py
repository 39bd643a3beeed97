"""Spelling of questions: words the corpus does not have, put right by the words it has.

The nearest word is the one at the least weighted optimal string alignment distance (Damerau 1964), the more frequent
of two as near. This module knows nothing of how the corpus is searched; its words and their counts are passed in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.swedish.compounds import split
from pipeline.swedish.words import STOP_WORDS, stem, words

SHORTEST_WORD = 4
# From this length on the first letter may be the wrong one.
LONG_WORD = 7
# From these lengths on two and three letters may be wrong. Of the lists in the test, in lower case: two from 7 on put
# 137 of 147 right and changed 19 of 145 right words, from 9 on 135 and 9, from 10 on 135 and 8; three changed none.
TWO_LETTERS, THREE_LETTERS = 9, 14
# Letters only, and no part of a number, an address or a file name.
_WORD = re.compile(rf"(?<![\w.@/])[^\W\d_]{{{SHORTEST_WORD},}}(?![\w@/]|\.\w)")
_SENTENCE_START = re.compile(r"(?:^|[.?!:])\W*$")
_PLAIN = {code: unicodedata.normalize("NFD", chr(code))[0] for code in range(0xE0, 0x180)} | {0xF8: "o", 0xE6: "a"}
# One sound, several spellings: "stjuta" for "skjuta"; ck is the doubled k.
_SJ = re.compile("skj|stj|sch|sj")
_DOUBLED = re.compile(r"c(?=k)|(.)(?=\1)")
# They compete as more frequent than any word of the corpus, lest a misspelt one turn into such a word.
_FUNCTION_WORDS = tuple((word, 1_000_000) for word in sorted(STOP_WORDS) if len(word) >= SHORTEST_WORD)


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of a question and the word it was replaced by, both lower-cased."""

    written: str
    meant: str


def fold(word: str) -> str:
    """Return a lower-cased NFC `word` as people write it without Swedish letters: å ä → a, ö → o, é → e, ü → u."""
    return word if word.isascii() else word.translate(_PLAIN)


def nearest(word: str, candidates: Iterable[tuple[str, int]]) -> str | None:
    """Return the word that `word` (lower-cased NFC) most likely stands for among (word, count), None if none is near.

    A candidate that folds to the same letters wins at once. A doubled letter, a dropped ring or dots and another
    spelling of the sj sound cost half a letter: a letter costs a half as written and a half bare.
    """
    from rapidfuzz.distance import OSA

    if twin := _twin(word, pool := list(candidates)):
        return twin
    limit = 1 + (len(word) >= TWO_LETTERS) + (len(word) >= THREE_LETTERS)
    bare, initial = _bare(word), fold(word[:1])
    best: tuple[float, int, str] | None = None
    for other, count in pool:
        letters = OSA.distance(word, other, score_cutoff=2 * limit)
        if letters > 2 * limit:
            continue
        cost = (letters + min(letters, OSA.distance(bare, _bare(other)))) / 2
        same_start = fold(other[:1]) == initial
        if (same_start or len(word) >= LONG_WORD) and cost <= (limit if same_start and count > 1 else 1):
            best = min(best or (cost, -count, other), (cost, -count, other))
    return best and best[2]


def correct(
    question: str, is_known: Callable[[str], bool], candidates: Callable[[str], Iterable[tuple[str, int]]]
) -> tuple[str, tuple[Correction, ...]]:
    """Return `question` (NFC) with its unknown words replaced by their nearest candidates, and what was replaced.

    `is_known` tells whether a lower-cased word is in the corpus, `candidates` gives (word, count) that a word may
    stand for. Stop words, acronyms, compounds that can be split and words of under four letters stay; so do names,
    capitalised within a sentence, unless only rings, dots or doubled letters are wrong.
    """
    question = unicodedata.normalize("NFC", question)
    corrections: list[Correction] = []

    def replaced(match: re.Match[str]) -> str:
        written, word = match[0], match[0].lower()
        if not written[1:].islower() or word in STOP_WORDS or is_known(word):
            return written
        meant = _meant(word, (*_FUNCTION_WORDS, *candidates(word)))
        is_name = written[0].isupper() and not _SENTENCE_START.search(question[: match.start()])
        if meant is None or _reads_alike(word, meant) or (is_name and _bare(word) != _bare(meant)):
            return written
        corrections.append(Correction(word, meant))
        return meant.capitalize() if written[0].isupper() else meant

    return _WORD.sub(replaced, question), tuple(corrections)


def _meant(word: str, pool: tuple[tuple[str, int], ...]) -> str | None:
    """Return what `word` stands for; "valdsbrott" is "våldsbrott" though it can be split into vald + brott."""
    if word.isascii() and (twin := _twin(word, pool)):
        return twin
    return None if split(word) else nearest(word, pool)


def _twin(word: str, pool: Iterable[tuple[str, int]]) -> str | None:
    """Return the most frequent candidate that folds to the same letters as `word`."""
    folded = fold(word)
    twins = [(-count, other) for other, count in pool if len(other) == len(word) and fold(other) == folded]
    return min(twins)[1] if twins else None


def _bare(word: str) -> str:
    """Return `word` without what is cheap to get wrong: rings and dots, doubled letters, the spelling of sj."""
    return _DOUBLED.sub("", _SJ.sub("sj", fold(word)))


def _reads_alike(word: str, other: str) -> bool:
    """Return whether `word` is as right as `other`: another inflection of it, or é for e."""
    return words(word) == words(other) or (stem(word) == stem(other) and _bare(word) != _bare(other))
