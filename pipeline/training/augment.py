"""Copies of training sentences with other names in the persons' place, in capitals, and lines as pages have them.

Names drawn from the lists stand in for those of the 2012 news data, so that names outside it are learned by their
context and shape; bylines, captions and contact boxes are hardly in that data at all. Knows nothing about spaCy or
about where sentences and lists come from.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from pipeline.training.conll import Sentence, spans

_LINES = (
    "Foto : NAME",
    "Foto : CAPS",
    "FOTO : CAPS",
    "Foto NAME / Kommunen",
    "Text : NAME Foto : NAME",
    "Text och foto : NAME",
    "TEXT CAPS FOTO CAPS",
    "av NAME",
    "Av CAPS",
    "Bild : NAME , Region Norr",
    "NAME , rektor , 0123 - 45 67 89",
    "NAME Socialchef 0123 - 45 67 89",
    "Kontakt : NAME , telefon 08 - 123 45",
    "Kontaktperson NAME Enhetschef",
    "NAME ( S ) , ordförande , NAME ( M ) , NAME ( KD )",
    "Ledamöter : NAME , NAME , NAME och NAME",
    "Närvarande : NAME ( C ) NAME ( V ) NAME ( SD )",
    "NAME , NAME och NAME från Socialtjänsten",
    "NAME NAME NAME",
    "Vid protokollet NAME",
    "CAPS CAPS",
    "Enligt INITIAL är det inte så .",
    "INITIAL , professor i kriminologi , skriver om saken .",
    "Se INITIAL och NAME , 2019 , om metoden .",
    "Sidansvarig : NAME",
    "Trygghetsvandring På Torget",
    "Göteborgs Stad och Västra Götalandsregionen",
    "LÄS MER OM PROJEKTET",
    "KONTAKTA OSS",
    "VÄSTRA GÖTALANDS LÄN",
)


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


def in_capitals(sentences: list[Sentence], share: float, seed: int) -> list[Sentence]:
    """Return copies of a `share` of the sentences that name a person in full, the names written in capitals."""
    draw = random.Random(seed)
    named = [sentence for sentence in sentences if "I-PER" in sentence.labels]
    return [_capitalised(sentence) for sentence in named if draw.random() < share]


def page_lines(names: Names, count: int, seed: int) -> list[Sentence]:
    """Return `count` bylines, captions, contact lines and lines of lists with drawn names."""
    draw = random.Random(seed)
    return [_filled(draw.choice(_LINES).split(), names, draw) for _ in range(count)]


def _capitalised(sentence: Sentence) -> Sentence:
    named = (label.endswith("PER") for label in sentence.labels)
    words = (word.upper() if person else word for word, person in zip(sentence.words, named, strict=True))
    return Sentence(tuple(words), sentence.labels)


def _filled(words: list[str], names: Names, draw: random.Random) -> Sentence:
    """Return `words` with a name for each NAME, one in capitals for each CAPS, and one with an initial for INITIAL."""
    filled: list[str] = []
    labels: list[str] = []
    for word in words:
        if word not in ("NAME", "CAPS", "INITIAL"):
            filled.append(word)
            labels.append("O")
            continue
        new = _drawn_name(("", ""), names, draw)
        if word == "INITIAL":
            new = [f"{new[0][0]}.", *new[1:]]
        filled += [part.upper() for part in new] if word == "CAPS" else new
        labels += ["B-PER"] + ["I-PER"] * (len(new) - 1)
    return Sentence(tuple(filled), tuple(labels))


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
