"""Reading labelled sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.training.conll import Sentence, hold_out, read_conll, spans

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
