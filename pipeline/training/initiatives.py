"""Trains what tells names of initiatives: `python -m pipeline.training.initiatives SHARED OUT GOLD.jsonl …`.

Every candidate of the gold texts is one row, right where the gold names an initiative with just these words. What its
words mean is told by their places along the principal axes of all candidates' vectors. Texts that the rules of the
proposals were made on (--known) weigh less, since there the rules are nearly always right. Passages of the corpora that
speak of no crime name no initiative against it, whatever projects they name; records of gold files, those named with
--leave-out among them, give none. People, organisations and places are those that the tagger finds.
Seeded; five minutes on two cores.

With --check nothing is written: each gold file is judged by networks that have not seen a fifth of the texts, its own
among them, and precision, recall and F1 are printed for some least chances; the second reading is not in it.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipeline.models import EMBEDDER
from pipeline.models.networks import Floats, Networks
from pipeline.models.static import Vectors, load_static
from pipeline.records import Municipality
from pipeline.tag.components import make_pipeline, owner_of, places_of
from pipeline.tag.focus_areas import Head, load_head
from pipeline.tag.gazetteer import load_gazetteer
from pipeline.tag.initiatives.candidates import words_of
from pipeline.tag.initiatives.context import CRIME
from pipeline.tag.initiatives.discovery import candidates, chosen
from pipeline.tag.initiatives.finder import setting_of
from pipeline.tag.initiatives.meaning import DIRECTIONS, along, meanings
from pipeline.tag.spans import Spans
from pipeline.training.gold import Record, gold_records, read_gold
from pipeline.training.networks import Recipe, fit, save, save_weights
from pipeline.training.pairs import records

RECIPE = Recipe(networks=24, hidden=12, decay=0.1, rate=0.002, epochs=12)
AXES = 96  # of each kind of vector; 48 and 144 find fewer names in real texts
KNOWN_WEIGHT, OTHER_WEIGHT = 0.5, 0.4
# Passages of each corpus that speak of no crime: so many at random, and as many that name a project.
OTHER_FIELDS = {"g0vse_regeringen": 300, "riksdag_interpellationer": 80, "almedalen_2009_2014": 120}
SHORTEST, LONGEST = 300, 1200  # characters of such a passage
FOLDS = 5
CHECKED = (0.2, 0.25, 0.3, 0.35, 0.5)
_FINDS_FIRST = ("kunskapsbank_people", "kunskapsbank_organisations", "kunskapsbank_municipalities")
_PROJECT = re.compile(
    r"(?i:projekt(?:et)?|program(?:met)?|satsningen|metoden|modellen|nätverket|kampanjen|initiativet) [”\"]?[A-ZÅÄÖ]"
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """A text's candidates: their places, signals (m, s) and labels (m,), and what each weighs; `gold` are all names.

    `meanings` are their vectors (m, 2, dim); once the directions are known (`placed`), the signals tell of them too.
    """

    text: str
    spans: list[Span]
    signals: Floats
    meanings: Vectors
    labels: Floats
    weight: float
    gold: frozenset[Span] = frozenset()


class Reader:
    """Makes examples of texts as the tagger reads them."""

    def __init__(self) -> None:
        self._nlp = make_pipeline()
        self._nlp.select_pipes(enable=_FINDS_FIRST)
        self._names = {one.code: one.name for one in load_gazetteer().municipalities}
        self._head: Head = load_head(load_static(EMBEDDER).encode)

    def example(self, record: Record, weight: float) -> Example:
        """Return a gold record, or one without mentions, as an example."""
        doc = self._nlp.make_doc(record["text"])
        doc._.title = record["title"]
        if code := record.get("publisher"):
            doc._.publisher = Municipality(code, self._names[code])
        for _, component in self._nlp.pipeline:
            doc = component(doc)
        setting = setting_of(
            self._head, record["title"], record["text"], owner_of(doc) is not None, bool(places_of(doc, "MUNICIPALITY"))
        )
        taken = Spans(places_of(doc, "PERSON", "ORGANISATION"))
        words = words_of(record["text"])
        found, signals = candidates(record["text"], words, setting, taken)
        gold = frozenset(spans_of(record, "INITIATIVE"))
        spans = [(one.start, one.end) for one in found]
        labels = np.array([span in gold for span in spans], float)
        meant = meanings(words, found)
        return Example(record["text"], spans, signals.table(found), meant, labels, weight, gold)


def spans_of(record: Record, label: str) -> list[Span]:
    """Return the spans of a record's mentions with `label`."""
    return [(m["start"], m["end"]) for m in record.get("mentions", ()) if m["label"] == label]


