"""Compound splitting: "avhopparverksamhet" → avhoppare + verksamhet.

Koehn and Knight (2003): of all ways to write the word as known words with Swedish linking letters, take the one
whose parts have the highest geometric mean frequency, if it beats the word's own. The vocabulary with its counts was
derived by `training/vocabulary.py`; it holds no names, so names are not split.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import log

from pipeline.swedish.vocabulary import irregular_lemmas, word_counts

SHORTEST_WORD = 8
# A longer run of letters is no word but a dump, and the ways to write it grow faster than its length.
LONGEST_WORD = 60
SHORTEST_PART = 4
# Log-count that each part beyond the second must be worth: keeps ungdom + gård from becoming ung + dom + gård.
EXTRA_PART = 1.5
# How much rarer than its parts (log-count) a known word may be and still be split: "räddningstjänst" is frequent.
OWN = 1.0
# What a part counts that the vocabulary does not have as a word.
BOUND_COUNT = 300
# Three-letter nouns and adjectives that really do head or modify compounds; other short strings are mostly endings.
_SHORT_PARTS = frozenset(
    "arv att bil bok brå bud bus dag del dom eld far fas fel fly fot gap hot hus jul kom kyl kök lag led lån lön mat"
    " mor mål mat namn nät ord ort par rad råd rån rum sak sex sjö skog sms spår ska stad stat tåg tid tom tull ung vak"
    " vapen vin våg vår väg våld yta ytt år öst åker".split()
) - {"att", "fas", "kom", "ska", "tom", "vak", "ytt", "par", "gap"}
# Endings that are also words; as a last part they are nearly always the ending.
_NOT_LAST = frozenset(
    "ande andes anden ären aren arna erna orna heten heter hets ingar ingen inger ings lighet ligheter lika lösa skapet"
    " skaps samma samt samhet sätta ställa igare inna else elser ering nader nads liga ligen artad aktig isk"
    " iska".split()
)
# Inflections that a last part may carry without its form being in the vocabulary ("belysningen" → "belysning").
_INFLECTIONS = ("", "s", "n", "t", "en", "et", "ens", "ets", "er", "erna", "ar", "arna", "na", "or", "orna")
# Last parts that hardly stand alone but head many compounds.
_BOUND_LAST = frozenset("tagare havare givare vetare hållare bärare sökare dragning tagande givande".split())
# Endings and verb stems that would split derived words: för|utsättning, fred|ning, marginal|skat.
_NO_PARTS = frozenset(
    "ning inga visa skat insat hyres litet externa föra hante bege bygga banta demokratiska omhänder utsättning"
    " effekti förunder".split()
)
_MODIFIERS = {
    "föräldra": "förälder",
    "hyres": "hyra",
    "familje": "familj",
    "barna": "barn",
    "lands": "land",
}
_NOT_FIRST = frozenset(
    "åter omhänder sven medel miss under över inte inom utan mellan efter genom sedan andra alla".split()
)


def split(word: str) -> tuple[str, ...]:
    """Return the parts of a lower-cased `word` in dictionary form, or () if it is not a compound."""
    return _split(word) if SHORTEST_WORD <= len(word) <= LONGEST_WORD else ()


@lru_cache(maxsize=200_000)
def _split(word: str) -> tuple[str, ...]:
    counts = word_counts()
    own = log(counts[word]) - OWN if word in counts else 0.0
    best: tuple[float, tuple[str, ...]] = (max(own, 0.0), ())
    for parts in _analyses(word, counts, 4):
        if len(parts) > 1:
            score = sum(log(counts.get(part, BOUND_COUNT)) for part in parts) / len(parts) - EXTRA_PART * (
                len(parts) - 2
            )
            best = max(best, (score, parts))
    return tuple(smaller for part in best[1] for smaller in split(part) or (part,))


def _analyses(word: str, counts: dict[str, int], depth: int) -> Iterator[tuple[str, ...]]:
    """Yield every way to write `word` as one to `depth` known parts."""
    if (last := _last_part(word, counts)) is not None:
        yield (last,)
    if depth == 1:
        return
    for cut in range(3, len(word) - 2):
        rest = word[cut:]
        for first in _dictionary_forms(word[:cut], counts):
            for tail in _analyses(rest, counts, depth - 1):
                yield (first, *tail)


def _dictionary_forms(modifier: str, counts: dict[str, int]) -> list[str]:
    """Return the words whose form inside a compound `modifier` is: skol → skola, arbets → arbete, gatu → gata."""
    stripped = modifier[:-1]
    if modifier in _MODIFIERS:
        return [_MODIFIERS[modifier]]
    if modifier.endswith("s"):
        candidates = [stripped, modifier, stripped + "e"]
    elif modifier.endswith(("o", "u")):
        candidates = [modifier, stripped + "a"]
    elif modifier.endswith("e"):
        candidates = [modifier, stripped]
    else:
        candidates = [modifier, modifier + "a", modifier + "e"]
    known = [c for c in candidates if _is_part(c, counts) and c not in _NOT_FIRST]
    return [max(known, key=lambda c: counts[c])] if known else []


def _last_part(word: str, counts: dict[str, int]) -> str | None:
    """Return the word as the vocabulary has it, without an inflection if need be; None if it is no last part."""
    if word in _NOT_LAST:
        return None
    lemma = irregular_lemmas().get(word, word)
    if counts.get(lemma, 0) >= counts.get(word, 0):
        word = lemma
    bases = (word.removesuffix(ending) for ending in _INFLECTIONS if word.endswith(ending))
    return next((b for b in bases if b in _BOUND_LAST or (_is_part(b, counts) and b not in _NOT_LAST)), None)


def _is_part(word: str, counts: dict[str, int]) -> bool:
    return word in counts and word not in _NO_PARTS and (len(word) >= SHORTEST_PART or word in _SHORT_PARTS)
