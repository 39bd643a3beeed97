"""A run that is asked to stop."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import Future

import pytest

from pipeline.crawl.schedule import SystemClock
from pipeline.errors import Stopped
from pipeline.progress import silent
from pipeline.stopping import Stop, StoppableClock, stop_on_signals


def test_going_through_ends_before_the_next_item() -> None:
    stop, seen = Stop(), []
    with pytest.raises(Stopped, match="stopped by SIGTERM"):
        for number in stop.watched(silent)(range(9), "Counting", 9):
            seen.append(number)
            if number == 2:
                stop.asked_by = "SIGTERM"
    assert seen == [0, 1, 2]


def test_nothing_ends_what_nobody_asked_to_stop() -> None:
    assert list(Stop().watched(silent)("abc", "Counting")) == ["a", "b", "c"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_asks_and_the_handlers_are_put_back(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with stop_on_signals() as stop:
        stop.check()
        os.kill(os.getpid(), number)
        assert stop.asked_by == number.name
    assert signal.getsignal(number) is before


def test_a_second_interrupt_aborts_at_once() -> None:
    with pytest.raises(KeyboardInterrupt), stop_on_signals():
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)


def test_a_long_wait_ends_when_a_stop_is_asked_for() -> None:
    with stop_on_signals() as stop:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        began = time.monotonic()
        with pytest.raises(Stopped):
            StoppableClock(SystemClock(), stop).wait(set(), 600.0)
        assert time.monotonic() - began < 5


def test_a_wait_ends_with_what_is_done_or_with_its_time() -> None:
    clock = StoppableClock(SystemClock(), Stop())
    done: Future[int] = Future()
    done.set_result(1)
    assert clock.wait({done}, 600.0) == {done}
    assert clock.wait({Future()}, 0.01) == set()
