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
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from pipeline.home import Home
from tests.forked import Ran, finish, in_child, kb, start
from tests.kills import STEPS, armed, must_be_whole, page_ids, rows
from tests.nights import QUESTIONS, site_of_nights, write_settings
from tests.state import must_be_equal

SEED = 11
NIGHTS = 3
# A killed crawl has done this many steps at most, so that a night is killed often.
MOST_STEPS = 14
RANDOM_KILLS = 6
INDEX = ["reindex", "--no-crawl"]


def is_over(home: Home, night: int) -> bool:
    """Say whether the crawl of a night has come to its end, whatever became of the process."""
    return home.catalog.exists() and rows(home, "SELECT count(*), sum(ended_at IS NULL) FROM crawls") == [
        (night + 1, 0)
    ]


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
        must_be_whole(home, known, SEED)
    return kills


def index_and_kill(home: Home, rng: random.Random) -> int:
    """Run `kb reindex --no-crawl` until it is not killed, at random and then at each further step; return how often."""
    known = page_ids(home)
    kills = 0
    for _ in range(RANDOM_KILLS):
        kills += was_killed(killed_at_random(home, rng, 1.2, *INDEX))
        must_be_whole(home, known, SEED)
    for step in count(1):
        if not was_killed(kb(home.root, *INDEX, prepare=partial(armed, STEPS[1:], step, before=True, commits=False))):
            return kills
        kills += 1
        must_be_whole(home, known, SEED)
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
        must_be_whole(home, known, SEED)
        assert kb(home.root, *INDEX).code == 0
        if step % 4 == 0:
            must_be_equal(home, whole, QUESTIONS)
        else:
            must_be_whole(home, known, SEED)
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
