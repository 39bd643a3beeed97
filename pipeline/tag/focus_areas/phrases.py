"""The phrase language of a taxonomy: a pattern over the lower-cased words of one sentence.

    otillåten påverkan      these words, beside each other, whole
    avhopp*                 a word that begins so; `*lös` ends so, `skydda* boende*` both words bend
    (unga|ett barn)         one of these; `(mycket |)` may be absent; groups may stand inside groups
    barn … rekryter*        at most eight other words between them (`...` will do)

Knows nothing about areas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_GAP = r"\W+(?:\w+\W+){0,8}?"
_TOKEN = re.compile(r"\s*…\s*|\s+|[(|)*]|[^\s…(|)*]+")
_SYNTAX = {"(": "(?:", "|": "|", ")": ")", "*": r"\w*"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern with its weight; a text without one word part of every group in `needles` cannot match."""

    pattern: str
    weight: float
    regex: re.Pattern[str]
    needles: tuple[tuple[str, ...], ...]

    def possible(self, lowered: str) -> bool:
        """Return whether the phrase might match in the lower-cased text."""
        return all(any(needle in lowered for needle in group) for group in self.needles)


def compile_phrase(pattern: str, weight: float) -> Phrase:
    """Return the phrase that `pattern` describes; ValueError where it is not a pattern."""
    pattern = " ".join(pattern.lower().replace("...", "…").split())
    if "|" in re.sub(r"\(.*\)", "", pattern):
        pattern = f"({pattern})"
    regex = "".join(_regex(token) for token in _TOKEN.findall(pattern))
    try:
        compiled = re.compile(rf"(?<!\w)(?:{regex})(?!\w)")
    except re.error as error:
        raise ValueError(error.msg) from error
    if compiled.fullmatch("") or not _parts(pattern):
        raise ValueError("can match without naming a word")
    return Phrase(pattern, weight, compiled, _needles(pattern))


def _regex(token: str) -> str:
    if token.strip() == "…":
        return _GAP
    return r"\s+" if token.isspace() else _SYNTAX.get(token, re.escape(token))


def _parts(pattern: str) -> list[str]:
    return re.findall(r"[^\s…(|)*]+", pattern)


def _needles(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Return groups of word parts, one part of each of which every match contains; nested groups give none."""
    groups = re.findall(r"\(([^()]*)\)|([^\s…(|)*]+)", re.sub(r"\([^()]*\([^()]*\).*\)", " ", pattern))
    found: list[tuple[str, ...]] = []
    for alternatives, word in groups:
        longest = (
            [max(_parts(choice), key=len, default="") for choice in alternatives.split("|")] if not word else [word]
        )
        if all(longest):
            found.append(tuple(dict.fromkeys(longest)))
    return tuple(found)
