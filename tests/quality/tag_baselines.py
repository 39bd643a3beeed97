"""What the tagger is measured beside: a trained NER without gazetteers, and gazetteers without disambiguation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.records import Label, Mention, Tags
from pipeline.tag.gazetteer import load_gazetteer
from pipeline.tag.people.name_lists import load_name_lists
from pipeline.training.conll import Sentence, hold_out, read_conll
from pipeline.training.people import train
from tests.quality.gold import GOLD, REPO, Record, read_gold

TagMany = Callable[[Iterable[Record]], Iterator[tuple[Record, Tags]]]
_TOKEN = re.compile(r"\w+|[^\w\s]")
_TO_NER = {"PERSON": "PER", "MUNICIPALITY": "LOC", "ORGANISATION": "ORG", "INITIATIVE": "MISC"}
_FROM_NER: dict[str, Label] = {
    "PER": "PERSON",
    "LOC": "MUNICIPALITY",
    "ORG": "ORGANISATION",
    "MISC": "INITIATIVE",
}
_TWO_NAMES = re.compile(r"(?<!\w)([A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?) ([A-ZÅÄÖ][a-zåäöé]+)(?!\w)")


def trained_ner(shared: Path) -> TagMany:
    """Return spaCy's NER trained on klintan, Talbanken and the development gold; no list, no rule, no linking.

    A place that is written as one of the 290 is given that municipality's code, which it could not know.
    """
    ner = shared / "data" / "ner"
    klintan, _ = hold_out(read_conll(ner / "klintan_train.conll"))
    known = [*klintan, *read_conll(ner / "uner_talbanken_train.conll")]
    gold = [
        sentence
        for name in ("sample.jsonl", "written_dev.jsonl", "real_dev.jsonl", "written_train.jsonl", "real_train.jsonl")
        for record in read_gold(GOLD / name, shared)
        for sentence in _sentences(record)
    ]
    nlp = train(known + 3 * gold)
    codes = {one.name: one.code for one in load_gazetteer().municipalities}

    def tag_many(records: Iterable[Record]) -> Iterator[tuple[Record, Tags]]:
        for record in records:
            yield record, Tags(tuple(_entities(nlp, record["text"], codes)))

    return tag_many


def plain_gazetteer() -> TagMany:
    """Return a look-up of names: two listed names beside each other, and any form of a municipality's name."""
    gazetteer = load_gazetteer()
    lists = load_name_lists(REPO / "pipeline" / "tag" / "data")
    forms = {form: one for one in gazetteer.municipalities for form in (one.name, one.official, *one.aliases)}
    names = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    places = re.compile(rf"(?<!\w)({names})s?(?!\w)")

    def tag_many(records: Iterable[Record]) -> Iterator[tuple[Record, Tags]]:
        for record in records:
            text = record["text"]
            people = [
                _mention(m.start(), m.end(), text, "PERSON")
                for m in _TWO_NAMES.finditer(text)
                if m[1] in lists.given and (m[2] in lists.surnames or m[2].removesuffix("s") in lists.surnames)
            ]
            found = [
                _mention(m.start(), m.end(), text, "MUNICIPALITY", forms[m[1]].code) for m in places.finditer(text)
            ]
            yield record, Tags(tuple(sorted(people + found, key=lambda m: m.start)))

    return tag_many


def _sentences(record: Record) -> Iterator[Sentence]:
    """Yield each line of a text as words with a label each."""
    text = record["text"]
    spans = [(m["start"], m["end"], _TO_NER[m["label"]]) for m in record["mentions"] if m["label"] in _TO_NER]
    for line in re.finditer(r"[^\n]+", text):
        words, labels = [], []
        for token in _TOKEN.finditer(text, line.start(), line.end()):
            words.append(token.group())
            inside = [(start, label) for start, end, label in spans if start <= token.start() < end]
            if inside:
                start, label = min(inside)
                labels.append(f"{'B' if token.start() == start else 'I'}-{label}")
            else:
                labels.append("O")
        if words:
            yield Sentence(tuple(words), tuple(labels))


def _entities(nlp: Any, text: str, codes: dict[str, str]) -> Iterator[Mention]:
    from spacy.tokens import Doc

    for line in re.finditer(r"[^\n]+", text):
        tokens = list(_TOKEN.finditer(text, line.start(), line.end()))
        if not tokens:
            continue
        for ent in nlp(Doc(nlp.vocab, words=[token.group() for token in tokens])).ents:
            start, end = tokens[ent.start].start(), tokens[ent.end - 1].end()
            label = _FROM_NER[ent.label_]
            bare = re.sub(r" (?:kommuns?|[Ss]tads?)$", "", text[start:end])
            code = codes.get(bare) or codes.get(bare.removesuffix("s"))
            if label != "MUNICIPALITY" or code:
                yield _mention(start, end, text, label, code)


def _mention(start: int, end: int, text: str, label: Label, code: str | None = None) -> Mention:
    words = text[start:end]
    return Mention(start, end, words, label, f"{label.lower()}:{code or words.lower()}", words, code=code)
