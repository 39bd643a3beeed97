"""The home folder and its lock."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pipeline.errors import LockedError, StoreError, UsageError
from pipeline.home import Home, create_home, open_home, write_lock

HOLD = """
import sys, pathlib
from pipeline.home import Home, write_lock
with write_lock(Home(pathlib.Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.readline()
"""


def holder(home: Home) -> subprocess.Popen[str]:
    """Return a process that holds the lock until a line comes in."""
    run = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "held\n"
    return run


def test_the_paths_of_a_home() -> None:
    home = Home(Path("/srv/kb"))
    assert [str(p) for p in (home.settings, home.archive, home.catalog, home.indexes)] == [
        "/srv/kb/kb.toml",
        "/srv/kb/corpus/archive",
        "/srv/kb/corpus/catalog.sqlite",
        "/srv/kb/indexes",
    ]


def test_a_new_home_has_these_files_and_no_settings_of_its_own(tmp_path: Path) -> None:
    home = create_home(tmp_path / "ny" / "kb")
    assert home == Home(tmp_path / "ny" / "kb")
    assert sorted(str(path.relative_to(home.root)) for path in home.root.rglob("*")) == [
        "corpus",
        "corpus/archive",
        "corpus/sources.toml",
        "indexes",
        "kb.toml",
        "thesaurus.tsv",
    ]
    assert tomllib.loads(home.settings.read_text(encoding="utf-8")) == {
        "clean": {},
        "passages": {},
        "embed": {},
        "index": {},
        "search": {},
        "crawl": {},
        "report": {},
        "serve": {},
    }
    assert home.sources == home.root / "corpus" / "sources.toml"
    assert len(tomllib.loads(home.sources.read_text(encoding="utf-8"))["source"]) > 10


def test_a_home_is_never_made_over_another(tmp_path: Path) -> None:
    home = create_home(tmp_path)
    home.settings.write_text("[search]\ndense_weight = 0.7\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        create_home(tmp_path)
    assert str(caught.value) == f"{tmp_path} already is a knowledge base (it has a kb.toml)"
    assert home.settings.read_text(encoding="utf-8") == "[search]\ndense_weight = 0.7\n"


def test_a_home_cannot_be_made_where_a_file_stands(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        create_home(tmp_path / "fil")
    assert str(caught.value) == f"cannot make a knowledge base at {tmp_path / 'fil'}: Not a directory"


def test_a_home_is_opened_where_there_is_a_folder(tmp_path: Path) -> None:
    assert open_home(tmp_path) == Home(tmp_path)
    missing = tmp_path / "saknas"
    with pytest.raises(UsageError) as caught:
        open_home(missing)
    assert str(caught.value) == f"there is no knowledge base at {missing}: make one with 'kb init {missing}'"
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError):
        open_home(tmp_path / "fil")


def test_a_second_process_is_told_which_process_writes(home: Home) -> None:
    other = holder(home)
    with pytest.raises(LockedError) as caught, write_lock(home):
        raise AssertionError("the lock was given twice")
    who = rf"process {other.pid} on {re.escape(os.uname().nodename)}, kb, since \d{{4}}-\d\d-\d\dT[0-9:+-]+"
    assert re.fullmatch(
        rf"another run \({who}\) is writing to {re.escape(str(home.root))}; try again later", str(caught.value)
    )
    other.communicate("slut\n")
    assert other.returncode == 0
    with write_lock(home):
        pass


def test_a_killed_holder_leaves_no_lock(home: Home) -> None:
    other = holder(home)
    other.kill()
    other.communicate()
    assert other.returncode == -signal.SIGKILL
    with write_lock(home):
        assert json.loads((home.root / "corpus" / "lock").read_text(encoding="utf-8"))["process"] == os.getpid()


@pytest.mark.parametrize("left", ["", "4711\n", "\x00\x00", '{"process": 1}'])
def test_a_holder_that_has_not_said_who_it_is_still_holds(home: Home, left: str) -> None:
    with write_lock(home):
        (home.root / "corpus" / "lock").write_text(left, encoding="utf-8")
        with pytest.raises(LockedError, match=r"another run \(process unknown\) is writing"), write_lock(home):
            raise AssertionError("the lock was given twice")


def test_the_lock_is_given_back_after_an_error_and_cannot_be_taken_twice_in_one_process(home: Home) -> None:
    with pytest.raises(RuntimeError, match="fel"), write_lock(home):
        with pytest.raises(LockedError), write_lock(home):
            raise AssertionError("the lock was given twice")
        raise RuntimeError("fel")
    with write_lock(home):
        pass


def test_a_home_that_cannot_be_written_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "corpus").write_text("en fil, ingen mapp", encoding="utf-8")
    with pytest.raises(StoreError) as caught, write_lock(Home(tmp_path)):
        raise AssertionError("the lock was given")
    assert str(caught.value) == f"cannot write to {tmp_path / 'corpus'} (File exists): check the disk, then run again"
