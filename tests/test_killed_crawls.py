"""Crawls that are killed at some of their steps, and publishing at every step that moves or removes a file.

A night's crawl is gone on with by the next run; each night's publishing removes an earlier generation. After each kill
the generation in use verifies and answers and no page is lost; after each night two homes hold the same.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalog import open_catalog
from pipeline.catalog.database import Database
from pipeline.config import Settings
from pipeline.home import Home
from pipeline.index.generation import verify_generation
from pipeline.index.published import current_name
from pipeline.search.ask import open_searcher
from tests.forked import Ran, finish, in_child, kb, start
from tests.nights import QUESTIONS, site_of_nights, write_settings
from tests.state import must_be_equal

SEED = 11
NIGHTS = 3
# A killed crawl has done this many steps at most, so that a night is killed often.
MOST_STEPS = 14
RANDOM_KILLS = 6
INDEX = ["reindex", "--no-crawl"]
STEPS = ("fsync", "rename", "replace", "unlink", "rmdir")


def armed(steps: tuple[str, ...], goal: int, *, before: bool, commits: bool) -> None:
    """Make this process kill itself before or after the goal-th of `steps`, functions of `os`, and of commits."""
    done = 0

    def counted(do: Callable[..., Any]) -> Callable[..., Any]:
        def one(*arguments: Any, **named: Any) -> Any:
            nonlocal done
            done += 1
            hit = done == goal
            if hit and before:
                os.kill(os.getpid(), signal.SIGKILL)
            result = do(*arguments, **named)
            if hit:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return one

    for name in steps:
        setattr(os, name, counted(getattr(os, name)))
    if commits:
        transaction = Database.transaction

        @contextmanager
        def committed(self: Database) -> Iterator[None]:
            with transaction(self):
                yield
                if before:
                    counted(lambda: None)()
            if not before:
                counted(lambda: None)()

        Database.transaction = committed  # type: ignore[method-assign]


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    with closing(open_catalog(home.catalog)) as catalog:
        return catalog._database.rows(sql)


def page_ids(home: Home) -> set[str]:
    return {doc_id for (doc_id,) in rows(home, "SELECT doc_id FROM pages")} if home.catalog.exists() else set()


def is_over(home: Home, night: int) -> bool:
    """Say whether the crawl of a night has come to its end, whatever became of the process."""
    return home.catalog.exists() and rows(home, "SELECT count(*), sum(ended_at IS NULL) FROM crawls") == [
        (night + 1, 0)
    ]


def check(home: Home, known: set[str]) -> None:
    """Fail, with what `kb` would exit with, if the generation in use does not verify and answer, or a page is lost."""
    if (name := current_name(home.indexes)) is not None:
        assert verify_generation(home.indexes, name) == []
        settings = Settings()
        with closing(open_searcher(home, settings.embed, settings.search)) as searcher:
            assert searcher.ask(QUESTIONS[0], 3).hits
    if home.catalog.exists():
        with closing(open_catalog(home.catalog)) as catalog:
            assert catalog.problems() == []
        assert known <= page_ids(home)


def must_be_whole(home: Home, known: set[str]) -> None:
    child = os.fork()
    if not child:
        try:
            check(home, known)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, f"seed {SEED}: see above"


def was_killed(ran: Ran) -> bool:
    assert ran.code in {0, -signal.SIGKILL}, (SEED, ran)
    return ran.code != 0


def killed_at_random(home: Home, rng: random.Random, longest: float, *command: str) -> Ran:
    running = start(home.root, *command)
    time.sleep(rng.uniform(0, longest))
    os.kill(running.process, signal.SIGKILL)
    return finish(running)


def crawl_and_kill(home: Home, night: int, rng: random.Random) -> int:
    """Run `kb crawl` until the night is over; return how often it was killed."""
    kills = 0
    while not is_over(home, night):
        known = page_ids(home)
        if kills % 4 == 3:
            ran = killed_at_random(home, rng, 0.3, "crawl")
        else:
            at = partial(armed, STEPS, rng.randint(1, MOST_STEPS), before=rng.random() < 0.5, commits=True)
            ran = kb(home.root, "crawl", prepare=at)
        kills += was_killed(ran)
        must_be_whole(home, known)
    return kills


def index_and_kill(home: Home, rng: random.Random) -> int:
    """Run `kb reindex --no-crawl` until it is not killed, at random and then at each further step; return how often."""
    known = page_ids(home)
    kills = 0
    for _ in range(RANDOM_KILLS):
        kills += was_killed(killed_at_random(home, rng, 1.2, *INDEX))
        must_be_whole(home, known)
    for step in count(1):
        if not was_killed(kb(home.root, *INDEX, prepare=partial(armed, STEPS[1:], step, before=True, commits=False))):
            return kills
        kills += 1
        must_be_whole(home, known)
    raise AssertionError


def publish_and_kill(home: Home, whole: Home) -> int:
    """Kill `kb reindex --no-crawl` at every step that moves or removes a file, each time from the same beginning.

    Before the odd and after the even ones. The next run ends as one that was not killed. Return how often it was.
    """
    known = page_ids(home)
    beginning = Path(shutil.copytree(home.root, home.root.with_name("början")))
    for step in count(1):
        at = partial(armed, STEPS[1:], step, before=step % 2 == 1, commits=False)
        if not was_killed(kb(home.root, *INDEX, prepare=at)):
            return step - 1
        must_be_whole(home, known)
        assert kb(home.root, *INDEX).code == 0
        if step % 4 == 0:
            must_be_equal(home, whole, QUESTIONS)
        else:
            must_be_whole(home, known)
        shutil.rmtree(home.root)
        shutil.copytree(beginning, home.root)
    raise AssertionError


def nights_with_kills(folder: Path, told: Path, address: str) -> list[tuple[int, int]]:
    rng = random.Random(SEED)
    killed, whole = (Home(folder / name) for name in ("dödad", "hel"))
    for home in (killed, whole):
        assert kb(Path(), "init", home.root).code == 0
        write_settings(home, address)
        with home.settings.open("a", encoding="utf-8") as settings:
            settings.write("[index]\nkeep = 1\n")
    kills = []
    for night in range(NIGHTS):
        told.write_text(str(night), encoding="ascii")
        for command in (["crawl"], INDEX):
            assert kb(whole.root, *command).code == 0
        crawled = crawl_and_kill(killed, night, rng)
        last = night == NIGHTS - 1
        kills.append((crawled, publish_and_kill(killed, whole) if last else index_and_kill(killed, rng)))
        must_be_equal(killed, whole, QUESTIONS)
    assert rows(killed, "SELECT count(*) FROM tombstones") == [(2,)]
    assert len(list(killed.indexes.glob("gen-*"))) == 1
    return kills


@pytest.mark.slow
def test_nights_that_are_killed_again_and_again_end_as_those_that_are_not(tmp_path: Path) -> None:
    told = tmp_path / "natt"
    told.write_text("0", encoding="ascii")
    site = site_of_nights(told)
    with site.served():
        kills = in_child(nights_with_kills, tmp_path, told, site.url())
    assert "/hemligt" not in site.asked()
    assert sum(crawled for crawled, _ in kills) >= 30, (SEED, kills)
    assert sum(indexed for _, indexed in kills) >= 40, (SEED, kills)