def other_fields(corpora: Path, left_out: Collection[str] = ()) -> Iterator[Record]:
    """Yield passages of the corpora, but of the records `left_out`, that speak of no crime."""
    rng = random.Random(5)
    for corpus, number in OTHER_FIELDS.items():
        found = [record for record in records(corpora / f"{corpus}.jsonl.gz") if record["id"] not in left_out]
        rng.shuffle(found)
        for near in (None, _PROJECT):
            passages = (_passage(record, near, rng) for record in found)
            kept = (one for one in passages if one and not CRIME.search(f"{one['title']}\n{one['text']}"))
            yield from (one for one, _ in zip(kept, range(number), strict=False))


def _passage(record: dict[str, str], near: re.Pattern[str] | None, rng: random.Random) -> Record | None:
    """Return a passage of a record around the first place of `near`, or anywhere."""
    body = record["body"]
    place = near.search(body) if near else None
    if near and not place:
        return None
    length = rng.randint(2 * SHORTEST, LONGEST)
    start = max(0, place.start() - length // 2) if place else rng.randrange(max(1, len(body) - length))
    words = body[start : start + length].split(" ")
    text = " ".join(words[1:-1]).strip()
    return {"title": record["title"], "text": text} if len(text) >= SHORTEST else None


def directions_of(examples: Sequence[Example], number: int = AXES) -> Vectors:
    """Return the principal axes of the candidates' own words and of those around them: float32 (2, dim, number)."""
    rows = np.concatenate([one.meanings for one in examples])
    axes = [np.linalg.eigh(np.cov(rows[:, place].T))[1][:, : -number - 1 : -1] for place in (0, 1)]
    return np.stack(axes).astype(np.float32)


def placed(examples: Sequence[Example], directions: Vectors) -> list[Example]:
    """Return the examples with their candidates' places along `directions` among the signals."""
    return [
        replace(one, signals=np.hstack([one.signals, along(one.meanings, directions)])) if one.spans else one
        for one in examples
    ]


def train(examples: Sequence[Example], recipe: Recipe = RECIPE) -> Networks:
    """Fit the networks; the same examples give the same weights on the same machine."""
    rows = [one for one in examples if one.spans]
    return fit(
        np.vstack([one.signals for one in rows]),
        np.concatenate([one.labels for one in rows]),
        np.concatenate([np.full(len(one.spans), one.weight) for one in rows]),
        recipe,
    )


def unseen_chances(examples: Sequence[Example], others: Sequence[Example], recipe: Recipe = RECIPE) -> list[Floats]:
    """Return the chances of each example's candidates by networks trained on the other folds, and on `others`."""
    fold_of = np.random.default_rng(1).integers(FOLDS, size=len(examples))
    found: list[Floats] = [np.zeros(0)] * len(examples)
    for fold in range(FOLDS):
        networks = train([*(one for one, f in zip(examples, fold_of, strict=True) if f != fold), *others], recipe)
        for n in np.flatnonzero(fold_of == fold).tolist():
            found[n] = networks.chances(examples[n].signals) if examples[n].spans else np.zeros(0)
    return found


def figures(examples: Sequence[Example], chances: Sequence[Floats], least: float) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the names that are chosen with `least` as the least chance."""
    right = named = wanted = 0
    for one, judged in zip(examples, chances, strict=True):
        names = {one.spans[n] for n in chosen(one.text, one.spans, judged, least)}
        right, named, wanted = right + len(names & one.gold), named + len(names), wanted + len(one.gold)
    return right / max(named, 1), right / max(wanted, 1), 2 * right / max(named + wanted, 1)


def main() -> None:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--known", type=Path, nargs="*", default=[])
    parser.add_argument("--leave-out", type=Path, nargs="*", default=[])
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    reader = Reader()
    files = {
        path: [
            reader.example(record, KNOWN_WEIGHT if path in options.known else 1)
            for record in read_gold(path, options.shared)
        ]
        for path in (*options.known, *options.gold)
    }
    left_out = gold_records([*options.known, *options.gold, *options.leave_out])
    passages = other_fields(options.shared / "data" / "corpora", left_out)
    others = [reader.example(one, OTHER_WEIGHT) for one in passages]
    directions = directions_of([*(one for found in files.values() for one in found), *others])
    files = {path: placed(found, directions) for path, found in files.items()}
    others = placed(others, directions)
    examples = [one for found in files.values() for one in found]
    if not options.check:
        save(train([*examples, *others]), options.out)
        save_weights({DIRECTIONS: directions}, options.out, DIRECTIONS)
        print(f"{len(examples)} gold texts, {len(others)} others, {int(sum(e.labels.sum() for e in examples))} names")
        return
    judged = dict(zip(map(id, examples), unseen_chances(examples, others), strict=True))
    for path, found in files.items():
        for least in CHECKED:
            precision, recall, f1 = figures(found, [judged[id(one)] for one in found], least)
            print(f"{path.stem:16} {least:.2f}  P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
