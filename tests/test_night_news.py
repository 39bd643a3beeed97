"""Saved questions are asked of what a night put in use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.home import Home
from pipeline.index.options import IndexOptions
from pipeline.ingest import ingest
from pipeline.night import run_night
from pipeline.report import QuestionsReport, RunReport
from pipeline.rollback import roll_back
from pipeline.run_files import latest_run

Write = Callable[..., Path]
GANG = '[[question]]\nname = "gäng"\nquestion = "Vem möter gäng?"\n'

pytestmark = pytest.mark.usefixtures("fake_models")


def night(home: Home, settings: Settings | None = None) -> RunReport:
    return run_night(home, settings or Settings(), crawl=False)


def told(report: RunReport) -> list[list[tuple[str, str]]]:
    assert report.news is not None
    return [[(hit.kind, hit.text) for hit in asked.hits] for asked in report.news.questions]


@pytest.fixture
def fetch(home: Home, write_pages: Write) -> Callable[..., None]:
    def write(**texts: str) -> None:
        ingest(home, [write_pages(**texts)])

    return write


def test_a_night_tells_what_is_new_since_the_generation_before(home: Home, fetch: Callable[..., None]) -> None:
    home.questions.write_text(GANG, encoding="utf-8")
    fetch(a="Polisen möter gäng på torget.", b="Skolan får pengar.")
    first = night(home)
    assert ("new", "Polisen möter gäng på torget.") in told(first)[0]
    fetch(b="Skolan möter gäng i parken.", c="Föräldrar möter gäng i centrum.")
    second = night(home)
    assert second.news is not None
    assert (second.news.generation, second.news.before) == ("gen-000002", "gen-000001")
    assert sorted(told(second)[0]) == [
        ("changed", "Skolan möter gäng i parken."),
        ("new", "Föräldrar möter gäng i centrum."),
    ]
    record = latest_run(home)
    assert record is not None
    (asked,) = record["news"]["questions"]
    assert (asked["name"], asked["question"], asked["problem"]) == ("gäng", "Vem möter gäng?", None)
    assert asked["hits"][0].keys() >= {"title", "url", "kind", "text", "published"}
    assert "gäng i parken" in (home.reports / "digest.txt").read_text(encoding="utf-8")
    assert "gäng i parken" in (home.reports / "latest.html").read_text(encoding="utf-8")


def test_a_night_without_a_change_opens_nothing(
    home: Home, fetch: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    home.questions.write_text(GANG, encoding="utf-8")
    fetch(a="Polisen möter gäng på torget.")
    night(home)
    monkeypatch.setattr("pipeline.night_news.open_searcher", None)
    monkeypatch.setattr("pipeline.publish.open_searcher", None)
    report = night(home)
    assert (report.news, report.outcome) == (QuestionsReport(), "done")


def test_without_questions_no_searcher_is_opened(
    home: Home, fetch: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.night_news.open_searcher", None)
    fetch(a="Polisen möter gäng på torget.")
    assert night(home).news == QuestionsReport()


@pytest.mark.parametrize("changed", [True, False])
def test_a_wrong_file_costs_no_night_but_a_look(home: Home, fetch: Callable[..., None], changed: bool) -> None:
    fetch(a="Polisen möter gäng på torget.")
    if not changed:
        night(home)
    home.questions.write_text("[[question]]\nname = 'gäng'\n", encoding="utf-8")
    report = night(home)
    assert report.reindex is not None
    assert (report.reindex.generation, report.reindex.published) == ("gen-000001", changed)
    assert (report.outcome, report.exit_code, report.error) == ("done with rejections", 1, None)
    assert report.news == QuestionsReport(problem=f"{home.questions}: 'question 1 (gäng).question' is missing")


def test_a_question_that_no_page_fits_yet_is_told_and_is_no_fault(home: Home, fetch: Callable[..., None]) -> None:
    home.questions.write_text(f'{GANG}municipality = "Kiruna"\n', encoding="utf-8")
    fetch(a="Polisen möter gäng på torget.")
    report = night(home)
    assert report.news is not None
    assert report.news.questions[0].problem == "no page names 'Kiruna': see 'kb list municipalities'"
    assert report.exit_code == 0


def test_after_a_rollback_all_is_new_that_the_earlier_generation_had_not(
    home: Home, fetch: Callable[..., None]
) -> None:
    home.questions.write_text(GANG, encoding="utf-8")
    for name in ("a", "b", "c"):
        fetch(**{name: f"Polisen möter gäng på {name}."})
        night(home)
    roll_back(home, "gen-000001")
    assert sorted(told(night(home))[0]) == [("new", "Polisen möter gäng på b."), ("new", "Polisen möter gäng på c.")]


def test_where_the_generation_before_is_not_kept_all_of_a_changed_page_counts(
    home: Home, fetch: Callable[..., None]
) -> None:
    home.questions.write_text(GANG, encoding="utf-8")
    only_one = Settings(index=IndexOptions(keep=1))
    fetch(a="Polisen möter gäng på torget.", b="Skolan möter gäng.")
    night(home, only_one)
    fetch(a="Polisen möter gäng på torget. Det hjälper.")
    assert told(night(home, only_one)) == [[("changed", "Polisen möter gäng på torget. Det hjälper.")]]
