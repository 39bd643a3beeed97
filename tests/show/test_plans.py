"""What people read, to the letter: plans."""

from __future__ import annotations

import json

import pytest

from pipeline.plan import Plan, PlannedVisit
from pipeline.show.plans import intended

Capture = pytest.CaptureFixture[str]


def test_a_plan(capsys: Capture) -> None:
    visits = (PlannedVisit("Sala", 5, 3, 48, True), PlannedVisit("Vara", 0, 0, 500, False))
    intended(Plan(visits, 0, 1, 2, 3, 4, 5, 6, "gen-000002", ("how many",)), False)
    assert capsys.readouterr().out.splitlines() == [
        "visit     Sala: 3 of 5 known addresses due, at most 48 pages, going on with the night that was cut short",
        "visit     Vara: 0 of 0 known addresses due, at most 500 pages",
        "clean     1 pages",
        "sift      2 sites",
        "compare   3 documents",
        "tag       4 documents",
        "cut       5 documents",
        "embed     6 passages",
        "in use    gen-000002; another is published if what is searched differs",
        "unknown   how many",
    ]


def test_a_plan_for_a_lost_catalog(capsys: Capture) -> None:
    intended(Plan(restore=2), False)
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "restore   the catalog is lost: 2 files of the archive to read"
    assert out[-1] == "in use    no generation; another is published if what is searched differs"


def test_a_plan_as_json(capsys: Capture) -> None:
    intended(Plan((PlannedVisit("Sala", 5, 3, 48, True),), unknown=("how många",)), True)
    found = json.loads(capsys.readouterr().out)
    assert found["visits"] == [{"source": "Sala", "known": 5, "due": 3, "pages": 48, "resumed": True}]
    assert (found["unknown"], found["generation"]) == (["how många"], None)
