"""Where the gold texts of the tag stage lie, and reading them; tests/gold/GUIDELINES.md says what the records hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.training.gold import Record, source_text
from pipeline.training.gold import read_gold as read_gold_of

__all__ = ["GOLD", "REPO", "SHARED", "Record", "read_gold", "source_text"]

REPO = Path(__file__).parents[2]
GOLD = REPO / "tests" / "gold"
SHARED = REPO.parent / "shared"


def read_gold(path: Path, shared: Path = SHARED) -> Iterator[Record]:
    """Yield the records of a gold file, each with its text; those that lie in the `shared` folder need it."""
    return read_gold_of(path, shared)
