"""Sentences of public records labelled by the tagger: a second teacher beside the labelled news and Talbanken.

A name that the lists or the words beside it give away is learned by its shape and its sentence, and so is what looks
like a name and is none. Of interpellations the names in the record's own list of persons count too.
Knows nothing about how names are found, and nothing of spaCy but a pipeline's entities.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.records import Mention
from pipeline.swedish.sentences import sentence_spans
from pipeline.training.conll import Sentence

# Of each file every n-th record is read; together they give some 5,400 sentences.
EVERY = {"g0vse_regeringen": 12, "riksdag_interpellationer": 16, "almedalen_2009_2014": 6}
_LONGEST = 400
_MOST_A_RECORD = 4
_LOOKS_NAMED = re.compile(r"[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+")
_PARTY = re.compile(r"\s*\(.*")

FindPeople = Callable[[Iterable[str]], Iterable[tuple[Mention, ...]]]
Span = tuple[int, int, str]


def silver_sentences(corpora: Path, find_people: FindPeople, nlp: Any) -> list[Sentence]:
    """Return sentences of the files in `corpora` with two capitalised words in a row, people as `find_people` and the
    records have them, places and organisations as `nlp` has them."""
    texts: list[str] = []
    listed: list[tuple[str, ...]] = []
    for text, persons in _passages(corpora):
        texts.append(text)
        listed.append(persons)
    people = [
        [(m.start, m.end, "PER") for m in mentions] + _named(text, persons)
        for text, persons, mentions in zip(texts, listed, find_people(texts), strict=True)
    ]
    docs = nlp.pipe(texts)
    return [
        labelled(
            doc, [*found, *((ent.start_char, ent.end_char, ent.label_) for ent in doc.ents if ent.label_ != "PER")]
        )
        for doc, found in zip(docs, people, strict=True)
    ]


def labelled(doc: Any, entities: list[Span]) -> Sentence:
    """Return the words of `doc` with the labels of `entities` (start, end, label); of two that overlap the first."""
    labels = ["O"] * len(doc)
    for start, end, label in entities:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or any(labels[place] != "O" for place in range(span.start, span.end)):
            continue
        labels[span.start] = f"B-{label}"
        for place in range(span.start + 1, span.end):
            labels[place] = f"I-{label}"
    return Sentence(tuple(token.text for token in doc), tuple(labels))


def _passages(corpora: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, every in EVERY.items():
        with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % every == 0:
                    record = json.loads(line)
                    persons = tuple(_PARTY.sub("", person) for person in record.get("persons", ()))
                    for text in _sentences(record["body"].replace("\xad", "")):
                        yield text, persons


def _sentences(body: str) -> list[str]:
    pieces = (" ".join(body[start:end].split()) for start, end in sentence_spans(body))
    wanted = [piece for piece in pieces if len(piece) <= _LONGEST and _LOOKS_NAMED.search(piece)]
    return wanted[:_MOST_A_RECORD]


def _named(text: str, persons: Iterable[str]) -> list[Span]:
    return [
        (match.start(), match.end(), "PER")
        for person in persons
        if " " in person
        for match in re.finditer(rf"(?<!\w){re.escape(person)}s?(?!\w)", text)
    ]
