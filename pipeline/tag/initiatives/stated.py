"""A stretch of text that states something, with its common form: what the readers of facts hand to `facts`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """`value` is the common form of text[start:end]; the reader's module says which."""

    start: int
    end: int
    value: str


def apart(found: Iterable[Stated]) -> Iterator[Stated]:
    """Yield `found` in text order, the longer first, without those that overlap one before them."""
    last = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= last:
            yield one
            last = one.end
