"""Stretches of a text that may be a name: one to six words from one with a capital, or all that stands in quotes.

Which of them names an initiative is for `discovery`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.tag.initiatives.names import may_be_last

MOST_WORDS = 6
OPENING_QUOTES = frozenset('”"»“')
CLOSING_QUOTES = frozenset('”"«»“')
_WORD = re.compile(r"[#\w](?:[\w&’'!\u2011-]*[\w’'])?")
_SPACES = frozenset((" ", "\u00a0"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word at text[start:end]."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words from `first` to `last`, both counted, of a text's words; text[start:end]."""

    start: int
    end: int
    first: int
    last: int


class Names:
    """Where a text says a name, found by the rarest of its words: no name makes the whole text be read again."""

    def __init__(self, text: str, words: list[Word]) -> None:
        self._text, self._words = text, words
        self._said: dict[str, list[int]] = {}
        for n, word in enumerate(words):
            self._said.setdefault(word.text, []).append(n)
        self._found: dict[str, list[int]] = {}

    def places(self, name: str) -> list[int]:
        """Return where the text has `name` as whole words, in order."""
        if name not in self._found:
            self._found[name] = list(self._places(name))
        return self._found[name]

    def _places(self, name: str) -> Iterator[int]:
        own = [match.group() for match in _WORD.finditer(name)]
        if not own:
            return
        rarest = min(range(len(own)), key=lambda n: len(self._said.get(own[n], ())))
        for n in self._said.get(own[rarest], ()):
            first, last = n - rarest, n - rarest + len(own) - 1
            if first >= 0 and last < len(self._words):
                start = self._words[first].start
                if self._words[last].end == start + len(name) and self._text.startswith(name, start):
                    yield start


def words_of(text: str) -> list[Word]:
    """Return the words of `text`, in order."""
    return [Word(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]


def stretches(text: str, words: list[Word]) -> Iterator[Stretch]:
    """Yield what may be a name, in text order; between its words stands nothing but a space."""
    for first, opening in enumerate(words):
        if not _may_open(text, opening):
            continue
        for last in range(first, min(first + MOST_WORDS, len(words))):
            if last > first and text[words[last - 1].end : words[last].start] not in _SPACES:
                break
            end = words[last].end
            # In small letters all that is quoted is a name, or nothing: not "känns" of ”känns som en nystart”.
            broken = opening.text[0].islower() and text[end : end + 1] not in CLOSING_QUOTES
            if not broken and (last == first or may_be_last(words[last].text)):
                yield Stretch(opening.start, end, first, last)


def with_proposed(text: str, words: list[Word], proposed: Iterable[tuple[int, int]]) -> list[Stretch]:
    """Return the stretches of `text` and those `proposed` that begin with one of its words, in text order."""
    found = {(one.start, one.end): one for one in stretches(text, words)}
    opening = {word.start: n for n, word in enumerate(words)}
    for start, end in proposed:
        first = opening.get(start)
        if first is not None and (start, end) not in found and words[first].end <= end:
            last = first
            while last + 1 < len(words) and words[last + 1].end <= end:
                last += 1
            found[start, end] = Stretch(start, end, first, last)
    return [found[place] for place in sorted(found)]


def _may_open(text: str, word: Word) -> bool:
    if word.text[0].isupper() or (word.text[0] == "#" and len(word.text) > 1):
        return True
    return word.text[0].isalpha() and word.start > 0 and text[word.start - 1] in OPENING_QUOTES
