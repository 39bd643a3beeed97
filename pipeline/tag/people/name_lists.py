"""The known names: given names (SCB name statistics 2020), surnames (public records) and municipalities.

Knows nothing about texts, nor about names that no list holds.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import StoreError


@dataclass(frozen=True, slots=True)
class NameLists:
    """What is known of names: `words` are those of them that are ordinary words too."""

    given: frozenset[str]
    surnames: frozenset[str]
    words: frozenset[str]
    municipalities: frozenset[str]

    def is_given(self, word: str) -> bool:
        """Whether `word` is a given name, or given names joined by hyphens."""
        return word in self.given or ("-" in word and all(part in self.given for part in word.split("-")))

    def is_listed(self, word: str) -> bool:
        """Whether `word` is a given name or a surname as it is written."""
        return word in self.given or word in self.surnames


@cache
def load_name_lists(folder: Path) -> NameLists:
    """Return the lists in `folder`: `given_names.txt`, `surnames.txt`, and the names in `municipalities.csv`.

    StoreError when one of them is missing or not the text it should be.
    """
    try:
        given, given_words = _read_names(folder / "given_names.txt")
        surnames, surname_words = _read_names(folder / "surnames.txt")
        with (folder / "municipalities.csv").open(encoding="utf-8", newline="") as lines:
            municipalities = frozenset(row["name"] for row in csv.DictReader(lines))
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(f"cannot read the name lists in {folder}: {error}; reinstall kunskapsbank") from error
    return NameLists(given, surnames, given_words | surname_words, municipalities)


def _read_names(path: Path) -> tuple[frozenset[str], frozenset[str]]:
    rows = [line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return frozenset(name for name, _, _ in rows if name), frozenset(name for name, _, kind in rows if kind)
