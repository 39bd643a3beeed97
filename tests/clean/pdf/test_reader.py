"""The child process from outside: limits, crashes, and the file after."""

from __future__ import annotations

import os
import signal
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.clean.pdf.reader import PdfLimits, PdfReader, Word, shared_reader
from pipeline.errors import UnusableContent
from tests.clean.made import Put, deflated, make_pdf, page_with, raw_pdf

GOOD = make_pdf([Put(100, "Hej")])


@pytest.fixture
def reader_with() -> Iterator[Callable[[PdfLimits], PdfReader]]:
    readers: list[PdfReader] = []

    def make(limits: PdfLimits) -> PdfReader:
        readers.append(PdfReader(limits))
        return readers[-1]

    yield make
    for reader in readers:
        reader.close()


@pytest.fixture
def reader(reader_with: Callable[[PdfLimits], PdfReader]) -> PdfReader:
    return reader_with(PdfLimits())


def child(reader: PdfReader) -> int:
    assert reader._child is not None
    return reader._child.pid


def fault(reader: PdfReader, content: bytes) -> str:
    with pytest.raises(UnusableContent) as caught:
        reader.read(content)
    return str(caught.value)


def test_words_come_with_their_pages(reader: PdfReader) -> None:
    (page,) = reader.read(GOOD).pages
    assert (page.number, page.readable) == (1, True)
    assert page.words == (Word("Hej", 70.0, 86.5, 100.0, 11.0, False, False, True),)


def test_one_child_serves_many_files_and_then_makes_room(reader_with: Callable[[PdfLimits], PdfReader]) -> None:
    reader = reader_with(PdfLimits(files_a_child=2))
    children = []
    for _ in range(4):
        reader.read(GOOD)
        children.append(child(reader))
    assert children[0] == children[1] != children[2] == children[3]


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 400, GOOD[: len(GOOD) // 2], b"", b"\x00" * 1000],
    ids=["head", "noise", "half", "empty", "zeros"],
)
def test_what_is_no_pdf_is_told_and_the_child_lives(reader: PdfReader, content: bytes) -> None:
    assert fault(reader, content) == "it is damaged or no PDF"
    before = child(reader)
    assert reader.read(GOOD).pages[0].words[0].text == "Hej"
    assert child(reader) == before


def test_a_hundred_thousand_pages_are_refused_at_once(reader: PdfReader) -> None:
    kids = b"3 0 R " * 100_000
    content = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 100000 /Kids [%s] >>" % kids,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    assert fault(reader, content) == "it has 100000 pages; 5000 is the most"


@pytest.mark.parametrize("times", [1, 2])
def test_a_bomb_bursts_in_the_child_and_the_next_file_is_read(
    reader_with: Callable[[PdfLimits], PdfReader], times: int
) -> None:
    reader = reader_with(PdfLimits(memory_mb=256))
    # 300 MB of spaces in 300 kB, and packed once more in a few hundred bytes.
    spaces = deflated(b" " * 1_000_000, 300)
    bomb = page_with(spaces) if times == 1 else page_with(zlib.compress(spaces), b"[/FlateDecode /FlateDecode]")
    reader.read(GOOD)
    assert fault(reader, bomb) == "it needs too much memory or breaks the PDF reader"
    assert reader.read(GOOD).pages[0].words[0].text == "Hej"


def test_a_file_that_takes_too_long_is_given_up(reader_with: Callable[[PdfLimits], PdfReader]) -> None:
    long_work = page_with(deflated(b"BT /F1 12 Tf 72 700 Td (Hej) Tj ET\n" * 30_000, 120))
    started = time.monotonic()
    hurried = reader_with(PdfLimits(memory_mb=8192, seconds=1))
    assert fault(hurried, long_work) == "it takes too long to read"
    impatient = reader_with(PdfLimits(memory_mb=8192, wall_seconds=0.3))
    assert fault(impatient, long_work) == "it takes too long to read"
    assert time.monotonic() - started < 30
    assert impatient.read(GOOD).pages[0].words[0].text == "Hej"


def test_a_child_that_an_earlier_file_broke_does_not_decide_over_the_next(reader: PdfReader) -> None:
    reader.read(GOOD)
    os.kill(child(reader), signal.SIGSEGV)
    assert reader.read(GOOD).pages[0].words[0].text == "Hej"


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs Linux's /proc")
def test_a_child_that_is_asked_to_stop_with_all_others_finishes_the_file_in_hand(reader: PdfReader) -> None:
    reader.read(GOOD)
    before = child(reader)
    os.kill(before, signal.SIGTERM)
    assert reader.read(GOOD).pages[0].words[0].text == "Hej"
    assert child(reader) == before


def test_the_child_has_three_descriptors_and_can_open_no_more(reader: PdfReader, tmp_path: Path) -> None:
    with (tmp_path / "lås").open("w") as lock:
        os.set_inheritable(lock.fileno(), True)
        reader.read(GOOD)
        process = Path(f"/proc/{child(reader)}")
        assert sorted(path.name for path in (process / "fd").iterdir()) == ["0", "1", "2"]
    limits = {line[:25].strip(): line[25:].split()[:2] for line in (process / "limits").read_text().splitlines()}
    assert limits["Max open files"] == ["3", "3"]
    assert limits["Max address space"] == [str(1024 << 20)] * 2


def test_the_process_has_one_reader() -> None:
    assert shared_reader() is shared_reader()
