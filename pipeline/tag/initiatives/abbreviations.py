"""Names beside their abbreviations: "CIDES - Center för information om destruktiva subkulturer", "Ung i Ljus (UIL)".

Knows nothing about which names are initiatives.
"""

from __future__ import annotations

import re

_S = r"[ \u00a0]"
_FULL = re.compile(rf"(?:{_S}\(|{_S}[–-]{_S}|{_S}står{_S}för{_S})(?=[^\W\d_])")
_WORD = re.compile(rf"{_S}?[^\W\d_][\w\u2011-]*,?")
_SHORT = re.compile(rf"{_S}\(([A-ZÅÄÖ][\w\u2011-]{{1,9}})\)")
_CLOSING = re.compile(r"[\w \u00a0\u2011-]{0,50}(?P<end>\))")
_MOST_WORDS = 9
_LONGEST = 120  # letters of the words that an abbreviation is short for
_SMALL = 5  # letters of a word that is no small one


def spelt_out_after(text: str, end: int, short: str) -> tuple[int, int] | None:
    """Return where the words that `short`, which ends at text[:end], stands for follow it."""
    opening = _FULL.match(text, end)
    if not opening or not short.isupper():
        return None
    place = opening.end()
    for number in range(_MOST_WORDS):
        word = _WORD.match(text, place)
        if not word:
            return None
        place = word.end()
        if number and _stands_for(short, text[opening.end() : place]):
            closing = _CLOSING.match(text, place) if opening.group().endswith("(") else None
            if closing:
                return opening.end(), closing.start("end")
            return opening.end(), place - text[:place].endswith(",")
    return None


def abbreviated_after(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the abbreviation of text[start:end] follows it in brackets."""
    short = _SHORT.match(text, end)
    if short and short.group(1).isupper() and _stands_for(short.group(1), text[start:end]):
        return short.span(1)
    return None


def words_before(text: str, start: int, end: int) -> str | None:
    """Return the words that text[start:end], in brackets right after them, is short for; None where there are none.

    They are those of the same sentence from the first that fits: "Branschföreningen Svensk Fordonsanpassning (BSF)".
    """
    short = text[start:end]
    if not short.isupper() or text[start - 1 : start] != "(":
        return None
    sentence = re.split(r"[.!?:;\n]", text[max(0, start - _LONGEST) : start - 1])[-1]
    words = re.findall(r"[^\W\d_][\w\u2011-]*", sentence)
    found = (" ".join(words[-number:]) for number in range(2, min(len(words), _MOST_WORDS) + 1))
    return next((said for said in found if _stands_for(short, said)), None)


def _stands_for(short: str, words: str) -> bool:
    """Whether each word but small ones after the first begins with the next letter or two of `short`, to its end."""
    letters = short.lower()
    told = {0}  # how many letters the words so far may stand for
    for number, word in enumerate(re.findall(r"[^\W\d_]+", words.lower())):
        reached = {n + step for n in told for step in (1, 2) if word.startswith(letters[n : n + step])}
        told = {n for n in reached if n <= len(letters)} | (told if number and len(word) < _SMALL else set())
    return len(letters) in told
