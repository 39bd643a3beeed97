"""Sentences with a label a word, read from CoNLL files: what the person model is trained and measured on.

Knows nothing about spaCy or about names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

HOLD_OUT = 10
_LABELS = frozenset({"PER", "LOC", "ORG", "MISC"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with a BIO label each (`B-PER`, `I-PER`, `O` …)."""

    words: tuple[str, ...]
    labels: tuple[str, ...]


def read_conll(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file of `word TAB label` lines, blank lines between; ValueError names a bad line."""
    words: list[str] = []
    labels: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                yield from _finished(words, labels)
                words, labels = [], []
                continue
            word, tab, label = line.rstrip("\n").rpartition("\t")
            if not tab or (label != "O" and label[2:] not in _LABELS):
                raise ValueError(f"{path}:{number}: not 'word TAB label': {line!r}")
            # Soft hyphens of the web pages split words that the product sees whole.
            words.append(word.replace("\xad", "") or word)
            labels.append(label)
    yield from _finished(words, labels)


def hold_out(sentences: Iterable[Sentence], every: int = HOLD_OUT) -> tuple[list[Sentence], list[Sentence]]:
    """Return (rest, held out): each `every`-th distinct sentence is held out, repeats are dropped."""
    rest: list[Sentence] = []
    held: list[Sentence] = []
    for number, sentence in enumerate(dict.fromkeys(sentences)):
        (held if number % every == every - 1 else rest).append(sentence)
    return rest, held


def spans(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Return (first word, word after the last, label) of each entity; an I- without its B- opens one."""
    result: list[tuple[int, int, str]] = []
    for place, label in enumerate(sentence.labels):
        if label == "O":
            continue
        kind = label[2:]
        if label[0] == "I" and result and result[-1][1:] == (place, kind):
            result[-1] = (result[-1][0], place + 1, kind)
        else:
            result.append((place, place + 1, kind))
    return result


def _finished(words: list[str], labels: list[str]) -> Iterator[Sentence]:
    if words:
        yield Sentence(tuple(words), tuple(labels))
