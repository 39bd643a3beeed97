"""A disk that fills up or may not be written to: one line, exit 3, nothing lost, and the next run ends as it should.

Each scenario has a file system of its own, a small tmpfs in a mount namespace that ends with its process.
"""

from __future__ import annotations

import ctypes
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from pipeline.catalog import open_catalog
from pipeline.catalog.database import Database
from pipeline.home import Home
from tests.forked import Ran, in_child, kb
from tests.nights import QUESTIONS, site_of_nights, write_night, write_settings
from tests.state import must_be_equal

pytestmark = pytest.mark.slow

SIZE = 24 << 20
_NEW_MOUNTS, _NEW_USER = 0x00020000, 0x10000000
# How many KB are free when a command starts, and how long a file may be; the last ones are more than any needs.
ROOMS = (0, 4, 12, 32, 48, 80, 128, 200, 320, 520, 840, 1300, 2100, 3400, 5500, 9000)
LENGTHS = (8, 16, 34, 64, 100, 130, 160, 190, 220, 250, 280, 320, 400, 9000)
Prepare = Callable[[], None]


def mount_tmpfs(folder: Path, size: int) -> None:
    """Mount a tmpfs that only this process and its children see, and that ends with them; OSError if that is denied."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEW_MOUNTS | (0 if user == 0 else _NEW_USER)):
        raise OSError(ctypes.get_errno(), "unshare is denied")
    if user:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1", encoding="ascii")
    for command in (
        ["mount", "--make-rprivate", "/"],
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise OSError(done.returncode, done.stderr.strip())


def try_mount(folder: Path) -> str | None:
    try:
        mount_tmpfs(folder, SIZE)
    except OSError as error:
        return error.strerror
    return None


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> None:
    if sys.platform != "linux":
        pytest.skip("mount namespaces are Linux's")
    if fault := in_child(try_mount, tmp_path_factory.mktemp("disk")):
        pytest.skip(f"this machine lets nobody mount a file system: {fault}")


@contextmanager
def room_left(disk: Path, room: int) -> Iterator[Prepare]:
    """Fill a mounted disk so far that `room` bytes are left, by whole blocks."""
    there = os.statvfs(disk)
    ballast = disk / "ballast"
    with ballast.open("wb") as out:
        os.posix_fallocate(out.fileno(), 0, max(1, there.f_bavail * there.f_bsize - room))
    yield nothing
    ballast.unlink()


@contextmanager
def longest_file(room: int) -> Iterator[Prepare]:
    """Let no file of a `kb` grow over `room` bytes."""
    yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))


def nothing() -> None:
    """Prepare nothing."""


def is_one_line(ran: Ran, code: int, *words: str) -> None:
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1), ran
    assert ran.err.startswith("kb: ")
    assert "Traceback" not in ran.err, ran
    assert all(word in ran.err for word in words), ran


def check(home: Path, pages: set[str]) -> None:
    """The generation in use and the catalog verify, and no page is lost."""
    ran = kb(home, "verify")
    assert ran.code == 0, ran
    assert pages <= known_pages(home)


def known_pages(home: Path) -> set[str]:
    with closing(open_catalog(Home(home).catalog)) as catalog:
        return {doc_id for (doc_id,) in catalog._database.rows("SELECT doc_id FROM pages")}


def done(ran: Ran) -> None:
    assert ran.code == 0, ran


def is_as_undisturbed(home: Path, folder: Path, fetched: list[Path]) -> None:
    """It holds what a home holds that took the same nights on a disk with room."""
    whole = folder / "hel"
    done(kb(Path(), "init", whole))
    for each in fetched:
        done(kb(whole, "ingest", each))
        done(kb(whole, "reindex", "--no-crawl"))
    must_be_equal(Home(home), Home(whole), QUESTIONS)


def until_it_fits(
    home: Path, limited: Callable[[int], AbstractContextManager[Prepare]], rooms: Iterable[int], *command: object
) -> int:
    """Run a command with more and more room, in KB, until it is done; return how often it failed."""
    for failed, room in enumerate(rooms):
        pages = known_pages(home)
        with limited(room * 1024) as prepare:
            ran = kb(home, *command, prepare=prepare)
            asked = kb(home, "ask", QUESTIONS[0], prepare=prepare)
        check(home, pages)
        assert (asked.code, "avhoppar" in asked.out.lower()) == (0, True), asked
        if ran.code == 0:
            return failed
        # What stands in a catalog is not at fault when the disk is.
        is_one_line(ran, 3, "check the disk")
        assert "unexpected" not in ran.err, ran
    raise AssertionError(f"{command} is not done with the most room: {ran}")


def fill_while_ingesting_and_indexing(folder: Path, mounted: Path) -> list[int]:
    mount_tmpfs(mounted, SIZE)
    limited, home = partial(room_left, mounted), mounted / "kb"
    fetched = [write_night(folder, night) for night in range(3)]
    with limited(0):
        is_one_line(kb(Path(), "init", home), 3, str(home))
    done(kb(Path(), "init", home))
    with limited(0):
        is_one_line(kb(home, "ingest", fetched[0]), 3, "No space left on device")
        is_one_line(kb(home, "reindex", "--no-crawl"), 3, "No space left on device")
    done(kb(home, "ingest", fetched[0]))
    done(kb(home, "reindex", "--no-crawl"))
    failed = [
        until_it_fits(home, limited, ROOMS, "ingest", fetched[1]),
        until_it_fits(home, limited, ROOMS, "reindex", "--no-crawl"),
        until_it_fits(home, limited, ROOMS, "ingest", fetched[2]),
        until_it_fits(home, limited, (900, *range(20, 2000, 40)), "reindex", "--no-crawl"),
    ]
    is_as_undisturbed(home, folder, fetched)
    return failed


def limit_while_ingesting_and_indexing(folder: Path) -> list[int]:
    home = folder / "kb"
    fetched = [write_night(folder, night) for night in range(2)]
    done(kb(Path(), "init", home))
    done(kb(home, "ingest", fetched[0]))
    done(kb(home, "reindex", "--no-crawl"))
    failed = [
        until_it_fits(home, longest_file, LENGTHS, "ingest", fetched[1]),
        until_it_fits(home, longest_file, LENGTHS, "reindex", "--no-crawl"),
    ]
    is_as_undisturbed(home, folder, fetched)
    return failed


def fill_while_crawling(folder: Path, mounted: Path, told: Path, start: str) -> list[int]:
    mount_tmpfs(mounted, SIZE)
    homes = [Home(mounted / "kb"), Home(folder / "hel")]
    for home in homes:
        done(kb(Path(), "init", home.root))
        write_settings(home, start)
    limited = partial(room_left, mounted)
    failed = []
    for night in range(3):
        told.write_text(str(night), encoding="ascii")
        done(kb(homes[1].root, "crawl"))
        done(kb(homes[1].root, "reindex"))
        if night:
            failed.append(until_it_fits(homes[0].root, limited, ROOMS, "crawl"))
            failed.append(until_it_fits(homes[0].root, limited, ROOMS[::2], "reindex"))
        else:
            done(kb(homes[0].root, "crawl"))
            done(kb(homes[0].root, "reindex"))
    must_be_equal(*homes, QUESTIONS)
    return failed


def test_a_disk_that_fills_up_loses_nothing(small_disk: None, tmp_path: Path) -> None:
    mounted = tmp_path / "disk"
    mounted.mkdir()
    failed = in_child(fill_while_ingesting_and_indexing, tmp_path, mounted)
    assert all(times >= 3 for times in failed), failed


def test_files_that_cannot_grow_lose_nothing(tmp_path: Path) -> None:
    failed = in_child(limit_while_ingesting_and_indexing, tmp_path)
    assert sum(failed) >= 6, failed


def test_a_disk_that_fills_up_while_crawling_loses_nothing(small_disk: None, tmp_path: Path) -> None:
    mounted, told = tmp_path / "disk", tmp_path / "natt"
    mounted.mkdir()
    told.write_text("0", encoding="ascii")
    site = site_of_nights(told)
    with site.served():
        failed = in_child(fill_while_crawling, tmp_path, mounted, told, site.url())
    assert sum(failed) >= 12, failed


def remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)


READING = (
    ["ask", QUESTIONS[0], "--json"],
    ["show", "https://www.sala.example/trygghet/grannsamverkan", "--removed", "--json"],
    ["list", "documents", "--json"],
    ["list", "rejected", "--json"],
    ["list", "repeated", "--json"],
    ["changes", "--since", "2000", "--json"],
    ["crawl", "--check", "--json"],
    ["reindex", "--no-crawl", "--dry-run", "--json"],
    ["status", "--json"],
    ["verify", "--json"],
)


def said(home: Path) -> list[tuple[int, str]]:
    """What the reading commands print, without the time it took."""
    found = []
    for command in READING:
        ran = kb(home, *command)
        found.append((ran.code, re.sub(r'"(took_ms|age_hours|seconds)": [\d.]+', "", ran.out)))
        assert ran.code in {0, 1}, (command, ran)
        assert "Traceback" not in ran.err, ran
    return found


def kill_with_a_write_ahead_log() -> None:
    """End the process after a commit that lies only in the log."""
    transaction = Database.transaction

    @contextmanager
    def committed(self: Database) -> Iterator[None]:
        with transaction(self):
            yield
        os.kill(os.getpid(), signal.SIGKILL)

    Database.transaction = committed  # type: ignore[method-assign]


def write_protect(folder: Path, mounted: Path, killed: bool) -> None:
    mount_tmpfs(mounted, SIZE)
    home = mounted / "kb"
    fetched = [write_night(folder, night) for night in range(2)]
    (fetched[0] / "tom.html").write_bytes(b"")
    done(kb(Path(), "init", home))
    assert kb(home, "ingest", fetched[0]).code == 1
    done(kb(home, "reindex", "--no-crawl"))
    if killed:
        assert kb(home, "reindex", "--no-crawl", "--full", prepare=kill_with_a_write_ahead_log).code == -signal.SIGKILL
        assert Home(home).catalog.with_name("catalog.sqlite-wal").stat().st_size > 0
        before = Path(shutil.copytree(home, folder / "skrivbar"))
    else:
        before = home
    printed = [(code, out.replace(str(before), str(home))) for code, out in said(before)]
    remount(mounted, "ro")
    for command, now, then in zip(READING, said(home), printed, strict=True):
        assert now == then, f"{command}: {now}, and before {then}"
    for command in (["ingest", fetched[1]], ["reindex", "--no-crawl"], ["rollback"]):
        is_one_line(kb(home, *command), 3, "Read-only file system")
    is_one_line(kb(Path(), "init", mounted / "annan"), 3, "Read-only file system")
    remount(mounted, "rw")
    done(kb(home, "ingest", fetched[1]))
    done(kb(home, "reindex", "--no-crawl"))


@pytest.mark.parametrize("killed", [False, True], ids=["at rest", "killed before"])
def test_a_home_that_may_not_be_written_can_be_read(small_disk: None, tmp_path: Path, killed: bool) -> None:
    mounted = tmp_path / "disk"
    mounted.mkdir()
    in_child(write_protect, tmp_path, mounted, killed)
