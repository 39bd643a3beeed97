"""PDF bytes → the words of every page with their places, through a child process that may crash, hang or bloat.

One child serves many files; after one that it does not survive the next file gets a new one.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from pipeline.errors import UnusableContent

_CHUNK_BYTES = 1 << 18


class Word(NamedTuple):
    """Letters without space between; lengths in points from the page's top left, `y` is the baseline.

    `glued` words follow the one before without a space (a footnote's mark after its word).
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    glued: bool
    upright: bool


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page counted from 1, its words in the order the file has them; a damaged one is `readable` no more."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    readable: bool = True


@dataclass(frozen=True, slots=True)
class PdfFile:
    """What a PDF holds; `metadata` has Title, Author, CreationDate and ModDate, empty where there is none."""

    metadata: dict[str, str]
    pages: tuple[PdfPage, ...]


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """What one file may cost. Brå's longest reports have some 400 pages and a million characters.

    `seconds` are of processor time, so that a busy machine rejects nothing; `wall_seconds` ends a child that waits.
    """

    memory_mb: int = 1024
    seconds: int = 60
    wall_seconds: int = 600
    pages: int = 5_000
    characters: int = 5_000_000
    files_a_child: int = 200


@dataclass(slots=True)
class PdfReader:
    """Reads PDF files, one at a time, in a child process that it starts when it is first needed."""

    limits: PdfLimits = PdfLimits()
    _child: subprocess.Popen[bytes] | None = None
    _served: int = 0
    _lock: Lock = field(default_factory=Lock)

    def read(self, content: bytes) -> PdfFile:
        """Return the file's words; UnusableContent if it is encrypted, damaged, or costs more than it may."""
        with self._lock:
            if self._served >= self.limits.files_a_child:
                self.close()
            fresh = self._child is None
            try:
                return self._read(content)
            except _ChildDied as error:
                if fresh or error.lasting:
                    raise UnusableContent(str(error)) from error
            # What earlier files left in the child must not decide over this one.
            try:
                return self._read(content)
            except _ChildDied as error:
                raise UnusableContent(str(error)) from error

    def close(self) -> None:
        """End the child, if there is one."""
        child, self._child, self._served = self._child, None, 0
        if child is not None:
            child.kill()
            child.communicate()

    def _read(self, content: bytes) -> PdfFile:
        child = self._child = self._child or _start(self.limits)
        self._served += 1
        try:
            metadata: dict[str, str] = {}
            pages: list[PdfPage] = []
            for message in _answers(child, content, self.limits.wall_seconds):
                if "error" in message:
                    raise UnusableContent(message["error"])
                if "page" in message:
                    pages.append(_page(message))
                else:
                    metadata = message["metadata"]
            return PdfFile(metadata, tuple(pages))
        except _ChildDied:
            self.close()
            raise


class _ChildDied(Exception):
    """The child is gone or must go; `lasting` if another try would take as long again."""

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting


@cache
def shared_reader() -> PdfReader:
    """Return the process's one reader, whose child ends with the process."""
    reader = PdfReader()
    atexit.register(reader.close)
    return reader


def _start(limits: PdfLimits) -> subprocess.Popen[bytes]:
    """A child that finds the same packages; it inherits no descriptor, and Ctrl-C is not its business."""
    paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    values = (limits.memory_mb, limits.seconds, limits.pages, limits.characters)
    return subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "pipeline.clean.pdf.child", *map(str, values)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": paths},
        start_new_session=True,
    )


def _answers(child: subprocess.Popen[bytes], content: bytes, seconds: float) -> Iterator[dict[str, Any]]:
    """Yield what the child says of one file, to its end or its error; _ChildDied if it does not get there."""
    assert child.stdin is not None
    try:
        child.stdin.write(len(content).to_bytes(8, "big"))
        child.stdin.write(content)
        child.stdin.flush()
    except BrokenPipeError:
        raise _death(child) from None
    for line in _lines(child, time.monotonic() + seconds):
        message = json.loads(line)
        if "end" in message:
            return
        yield message
        if "error" in message:
            return


def _lines(child: subprocess.Popen[bytes], deadline: float) -> Iterator[bytes]:
    assert child.stdout is not None
    output = child.stdout.fileno()
    parts: list[bytes] = []
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([output], [], [], left)[0]:
            raise _ChildDied("it takes too long to read", lasting=True)
        chunk = os.read(output, _CHUNK_BYTES)
        if not chunk:
            raise _death(child)
        *whole, rest = chunk.split(b"\n")
        for piece in whole:
            yield b"".join([*parts, piece])
            parts = []
        parts.append(rest)


def _death(child: subprocess.Popen[bytes]) -> _ChildDied:
    code = child.wait()
    if code == -signal.SIGXCPU:
        return _ChildDied("it takes too long to read", lasting=True)
    return _ChildDied("it needs too much memory or breaks the PDF reader")


def _page(message: dict[str, Any]) -> PdfPage:
    words = message["words"]
    return PdfPage(
        message["page"], message["width"], message["height"], tuple(Word(*w) for w in words or ()), words is not None
    )
