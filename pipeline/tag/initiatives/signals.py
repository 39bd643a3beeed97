"""What speaks for each candidate being the name of an initiative, as numbers for `models/networks.py`.

Its own words (`wording`), what stands beside it (`beside`), how the text proposes it (`proposals`), how often and how
the text says it, what its title says, and whether the text around it speaks of crime or social work.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.tag.initiatives.beside import after, before
from pipeline.tag.initiatives.candidates import Names, Stretch, Word
from pipeline.tag.initiatives.context import CRIME, follows_small_word
from pipeline.tag.initiatives.described import COMMON_OPENERS
from pipeline.tag.initiatives.introduced import KIND
from pipeline.tag.initiatives.names import name_end
from pipeline.tag.initiatives.proposals import WAYS, Span
from pipeline.tag.initiatives.wording import wording

Floats = NDArray[np.float64]
_NEAR, _BESIDE, _KIND_NEAR, _KIND_BESIDE = 350, 80, 150, 60  # characters around a name
_A_SHORT_TEXT = 60  # words
_SHORT_LINE, _LONG_LINE = 60, 200  # characters of a line that may be a heading, and of one that is surely none
_BULLETS = " •*–-"


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the text as a whole.

    `local`: a municipality's or about one; `published`: it belongs to one. `sentences` are the starts of its sentences
    and `logits` how clearly each speaks of a focus area, at best.
    """

    title: str
    local: bool
    published: bool
    sentences: Sequence[int]
    logits: Sequence[float]


class Signals:
    """The signals of the candidates of one text."""

    def __init__(self, text: str, words: list[Word], setting: Setting, proposed: dict[Span, frozenset[str]]) -> None:
        self._text, self._words, self._setting, self._proposed = text, words, setting, proposed
        self._said = Names(text, words)
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._ends: dict[int, int] = {}
        self._used: dict[str, bool] = {}
        self._crime = [match.start() for match in CRIME.finditer(text)]
        self._kinds = [match.start() for match in KIND.finditer(text)]
        self._starts = {start for start, _ in proposed}
        self._names = {text[start:end] for start, end in proposed}
        best = sorted(setting.logits)[-3:]
        self._whole = {
            "crime in the text": math.log1p(len(self._crime)),
            "crime a word": 20 * len(self._crime) / max(len(words), 1),
            "crime in the title": bool(CRIME.search(setting.title)),
            "kinds a word": 20 * len(self._kinds) / max(len(words), 1),
            "clearest sentences": sum(best) / max(len(best), 1),
            "local": setting.local,
            "published": setting.published,
            "a short text": len(words) < _A_SHORT_TEXT,
        }

    def acts(self, one: Stretch) -> bool:
        """Whether a word for an initiative stands before the candidate, and what it does after it."""
        return "acting" in self._proposed.get((one.start, one.end), ())

    def table(self, candidates: Sequence[Stretch]) -> Floats:
        """Return one row a candidate, float64 (m, s)."""
        return np.array([list(self.of(one).values()) for one in candidates], float)

    def of(self, one: Stretch) -> dict[str, float]:
        """Return the signals of a candidate by name."""
        own = [word.text for word in self._words[one.first : one.last + 1]]
        return {
            **wording(self._text[one.start : one.end], own),
            **before(self._text, self._words, one),
            **after(self._text, self._words, one),
            **self._repeats(one),
            **self._proposals(one),
            **self._topic(one),
            **self._whole,
        }

    def _repeats(self, one: Stretch) -> dict[str, float]:
        text, words = self._text, self._words
        name, title = text[one.start : one.end], self._setting.title.lower()
        often = max(self._times(name), 1)
        small = name[0].lower() + name[1:]
        shorter = text[one.start : words[one.last - 1].end] if one.last > one.first else name
        longer = text[one.start : words[one.last + 1].end] if one.last + 1 < len(words) else name
        line = self._line(one.start)
        return {
            "said often": math.log(often),
            "said in small letters": min(self._times(small), 3) / 3 if small != name else 0.0,
            "share of its first word": often / max(self._times(words[one.first].text), 1),
            "share of one word less": often / max(self._times(shorter), 1),
            "share of one word more": self._times(longer) / often if often > 1 and longer != name else 0.0,
            "used as a name": self._used_as_name(name),
            "opens as sentences do": bool(COMMON_OPENERS.match(text, one.start)),
            "ends as names do": self._name_end(one.start) == one.end,
            "in the title": name.lower() in title,
            "opens the title": title.startswith(name.lower()),
            "a line of its own": line.strip(_BULLETS) == name,
            "in a short line": len(line) < _SHORT_LINE and not line.endswith((".", "!", "?")),
        }

    def _times(self, name: str) -> int:
        return len(self._said.places(name))

    def _used_as_name(self, name: str) -> bool:
        if name not in self._used:
            places = (*self._said.places(name), *self._said.places(f"{name}s"))
            self._used[name] = any(follows_small_word(self._text, at) for at in places)
        return self._used[name]

    def _name_end(self, start: int) -> int:
        if start not in self._ends:
            self._ends[start] = name_end(self._text, start)
        return self._ends[start]

    def _line(self, place: int) -> str:
        """The line at `place`; of a long one no more than tells that it is long."""
        number = bisect_right(self._lines, place)
        start = self._lines[number - 1]
        end = self._lines[number] - 1 if number < len(self._lines) else len(self._text)
        return self._text[max(start, place - _LONG_LINE) : min(end, place + _LONG_LINE)].strip()

    def _proposals(self, one: Stretch) -> dict[str, float]:
        ways = self._proposed.get((one.start, one.end), frozenset())
        return {
            **{f"proposed: {way}": way in ways for way in WAYS},
            "proposed": bool(ways),
            "ways": len(ways),
            "proposed with another end": not ways and one.start in self._starts,
            "proposed elsewhere": not ways and self._text[one.start : one.end] in self._names,
        }

    def _topic(self, one: Stretch) -> dict[str, float]:
        near = _within(self._crime, one.start - _NEAR, one.end + _NEAR)
        logits = self._setting.logits
        sentence = max(bisect_right(self._setting.sentences, one.start) - 1, 0)
        around = logits[max(0, sentence - 1) : sentence + 2]
        return {
            "crime near": near > 0,
            "crimes near": math.log1p(near),
            "crime beside": _within(self._crime, one.start - _BESIDE, one.end + _BESIDE) > 0,
            "a kind before": _within(self._kinds, one.start - _KIND_BESIDE, one.start) > 0,
            "a kind after": _within(self._kinds, one.end, one.end + _KIND_BESIDE) > 0,
            "kinds near": math.log1p(_within(self._kinds, one.start - _KIND_NEAR, one.end + _KIND_NEAR)),
            "its sentence": logits[sentence] if logits else 0.0,
            "sentences around": max(around, default=0.0),
        }


def _within(places: list[int], start: int, end: int) -> int:
    return bisect_left(places, end) - bisect_left(places, start)
