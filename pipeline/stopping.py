"""Asking a run to stop: a signal sets a flag, and the run looks at it between two transactions.

Knows nothing of what the run does.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any, TypeVar

from pipeline.crawl.schedule import Clock
from pipeline.errors import Stopped
from pipeline.progress import Progress

T = TypeVar("T")
# A server may want a wait of minutes; a stop is seen within this many seconds of it.
LOOK_EVERY = 0.5


@dataclass(slots=True)
class Stop:
    """Whether a run is to stop, and on whose word: the name of a signal."""

    asked_by: str | None = None

    def check(self) -> None:
        """Raise Stopped if the run was asked to stop."""
        if self.asked_by:
            raise Stopped(f"stopped by {self.asked_by}: what was done is kept, and the next run goes on from here")

    def watched(self, progress: Progress) -> Progress:
        """Return `progress` such that going through anything ends with Stopped, before the next item, once asked."""

        def watch(items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
            for item in progress(items, label, total):
                self.check()
                yield item

        return watch


@dataclass(frozen=True, slots=True)
class StoppableClock:
    """A clock whose waits end with Stopped once the run was asked to stop."""

    clock: Clock
    stop: Stop

    def now(self) -> float:
        """Return the seconds since 1970."""
        return self.clock.now()

    def wait(self, running: set[Future[Any]], seconds: float | None) -> set[Future[Any]]:
        """Wait until one of `running` is done, or for `seconds` if they are given; return those that are done."""
        until = None if seconds is None else time.monotonic() + seconds
        while True:
            self.stop.check()
            left = LOOK_EVERY if until is None else until - time.monotonic()
            done = self.clock.wait(running, max(0.0, min(left, LOOK_EVERY)))
            if done or (until is not None and left <= LOOK_EVERY):
                return done


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """Give a Stop that SIGTERM and the first SIGINT ask; a second SIGINT raises KeyboardInterrupt at once.

    Only for the main thread. The handlers that were there are put back.
    """
    stop = Stop()

    def ask(number: int, frame: FrameType | None) -> None:
        if stop.asked_by and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.asked_by = signal.Signals(number).name

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
