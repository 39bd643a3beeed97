"""What people read, to the letter: answers."""

from __future__ import annotations

import json

import pytest

from pipeline.evaluate import Evaluation
from pipeline.records import (
    Answer,
    Hit,
)
from pipeline.show import answers as show

Capture = pytest.CaptureFixture[str]


def test_an_answer_tells_what_was_understood(capsys: Capture) -> None:
    understood = {
        "municipalities": [{"code": "2062", "name": "Mora"}],
        "since": "2020-01-01",
        "corrections": [{"written": "gengen", "meant": "gängen"}],
    }
    show.answer(Answer("gengen i Mora sedan 2020", "gen-000001", 3.2, understood=understood), False)
    assert capsys.readouterr().err.splitlines() == [
        "searched for 'gängen' not 'gengen'",
        "preferred (--strict keeps to it): municipalities Mora; since 2020-01-01",
        "no passages from gen-000001 in 3.2 ms",
    ]


def test_an_answer_shows_the_source_the_dates_and_the_answering_sentence(capsys: Capture) -> None:
    hit = Hit(
        1,
        0.876,
        "d1",
        "https://www.are.example/x",
        "Trygg skola",
        "Kommunen satsar. Bo Ek leder arbetet.",
        0,
        37,
        "Samverkan",
        ((17, 37),),
        ({"code": "2321", "name": "Åre"},),
        ("F1", "F4"),
        ("Bo Ek",),
        "2024-01-02",
        "2024-03-04",
        page=7,
    )
    show.answer(Answer("vem?", "gen-000001", 3.2, {"source": "are.example"}, (hit,)), False)
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "1. Trygg skola  0.88",
        "   https://www.are.example/x · s. 7 · publicerad 2024-01-02, granskad 2024-03-04 · Åre · F1 F4 · Bo Ek",
        "   [Samverkan]",
        "   Kommunen satsar. »Bo Ek leder arbetet.«",
        "",
    ]
    assert err == "1 passages from gen-000001 with {'source': 'are.example'} in 3.2 ms\n"


def test_a_bare_hit_shows_what_there_is_in_lines_of_at_most_100_characters(capsys: Capture) -> None:
    show.answer(Answer("vem?", "gen-000001", 3.2, {}, (Hit(1, 1, "d1", None, "T", "ord " * 60, 0, 240),)), False)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["1. T  1.00", "   d1"]
    assert max(map(len, lines)) <= 100
    assert " ".join(lines[2:]).split() == ["ord"] * 60


def test_no_answer(capsys: Capture) -> None:
    show.answer(Answer("vem?", "gen-000001", 3.2), False)
    assert capsys.readouterr() == ("", "no passages from gen-000001 in 3.2 ms\n")


def test_evaluation(capsys: Capture) -> None:
    found = Evaluation("dense", 2, {"nDCG@10": 0.5, "recall@10": 1.0}, {"q": {"d": 1.0}})
    show.evaluation(found, True)
    assert json.loads(capsys.readouterr().out) == {"queries": 2, "nDCG@10": 0.5, "recall@10": 1.0, "mode": "dense"}
    show.evaluation(found, False)
    assert capsys.readouterr().out.splitlines() == [
        "queries     2",
        "nDCG@10     0.5",
        "recall@10   1.0",
        "mode        dense",
    ]


def test_a_hit_names_where_else_the_page_stands(capsys: Capture) -> None:
    urls = tuple(f"https://{letter}.example/" for letter in "abcdefg")
    for also_at in (urls[:1], urls):
        hit = Hit(1, 1, "d1", None, "T", "ord", 0, 3, also_at=also_at)
        show.answer(Answer("vem?", "gen-000001", 3.2, {}, (hit,)), False)
    one, many = (line for line in capsys.readouterr().out.splitlines() if "även" in line)
    assert one == "   även på https://a.example/"
    assert many == f"   även på {', '.join(urls[:5])} och 2 till"
