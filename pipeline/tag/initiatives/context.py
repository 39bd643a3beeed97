"""What the words around a name show: that the text speaks of crime, and that a capital is not only a sentence's first.

Knows nothing about which names are initiatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

S = r"[ \u00a0]"
CRIME = re.compile(
    r"brott|krimin|gäng|avhopp|våld|otryg|trygghet|trygga|narkot|drog|missbruk|polis|socialtjänst|frivård|utsatta? "
    r"|riskzon"
    r"|extrem|skjut|heders|orosanm|utanförskap|fältassist|rasis|nazis|mobb|bedräg|fusk|åtal|fängels|häkt|stöld|stulen"
    r"|stulna"
    r"|hatbrott|rån(?!t)|mutor|klotter|anlagda|langning|alkohol|hemlös|dopning|tobak"
    r"|prostitu|människohandel|sexköp|övergrepp"
    r"|tvångsgift|könsstymp|skolk|skolfrånvaro|hemmasitt|fritidsgård|fritidsledar|föräldrastöd|psykisk ohälsa"
    r"|radikaliser",
    re.IGNORECASE,
)
_AFTER_SMALL_WORD = re.compile(rf"(?<!\w)[a-zåäö\u2011-]+[,;]?{S}[(”\"»]?$")
_WORD = re.compile(r"\w")
_NEAR = 350  # characters around a name that say what it is about


def crime_near(text: str, start: int, end: int) -> bool:
    """Whether the words around text[start:end] speak of crime."""
    return CRIME.search(text, max(0, start - _NEAR), end + _NEAR) is not None


def stands_within_sentence(text: str, start: int) -> bool:
    """Whether a word of the same sentence stands right before text[start:]."""
    return re.search(rf"[\w,;(/&]{S}?$", text[max(0, start - 2) : start]) is not None


def used_as_name(text: str, name: str) -> bool:
    """Whether `name` stands with its capital where a common word would have none, after a word in small letters."""
    return any(follows_small_word(text, at) for at in _places(text, name, "s"))


def follows_small_word(text: str, at: int) -> bool:
    """Whether a word in small letters, of the same sentence, stands before text[at:]."""
    return _AFTER_SMALL_WORD.search(text[max(0, at - 40) : at]) is not None


def times(text: str, name: str) -> int:
    """Return how often `text` has `name` as whole words."""
    return _counted(text, name)


# Asked again for each mention of a name: without it a text that repeats one takes quadratic time.
@lru_cache(maxsize=1024)
def _counted(text: str, name: str) -> int:
    return sum(1 for _ in _places(text, name))


def _places(text: str, name: str, ending: str = "") -> Iterator[int]:
    """Yield where `name`, or `name` and `ending`, stands in `text` as whole words."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if ending and text.startswith(ending, end):
            end += len(ending)
        if not _WORD.match(text, end) and not _WORD.match(text[at - 1 : at]):
            yield at
        at = text.find(name, at + 1)
