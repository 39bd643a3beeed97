"""A stretch of text that states something, with its common form: what the readers of facts hand to `facts`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """`value` is the common form of text[start:end]; the reader's module says which."""

    start: int
    end: int
    value: str
