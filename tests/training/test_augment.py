"""Other names in the persons' place."""

from __future__ import annotations

from pathlib import Path

from pipeline.training.augment import Names, in_capitals, page_lines, read_names, with_swapped_names
from pipeline.training.conll import Sentence, spans

ADA = Sentence(("Här", "bor", "Ada", "Berg", "i", "Vara"), ("O", "O", "B-PER", "I-PER", "O", "B-LOC"))
HEJ = Sentence(("Hej", "!"), ("O", "O"))


def test_swapped_names_keep_everything_else() -> None:
    names = Names(given=("Ida",), surnames=("Ek",))
    copies = with_swapped_names([ADA, HEJ], names, copies=3, seed=1)
    assert len(copies) == 3
    for copy in copies:
        (person, place) = spans(copy)
        assert copy.words[:3] == ("Här", "bor", "Ida")
        assert set(copy.words[person[0] + 1 : person[1]]) <= {"Ek", "Ida"}
        assert copy.words[person[1] :] == ("i", "Vara")
        assert place[2] == "LOC"
    assert copies == with_swapped_names([ADA, HEJ], names, copies=3, seed=1)


def test_names_in_capitals() -> None:
    (copy,) = in_capitals([ADA, HEJ], share=1.0, seed=1)
    assert copy == Sentence(("Här", "bor", "ADA", "BERG", "i", "Vara"), ADA.labels)
    assert in_capitals([ADA], share=0.0, seed=1) == []


def test_lines_of_pages_have_their_names_labelled() -> None:
    names = Names(given=("Ida",), surnames=("Ek",))
    lines = page_lines(names, 200, seed=1)
    assert len(lines) == 200
    assert {word for line in lines for word in line.words} >= {"Foto", "IDA", "EK", "I."}
    assert not any(word in ("NAME", "CAPS", "INITIAL") for line in lines for word in line.words)
    for line in lines:
        assert {line.words[start].title() for start, _, _ in spans(line)} <= {"Ida", "I."}


def test_the_lists_are_read_without_their_marks(tmp_path: Path) -> None:
    (tmp_path / "given_names.txt").write_text("# source\nAnna\nDag\tword\n", encoding="utf-8")
    (tmp_path / "surnames.txt").write_text("# source\nEk\tword\n", encoding="utf-8")
    assert read_names(tmp_path) == Names(("Anna", "Dag"), ("Ek",))
