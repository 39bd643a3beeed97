"""The record of a run on disk."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from pipeline import run_files
from pipeline.home import Home
from pipeline.records import Rejected
from pipeline.report import CrawlReport, ReindexReport, RunReport, SourceReport
from pipeline.run_files import latest_run, page_of, record_of, write_run

DONE = RunReport(
    started="2026-11-29T02:30:01+00:00",
    ended="2026-11-29T02:40:01+00:00",
    outcome="done",
    exit_code=0,
    crawl=CrawlReport({"Sala <b>": SourceReport(requests=7, new=3)}, {"www.sala.se": "robots.txt"}),
    reindex=ReindexReport(generation="gen-000003", published=True, seconds={"clean": 1.5, "index": 2.0}),
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
        "run-20261129T023001Z.html",
        "run-20261129T023001Z.json",
    ]
    assert latest_run(home) == json.loads((home.reports / "run-20261129T023001Z.json").read_text()) == record


def test_only_the_newest_runs_are_kept(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_files, "KEEP", 2)
    for second in (1, 2, 2, 3):
        write_run(home, record_of(replace(DONE, started=f"2026-11-29T02:30:0{second}+00:00"), []))
    assert sorted(path.stem for path in home.reports.glob("run-*.json")) == [
        "run-20261129T023002Z_2",
        "run-20261129T023003Z",
    ]
    assert len(list(home.reports.glob("run-*.html"))) == 2


def test_the_page_is_swedish_escaped_and_has_a_row_a_source() -> None:
    text = page_of(record_of(DONE, [Rejected("https://a.example/<i>", "clean", "no <text>")]))
    page = html.fromstring(text)
    assert page.get("lang") == "sv"
    assert page.xpath("//th[@scope='row'][text()='Sala <b>']/following-sibling::td/text()")[:2] == ["7", "3"]
    assert not page.xpath("//script | //b | //i | //*[@src]")
    assert "Klar utan anmärkning" in text


@pytest.mark.parametrize("outcome", ["done with rejections", "stopped", "failed"])
def test_every_outcome_has_its_page(outcome: str) -> None:
    record = record_of(RunReport(DONE.started, outcome=outcome, error="disken är full"), [])
    assert "Felet var: disken är full" in page_of(record)


def test_a_record_that_cannot_be_read_is_none(home: Home) -> None:
    home.reports.mkdir()
    (home.reports / "latest.json").write_text("{", encoding="utf-8")
    assert latest_run(home) is None


def test_a_disk_that_takes_nothing_is_an_os_error(home: Home) -> None:
    Path(home.reports).write_text("in the way", encoding="utf-8")
    with pytest.raises(OSError):
        write_run(home, record_of(DONE, []))
