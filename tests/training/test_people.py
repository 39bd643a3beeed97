"""Training of the person model, on a handful of invented sentences."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.training.people import (
    Names,
    Sentence,
    hold_out,
    read_conll,
    save,
    score,
    spans,
    train,
    with_swapped_names,
)

CONLL = "Här\tO\nbor\tO\nAda\tB-PER\nBerg\tI-PER\ni\tO\nVara\tB-LOC\n\nHej\tO\n!\tO\n"
ADA = Sentence(("Här", "bor", "Ada", "Berg", "i", "Vara"), ("O", "O", "B-PER", "I-PER", "O", "B-LOC"))
HEJ = Sentence(("Hej", "!"), ("O", "O"))


def test_read_conll(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text(CONLL, encoding="utf-8")
    assert list(read_conll(path)) == [ADA, HEJ]


def test_soft_hyphens_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text("\xadvärlden\tO\n", encoding="utf-8")
    assert list(read_conll(path)) == [Sentence(("världen",), ("O",))]


@pytest.mark.parametrize("line", ["Ada\n", "Ada\tB-DOG\n", "Ada B-PER\n"])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.conll"
    path.write_text(CONLL + line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.conll:10"):
        list(read_conll(path))


def test_spans() -> None:
    assert spans(ADA) == [(2, 4, "PER"), (5, 6, "LOC")]
    assert spans(Sentence(("A", "B", "C"), ("I-PER", "B-PER", "I-PER"))) == [(0, 1, "PER"), (1, 3, "PER")]


def test_hold_out_takes_every_nth_distinct_sentence() -> None:
    sentences = [Sentence((str(number),), ("O",)) for number in (0, 1, 1, 2, 3, 0)]
    rest, held = hold_out(sentences, every=2)
    assert [s.words[0] for s in rest] == ["0", "2"]
    assert [s.words[0] for s in held] == ["1", "3"]


def test_swapped_names_keep_everything_else() -> None:
    names = Names(given=("Ida",), surnames=("Ek",))
    copies = with_swapped_names([ADA, HEJ], names, copies=3)
    assert len(copies) == 3
    for copy in copies:
        (person, place) = spans(copy)
        assert copy.words[:3] == ("Här", "bor", "Ida")
        assert set(copy.words[person[0] + 1 : person[1]]) <= {"Ek", "Ida"}
        assert copy.words[person[1] :] == ("i", "Vara")
        assert place[2] == "LOC"
    assert copies == with_swapped_names([ADA, HEJ], names, copies=3)


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
