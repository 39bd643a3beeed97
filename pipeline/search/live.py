"""A searcher for a process that lives long: it moves to the new generation when one is put in use.

Whoever is asking keeps the generation that the question began with, so no answer mixes two. The old one is closed, and
may be removed, when its last question is answered. A generation that cannot be opened changes nothing: the one before
stays, and the fault is told.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.errors import KbError
from pipeline.search.ask import Searcher

# Seconds before a generation that could not be opened is tried again.
AGAIN = 30.0


@dataclass(slots=True)
class _Lease:
    searcher: Searcher
    name: str
    users: int = 0
    retired: bool = False


class LiveSearcher:
    """Give the searcher of the generation in use to any number of threads.

    `current` names the generation in use, None for none; `open_` opens a generation by its name.
    """

    def __init__(self, current: Callable[[], str | None], open_: Callable[[str | None], Searcher]) -> None:
        self._current = current
        self._open = open_
        self._guard = threading.Lock()
        self._opening = threading.Lock()
        searcher = open_(None)
        self._lease = _Lease(searcher, searcher.generation.manifest.name)
        self._failed: tuple[str, float] | None = None
        self.fault: str | None = None

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """Give the searcher of the generation in use, which stays open inside."""
        self._move_on()
        with self._guard:
            lease = self._lease
            lease.users += 1
        try:
            yield lease.searcher
        finally:
            with self._guard:
                lease.users -= 1
                done = lease.retired and not lease.users
            if done:
                lease.searcher.close()

    def close(self) -> None:
        """Close the generation as soon as nobody asks it any more."""
        self._retire(self._lease)

    def _move_on(self) -> None:
        """Open the generation that is in use now if it is another; one thread does, the others do not wait for it."""
        try:
            name = self._current()
        except KbError as error:
            self.fault = str(error)
            return
        if name is None or name == self._lease.name or self._is_waiting(name):
            return
        if not self._opening.acquire(blocking=False):
            return
        try:
            if name != self._lease.name:
                self._replace(name)
        finally:
            self._opening.release()

    def _replace(self, name: str) -> None:
        try:
            opened = self._open(name)
        except KbError as error:
            self._failed, self.fault = (name, time.monotonic()), str(error)
            return
        self._failed = self.fault = None
        with self._guard:
            old, self._lease = self._lease, _Lease(opened, name)
        self._retire(old)

    def _retire(self, lease: _Lease) -> None:
        with self._guard:
            lease.retired = True
            done = not lease.users
        if done:
            lease.searcher.close()

    def _is_waiting(self, name: str) -> bool:
        return self._failed is not None and self._failed[0] == name and time.monotonic() - self._failed[1] < AGAIN
