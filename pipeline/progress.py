"""Progress of long work on stderr: a live bar on a terminal, a plain line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
LOG_SECONDS = 15.0


class Progress(Protocol):
    """Wraps an iterable so that going through it is seen."""

    def __call__(self, items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
        """Yield `items` unchanged; `total` may be unknown."""
        ...


def silent(items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """Show nothing."""
    yield from items


def shown(items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """Show a bar on a terminal, lines elsewhere."""
    return _bar(items, label, total) if sys.stderr.isatty() else _lines(items, label, total)


def _bar(items: Iterable[T], label: str, total: int | None) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=label, total=total, console=Console(stderr=True), transient=True)


def _lines(items: Iterable[T], label: str, total: int | None) -> Iterator[T]:
    of = f" of {total}" if total else ""
    due = time.monotonic() + LOG_SECONDS
    for count, item in enumerate(items, start=1):
        yield item
        if time.monotonic() >= due:
            print(f"{label}: {count}{of}", file=sys.stderr, flush=True)
            due = time.monotonic() + LOG_SECONDS
