"""Nights whose runs are killed again and again, beside the same nights undisturbed.

A run takes in files, takes a page for gone, and indexes. It is killed at random, and before and after each step that
touches the disk for good: in some nights each run goes on from the one that was killed, in others each begins anew.
After each kill the generation in use verifies and answers and no page is lost; after each night two homes hold the
same.
"""

from __future__ import annotations

import random
import shutil
import signal
import time
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline import reindex as module
from pipeline.catalog import open_catalog
from pipeline.config import Settings
from pipeline.home import Home, create_home
from pipeline.ingest import ingest
from pipeline.records import Gone
from tests.forked import in_child
from tests.kills import STEPS, armed, forked, must_be_whole, page_ids
from tests.nights import QUESTIONS, write_night
from tests.state import must_be_equal

SEED = 1
NIGHTS = 6
RANDOM_KILLS = 8
LOSES_A_PAGE = 3
BEGINS_ANEW = {4, 5}


def run(home: Home, night: int, fetched: Path) -> None:
    """Take in what was fetched, one night take a page for gone, as a crawl does, and index."""
    ingest(home, [fetched])
    with closing(open_catalog(home.catalog)) as catalog, catalog.transaction():
        if night == LOSES_A_PAGE and not catalog.pages.gone():
            doc_id = min(page_ids(home))
            catalog.pages.bury(Gone(doc_id, catalog.pages.address(doc_id), "2030-01-01T00:00:00Z", "answers 404", None))
            catalog.documents.drop(doc_id)
    module.reindex(home, Settings())


def is_killed(code: int) -> bool:
    assert code in {0, -signal.SIGKILL}, (SEED, code)
    return code != 0


def run_and_kill(home: Home, night: int, fetched: Path, longest: float, rng: random.Random) -> int:
    """Run until a run with a kill ahead of it has come to its end; return how often it was killed."""
    known = page_ids(home)
    beginning = home.root.with_name("början")
    shutil.copytree(home.root, beginning)
    do = partial(run, home, night, fetched)
    kills = 0
    for _ in range(RANDOM_KILLS):
        kills += is_killed(forked(do, rng.uniform(0, longest)))
        must_be_whole(home, known, SEED)
    for step in count(2):

        def killed(step: int = step) -> None:
            armed(STEPS, step // 2, before=step % 2 == 0, commits=True)
            do()

        if night in BEGINS_ANEW:
            shutil.rmtree(home.root)
            shutil.copytree(beginning, home.root)
        if not is_killed(forked(killed)):
            shutil.rmtree(beginning)
            return kills
        kills += 1
        must_be_whole(home, known, SEED)
    raise AssertionError


def nights_with_kills(folder: Path) -> list[int]:
    rng = random.Random(SEED)
    killed, whole = (create_home(folder / name) for name in ("dödad", "hel"))
    kills = []
    for night in range(NIGHTS):
        fetched = write_night(folder, night)
        started = time.monotonic()
        assert forked(partial(run, whole, night, fetched)) == 0
        kills.append(run_and_kill(killed, night, fetched, time.monotonic() - started, rng))
        must_be_equal(killed, whole, QUESTIONS)
    return kills


@pytest.mark.slow
def test_runs_that_are_killed_at_every_step_end_as_those_that_are_not(tmp_path: Path) -> None:
    # A process that is killed loses nothing that the kernel has, so memory is as good as a disk, and faster.
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        kills = in_child(nights_with_kills, Path(folder), longest=1200.0)
    assert sum(kills) >= 200, (SEED, kills)
