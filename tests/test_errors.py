"""The exit codes that scripts rely on."""

from __future__ import annotations

import pytest

from pipeline.errors import (
    KbError,
    LockedError,
    NothingFound,
    Stopped,
    StoreError,
    UnusableContent,
    UsageError,
    disk_error,
)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (KbError, 1),
        (NothingFound, 1),
        (UnusableContent, 1),
        (UsageError, 2),
        (StoreError, 3),
        (LockedError, 4),
        (Stopped, 143),
    ],
)
def test_every_error_is_a_kb_error_with_its_exit_code(kind: type[KbError], code: int) -> None:
    assert issubclass(kind, KbError)
    assert kind("vad som är fel").exit_code == code
    assert str(kind("vad som är fel")) == "vad som är fel"


def test_kb_errors_are_no_other_errors() -> None:
    assert KbError.__bases__ == (Exception,)
    assert {kind.__name__ for kind in KbError.__subclasses__()} == {
        "NothingFound",
        "UsageError",
        "StoreError",
        "LockedError",
        "Stopped",
        "UnusableContent",
    }


def test_what_the_disk_does_not_take_is_told_with_the_reason() -> None:
    told = disk_error("cannot write x", OSError(28, "No space left on device"))
    assert str(told) == "cannot write x (No space left on device): check the disk, then run again"
    assert str(disk_error("cannot write x", OSError("odd"))) == "cannot write x (odd): check the disk, then run again"
