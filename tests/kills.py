"""Runs that are killed with SIGKILL at a step that touches the disk for good, and what must hold after each kill."""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from pipeline.catalog import open_catalog
from pipeline.catalog.database import Database
from pipeline.config import Settings
from pipeline.home import Home
from pipeline.index.generation import verify_generation
from pipeline.index.published import current_name
from pipeline.search.ask import open_searcher
from tests.nights import QUESTIONS

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


def forked(do: Callable[[], None], kill_after: float | None = None) -> int:
    """Do something in a child, killed after so many seconds; return its exit code, which below 0 is a signal."""
    child = os.fork()
    if not child:
        try:
            do()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


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


def must_be_whole(home: Home, known: set[str], seed: int) -> None:
    """Check in a child, since whoever forks must not search."""
    assert forked(lambda: check(home, known)) == 0, f"seed {seed}: see above"
