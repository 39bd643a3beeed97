"""The figures that monitoring reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from pipeline.home import Home
from pipeline.metrics import ReportOptions, metrics_path, read_last_success, write_metrics
from pipeline.report import RunReport, Verdict
from pipeline.run_files import record_of
from tests.test_run_files import DONE, NEWS


def samples(path: Path) -> dict[tuple[str, ...], float]:
    families: Any = text_string_to_metric_families(path.read_text(encoding="utf-8"))
    return {
        (one.name.removeprefix("kunskapsbank_"), *sorted(one.labels.values())): one.value
        for family in families
        for one in family.samples
    }


def test_a_run_in_figures(tmp_path: Path) -> None:
    assert DONE.reindex is not None
    counted = replace(DONE, reindex=replace(DONE.reindex, counts={"documents": 57, "passages": 332}), peak_mb=2)
    write_metrics(tmp_path / "kb.prom", record_of(counted, []), 1.0)
    found = samples(tmp_path / "kb.prom")
    assert found[("last_run_end_timestamp_seconds",)] == 1795920001.0
    assert found[("last_run_success",)] == 1
    assert found[("last_run_stage_duration_seconds", "clean")] == 1.5
    assert found[("last_run_pages", "Sala <b>", "new")] == 3
    assert found[("last_run_pages", "Sala <b>", "fetched")] == 3
    assert found[("generation_documents",)] == 57
    assert found[("generation_passages",)] == 332
    assert found[("last_run_peak_memory_bytes",)] == 2 * 1024**2
    assert list(tmp_path.iterdir()) == [tmp_path / "kb.prom"]


def test_canaries_and_saved_questions_in_figures(tmp_path: Path) -> None:
    assert DONE.reindex is not None
    path = tmp_path / "kb.prom"
    write_metrics(path, record_of(DONE, []), None)
    assert not [key for key in samples(path) if key[0].startswith(("canary", "saved"))]
    judged = replace(DONE.reindex, canaries=Verdict(12, 0.91, 0.5, ("Vad?",)))
    write_metrics(path, record_of(replace(DONE, reindex=judged, news=NEWS), []), None)
    found = samples(path)
    assert {key: value for key, value in found.items() if key[0].startswith(("canary", "saved"))} == {
        ("canary_mean_reciprocal_rank", "before"): 0.91,
        ("canary_mean_reciprocal_rank", "after"): 0.5,
        ("canary_questions",): 12,
        ("canary_questions_lost",): 1,
        ("saved_question_new_passages", "avhoppare"): 2,
        ("saved_question_new_passages", "belysning"): 0,
    }


def test_a_failed_run_says_so_and_keeps_the_last_success(tmp_path: Path) -> None:
    path = tmp_path / "kb.prom"
    assert read_last_success(path) is None
    failed = RunReport(DONE.started, DONE.ended, "failed", 3, "disken är full")
    write_metrics(path, record_of(failed, []), None)
    assert read_last_success(path) is None
    write_metrics(path, record_of(failed, []), 4711.0)
    assert read_last_success(path) == 4711.0
    found = samples(path)
    assert (found[("last_run_success",)], found[("last_run_exit_code",)]) == (0, 3)


def test_a_file_of_something_else_tells_no_success(tmp_path: Path) -> None:
    (tmp_path / "kb.prom").write_text("{{{", encoding="utf-8")
    assert read_last_success(tmp_path / "kb.prom") is None


def test_where_the_figures_lie(home: Home, tmp_path: Path) -> None:
    assert metrics_path(home, ReportOptions()) == home.reports / "kunskapsbank.prom"
    assert metrics_path(home, ReportOptions("egna/kb.prom")) == home.root / "egna" / "kb.prom"
    assert metrics_path(home, ReportOptions(str(tmp_path / "kb.prom"))) == tmp_path / "kb.prom"


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        write_metrics(tmp_path / "ingen" / "kb.prom", record_of(DONE, []), None)
