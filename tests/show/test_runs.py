"""What people read, to the letter: runs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline.ingest import IngestReport
from pipeline.records import Rejected
from pipeline.report import AskedQuestion, NewPassage, QuestionsReport, ReindexReport, RunReport, Verdict
from pipeline.show import runs as show

Capture = pytest.CaptureFixture[str]


def test_ingested(capsys: Capture) -> None:
    show.ingested(IngestReport(2, 1, 3, rejected=[Rejected("a.pdf", "ingest", "no reader")]), False)
    assert capsys.readouterr() == ("2 new, 1 changed, 3 unchanged, 1 rejected\n", "kb: a.pdf: no reader\n")


def test_ingested_warns_of_ids_that_collide(capsys: Capture) -> None:
    show.ingested(IngestReport(changed=1, taken_over=1), False)
    out, err = capsys.readouterr()
    assert out == "0 new, 1 changed, 0 unchanged, 0 rejected\n"
    assert err.startswith("1 of the changed had the same id in another source")
    assert err.count("\n") == 1


def test_a_catalog_made_anew_is_told(capsys: Capture) -> None:
    show.ingested(IngestReport(restored=7), False)
    show.reindexed(ReindexReport(generation="gen-000007", restored=7), False)
    assert capsys.readouterr().err == "kb: the catalog was lost: 7 pages read back from the archive\n" * 2


def test_a_flood_of_rejections_is_cut_short(capsys: Capture) -> None:
    show.ingested(IngestReport(rejected=[Rejected(f"{i}.pdf", "ingest", "no reader") for i in range(25)]), False)
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[-1]) == (21, "kb: … and 5 more: see 'kb list rejected'")


def test_ingested_as_json(capsys: Capture) -> None:
    show.ingested(IngestReport(1, rejected=[Rejected("ö.pdf", "ingest", "no reader")]), True)
    out, err = capsys.readouterr()
    assert json.loads(out) == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "taken_over": 0,
        "restored": 0,
        "rejected": [{"url": "ö.pdf", "stage": "ingest", "reason": "no reader"}],
    }
    assert err == ""


def test_reindexed(capsys: Capture) -> None:
    counts, seconds = {"documents": 1, "focus_areas": 2}, {"clean": 0.25, "index": 1.0}
    report = ReindexReport(
        cleaned=1,
        rejected=2,
        tagged=3,
        cut=4,
        embedded=5,
        published=True,
        generation="gen-000007",
        counts=counts,
        seconds=seconds,
        peak_mb=99,
    )
    show.reindexed(report, False)
    show.reindexed(replace(report, changed=2, words_added=7, words_removed=4, sifted=2, repeated=9), False)
    show.reindexed(ReindexReport(generation="gen-000007"), False)
    assert capsys.readouterr().out.splitlines() == [
        "cleaned 1, rejected 2, tagged 3, cut 4 passages, embedded 5",
        "published gen-000007: 1 documents, 2 focus areas (clean 0.2 s, index 1.0 s; 99 MB)",
        "cleaned 1, rejected 2, changed 2 (+7 −4 words), left out 9 blocks that sites repeat, tagged 3, cut 4 passages,"
        " embedded 5",
        "published gen-000007: 1 documents, 2 focus areas (clean 0.2 s, index 1.0 s; 99 MB)",
        "nothing has changed since gen-000007: no work to do",
    ]


def test_a_generation_that_is_held_back_is_told_with_the_questions_that_are_lost(capsys: Capture) -> None:
    report = ReindexReport(
        generation="gen-000007", held_back="gen-000008", canaries=Verdict(12, 0.9, 0.5, ("Vad kostar stödet?",))
    )
    show.reindexed(report, False)
    assert capsys.readouterr() == (
        "cleaned 0, rejected 0, tagged 0, cut 0 passages, embedded 0\n",
        "kb: gen-000008 is held back and gen-000007 stays in use: known pages are found at a mean reciprocal rank of"
        " 0.5 instead of 0.9; no longer found: 'Vad kostar stödet?'; 'kb rollback gen-000008' puts it in use all the"
        " same\n",
    )


def test_what_is_new_is_told_in_a_line_a_question(capsys: Capture) -> None:
    hits = tuple(
        NewPassage(title, None, title, "new", "Text.", (), None, None)
        for title in ("Stöd", "Stöd", "Vandring", "C", "D", "E", "F")
    )
    questions = (
        AskedQuestion("avhoppare", "Vem?", None, hits),
        AskedQuestion("belysning", "Var?", None, hits[:2]),
        AskedQuestion("parker", "Var?"),
        AskedQuestion("norrut", "Var?", "no page names 'Kiruna'"),
    )
    report = RunReport("2026-11-29", reindex=ReindexReport(generation="gen-000001"))
    report.news = QuestionsReport("gen-000002", "gen-000001", questions)
    show.ran(report, False)
    lines = ["avhoppare: 7 new: Stöd; Vandring; C; D; E; …", "belysning: 2 new: Stöd", "parker: nothing new"]
    out, err = capsys.readouterr()
    assert out.splitlines()[1:] == lines
    assert err == "kb: the question 'norrut' cannot be asked: no page names 'Kiruna'\n"
    show.ran(report, True)
    out, err = capsys.readouterr()
    assert json.loads(out)["generation"] == "gen-000001"
    assert err.splitlines()[:3] == lines
    report.news = QuestionsReport(problem="questions.toml is wrong")
    show.ran(report, False)
    assert capsys.readouterr().err == "kb: the saved questions were not asked: questions.toml is wrong\n"
