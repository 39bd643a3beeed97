"""What people read, to the letter: changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from pipeline.index.generation import Generation, open_generation
from pipeline.new_answers import NewAnswers
from pipeline.records import Change, Hit
from pipeline.saved_questions import SavedQuestion
from pipeline.show import changes as show
from tests.index.made import build

Capture = pytest.CaptureFixture[str]
FOUND = [
    Change("gen-000002", "2024-05-01T22:30:00Z", "changed", "d1", "https://a.example/", "Skolan", 3, 1),
    Change("gen-000002", "2024-05-01T21:30:00Z", "gone", "d9", None, "Borta", 0, 40),
]
HIT = Hit(2, 0.5, "d1", "https://a.example/", "Skolan", "Skolan möter gäng.", 0, 18)
GANG = SavedQuestion("gäng", "Vem möter gäng?", source="a")
ANSWERS = [NewAnswers(GANG, ((HIT, "changed"),)), NewAnswers(GANG), NewAnswers(GANG, problem="there is no source 'a'")]
ASKED = {"since": "2024", "until": None, "filters": {}}


@pytest.fixture
def generation(tmp_path: Path) -> Iterator[Generation]:
    build(tmp_path)
    opened = open_generation(tmp_path)
    yield opened
    opened.close()


@pytest.mark.usefixtures("stockholm")
def test_changes_are_a_line_each_with_the_local_day(generation: Generation, capsys: Capture) -> None:
    show.changes(FOUND, [], generation, ASKED, False)
    assert capsys.readouterr().out.splitlines() == [
        "changed\t2024-05-02\tSkolan\thttps://a.example/\t+3 −1 words",
        "gone\t2024-05-01\tBorta\td9\t+0 −40 words",
    ]


def test_questions_follow_with_their_new_passages(generation: Generation, capsys: Capture) -> None:
    show.changes(FOUND[:1], ANSWERS, generation, ASKED, False)
    printed = capsys.readouterr()
    assert printed.out.splitlines()[1:] == [
        "",
        "gäng: 1 new",
        "2. Skolan  0.50",
        "   https://a.example/",
        "   Skolan möter gäng.",
        "",
        "gäng: nothing new",
    ]
    assert printed.err == "kb: the question 'gäng' cannot be asked: there is no source 'a'\n"


def test_changes_as_json_have_what_their_pages_are_about(generation: Generation, capsys: Capture) -> None:
    show.changes(FOUND[1:], ANSWERS, generation, ASKED, True)
    assert json.loads(capsys.readouterr().out) == {
        **ASKED,
        "generation": "gen-000001",
        "changes": [
            {
                "generation": "gen-000002",
                "at": "2024-05-01T21:30:00Z",
                "kind": "gone",
                "doc_id": "d9",
                "url": None,
                "title": "Borta",
                "words_added": 0,
                "words_removed": 40,
                "municipalities": [],
                "focus_areas": [],
            }
        ],
        "questions": [
            {
                "name": "gäng",
                "question": "Vem möter gäng?",
                "filters": {"source": "a"},
                "hits": hits,
                "problem": problem,
            }
            for hits, problem in (
                ([json.loads(json.dumps(asdict(HIT))) | {"kind": "changed"}], None),
                ([], None),
                ([], "there is no source 'a'"),
            )
        ],
    }
