"""Which server may be asked now: one request at a time, a pause between two, back-off where a server is in trouble.

Times are seconds since 1970 of an injected clock. Knows nothing of what is asked.
"""

from __future__ import annotations

import time
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

# Without Retry-After: seconds after the first trouble, doubled with each further one, and the most they come to.
FIRST_WAIT, LAST_WAIT = 10.0, 60.0
# So many addresses in a row that fail at the first try, and the server is left alone for the night.
MOST_FAILURES = 5
_A_MONTH = 30 * 86_400.0


class Clock(Protocol):
    """The time, and waiting."""

    def now(self) -> float:
        """Return the seconds since 1970."""
        ...

    def wait(self, running: set[Future[Any]], seconds: float | None) -> set[Future[Any]]:
        """Wait until one of `running` is done, or for `seconds` if they are given; return those that are done."""
        ...


class SystemClock:
    """The machine's clock as it was when this was made, and the time that has passed since.

    A clock that is set while a crawl runs moves no request.
    """

    def __init__(self) -> None:
        self._origin = time.time() - time.monotonic()

    def now(self) -> float:
        """Return the seconds since 1970."""
        return self._origin + time.monotonic()

    def wait(self, running: set[Future[Any]], seconds: float | None) -> set[Future[Any]]:
        """Wait until one of `running` is done, or for `seconds` if they are given; return those that are done."""
        if not running:
            time.sleep(seconds or 0)
            return set()
        return set(wait(running, seconds, FIRST_COMPLETED).done)


@dataclass(slots=True)
class Server:
    """A host and its pace; `closed` says why it is not asked any more tonight."""

    name: str
    free_at: float = 0.0
    busy: bool = False
    requests: int = 0
    troubles: int = 0
    failures: int = 0
    closed: str | None = None


class Schedule:
    """All servers of a crawl."""

    def __init__(self, budget: int, longest_wait: float) -> None:
        """Ask a server for at most `budget` things; leave it alone if it wants a wait over `longest_wait`."""
        self._budget = budget
        self._longest_wait = longest_wait
        self._servers: dict[str, Server] = {}
        self._idle: set[str] = set()

    def meet(self, name: str, now: float, free_at: float, requests: int) -> None:
        """Take in a server that is free from `free_at` on and was asked for `requests` things tonight."""
        self._servers[name] = Server(name, free_at, requests=requests)
        self._close(self._servers[name], free_at - now)

    def wake(self, name: str) -> None:
        """Say that there may be something to ask this server for."""
        self._idle.discard(name)

    def rest(self, name: str) -> None:
        """Say that there is nothing to ask this server for."""
        self._idle.add(name)

    def ready(self, now: float) -> list[str]:
        """Return the servers that may be asked now, the one that has waited longest first."""
        ready = (server for server in self._waiting() if server.free_at <= now)
        return [server.name for server in sorted(ready, key=lambda server: (server.free_at, server.name))]

    def next_at(self) -> float | None:
        """Return when the next server that waits is free; None if none waits."""
        return min((server.free_at for server in self._waiting()), default=None)

    def ask(self, name: str) -> None:
        """Say that a request is on its way."""
        self._servers[name].busy = True
        self._servers[name].requests += 1

    def answered(self, name: str, now: float, delay: float) -> float:
        """Say that the answer is here and was none of trouble; return when the server may be asked again."""
        server = self._servers[name]
        server.busy, server.troubles, server.failures, server.free_at = False, 0, 0, now + delay
        self._close(server, delay)
        return server.free_at

    def troubled(self, name: str, now: float, delay: float, asked_to_wait: float | None, *, again: bool) -> float:
        """The same of an answer of trouble, or none; `asked_to_wait` are the seconds of its Retry-After.

        That an address fails `again` says no more of the server than that it did before.
        """
        server = self._servers[name]
        server.busy = False
        server.troubles += 1
        server.failures += not again
        guess = min(LAST_WAIT, FIRST_WAIT * 2 ** (server.troubles - 1))
        pause = max(delay, guess if asked_to_wait is None else asked_to_wait)
        server.free_at = now + pause
        self._close(server, pause)
        return server.free_at

    def closed(self) -> dict[str, str]:
        """Return why servers are left alone, by name."""
        return {server.name: server.closed for server in self._servers.values() if server.closed}

    def _close(self, server: Server, pause: float) -> None:
        """Leave the server alone for the night where there is a reason to."""
        if server.closed is not None:
            return
        if pause > self._longest_wait:
            server.closed = f"wants to be left alone for {pause:.0f} s"
        elif server.failures >= MOST_FAILURES:
            server.closed = f"{server.failures} failures in a row"
        elif server.requests >= self._budget:
            server.closed = f"the budget of {self._budget} requests is spent"

    def _waiting(self) -> list[Server]:
        return [s for s in self._servers.values() if not s.busy and s.closed is None and s.name not in self._idle]


def retry_after(header: str | None, now: float) -> float | None:
    """Return the seconds that Retry-After asks for (RFC 9110, 10.2.3: seconds or a date), None if it says neither."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), _A_MONTH)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now
    return min(max(0.0, seconds), _A_MONTH)


def utc(seconds: float) -> str:
    """Return a time as the catalog and the archive write it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
