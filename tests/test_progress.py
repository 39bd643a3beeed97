"""Progress is seen, and changes nothing."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator

import pytest

from pipeline.progress import LOG_SECONDS, Progress, shown, silent


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_silent_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(silent(["a", "b"], "Läser", 2)) == ["a", "b"]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("progress", [silent, shown])
def test_items_are_taken_one_at_a_time(progress: Progress) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for i in range(3):
            taken.append(i)
            yield i

    through = progress(items(), "Läser")
    assert taken == []
    assert next(through) == 0
    assert taken == [0]
    assert list(through) == [1, 2]


def test_a_short_run_leaves_no_line_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(shown(range(5), "Läser", 5)) == [0, 1, 2, 3, 4]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("total", "expected"), [(5, "Läser: 2 of 5\nLäser: 4 of 5\n"), (None, "Läser: 2\nLäser: 4\n")])
def test_a_long_run_says_now_and_then_how_far_it_is(
    total: int | None, expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]

    def items() -> Iterator[int]:
        for i in range(5):
            now[0] += LOG_SECONDS * 0.6
            yield i

    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    assert list(shown(items(), "Läser", total)) == [0, 1, 2, 3, 4]
    assert capsys.readouterr() == ("", expected)


@pytest.mark.parametrize("total", [3, None])
def test_a_terminal_gets_a_bar(total: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert list(shown(iter("abc"), "Läser", total)) == ["a", "b", "c"]
    assert "Läser" in terminal.getvalue()


def test_an_error_in_the_items_comes_through() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("trasig")

    with pytest.raises(ValueError, match="trasig"):
        list(shown(items(), "Läser"))
