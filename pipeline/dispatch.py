"""What is asked next, and of whom: the loop of a crawl.

One thread keeps the catalog, the archive and the pace; others only fetch, one request a server at a time. After every
answer archive and catalog are on disk, so that a killed crawl loses at most the requests under way.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from pipeline.catalog import Catalog, Due
from pipeline.crawl.archive import ArchiveWriter
from pipeline.crawl.exchanges import exchange_of
from pipeline.crawl.fetch import Answer, Fetcher, NoAnswer
from pipeline.crawl.robots import MOST_BYTES, MOST_REDIRECTS, Robots, read_robots
from pipeline.crawl.schedule import Clock, Schedule, retry_after, utc
from pipeline.crawl.urls import joined_url, origin, server
from pipeline.errors import KbError
from pipeline.visits import REDIRECTS, Visits, conditions, is_start


@dataclass(frozen=True, slots=True)
class Job:
    """A request: of an address that is due, or of the robots.txt that must be read before it."""

    due: Due
    url: str
    robots: bool = False


@dataclass(slots=True)
class Dispatch:
    """A crawl under way. `since` is when it began, `room` how many pages each source may still be asked for."""

    catalog: Catalog
    archive: ArchiveWriter
    fetcher: Fetcher
    schedule: Schedule
    clock: Clock
    visits: Visits
    since: str
    room: dict[str, int]
    servers: int
    limit: int | None = None
    unreachable: dict[str, str] = field(default_factory=dict)
    _robots: dict[str, Robots] = field(default_factory=dict)
    _hops: dict[str, list[str]] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)

    def run(self, free_at: float = 0.0) -> Iterator[str]:
        """Ask until nothing is due, and yield each address that was; no server is asked before `free_at`."""
        self._meet(self.catalog.frontier.servers_due(self._open()), free_at)
        running: dict[Future[Answer | NoAnswer], Job] = {}
        pool = ThreadPoolExecutor(self.servers, "fetch")
        try:
            while True:
                self._start(pool, running)
                next_at = self.schedule.next_at() if len(running) < self.servers and not self._spent() else None
                if not running and next_at is None:
                    break
                pause = None if next_at is None else max(0.0, next_at - self.clock.now())
                for future in self.clock.wait(set(running), pause):
                    job = running.pop(future)
                    self._finish(job, future.result())
                    yield job.url
        finally:
            # An interrupt does not wait for what is under way.
            pool.shutdown(wait=False, cancel_futures=True)
        self.unreachable |= self.schedule.closed()

    @property
    def was_cut_short(self) -> bool:
        """Say whether `limit` ended it with something left to ask for."""
        return self._spent() and self.schedule.next_at() is not None

    def _spent(self) -> bool:
        return self.limit is not None and self.limit <= 0

    def _open(self) -> dict[str, int]:
        """The nights of the sources that have room for more pages."""
        return {source: crawl for source, crawl in self.visits.crawls.items() if self.room[source] > 0}

    def _meet(self, names: list[str] | set[str], free_at: float = 0.0) -> None:
        for name in sorted(names):
            if name not in self._met:
                known = self.catalog.frontier.server_free_at(name)
                asked = self.catalog.frontier.requests(name, self.visits.crawls)
                self.schedule.meet(name, self.clock.now(), max(known, free_at), asked)
                self._met.add(name)
            self.schedule.wake(name)

    def _start(self, pool: ThreadPoolExecutor, running: dict[Future[Answer | NoAnswer], Job]) -> None:
        for name in self.schedule.ready(self.clock.now()):
            if len(running) >= self.servers or self._spent():
                return
            if job := self._job(name):
                self.schedule.ask(name)
                if not job.robots and job.due.kind == "page":
                    self.room[job.due.source] -= 1
                    self.limit = None if self.limit is None else self.limit - 1
                told = {} if job.robots else conditions(job.due, self.visits.scopes[job.due.source])
                page = job.due.kind == "page" and not job.robots
                running[pool.submit(self.fetcher.fetch, job.url, told, page=page)] = job

    def _job(self, name: str) -> Job | None:
        """What to ask this server for; None, and it rests, if there is nothing."""
        while due := self.catalog.frontier.due(name, self._open()):
            scope = self.visits.scopes[due.source]
            if due.kind == "page" and not is_start(due, scope) and scope.why_not(due.url, listed=True):
                self._deny(due, "out of scope")
                continue
            robots = self._rules(due)
            if robots is None:
                return Job(due, self._hops.get(origin(due.url), [f"{origin(due.url)}/robots.txt"])[-1], robots=True)
            if not robots.reachable:
                self._pass_over(due)
            elif not robots.allows(due.url):
                self._deny(due, "denied")
            else:
                return Job(due, due.url)
        self.schedule.rest(name)
        return None

    def _rules(self, due: Due) -> Robots | None:
        """The rules for an address, None if its robots.txt has not been asked for tonight."""
        where = origin(due.url)
        if where not in self._robots:
            stored = self.catalog.frontier.robots(where, self.since)
            if stored is None:
                return None
            self._robots[where] = read_robots(*stored)
        return self._robots[where]

    def _deny(self, due: Due, outcome: str) -> None:
        with self.catalog.transaction():
            self.visits.deny(due, utc(self.clock.now()), outcome)

    def _pass_over(self, due: Due) -> None:
        where = origin(due.url)
        self.unreachable[where] = "its robots.txt cannot be reached"
        with self.catalog.transaction():
            self.catalog.frontier.pass_over(where, self._open(), utc(self.clock.now()), "unreachable")

    def _finish(self, job: Job, answer: Answer | NoAnswer) -> None:
        at = utc(self.clock.now())
        try:
            self._store(job, answer, at)
        except (KbError, OSError):
            raise
        except Exception as error:
            # One answer that nobody foresaw must not end this night and every one after it.
            reason = f"unexpected {type(error).__name__}: {error}"
            self._store(replace(job, robots=False), NoAnswer(job.due.url, reason), at)
        self._meet(self.visits.leads.servers)
        self.visits.leads.servers.clear()

    def _store(self, job: Job, answer: Answer | NoAnswer, at: str) -> None:
        name = server(job.url)
        with self.catalog.transaction():
            trouble = None
            if job.robots:
                self._take_robots(job, answer, at)
            else:
                trouble = self.visits.take_in(job.due, answer, at)
            now, delay = self.clock.now(), self._delay(job.due)
            if trouble is None:
                free_at = self.schedule.answered(name, now, delay)
            else:
                header = answer.header("retry-after") if isinstance(answer, Answer) else None
                again = job.due.attempts > 0
                free_at = self.schedule.troubled(name, now, delay, retry_after(header, now), again=again)
            self.catalog.frontier.put_server(name, free_at, now)
            # Before the commit: a row must never point at bytes that a crash could take away.
            self.archive.flush()

    def _delay(self, due: Due) -> float:
        rules = self._robots.get(origin(due.url))
        return max(self.visits.scopes[due.source].source.delay, rules.delay if rules else 0.0)

    def _take_robots(self, job: Job, answer: Answer | NoAnswer, at: str) -> None:
        """Store a robots.txt, or where it is to be looked for instead. Never trouble: its rules say what follows."""
        where = origin(job.due.url)
        status = None
        content = b""
        if isinstance(answer, Answer):
            exchange = exchange_of(answer, at)
            self.archive.append_exchange(exchange)
            status, content = answer.status, exchange.content[:MOST_BYTES]
            hops = self._hops.setdefault(where, [job.url])
            target = joined_url(job.url, answer.header("location") or "") if status in REDIRECTS else None
            if target and server(target) == server(job.url) and len(hops) <= MOST_REDIRECTS and target not in hops:
                hops.append(target)
                return
            if target and server(target) != server(job.url):
                # What another site allows is no permission for this one.
                status = None
        self.catalog.frontier.put_robots(where, at, status, content)
        self._robots[where] = read_robots(status, content)
        if status is not None:
            self.visits.leads.sitemaps(job.due.source, self._robots[where].sitemaps)
