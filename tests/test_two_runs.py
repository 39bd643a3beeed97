"""Two runs on one home that start in the same instant: one works, the other says who does, and exits 4."""

from __future__ import annotations

import os
import random
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from tests.forked import Ran, finish, in_child, kb, start
from tests.nights import write_night

SEED = 3
TIMES = 20
PATIENCE = 30.0


def together(gate: int, release: int) -> None:
    """Wait for the start, and once the lock is held for the other run to have ended."""
    from pipeline import ingest, reindex

    for module in (ingest, reindex):
        real = module.open_catalog

        def opened(path: Path, real: object = real) -> object:
            os.read(release, 1)
            return real(path)  # type: ignore[operator]

        module.open_catalog = opened  # type: ignore[assignment]
    os.read(gate, 1)


def first_to_end(processes: list[int]) -> int:
    """Wait until one of two runs has ended, and return which; neither is waited for to the end."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for number, process in enumerate(processes):
            if os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                return number
        time.sleep(0.005)
    for process in processes:
        os.kill(process, signal.SIGKILL)
    raise AssertionError(f"both of two runs hold the lock of one home (seed {SEED})")


def two_at_once(home: Path, commands: list[list[object]]) -> tuple[Ran, Ran]:
    """Start two runs, and return the one that came too late and the one that worked."""
    (gate, open_gate), (release, let_go) = os.pipe(), os.pipe()
    running = [start(home, *command, prepare=partial(together, gate, release)) for command in commands]
    os.write(open_gate, b"12")
    late = first_to_end([each.process for each in running])
    refused = finish(running[late])
    os.write(let_go, b"1")
    worked = finish(running[1 - late])
    for descriptor in (gate, open_gate, release, let_go):
        os.close(descriptor)
    return refused, worked


def start_twice(folder: Path) -> list[str]:
    rng = random.Random(SEED)
    home, fetched = folder / "kb", write_night(folder, 0, sites=1)
    assert kb(Path(), "init", home).code == 0
    assert kb(home, "ingest", fetched).code == 0
    kinds: list[list[object]] = [["ingest", fetched], ["reindex", "--no-crawl"]]
    told = []
    for _ in range(TIMES):
        refused, worked = two_at_once(home, [rng.choice(kinds), rng.choice(kinds)])
        assert (worked.code, refused.code, refused.out) == (0, 4, ""), (worked, refused)
        assert refused.err.count("\n") == 1, refused
        told.append(refused.err)
    assert kb(home, "verify").code == 0
    return told


@pytest.mark.slow
def test_of_two_runs_that_start_together_one_works_and_the_other_exits_4(tmp_path: Path) -> None:
    told = in_child(start_twice, tmp_path)
    assert len(told) == TIMES
    assert all(line.startswith("kb: another run (process ") for line in told), told
    assert all(line.endswith(f" is writing to {tmp_path / 'kb'}; try again later\n") for line in told), told
