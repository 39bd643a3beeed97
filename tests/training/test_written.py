from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from pipeline.swedish.thesaurus import Concept
from pipeline.training import written
from pipeline.training.pairs import Pair
from pipeline.training.written import (
    WrittenAnswer,
    WrittenPassage,
    WrittenQuestion,
    passage_of,
    read_answers,
    read_passages,
    read_questions,
    read_synonyms,
    written_pairs,
)

GANG = Concept(1.0, ("avhoppare", "lämna gäng"))


def test_no_record_has_questions_in_two_parts() -> None:
    parts = [read_questions(name) for name in ("train", "tuning", "held_aside")]
    asked = [question for part in parts for question in part]
    assert [len(part) for part in parts] == [8222, 900, 481]
    assert sum(len({(q.corpus, q.record_id) for q in part}) for part in parts) == len(
        {(q.corpus, q.record_id) for q in asked}
    )
    assert len({q.question for q in asked}) == len(asked)
    assert all(4 <= len(q.question) <= 250 and q.start < q.end for q in asked)


def test_answers_and_synonyms_are_whole() -> None:
    answers, synonyms = read_answers(), read_synonyms()
    assert (len(answers), len(synonyms)) == (1765, 2381)
    assert all(len({a.matter, a.answer, a.official, a.everyday}) == 4 for a in answers)


def test_the_passage_is_the_stretch_of_its_record() -> None:
    question = WrittenQuestion("sfs_all", "1", 4, 15, "Vad gäller?")
    assert passage_of(question, {"body": "abc  Lag  om x. Mer."}) == "Lag om x."


def test_the_kinds_of_pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with gzip.open(tmp_path / "sfs_all.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": "1", "title": "Lag", "body": "Så gäller detta."}) + "\n")
    monkeypatch.setattr(written, "bundled_concepts", lambda: (GANG,))
    monkeypatch.setattr(written, "read_questions", lambda name: [WrittenQuestion("sfs_all", "1", 0, 16, "Vad då?")])
    monkeypatch.setattr(written, "read_synonyms", lambda: [Concept(0.8, ("öka", "stiga"))])
    monkeypatch.setattr(written, "read_answers", lambda: [WrittenAnswer("pass", "Tio dagar.", "När?", "Hur fort?")])
    passages = [
        WrittenPassage("pass", "Passet gäller i fem år.", ("Giltighet?", "Hur länge duger det?", "Hur många år?"))
    ]
    monkeypatch.setattr(written, "read_passages", lambda: passages)
    mined: list[Pair] = [("Stöd till avhoppare i Sala", "Kommunen hjälper."), ("Ny park", "Den är grön.")]
    found = written_pairs(tmp_path, mined)
    assert set(found) == {
        ("avhoppare", "lämna gäng"),
        ("lämna gäng", "avhoppare"),
        ("öka", "stiga"),
        ("stiga", "öka"),
        ("När?", "Tio dagar."),
        ("Hur fort?", "Tio dagar."),
        ("Hur fort?", "När? Tio dagar."),
        *((question, "Passet gäller i fem år.") for question in passages[0].questions),
        ("Vad då?", "Lag. Så gäller detta."),
        ("Vad då?", "Så gäller detta."),
        ("Stöd till lämna gäng i Sala", "Kommunen hjälper."),
    }
    assert found == written_pairs(tmp_path, mined)


def test_a_longer_name_goes_before_a_shorter_one() -> None:
    concepts = (GANG, Concept(1.0, ("gäng", "liga")))
    (pair,) = written._reworded(concepts, [("Lämna gänget nu", "x")], random.Random(1))
    assert pair == ("avhoppare nu", "x")


def test_a_written_passage_has_three_questions_of_its_own() -> None:
    passages = read_passages()
    assert len(passages) > 3000
    assert len({one.passage for one in passages}) == len(passages)
    assert all(len(set(one.questions)) == 3 and one.passage not in one.questions for one in passages)
