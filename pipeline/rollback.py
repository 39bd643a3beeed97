"""`kb rollback`: an earlier generation is put in use again. The next `kb reindex` goes on from it."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import StoreError, UsageError
from pipeline.home import Home, write_lock
from pipeline.index.generation import verify_generation
from pipeline.index.published import generation_names, make_current, readable_name


def roll_back(home: Home, name: str | None = None) -> tuple[str | None, str]:
    """Put the generation `name` in use, or the newest whole one before the one in use; return (before, now).

    UsageError for a generation that is not there or is in use, StoreError for a damaged one and where none is left.
    """
    with write_lock(home):
        before = readable_name(home.indexes)
        chosen = _named(home.indexes, name, before) if name else _earlier(home.indexes, before)
        make_current(home.indexes, chosen)
    return before, chosen


def _named(indexes: Path, name: str, before: str | None) -> str:
    names = generation_names(indexes)
    if name not in names:
        raise UsageError(f"there is no generation '{name}' (there are: {', '.join(names) or 'none'})")
    if name == before:
        raise UsageError(f"{name} is in use already")
    if problems := verify_generation(indexes, name):
        raise StoreError(f"{name} is damaged and is not put in use: {problems[0]}")
    return name


def _earlier(indexes: Path, before: str | None) -> str:
    older = [name for name in generation_names(indexes) if before is None or name < before]
    for name in reversed(older):
        if not verify_generation(indexes, name):
            return name
    raise StoreError(f"no whole generation is left before {before or 'this'}: run 'kb reindex --no-crawl'")
