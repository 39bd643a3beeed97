from __future__ import annotations

import time
from concurrent.futures import Future

import pytest

from pipeline.crawl.schedule import Schedule, SystemClock, retry_after, utc


def met(*names: str, budget: int = 100, longest: float = 900) -> Schedule:
    schedule = Schedule(budget, longest)
    for name in names:
        schedule.meet(name, 0, 0, 0)
    return schedule


def test_one_request_at_a_time_and_a_pause_between_two() -> None:
    schedule = met("a", "b")
    schedule.ask("a")
    assert schedule.ready(10) == ["b"]
    assert schedule.answered("a", 10, 2) == 12
    assert schedule.ready(11) == ["b"]
    schedule.rest("b")
    assert (schedule.ready(11), schedule.next_at()) == ([], 12)
    assert schedule.ready(12) == ["a"]
    schedule.wake("b")
    assert schedule.ready(12) == ["b", "a"]


def test_back_off_doubles_until_an_answer_comes() -> None:
    schedule = met("a")
    waits = [schedule.troubled("a", 0, 1, None, again=True) for _ in range(5)]
    assert waits == [10, 20, 40, 60, 60]
    assert schedule.answered("a", 0, 1) == 1
    assert schedule.troubled("a", 0, 1, None, again=False) == 10
    assert schedule.troubled("a", 0, 30, 5, again=False) == 30
    assert schedule.closed() == {}


def test_a_server_is_left_alone_after_failures_too_long_a_wait_or_its_budget() -> None:
    schedule = met("a", "b", "c", budget=2)
    for _ in range(5):
        schedule.troubled("a", 0, 1, None, again=False)
    schedule.troubled("b", 0, 1, 901, again=False)
    for _ in range(2):
        schedule.ask("c")
        schedule.answered("c", 0, 1)
    assert schedule.closed() == {
        "a": "5 failures in a row",
        "b": "wants to be left alone for 901 s",
        "c": "the budget of 2 requests is spent",
    }
    assert (schedule.ready(1e9), schedule.next_at()) == ([], None)
    schedule.meet("d", 0, 0, 2)
    schedule.meet("e", 0, 901, 0)
    assert schedule.ready(1e9) == []


def test_a_pace_that_no_night_is_long_enough_for_leaves_the_server_alone() -> None:
    schedule = met("a")
    schedule.answered("a", 0, 86_400)
    assert schedule.closed() == {"a": "wants to be left alone for 86400 s"}


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Fri, 10 Nov 2023 00:02:00 GMT", 120.0),
        ("Thu, 09 Nov 2023 00:00:00 GMT", 0.0),
        ("9" * 400, 30 * 86_400.0),
        ("²", None),
        ("snart", None),
        ("-5", None),
        (None, None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    midnight = 1_699_574_400.0
    assert utc(midnight) == "2023-11-10T00:00:00.000Z"
    assert retry_after(header, midnight) == seconds


def test_the_machines_clock_waits_for_what_is_done_first() -> None:
    clock = SystemClock()
    before = clock.now()
    assert clock.wait(set(), 0.01) == set()
    assert clock.now() >= before
    done: Future[int] = Future()
    done.set_result(1)
    assert clock.wait({done, Future()}, 5) == {done}


def test_a_clock_that_is_set_while_a_crawl_runs_moves_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    wall, passed = [1_700_000_000.0], [50.0]
    monkeypatch.setattr(time, "time", lambda: wall[0])
    monkeypatch.setattr(time, "monotonic", lambda: passed[0])
    clock = SystemClock()
    assert clock.now() == 1_700_000_000.0
    wall[0] -= 86_400.0
    passed[0] += 2.0
    assert clock.now() == 1_700_000_002.0
