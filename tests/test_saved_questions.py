from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.saved_questions import SavedQuestion, load_questions
from pipeline.search.filters import Filters

WHOLE = """[[question]]
name = "avhoppare"
question = "Vem kan få avhopparstöd?"
municipality = "Vara"
focus_area = "F2"
person = "Anna Berg"
source = "vara.example"
strict = true
k = 3

[[question]]
name = "belysning"
question = "Vilka gångtunnlar får bättre belysning?"
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "questions.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_question_has_the_filters_of_ask(tmp_path: Path) -> None:
    first, second = load_questions(write(tmp_path, WHOLE))
    assert first == SavedQuestion(
        "avhoppare", "Vem kan få avhopparstöd?", "Vara", "F2", "Anna Berg", "vara.example", True, 3
    )
    assert first.filters == Filters("Vara", "F2", "Anna Berg", "vara.example")
    assert (second.filters, second.strict, second.k) == (Filters(), False, 10)


def test_one_can_be_chosen_by_name(tmp_path: Path) -> None:
    path = write(tmp_path, WHOLE)
    assert [one.name for one in load_questions(path, "belysning")] == ["belysning"]
    with pytest.raises(UsageError, match=r"no question 'x' in .*questions\.toml \(known: avhoppare, belysning\)"):
        load_questions(path, "x")


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert load_questions(tmp_path / "questions.toml") == ()
    assert load_questions(write(tmp_path, "")) == ()
    with pytest.raises(UsageError, match="known: none"):
        load_questions(tmp_path / "none.toml", "x")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[question", "is not valid TOML"),
        ("[question]\nname = 'a'", "'question' must be tables"),
        ("question = [1]", "'question' must be tables"),
        ("[[source]]\nname = 'a'", r"unknown key 'source' \(known: question\)"),
        ("[[question]]\nname = 'a'", r"'question 1 \(a\)\.question' is missing"),
        ("[[question]]\nname = 1\nquestion = 'gäng'", r"'question 1\.name' must be str, not 1"),
        ("[[question]]\nname = ' '\nquestion = 'gäng'", r"question 1 \( \)\.name = ' ' is empty"),
        ("[[question]]\nname = 'a'\nquestion = ' '", r"question 1 \(a\)\.question: the question is empty"),
        ("[[question]]\nname = 'a'\nquestion = '?!'", "there is no word to search for"),
        ("[[question]]\nname = 'a'\nquestion = 'gäng'\nk = 0", "k = 0 is outside 1 to 100"),
        ("[[question]]\nname = 'a'\nquestion = 'gäng'\nsince = '2024'", r"unknown key 'question 1 \(a\)\.since'"),
        (
            "[[question]]\nname = 'a'\nquestion = 'gäng'\n[[question]]\nname = 'a'\nquestion = 'skola'",
            "two questions are named 'a'",
        ),
    ],
)
def test_a_wrong_file_is_wrong_usage(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        load_questions(write(tmp_path, text))
