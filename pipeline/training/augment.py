"""Copies of training sentences with other names in the persons' place.

Names drawn from the lists stand in for those of the 2012 news data, so that names outside it are learned by their
context and shape. Knows nothing about spaCy or about where sentences and lists come from.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from pipeline.training.conll import Sentence, spans


@dataclass(frozen=True, slots=True)
class Names:
    """What swapped-in names are drawn from."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]


def read_names(lists: Path) -> Names:
    """Return the names in `given_names.txt` and `surnames.txt` of the folder `lists`."""
    return Names(_read_list(lists / "given_names.txt"), _read_list(lists / "surnames.txt"))


def with_swapped_names(sentences: list[Sentence], names: Names, copies: int, seed: int) -> list[Sentence]:
    """Return `copies` of each sentence that names a person in full, with other names in the persons' place."""
    draw = random.Random(seed)
    named = [sentence for sentence in sentences if "I-PER" in sentence.labels]
    return [_swapped(sentence, names, draw) for sentence in named for _ in range(copies)]


def _swapped(sentence: Sentence, names: Names, draw: random.Random) -> Sentence:
    words: list[str] = []
    labels: list[str] = []
    done = 0
    for start, end, kind in spans(sentence):
        if kind != "PER":
            continue
        words += sentence.words[done:start]
        labels += sentence.labels[done:start]
        new = _drawn_name(sentence.words[start:end], names, draw)
        words += new
        labels += ["B-PER"] + ["I-PER"] * (len(new) - 1)
        done = end
    return Sentence((*words, *sentence.words[done:]), (*labels, *sentence.labels[done:]))


def _drawn_name(old: tuple[str, ...], names: Names, draw: random.Random) -> list[str]:
    if len(old) == 1:
        return list(old)
    new = [draw.choice(names.given), draw.choice(names.surnames)]
    turn = draw.random()
    if turn < 0.15:
        # Many surnames of people born elsewhere are given names in the Swedish statistics.
        new[1] = draw.choice(names.given)
    elif turn < 0.3:
        new.append(draw.choice(names.surnames))
    if old[-1].endswith("s") and not new[-1].endswith(("s", "x", "z")) and draw.random() < 0.5:
        new[-1] += "s"
    return new


def _read_list(path: Path) -> tuple[str, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line.partition("\t")[0] for line in lines if line and not line.startswith("#"))
