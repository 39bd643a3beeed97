"""Which generations there are, which one is in use, and which of them a reader holds.

    indexes/CURRENT            the name of the generation in use
    indexes/gen-000001/        a generation; a folder with a hidden name is being written or removed

A reader holds its generation by a shared lock on the manifest, which the kernel drops when the reader dies. Only a
generation that nobody holds is removed. On a file system without locks nothing can be held, and nothing is removed.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.durable import sync, write_durably
from pipeline.errors import StoreError, disk_error
from pipeline.index.manifest import MANIFEST, MEND

CURRENT = "CURRENT"
HIDDEN = ".building-"
_NAME = re.compile(r"gen-(\d{6})")


class BeingRemoved(Exception):
    """The generation is just being removed: it is no longer in use."""


class Hold:
    """Keeps a generation from being removed until it is closed."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def close(self) -> None:
        """Let go; more than once is no error."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __del__(self) -> None:
        self.close()


def current_name(indexes: Path) -> str | None:
    """Return the name of the generation in use, None before the first."""
    try:
        name = (indexes / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{indexes / CURRENT} cannot be read: {MEND}") from error
    if not _NAME.fullmatch(name):
        raise StoreError(f"{indexes / CURRENT} names no generation ({name[:40]!r}): {MEND}")
    return name


def readable_name(indexes: Path) -> str | None:
    """Return what `current_name` does, None also where CURRENT is damaged: whoever asks is about to replace it."""
    try:
        return current_name(indexes)
    except StoreError:
        return None


def make_current(indexes: Path, name: str) -> None:
    """Put the generation `name` in use: readers that open from now on get it.

    StoreError if the disk does not take it.
    """
    try:
        write_durably(indexes / CURRENT, name + "\n")
    except OSError as error:
        raise disk_error(f"{indexes / CURRENT} cannot be written", error) from error


def generation_names(indexes: Path) -> list[str]:
    """Return the generations that are there, the oldest first."""
    return sorted(path.name for path in indexes.glob("gen-*") if _NAME.fullmatch(path.name))


def next_name(indexes: Path) -> str:
    """Return the name of the next generation: none that is there or in use, and none before those."""
    taken = max([*generation_names(indexes), readable_name(indexes) or "gen-000000"])
    return f"gen-{int(taken[4:]) + 1:06d}"


def hold_generation(folder: Path) -> Hold:
    """Hold the generation in `folder`; FileNotFoundError if it is not there, BeingRemoved if it soon is not."""
    handle = os.open(folder / MANIFEST, os.O_RDONLY | os.O_CLOEXEC)
    hold = Hold(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        hold.close()
        raise BeingRemoved(folder.name) from error
    except OSError:
        return hold  # A file system without locks, where nothing is removed either.
    if not (folder / MANIFEST).exists():
        hold.close()
        raise BeingRemoved(folder.name)
    return hold


def collect_garbage(indexes: Path, keep: int) -> list[str]:
    """Remove generations that are neither in use, nor among the newest `keep`, nor held; return their names."""
    current = current_name(indexes)
    names = generation_names(indexes)
    old = [name for name in names[: max(0, len(names) - keep)] if name != current]
    return [name for name in old if remove_generation(indexes, name)]


def remove_generation(indexes: Path, name: str) -> bool:
    """Delete a generation that is not in use unless a reader holds it; say whether it is gone."""
    if name == current_name(indexes):
        raise ValueError(f"{name} is in use")
    with _alone(indexes / name) as alone:
        if alone:
            # Hidden first: a crash in the middle leaves what the next build clears away, not half a generation.
            hidden = indexes / f"{HIDDEN}{name}"
            (indexes / name).rename(hidden)
            sync(indexes)
            shutil.rmtree(hidden)
    return alone


def clear_hidden(indexes: Path) -> None:
    """Remove what a crash left half written or half removed."""
    for left in indexes.glob(f"{HIDDEN}*"):
        shutil.rmtree(left)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Keep readers from opening a generation; False if one has it open. One without a manifest is nobody's."""
    try:
        handle = os.open(folder / MANIFEST, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        yield True
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        yield False
    else:
        yield True
    finally:
        os.close(handle)
