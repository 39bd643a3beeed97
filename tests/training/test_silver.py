"""Sentences labelled by the tagger, with a finder and a pipeline that can be worked out by hand."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from pipeline.records import Mention
from pipeline.training.conll import Sentence
from pipeline.training.silver import EVERY, labelled, silver_sentences


def find_people(texts: Iterable[str]) -> Iterator[tuple[Mention, ...]]:
    for text in texts:
        start = text.find("Anna Berg")
        yield (Mention(start, start + 9, "Anna Berg", "PERSON", "person:anna-berg", "Anna Berg"),) if start >= 0 else ()


def write(corpora: Path) -> None:
    bodies = {
        "g0vse_regeringen": {"body": "Det säger Anna Berg i Vara Kommun. Här finns inget namn. Global Compact växer."},
        "riksdag_interpellationer": {"body": "Nu frågar Zyx Quux igen.", "persons": ["Zyx Quux (mp)", "Bo"]},
        "almedalen_2009_2014": {"body": "Ingen här."},
    }
    for name, record in bodies.items():
        with gzip.open(corpora / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.write(json.dumps(record) + "\n")


def test_people_found_and_people_of_the_record_are_labelled(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    write(tmp_path)
    nlp = spacy.blank("sv")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Vara"}])
    assert silver_sentences(tmp_path, find_people, nlp) == [
        Sentence(
            ("Det", "säger", "Anna", "Berg", "i", "Vara", "Kommun", "."),
            ("O", "O", "B-PER", "I-PER", "O", "B-LOC", "O", "O"),
        ),
        Sentence(("Global", "Compact", "växer", "."), ("O", "O", "O", "O")),
        Sentence(("Nu", "frågar", "Zyx", "Quux", "igen", "."), ("O", "O", "B-PER", "I-PER", "O", "O")),
    ]


def test_of_two_that_overlap_the_first_counts() -> None:
    spacy = pytest.importorskip("spacy")
    doc = spacy.blank("sv")("Anna Berg log")
    assert labelled(doc, [(0, 9, "PER"), (5, 9, "LOC")]).labels == ("B-PER", "I-PER", "O")


def test_a_part_of_each_corpus_is_read() -> None:
    assert all(every > 1 for every in EVERY.values())
