"""The record of a run on disk."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import run_files
from pipeline.home import Home
from pipeline.records import Rejected
from pipeline.report import (
    AskedQuestion,
    CrawlReport,
    NewPassage,
    QuestionsReport,
    ReindexReport,
    RunReport,
    SourceReport,
)
from pipeline.run_files import latest_run, record_of, write_run

DONE = RunReport(
    started="2026-11-29T02:30:01+00:00",
    ended="2026-11-29T02:40:01+00:00",
    outcome="done",
    exit_code=0,
    crawl=CrawlReport({"Sala <b>": SourceReport(requests=7, new=3)}, {"www.sala.se": "robots.txt"}),
    reindex=ReindexReport(generation="gen-000003", published=True, seconds={"clean": 1.5, "index": 2.0}),
)
STOD = "Kommunen ger stöd. Det är gratis. Ring oss."
NEWS = QuestionsReport(
    "gen-000003",
    "gen-000002",
    (
        AskedQuestion(
            "avhoppare",
            "Vad kostar <stödet>?",
            None,
            (
                NewPassage(
                    "Avhopparstöd", "https://a.example/?a=1&b=2", "d1", "new", STOD, ((19, 33),), "2026-11-01", 3
                ),
                NewPassage("Utan adress", None, "rad-1", "changed", "Nytt.", (), None, None),
            ),
        ),
        AskedQuestion("belysning", "Var blir det ljusare?"),
        AskedQuestion("norrut", "Vem möter gäng?", "no page names 'Kiruna'"),
    ),
)


def test_a_record_counts_reasons_and_names_the_first_addresses() -> None:
    rejected = [Rejected(f"https://a.example/{number}", "clean", "no text") for number in range(120)]
    found = record_of(DONE, [*rejected, Rejected("https://b.example/", "archive", "damaged")])["rejected"]
    assert found["count"] == 121
    assert found["reasons"] == [
        {"stage": "clean", "reason": "no text", "count": 120},
        {"stage": "archive", "reason": "damaged", "count": 1},
    ]
    assert len(found["first"]) == 100


def test_a_run_lies_there_twice_as_json_and_as_a_page(home: Home) -> None:
    assert latest_run(home) is None
    record = record_of(DONE, [])
    write_run(home, record)
    assert sorted(path.name for path in home.reports.iterdir()) == [
        "latest.html",
        "latest.json",
        "run-000001-20261129T023001Z.html",
        "run-000001-20261129T023001Z.json",
    ]
    assert latest_run(home) == json.loads((home.reports / "run-000001-20261129T023001Z.json").read_text()) == record


def test_only_the_newest_runs_are_kept(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_files, "KEEP", 2)
    for second in (1, 2, 2, 3):
        write_run(home, record_of(replace(DONE, started=f"2026-11-29T02:30:0{second}+00:00"), []))
    assert sorted(path.stem for path in home.reports.glob("run-*.json")) == [
        "run-000003-20261129T023002Z",
        "run-000004-20261129T023003Z",
    ]
    assert len(list(home.reports.glob("run-*.html"))) == 2


@pytest.mark.parametrize("back", ["2026-11-28", "2025-11-29"])
def test_a_clock_that_is_set_back_removes_no_newer_run(home: Home, monkeypatch: pytest.MonkeyPatch, back: str) -> None:
    monkeypatch.setattr(run_files, "KEEP", 2)
    home.reports.mkdir()
    for name in ("run-20301129T023001Z.json", "run-20301129T023001Z.html"):
        (home.reports / name).write_text("{}", encoding="utf-8")
    for day in ("2026-11-29", back, back, back):
        write_run(home, record_of(replace(DONE, started=f"{day}T02:30:01+00:00"), []))
    compact = back.replace("-", "")
    assert sorted(path.name for path in home.reports.glob("run-*")) == [
        f"run-00000{number}-{compact}T023001Z.{kind}" for number in (3, 4) for kind in ("html", "json")
    ]


def test_the_digest_is_that_of_the_newest_run_with_something_new(home: Home) -> None:
    write_run(home, record_of(DONE, []))
    assert not list(home.reports.glob("digest*"))
    write_run(home, record_of(replace(DONE, news=NEWS), []))
    told = (home.reports / "digest.txt").read_text(encoding="utf-8")
    assert "Avhopparstöd" in told
    assert "Avhopparstöd" in (home.reports / "digest.html").read_text(encoding="utf-8")
    nothing = QuestionsReport("gen-000004", "gen-000003", (AskedQuestion("avhoppare", "Vem får stöd?"),))
    for news in (nothing, QuestionsReport(), QuestionsReport(problem="questions.toml is not valid TOML")):
        write_run(home, record_of(replace(DONE, news=news), []))
    assert (home.reports / "digest.txt").read_text(encoding="utf-8") == told


def test_a_record_that_cannot_be_read_is_none(home: Home) -> None:
    home.reports.mkdir()
    (home.reports / "latest.json").write_text("{", encoding="utf-8")
    assert latest_run(home) is None


def test_a_disk_that_takes_nothing_is_an_os_error(home: Home) -> None:
    Path(home.reports).write_text("in the way", encoding="utf-8")
    with pytest.raises(OSError):
        write_run(home, record_of(DONE, []))
