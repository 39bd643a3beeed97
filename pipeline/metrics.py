"""The figures of a run as a Prometheus text file, for node_exporter's textfile collector or anything that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.durable import write_durably
from pipeline.home import Home

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

# Outcomes of a run that came to its end; what was rejected in it is told by other figures.
SUCCESSES = ("done", "done with rejections")
# Keys of SourceReport; "fetched" is what the server answered with a page.
_OUTCOMES = ("new", "changed", "unchanged", "gone", "failed", "rejected")


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """The table [report]: `metrics` is the path of the Prometheus file, or "" for HOME/reports/kunskapsbank.prom."""

    metrics: str = ""


def metrics_path(home: Home, options: ReportOptions) -> Path:
    """Return where the figures lie; a relative path begins in the home."""
    return home.root / options.metrics if options.metrics else home.reports / "kunskapsbank.prom"


def write_metrics(path: Path, record: dict[str, Any], last_success: float | None) -> None:
    """Replace the file at `path` with the figures of a run; OSError where that cannot be.

    `last_success` is when a run last came to its end, in seconds since 1970, if it ever did.
    """
    from prometheus_client import CollectorRegistry, generate_latest

    registry = CollectorRegistry()
    ended = datetime.fromisoformat(record["ended"]).timestamp()
    _gauge(registry, "last_run_end_timestamp_seconds", "When the last run ended.", ended)
    _gauge(registry, "last_run_success", "1 if the last run came to its end.", float(record["outcome"] in SUCCESSES))
    _gauge(registry, "last_run_exit_code", "What kb exited with.", record["exit_code"])
    _gauge(registry, "last_run_duration_seconds", "How long the last run took.", record["seconds"])
    _gauge(registry, "last_run_peak_memory_bytes", "Most memory the last run had.", record["peak_mb"] * 1024**2)
    if last_success is not None:
        _gauge(registry, "last_success_timestamp_seconds", "When a run last came to its end.", last_success)
    _stages(registry, record)
    _pages(registry, record["crawl"])
    found = record["reindex"] or {}
    _gauge(registry, "generation_held_back", "1 if the new one is not in use.", float(bool(found.get("held_back"))))
    _canaries(registry, found.get("canaries"))
    for what in ("documents", "passages"):
        if what in found.get("counts", {}):
            _gauge(registry, f"generation_{what}", f"How many {what} the generation has.", found["counts"][what])
    _questions(registry, record["news"])
    _gauge(registry, "rejected_addresses", "Addresses that stand rejected.", record["rejected"]["count"])
    write_durably(path, generate_latest(registry))


def read_last_success(path: Path) -> float | None:
    """Return the time of the last success that the file at `path` tells, None if it tells none."""
    from prometheus_client.parser import text_string_to_metric_families

    try:
        for family in text_string_to_metric_families(path.read_text(encoding="utf-8")):
            if family.name == "kunskapsbank_last_success_timestamp_seconds":
                return float(family.samples[0].value)
    except (OSError, ValueError):
        return None
    return None


def _gauge(registry: CollectorRegistry, name: str, said: str, value: float) -> None:
    from prometheus_client import Gauge

    Gauge(f"kunskapsbank_{name}", said, registry=registry).set(value)


def _canaries(registry: CollectorRegistry, verdict: dict[str, Any] | None) -> None:
    """What the canary questions said of the new generation; nothing where none was compared."""
    from prometheus_client import Gauge

    if verdict is None:
        return
    ranks = Gauge(
        "kunskapsbank_canary_mean_reciprocal_rank",
        "How well canary questions find their pages, before and after.",
        ["generation"],
        registry=registry,
    )
    for which in ("before", "after"):
        ranks.labels(which).set(verdict[which])
    _gauge(registry, "canary_questions", "How many canary questions were asked.", verdict["asked"])
    _gauge(registry, "canary_questions_lost", "Own canary questions that lost their page.", len(verdict["lost"]))


def _stages(registry: CollectorRegistry, record: dict[str, Any]) -> None:
    from prometheus_client import Gauge

    gauge = Gauge(
        "kunskapsbank_last_run_stage_duration_seconds", "How long each stage took.", ["stage"], registry=registry
    )
    if record["crawl"]:
        gauge.labels("crawl").set(record["crawl"]["seconds"])
    for stage, seconds in (record["reindex"] or {}).get("seconds", {}).items():
        gauge.labels(stage).set(seconds)


def _questions(registry: CollectorRegistry, news: dict[str, Any] | None) -> None:
    """New passages by saved question; none of one that was not asked."""
    from prometheus_client import Gauge

    answers = Gauge(
        "kunskapsbank_saved_question_new_passages", "What is new by question.", ["question"], registry=registry
    )
    for asked in (news or {}).get("questions", ()):
        if asked["problem"] is None:
            answers.labels(asked["name"]).set(len(asked["hits"]))


def _pages(registry: CollectorRegistry, crawl: dict[str, Any] | None) -> None:
    """Pages of the last run by source and outcome; none where nothing was crawled."""
    from prometheus_client import Gauge

    pages = Gauge(
        "kunskapsbank_last_run_pages", "Pages of the last crawl by outcome.", ["source", "outcome"], registry=registry
    )
    held = Gauge("kunskapsbank_source_held_back", "1 if a source lost too many pages.", ["source"], registry=registry)
    for source, counts in (crawl or {}).get("sources", {}).items():
        pages.labels(source, "fetched").set(counts["new"] + counts["changed"] + counts["unchanged"])
        for outcome in _OUTCOMES:
            pages.labels(source, outcome).set(counts[outcome])
        held.labels(source).set(float(counts["held_back"]))
