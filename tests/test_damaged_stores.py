"""Damage to what the write path knows: it is told in one line that names what mends it, and that mends it."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.catalog import open_catalog
from pipeline.home import Home
from tests.forked import Ran, in_child, kb
from tests.nights import QUESTIONS, write_night
from tests.state import content, must_be_equal

pytestmark = pytest.mark.slow

SEED = 5
DAMAGED_PAGES = 24


def built(folder: Path) -> tuple[Path, Path]:
    """A home, and the folder it was made from."""
    home, fetched = folder / "kb", write_night(folder, 1)
    for command in (["init", home], ["ingest", fetched], ["reindex", "--no-crawl"]):
        ran = kb(Path() if command[0] == "init" else home, *command)
        assert ran.code == 0, ran
    return home, fetched


def one_line(ran: Ran, codes: set[int]) -> None:
    assert ran.code in codes, ran
    assert "Traceback" not in ran.err, ran
    assert "unexpected" not in ran.err, ran
    if ran.code == 3:
        assert (ran.out, ran.err.count("\n")) == ("", 1), ran


def flip(path: Path, at: int, count: int = 1) -> None:
    data = bytearray(path.read_bytes())
    for place in range(at, min(at + count, len(data))):
        data[place] ^= 0xA5
    path.write_bytes(data)


def move_away(home: Path) -> None:
    """What the line says, word for word: that one file."""
    (home / "corpus" / "catalog.sqlite").rename(home / "undan.sqlite")


def damage_catalog_pages(folder: Path) -> dict[str, int]:
    rng = random.Random(SEED)
    home, _ = built(folder)
    whole = Path(shutil.copytree(home, folder / "hel"))
    counts = {"told": 0, "not seen": 0, "mended": 0}
    pages = (whole / "corpus" / "catalog.sqlite").stat().st_size // 4096
    for page in sorted(rng.sample(range(1, pages), min(DAMAGED_PAGES, pages - 1))):
        shutil.rmtree(home)
        shutil.copytree(whole, home)
        # The head of a b-tree page, and then somewhere in its cells.
        flip(home / "corpus" / "catalog.sqlite", page * 4096 + rng.choice((0, rng.randrange(100, 4000))), 48)
        verified = kb(home, "verify")
        ran = kb(home, "reindex", "--no-crawl", "--full")
        one_line(ran, {0, 1, 3})
        assert kb(home, "ask", QUESTIONS[0]).code == 0
        assert verified.code in {0, 3}, verified
        if verified.code == 0 and ran.code != 3:
            counts["not seen"] += 1
            continue
        counts["told"] += 1
        told = verified.err if verified.code == 3 else ran.err
        assert all("move corpus/catalog.sqlite away" in line for line in told.splitlines()), (page, told)
        if counts["told"] % 4 == 1:
            move_away(home)
            mended = kb(home, "reindex", "--no-crawl")
            assert mended.code == 0, mended
            assert kb(home, "verify").code == 0
            must_be_equal(Home(home), Home(whole), QUESTIONS)
            counts["mended"] += 1
    return counts


def test_a_damaged_page_of_the_catalog_is_told_and_the_catalog_made_anew(tmp_path: Path) -> None:
    counts = in_child(damage_catalog_pages, tmp_path)
    assert counts["told"] >= DAMAGED_PAGES // 3, (SEED, counts)
    assert counts["mended"] >= 2, (SEED, counts)


def damage_log(folder: Path) -> list[int]:
    """Damage the write-ahead log that a killed run leaves; return how many pages there are and are then known."""
    home = folder / "kb"
    nights = [write_night(folder, night) for night in range(2)]
    kb(Path(), "init", home)
    kb(home, "ingest", nights[0])
    kb(home, "reindex", "--no-crawl")
    killed = kb(home, "ingest", nights[1], prepare=lambda: kill_at_close())
    assert killed.code == -signal.SIGKILL
    log = home / "corpus" / "catalog.sqlite-wal"
    size = log.stat().st_size
    assert size > 0
    whole = Path(shutil.copytree(home, folder / "hel"))
    for command in (["ingest", nights[1]], ["reindex", "--no-crawl"]):
        assert kb(whole, *command).code == 0
    left = Path(shutil.copytree(home, folder / "lämnad"))
    found = []
    with closing(open_catalog(Home(whole).catalog)) as catalog:
        found.append(catalog.counts()["pages"])
    for share in (0.0, 0.001, 0.3, 0.6, 0.9):
        shutil.rmtree(home)
        shutil.copytree(left, home)
        flip(log, int(share * size), 8)
        assert kb(home, "verify").code == 0
        with closing(open_catalog(Home(home).catalog)) as catalog:
            found.append(catalog.counts()["pages"])
        for command in (["ingest", nights[1]], ["reindex", "--no-crawl"]):
            assert kb(home, *command).code == 0
        must_be_equal(Home(home), Home(whole), QUESTIONS)
    return found


def kill_at_close() -> None:
    """End the process where it would tidy the write-ahead log away."""
    from pipeline.catalog.database import Database

    Database.close = lambda self: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]


def test_a_damaged_write_ahead_log_leaves_an_earlier_state_and_the_same_files_complete_it(tmp_path: Path) -> None:
    pages = in_child(damage_log, tmp_path)
    assert all(number < pages[0] for number in pages[1:]), pages


def gone(path: Path) -> None:
    path.unlink()


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 2 // 3)


def flipped(path: Path) -> None:
    for share in (0.2, 0.5, 0.8):
        flip(path, int(share * path.stat().st_size))


def damage_archive(folder: Path, damage: Callable[[Path], None]) -> None:
    home, fetched = built(folder)
    before = content(Home(home), QUESTIONS)
    (archive,) = (home / "corpus" / "archive").iterdir()
    damage(archive)
    verified = kb(home, "verify")
    assert (verified.code, verified.err.count("\n")) == (3, 1), verified
    assert re.search(r"restore the file from a backup, or run 'kb reindex --no-crawl --full' and then", verified.err)
    assert kb(home, "reindex", "--no-crawl").code == 0
    # Nothing that was made of a page goes with its bytes.
    assert content(Home(home), QUESTIONS) == before
    ran = kb(home, "reindex", "--no-crawl", "--full")
    assert (ran.code, "archived pages are damaged: see 'kb list rejected'" in ran.err) == (1, True), ran
    assert kb(home, "ask", QUESTIONS[0]).code == 0
    for each in fetched.iterdir():
        # Fetched again, later: what it says has not changed.
        os.utime(each, (2_000_000_000, 2_000_000_000))
    assert kb(home, "ingest", fetched).code == 0
    assert kb(home, "reindex", "--no-crawl").code == 0
    verified = kb(home, "verify")
    assert verified.code == 0, verified
    after = content(Home(home), QUESTIONS)
    assert after["rejected"] == []
    assert {place for place in before if before[place] != after[place]} <= {"versions", "generation changes"}


@pytest.mark.parametrize("damage", [gone, cut, flipped])
def test_a_damaged_archive_is_mended_by_taking_the_pages_in_again(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    in_child(damage_archive, tmp_path, damage)
