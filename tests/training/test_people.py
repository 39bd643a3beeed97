"""Training of the person model, on a handful of invented sentences."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.training.conll import Sentence
from pipeline.training.people import save, score, train

HEJ = Sentence(("Hej", "!"), ("O", "O"))


def test_a_tiny_model_learns_is_saved_and_read_back(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    people = [("Ada", "Berg"), ("Bo", "Ek"), ("Eva", "Lind"), ("Olle", "Dal")]
    sentences = [
        Sentence(("Det", "säger", given, surname, "."), ("O", "O", "B-PER", "I-PER", "O")) for given, surname in people
    ]
    nlp = train([*sentences, HEJ], epochs=60, width=32, rows=100)
    scores = score(nlp, sentences)
    assert (scores.precision, scores.recall, scores.spans) == (1.0, 1.0, 4)
    save(nlp, tmp_path, {"invented": scores})
    again = spacy.load(tmp_path)
    assert "säger" not in (tmp_path / "vocab" / "strings.json").read_text(encoding="utf-8")
    assert again.meta["name"] == "people"
    assert again.meta["performance"]["invented"]["f"] == pytest.approx(1.0)
    assert score(again, sentences) == scores
    for line in (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest
