"""Write the name lists that the tagger reads, from name statistics and public records.

`given_names.txt` and `surnames.txt` hold one name a line, TAB `word` behind those that are also ordinary words. Knows
nothing about the model.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter
from pathlib import Path

MIN_BEARERS = 30
MIN_BEARERS_IF_WORD = 300
ORDINARY_WORD = 20
_NAME = re.compile(r"[A-ZÅÄÖÉÜØÆÁÍÓÚČŠŽŁĐ][^\W\d_A-Z]+(?:[-'’]?[^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def write_name_lists(data: Path, out: Path) -> None:
    """Write `given_names.txt` and `surnames.txt` to `out` from DATA/facts: one name a line, TAB `word` behind those
    that are also ordinary words; names with few bearers that are ordinary words are left out."""
    given: Counter[str] = Counter()
    for part in ("women", "men"):
        with (data / "facts" / f"given_names_{part}.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                if row["persons"].isdigit() and _NAME.fullmatch(row["name"]):
                    given[row["name"]] += int(row["persons"])
    surnames: Counter[str] = Counter()
    for line in (data / "facts" / "surnames_derived.tsv").read_text(encoding="utf-8").splitlines():
        name, _, count = line.partition("\t")
        if _NAME.fullmatch(name):
            surnames[name] += int(count)
    words = _ordinary_words(data / "corpora", {name.lower() for name in [*given, *surnames]})
    out.mkdir(parents=True, exist_ok=True)
    source = (
        "# Given names with at least 30 bearers, Statistics Sweden (SCB) name statistics 2020; TAB word = also a word"
    )
    _write_list(out / "given_names.txt", source, given, words, MIN_BEARERS, MIN_BEARERS_IF_WORD)
    source = "# Surnames seen in public records; TAB word = also an ordinary word"
    _write_list(out / "surnames.txt", source, surnames, words, 1, 2)


def _ordinary_words(corpora: Path, candidates: set[str]) -> set[str]:
    counts: Counter[str] = Counter()
    for name in ("g0vse_regeringen", "almedalen_2009_2014", "riksdag_interpellationer"):
        with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % 4 == 0:
                    counts.update(word for word in _WORD.findall(json.loads(line)["body"]) if word in candidates)
    return {word for word, count in counts.items() if count >= ORDINARY_WORD}


def _write_list(path: Path, head: str, counts: Counter[str], words: set[str], least: int, least_word: int) -> None:
    lines = [head]
    for name in sorted(counts):
        is_word = name.lower() in words
        if counts[name] >= (least_word if is_word else least):
            lines.append(f"{name}\tword" if is_word else name)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
