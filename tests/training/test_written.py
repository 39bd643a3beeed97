from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from pipeline.swedish.thesaurus import Concept
from pipeline.training import written
from pipeline.training.pairs import Pair
from pipeline.training.written import WrittenQuestion, passage_of, read_questions, written_pairs

GANG = Concept(1.0, ("avhoppare", "lämna gäng"))


def test_no_record_has_questions_in_both_parts() -> None:
    train, held_aside = (read_questions(name) for name in ("train", "held_aside"))
    assert len(train) + len(held_aside) >= 2000
    assert not {(q.corpus, q.record_id) for q in train} & {(q.corpus, q.record_id) for q in held_aside}
    texts = [q.question for q in train + held_aside]
    assert len(set(texts)) == len(texts)
    assert all(4 <= len(text) <= 250 and q.start < q.end for text, q in zip(texts, train + held_aside, strict=True))


def test_the_passage_is_the_stretch_of_its_record() -> None:
    question = WrittenQuestion("sfs_all", "1", 4, 15, "Vad gäller?")
    assert passage_of(question, {"body": "abc  Lag  om x. Mer."}) == "Lag om x."


def test_the_three_kinds_of_pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with gzip.open(tmp_path / "sfs_all.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": "1", "title": "Lag", "body": "Så gäller detta."}) + "\n")
    monkeypatch.setattr(written, "bundled_concepts", lambda: (GANG,))
    monkeypatch.setattr(written, "read_questions", lambda name: [WrittenQuestion("sfs_all", "1", 0, 16, "Vad då?")])
    mined: list[Pair] = [("Stöd till avhoppare i Sala", "Kommunen hjälper."), ("Ny park", "Den är grön.")]
    found = written_pairs(tmp_path, mined)
    assert set(found) == {
        ("avhoppare", "lämna gäng"),
        ("lämna gäng", "avhoppare"),
        ("Vad då?", "Lag. Så gäller detta."),
        ("Vad då?", "Så gäller detta."),
        ("Stöd till lämna gäng i Sala", "Kommunen hjälper."),
    }
    assert found == written_pairs(tmp_path, mined)


def test_a_longer_name_goes_before_a_shorter_one() -> None:
    concepts = (GANG, Concept(1.0, ("gäng", "liga")))
    (pair,) = written._reworded(concepts, [("Lämna gänget nu", "x")], random.Random(1))
    assert pair == ("avhoppare nu", "x")
