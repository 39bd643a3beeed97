"""What the head for focus areas is trained on: files that can be read, passages by offsets, sentences by phrases."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from pipeline.tag.focus_areas.taxonomy import load_taxonomy
from pipeline.training.focus_area_examples import CORPORA, Example, Passage, found_by_phrases, gold_passages, written

NONE = (0.0,) * 6


def test_written_sentences_name_areas_or_none() -> None:
    examples = written()
    assert len(examples) > 1000
    assert {sum(example.labels) for example in examples} == {0.0, 1.0, 2.0}
    assert examples[0].labels == (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert len({example.text for example in examples}) == len(examples)


def test_what_is_not_marked_in_a_passage_of_the_area_says_nothing_about_it() -> None:
    passage = Passage("r", "", "Gäng värvar barn. Det är sent.", {"F1": [(0, 17)]}, frozenset({"F2"}))
    first, second = passage.sentences()
    assert first == Example("Gäng värvar barn.", (1.0, 0.0, 0.0, 0.0, 0.0, 0.0), (1.0, 0.0, 1.0, 1.0, 1.0, 1.0))
    assert second == Example("Det är sent.", NONE, (0.0, 0.0, 1.0, 1.0, 1.0, 1.0))
    assert passage.whole().labels == first.labels
    assert passage.whole().trust == (1.0, 0.0, 1.0, 1.0, 1.0, 1.0)


def test_phrases_find_sentences_but_not_in_records_left_out(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "title": "", "body": "Polisen kom. Trygghetsvandringar hålls i höst med alla boende."},
        {"id": "b", "title": "", "body": "Polisen talade om välfärdsbrott och bidragsbrott i staden."},
    ]
    for corpus in CORPORA:
        content = "\n".join(map(json.dumps, lines)) if corpus == CORPORA[0] else ""
        (tmp_path / f"{corpus}.jsonl.gz").write_bytes(gzip.compress(content.encode()))
    (found,) = found_by_phrases(tmp_path, load_taxonomy(), {"b"})
    assert found.text == "Trygghetsvandringar hålls i höst med alla boende."
    assert found.labels == (0.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    assert found.trust == (0.5, 0.5, 0.5, 1.0, 0.5, 0.5)


def test_gold_texts_are_passages(tmp_path: Path) -> None:
    record = {
        "id": "a",
        "title": "Gäng",
        "text": "Gäng värvar barn.",
        "focus_areas": [{"id": "F1", "evidence": [[0, 17]]}],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (found,) = gold_passages([tmp_path / "gold.jsonl"], tmp_path)
    assert found == Passage("a", "Gäng", "Gäng värvar barn.", {"F1": [(0, 17)]})
