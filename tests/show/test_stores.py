"""What people read, to the letter: stores."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.show import stores as show

Capture = pytest.CaptureFixture[str]
EMPTY: dict[str, Any] = {
    "home": "kb",
    "catalog": {},
    "last_reindex": None,
    "last_run": None,
    "last_crawl": None,
    "generation": None,
    "kept": [],
    "fault": None,
    "rejected": {},
}


def test_status_of_an_empty_home(capsys: Capture) -> None:
    show.status(EMPTY, False)
    assert capsys.readouterr().out.splitlines() == [
        "home        kb",
        "catalog     empty",
        "generation  none: run 'kb reindex --no-crawl'",
    ]


def test_status_of_a_home_in_use(capsys: Capture) -> None:
    generation = {"name": "gen-000002", "created_at": "T", "model": "m", "dimensions": 4, "counts": {"documents": 1}}
    kept = ["gen-000001", "gen-000002"]
    found = {"catalog": {"pages": 2}, "generation": generation, "kept": kept, "rejected": {"clean": 1}}
    show.status(EMPTY | found, False)
    assert capsys.readouterr().out.splitlines() == [
        "home        kb",
        "catalog     2 pages",
        "generation  gen-000002 of T: 1 documents",
        "model       m, 4 dimensions",
        "kept        gen-000001: see 'kb rollback'",
        "rejected    1 at clean: see 'kb list rejected'",
    ]


def test_status_tells_the_last_run_and_the_last_crawl(capsys: Capture) -> None:
    run = {"outcome": "failed", "ended": "T", "exit_code": 3, "error": "the disk is full"}
    crawl = {"sources": {"Sala": {"new": 2, "changed": 1}, "Vara": {"new": 1, "changed": 0}}, "finished": False}
    show.status(EMPTY | {"last_run": run, "last_crawl": crawl}, False)
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "last run    failed at T (exit code 3): the disk is full",
        "last crawl  3 new and 1 changed pages of 2 sources; cut short by --limit",
    ]


def test_status_tells_a_fault_on_stderr(capsys: Capture) -> None:
    show.status(EMPTY | {"fault": "gen-000001 is damaged"}, False)
    out, err = capsys.readouterr()
    assert err == "kb: gen-000001 is damaged\n"
    assert "generation" not in out


def test_problems(capsys: Capture) -> None:
    show.problems(["a is lost", "b has changed"], False)
    assert capsys.readouterr() == ("2 problems\n", "kb: a is lost\nkb: b has changed\n")
    show.problems([], False)
    assert capsys.readouterr() == ("all stores are whole\n", "")
    show.problems(["a is lost"], True)
    assert capsys.readouterr() == ('{"problems": ["a is lost"]}\n', "")


def test_a_rollback(capsys: Capture) -> None:
    show.rolled_back("gen-000003", "gen-000002", False)
    show.rolled_back(None, "gen-000001", False)
    assert capsys.readouterr().out.splitlines() == [
        "gen-000002 is in use, gen-000003 was; the next 'kb reindex' goes on from it",
        "gen-000001 is in use, none was; the next 'kb reindex' goes on from it",
    ]
