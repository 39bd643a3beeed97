from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from pipeline.training import passage_sample
from pipeline.training.passage_sample import Round, sample

BODY = "Kort. " + "Polisen och skolan möter unga på kvällarna i centrum varje vecka. " * 60


def test_passages_are_whole_sentences_of_their_record_on_the_subject_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passage_sample, "CORPORA", ("sfs_all",))
    monkeypatch.setattr(passage_sample, "ROUNDS", (Round(1, ((2, 1),)), Round(2, ((2, 2),))))
    bodies = {"a": BODY, "b": BODY.replace("Polisen", "Rektorn"), "c": BODY, "d": "Polisen.", "e": BODY}
    with gzip.open(tmp_path / "sfs_all.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"id": key, "title": "T", "body": body}) + "\n" for key, body in bodies.items())
    found = sample(tmp_path)
    assert found == sample(tmp_path)
    assert len({passage.record_id for passage in found}) == 3
    assert sum(passage.record_id in "ace" for passage in found) >= 2
    for passage in found:
        assert passage.text == bodies[passage.record_id][passage.start : passage.end]
        assert passage.text.endswith(".")
        assert 35 <= len(passage.text.split()) <= 270
    (later,) = sample(tmp_path, 1)
    assert {later.record_id} | {passage.record_id for passage in found} == set("abce")
