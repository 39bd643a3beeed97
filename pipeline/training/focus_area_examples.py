"""Sentences and passages that say which focus areas they speak of: written, labelled, and found by phrases.

- written: `data/focus_area_sentences.tsv`, by a language model, as municipal pages and newspapers put it;
- labelled: `data/focus_area_passages.tsv`, passages of the shared corpora, by offsets; what is unsure weighs nothing;
  and gold texts that are there to be trained on;
- found: sentences of the corpora in which a bundled phrase shows an area, and sentences of records without any phrase.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from pipeline.swedish.sentences import sentence_spans
from pipeline.tag.focus_areas.head import AREAS
from pipeline.tag.focus_areas.strengths import sentence_strengths
from pipeline.tag.focus_areas.taxonomy import Taxonomy
from pipeline.training.gold import read_gold
from pipeline.training.pairs import records
from pipeline.training.passage_sample import SUBJECT

CORPORA = ("g0vse_regeringen", "riksdag_interpellationer", "almedalen_2009_2014")
SHOWN = 0.9  # strength of the phrases from which a sentence counts as found
FOUND_EACH, FOUND_NONE = 600, 8000
SHORTEST = 20  # characters
ONE_IN = 4  # sentences of a record without phrases

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence or text: 1 or 0 for each of AREAS, and how much each of these is trusted, 0–1."""

    text: str
    labels: tuple[float, ...]
    trust: tuple[float, ...] = (1.0,) * len(AREAS)


@dataclass(frozen=True, slots=True)
class Passage:
    """A labelled passage: its areas with the spans of the sentences that show them, and the areas it may have."""

    record_id: str
    title: str
    text: str
    shown: dict[str, list[Span]]
    unsure: frozenset[str] = field(default_factory=frozenset)

    def whole(self) -> Example:
        """Return the passage as one example."""
        return Example(
            self.text,
            tuple(float(area in self.shown) for area in AREAS),
            tuple(float(area not in self.unsure) for area in AREAS),
        )

    def sentences(self) -> Iterator[Example]:
        """Yield the sentences; those of an area's passage that are not marked as showing it say nothing about it."""
        for start, end in sentence_spans(self.text):
            shows = [any(s < end and start < e for s, e in self.shown.get(area, ())) for area in AREAS]
            unknown = [area in self.unsure or area in self.shown for area in AREAS]
            trust = [float(shown or not open_) for shown, open_ in zip(shows, unknown, strict=True)]
            yield Example(self.text[start:end], tuple(map(float, shows)), tuple(trust))


def written() -> list[Example]:
    """Return the sentences that were written for training."""
    return [
        Example(text, tuple(float(area in areas.split(",")) for area in AREAS))
        for areas, text in _rows("focus_area_sentences.tsv")
    ]


def labelled(corpora: Path, left_out: Collection[str] = ()) -> list[Passage]:
    """Return the labelled passages of the `corpora` folder but those of the records `left_out`."""
    rows = [row for row in _rows("focus_area_passages.tsv") if row[1] not in left_out]
    found = []
    for corpus in CORPORA:
        wanted = {row[1] for row in rows if row[0] == corpus}
        whole = {r["id"]: r for r in records(corpora / f"{corpus}.jsonl.gz") if r["id"] in wanted}
        for _, record_id, start, end, areas in (row for row in rows if row[0] == corpus):
            record = whole[record_id]
            found.append(_passage(record, record["body"][int(start) : int(end)], areas))
    return found


def gold_passages(files: Sequence[Path], shared: Path) -> list[Passage]:
    """Return the texts of gold files, those that lie in the `shared` folder among them."""
    return [
        Passage(
            record.get("source", record)["id"],
            record["title"],
            record["text"],
            {area["id"]: [(start, end) for start, end in area["evidence"]] for area in record["focus_areas"]},
        )
        for file in files
        for record in read_gold(file, shared)
    ]


def found_by_phrases(corpora: Path, taxonomy: Taxonomy, left_out: Collection[str] = ()) -> list[Example]:
    """Return sentences of the corpora that phrases label, in a random order that is always the same."""
    rng = random.Random(17)
    shown: list[Example] = []
    none: list[Example] = []
    for corpus in CORPORA:
        for record in records(corpora / f"{corpus}.jsonl.gz"):
            if record["id"] in left_out or not SUBJECT.search(record["body"]):
                continue
            body = record["body"]
            spans = [(start, end) for start, end in sentence_spans(body) if end - start >= SHORTEST]
            strengths = sentence_strengths(taxonomy, body, spans)
            for (start, end), strength in zip(spans, strengths, strict=True):
                if any(value >= SHOWN for value in strength.values()):
                    shown.append(_found(body[start:end], strength))
                elif not any(strengths) and rng.randrange(ONE_IN) == 0:
                    none.append(Example(body[start:end], (0.0,) * len(AREAS)))
    rng.shuffle(shown)
    rng.shuffle(none)
    return [*_at_most(shown, FOUND_EACH), *none[:FOUND_NONE]]


def _rows(name: str) -> list[list[str]]:
    text = resources.files("pipeline.training").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _passage(record: dict[str, str], text: str, areas: str) -> Passage:
    shown = {}
    for part in areas.split():
        if not part.startswith("?"):
            area, spans = part.split(":")
            shown[area] = [(int(start), int(end)) for start, end in (span.split("-") for span in spans.split(","))]
    unsure = frozenset(part[1:] for part in areas.split() if part.startswith("?"))
    return Passage(record["id"], record["title"], text, shown, unsure)


def _found(sentence: str, strength: dict[str, float]) -> Example:
    labels = tuple(float(strength.get(area, 0.0) >= SHOWN) for area in AREAS)
    trust = tuple(1.0 if label else 0.5 * (area not in strength) for area, label in zip(AREAS, labels, strict=True))
    return Example(sentence, labels, trust)


def _at_most(examples: list[Example], each: int) -> Iterator[Example]:
    counts = [0.0] * len(AREAS)
    for example in examples:
        if any(label and count < each for label, count in zip(example.labels, counts, strict=True)):
            counts = [count + label for label, count in zip(example.labels, counts, strict=True)]
            yield example
