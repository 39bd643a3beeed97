"""Write the name lists that the tagger reads, from name statistics, public records and `data/surnames.txt`.

`given_names.txt` and `surnames.txt` hold one name a line, TAB `word` behind those that are also ordinary words. Knows
nothing about the model.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

MIN_BEARERS = 10
MIN_BEARERS_IF_WORD = 300
ORDINARY_WORD = 20
CORPORA = ("g0vse_regeringen", "almedalen_2009_2014", "riksdag_interpellationer")
# "Quux" is a surname where it follows two given names that are no words ("Anna Quux", "Bo Quux") …
GIVEN_BEFORE_SURNAME = 2
# … and is written in lower case less often than this, unlike "University".
LOWER_CASE = 3
NO_SURNAMES = frozenset(
    "Academy College Corporation Ghezalis Institute Nordic School Sveriges Treaty University".split()
)
KNOWN_SURNAMES = Path(__file__).parent / "data" / "surnames.txt"
_NAME = re.compile(r"[A-ZÅÄÖÉÜØÆÁÍÓÚČŠŽŁĐ][^\W\d_A-Z]+(?:[-'’]?[^\W\d_]+)*")
_PAIR = re.compile(r"(?<![\w-])([A-ZÅÄÖÉ][a-zà-öø-ÿ]+) (?:[A-ZÅÄÖ]\.? )?([A-ZÅÄÖÉ][a-zà-öø-ÿ]+)(?![\w-]| [A-ZÅÄÖ])")
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
    surnames.update(dict.fromkeys(_read_known(), 2))
    lower, after = _read_corpora(data / "corpora", {name for name, count in given.items() if count >= MIN_BEARERS})
    surnames.update(dict.fromkeys(_mined(lower, after, {*given, *surnames}), 2))
    words = {word for word, count in lower.items() if count >= ORDINARY_WORD}
    out.mkdir(parents=True, exist_ok=True)
    source = (
        "# Given names with at least 10 bearers, Statistics Sweden (SCB) name statistics 2020; TAB word = also a word"
    )
    _write_list(out / "given_names.txt", source, given, words, MIN_BEARERS, MIN_BEARERS_IF_WORD)
    source = "# Surnames seen in public records or known to be borne; TAB word = also an ordinary word"
    _write_list(out / "surnames.txt", source, surnames, words, 1, 2)


def _read_known() -> list[str]:
    lines = KNOWN_SURNAMES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _read_corpora(corpora: Path, given: set[str]) -> tuple[Counter[str], dict[str, set[str]]]:
    """Return how often each word is written in lower case in every fourth record, and after which of the `given` names
    each capitalised word stands."""
    lower: Counter[str] = Counter()
    after: dict[str, set[str]] = defaultdict(set)
    for name in CORPORA:
        with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                body = json.loads(line)["body"]
                if number % 4 == 0:
                    lower.update(word for word in _WORD.findall(body) if word[0].islower())
                for first, last in _PAIR.findall(body):
                    if first in given:
                        after[last].add(first)
    return lower, after


def _mined(lower: Counter[str], after: dict[str, set[str]], known: set[str]) -> list[str]:
    return sorted(
        word
        for word, names in after.items()
        if len([name for name in names if lower[name.lower()] < ORDINARY_WORD]) >= GIVEN_BEFORE_SURNAME
        and lower[word.lower()] < LOWER_CASE
        and not {word, word.removesuffix("s")} & (known | NO_SURNAMES)
    )


def _write_list(path: Path, head: str, counts: Counter[str], words: set[str], least: int, least_word: int) -> None:
    lines = [head]
    for name in sorted(counts):
        is_word = name.lower() in words
        if counts[name] >= (least_word if is_word else least):
            lines.append(f"{name}\tword" if is_word else name)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
