"""Crawl and reindex as one run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.errors import LockedError, NothingFound, Stopped, StoreError, UsageError
from pipeline.home import Home, write_lock
from pipeline.index.published import current_name
from pipeline.ingest import ingest
from pipeline.metrics import read_last_success
from pipeline.night import run_night
from pipeline.run_files import latest_run
from pipeline.stopping import Stop
from tests.conftest import REPO

Write = Callable[..., Path]
CHILD = """
import os, signal, sys
from pipeline.cli import main
from pipeline import reindex

name = sys.argv.pop() if sys.argv[-1].startswith("SIG") else None
clean = reindex.clean_page
def clean_page(page, options):
    if name:
        os.kill(os.getpid(), getattr(signal, name))
    return clean(page, options)
reindex.clean_page, reindex.BATCH = clean_page, 1
main()
"""


def kb(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `kb reindex` in a process of its own; a signal named last comes while the first page is cleaned."""
    line = [sys.executable, "-c", CHILD, "--home", str(home.root), "reindex", *arguments]
    environment = os.environ | {"PYTHONPATH": str(REPO)}
    return subprocess.run(line, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.usefixtures("fake_models")
def test_one_run_takes_the_lock_once(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    report = run_night(home, Settings(), crawl=False)
    assert (report.outcome, report.exit_code, report.crawl) == ("done", 0, None)
    assert report.reindex is not None
    assert report.reindex.generation == "gen-000001"


def test_another_run_is_named(home: Home) -> None:
    with write_lock(home, "kb ingest"), pytest.raises(LockedError, match=rf"process {os.getpid()} on .*, kb ingest, s"):
        run_night(home, Settings(), crawl=False)


def test_a_crawl_without_a_contact_and_an_empty_home_fail(home: Home) -> None:
    with pytest.raises(UsageError, match="contact"):
        run_night(home, Settings())
    with pytest.raises(NothingFound):
        run_night(home, Settings(), crawl=False)


@pytest.mark.usefixtures("fake_models")
def test_a_stop_is_looked_at_before_publishing_begins(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    with pytest.raises(Stopped):
        run_night(home, Settings(), crawl=False, stop=Stop("SIGTERM"))
    assert current_name(home.indexes) is None


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_ends_a_run_at_the_next_batch_and_the_next_run_goes_on(
    home: Home, write_pages: Write, name: str
) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.", b="Gäng rekryterar unga i skolan.")])
    stopped = kb(home, "--no-crawl", name)
    assert (stopped.returncode, stopped.stdout) == (143, "")
    assert f"kb: stopped by {name}: what was done is kept" in stopped.stderr
    assert current_name(home.indexes) is None
    later = kb(home, "--no-crawl")
    assert later.returncode == 0, later.stderr
    assert "cleaned 1, " in later.stdout


@pytest.mark.usefixtures("fake_models")
def test_every_run_leaves_its_report_and_its_figures(home: Home, write_pages: Write) -> None:
    assert not home.reports.exists()
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    run_night(home, Settings(), crawl=False)
    first = latest_run(home)
    assert first is not None
    assert (first["outcome"], first["error"], first["reindex"]["generation"]) == ("done", None, "gen-000001")
    success = read_last_success(home.reports / "kunskapsbank.prom")
    assert success is not None
    with pytest.raises(Stopped):
        run_night(home, Settings(), crawl=False, stop=Stop("SIGTERM"))
    second = latest_run(home)
    assert second is not None
    assert (second["outcome"], second["exit_code"]) == ("stopped", 143)
    assert read_last_success(home.reports / "kunskapsbank.prom") == success


def test_a_run_that_fails_leaves_its_report_and_one_that_is_refused_leaves_none(home: Home) -> None:
    with write_lock(home), pytest.raises(LockedError):
        run_night(home, Settings(), crawl=False)
    assert not home.reports.exists()
    with pytest.raises(NothingFound):
        run_night(home, Settings(), crawl=False)
    record = latest_run(home)
    assert record is not None
    assert (record["outcome"], record["exit_code"]) == ("failed", 1)
    assert record["error"].startswith("there is nothing to index")
    assert read_last_success(home.reports / "kunskapsbank.prom") is None


@pytest.mark.usefixtures("fake_models")
def test_a_report_that_cannot_be_written_fails_a_run_but_hides_no_error(home: Home, write_pages: Write) -> None:
    home.reports.write_text("in the way", encoding="utf-8")
    with pytest.raises(NothingFound):
        run_night(home, Settings(), crawl=False)
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    with pytest.raises(StoreError, match="the run is done, but its report cannot be written"):
        run_night(home, Settings(), crawl=False)
    assert current_name(home.indexes) == "gen-000001"
