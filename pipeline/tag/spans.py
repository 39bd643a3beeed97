"""Which stretches of a text are taken, and which of several that overlap count: the longest."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Named(Protocol):
    """A name found at text[start:end], `listed` or not."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def listed(self) -> bool:
        """Whether a list holds it."""


N = TypeVar("N", bound=Named)


class Spans:
    """Stretches (start, end) of a text; asking whether one overlaps any takes logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self._spans and start < self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))

    def overlap(self, start: int, end: int) -> bool:
        """Whether a stretch has a character in common with [start, end)."""
        return self._last_before(end)[1] > start

    def cover(self, start: int, end: int) -> bool:
        """Whether [start, end) lies within one stretch."""
        first, last = self._last_before(end)
        return first <= start and end <= last

    def take(self, start: int, end: int) -> bool:
        """Add [start, end) where it overlaps none; return whether it did not."""
        if self.overlap(start, end):
            return False
        insort(self._spans, (start, end))
        return True

    def _last_before(self, end: int) -> tuple[int, int]:
        """Return the last stretch that begins before `end`, an empty one before the text if none does."""
        number = bisect_left(self._spans, (end, -1))
        return self._spans[number - 1] if number else (-1, -1)


def longest(found: Iterable[N]) -> list[N]:
    """Return those that no longer one overlaps, in text order; of two at one place the listed one."""
    spans = Spans()
    ordered = sorted(found, key=lambda one: (one.start - one.end, not one.listed, one.start))
    return sorted((one for one in ordered if spans.take(one.start, one.end)), key=lambda one: one.start)
