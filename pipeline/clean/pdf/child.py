"""The process that opens PDF files: `python -m pipeline.clean.pdf.child MEMORY_MB CPU_SECONDS PAGES CHARACTERS`.

PDFium is a large C++ program that reads hostile input, so it runs by itself: with that much address space, that much
processor time a file, and no file descriptor left to open a file or a socket with. It ends when its input ends.

In: the size of a file as 8 bytes, big-endian, then the file. Out: JSON lines, `{"pages": N, "metadata": {…}}`, then
`{"page": N, "width": …, "height": …, "words": […]}` a page (`words` null where the page is damaged), then
`{"end": true}`, or at any place `{"error": "…"}`. A word is the list of the fields of `reader.Word`. Imports
nothing of the pipeline.
"""

from __future__ import annotations

import ctypes
import json
import math
import resource
import signal
import sys
from collections.abc import Iterator
from typing import Any

METADATA = ("Title", "Author", "CreationDate", "ModDate")
# FPDF_GetLastError of fpdfview.h.
_REASONS = {3: "it is damaged or no PDF", 4: "it is encrypted", 5: "it is encrypted in a way that cannot be read"}
_SPACES = frozenset("\t\n\r\f\v \xa0\u2002\u2003\u2007\u2009\u200a\u202f")
# What PDFium puts where it takes a line to end within a word.
_LINE_END_HYPHENS = {"\x02": "-", "\ufffe": "-"}
_BOLD = (b"bold", b"black", b"heavy", b"demi")
_FORCE_BOLD = 1 << 18  # the font descriptor's flag, ISO 32000-1 table 123
# In parts of the letters' size: a wider gap or step begins a new word, whatever PDFium says.
WORD_GAP = 0.25
BASELINE_STEP = 0.7
SIZE_STEP = 0.15
UPRIGHT = 0.97
VOTES = 200
# ISO 32000-1 ends a page at 14,400 points; places that are beyond all measure become one outside the page.
FARTHEST = 1e6


def main() -> None:
    """Answer until standard input ends."""
    # Whoever stops a whole group of processes means the run, which finishes the file in hand: the file is not to blame.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    memory, seconds, pages, characters = map(int, sys.argv[1:5])
    from pypdfium2 import raw

    raw.FPDF_InitLibrary()
    # What Python would otherwise load in the middle of a file, when nothing can be opened any more.
    "x".encode("utf-16-le").decode("utf-16-le")
    resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    while header := sys.stdin.buffer.read(8):
        content = sys.stdin.buffer.read(int.from_bytes(header, "big"))
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = math.ceil(used.ru_utime + used.ru_stime)
        resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, resource.RLIM_INFINITY))
        for message in _messages(raw, content, pages, characters):
            sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()


def _messages(raw: Any, content: bytes, most_pages: int, most_characters: int) -> Iterator[dict[str, Any]]:
    document = raw.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        yield {"error": _REASONS.get(raw.FPDF_GetLastError(), "it cannot be opened")}
        return
    try:
        count = raw.FPDF_GetPageCount(document)
        if count > most_pages:
            yield {"error": f"it has {count} pages; {most_pages} is the most"}
            return
        yield {"pages": count, "metadata": {key: _metadata(raw, document, key) for key in METADATA}}
        characters = 0
        for number in range(1, count + 1):
            message = _page(raw, document, number, most_characters - characters)
            if message is None:
                yield {"error": f"it has more than {most_characters} characters"}
                return
            characters += sum(len(word[0]) for word in message["words"] or ())
            yield message
        yield {"end": True}
    except MemoryError:
        yield {"error": "it needs too much memory"}
    finally:
        raw.FPDF_CloseDocument(document)


def _metadata(raw: Any, document: Any, key: str) -> str:
    """One entry of the information dictionary, at most 1,000 characters of it."""
    size = min(raw.FPDF_GetMetaText(document, key.encode(), None, 0), 1 << 20)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_GetMetaText(document, key.encode(), buffer, size)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")[:1000]


def _page(raw: Any, document: Any, number: int, most_characters: int) -> dict[str, Any] | None:
    """The message of one page; None if it has more characters than that."""
    page = raw.FPDF_LoadPage(document, number - 1)
    text = page and raw.FPDFText_LoadPage(page)
    if not text:
        return {"page": number, "width": 0, "height": 0, "words": None}
    try:
        count = max(raw.FPDFText_CountChars(text), 0)
        if count > most_characters:
            return None
        placing = _Placing(raw, page, _turn(raw, page, text, count))
        words = list(_words(raw, text, count, placing))
        return {"page": number, "width": round(placing.width, 1), "height": round(placing.height, 1), "words": words}
    finally:
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)


def _turn(raw: Any, page: Any, text: Any, count: int) -> int:
    """How often the page is turned by 90° clockwise to be read: as most of its letters ask for, whatever it says.

    Wide tables stand sideways on upright pages.
    """
    matrix = raw.FS_MATRIX()
    votes = [0, 0, 0, 0]
    for i in range(0, count, max(1, count // VOTES)):
        if raw.FPDFText_GetMatrix(text, i, matrix) and not raw.FPDFText_IsGenerated(text, i):
            for turn, along in enumerate((matrix.a, matrix.b, -matrix.a, -matrix.b)):
                votes[turn] += along > UPRIGHT * math.hypot(matrix.a, matrix.b)
    most = max(votes)
    return votes.index(most) if most else raw.FPDFPage_GetRotation(page) % 4


class _Placing:
    """From a page's own coordinates to those of its reader: from the top left corner, as it is turned."""

    def __init__(self, raw: Any, page: Any, turn: int) -> None:
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        self.left, self.bottom = box.left, box.bottom
        sides = box.right - box.left, box.top - box.bottom
        self.width, self.height = sides[::-1] if turn % 2 else sides
        self.turn = turn

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.turn == 1:
            return y, x
        if self.turn == 2:
            return self.width - x, y
        if self.turn == 3:
            return self.width - y, self.height - x
        return x, self.height - y

    def is_upright(self, a: float, b: float) -> bool:
        along = (a, b, -a, -b)[self.turn]
        return along > UPRIGHT * math.hypot(a, b)


def _words(raw: Any, text: Any, count: int, placing: _Placing) -> Iterator[list[Any]]:
    """Yield [text, x0, x1, baseline, size, bold, glued, upright], lengths in points from the page's top left."""
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    word: list[Any] = []
    em = spaced = last_x = last_y = 0.0
    for i in range(count):
        code = raw.FPDFText_GetUnicode(text, i)
        character = _LINE_END_HYPHENS.get(chr(code), chr(code)) if code < 0x110000 else "\ufffd"
        if character in _SPACES or (code < 0x20 and character != "-"):
            spaced = spaced or character not in "\r\n"
            if word:
                yield _finished(word)
                word = []
            continue
        size = raw.FPDFText_GetFontSize(text, i)
        raw.FPDFText_GetLooseCharBox(text, i, box)
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        start, baseline = placing.point(box.left, y.value)
        end, _ = placing.point(box.right, y.value)
        if placing.turn % 2:
            _, baseline = placing.point(x.value, y.value)
            start, end = placing.point(x.value, box.bottom)[0], placing.point(x.value, box.top)[0]
        start, end = min(start, end), max(start, end)
        if word and not (
            abs(size - em) <= SIZE_STEP * em
            and -word[4] <= start - last_x <= WORD_GAP * word[4]
            and abs(baseline - last_y) <= SIZE_STEP * word[4]
        ):
            yield _finished(word)
            word = []
        if not word:
            raw.FPDFText_GetMatrix(text, i, matrix)
            length = raw.FPDFText_GetFontInfo(text, i, name, 128, flags)
            named = name.raw[: max(0, min(length, 128))].lower()
            real = size * (math.hypot(matrix.c, matrix.d) or 1.0)
            glued = not spaced and abs(start - last_x) <= WORD_GAP * real and abs(baseline - last_y) < real
            bold = any(part in named for part in _BOLD) or bool(flags.value & _FORCE_BOLD)
            word = ["", start, end, baseline, real, bold, glued, placing.is_upright(matrix.a, matrix.b)]
            em, spaced = size, 0.0
        word[0] += character
        word[2] = max(word[2], end)
        last_x, last_y = end, baseline
    if word:
        yield _finished(word)


def _finished(word: list[Any]) -> list[Any]:
    text, start, end, baseline, size, *rest = word
    # Halves of characters outside the basic plane come as two.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    places = [start, end, baseline, abs(size)]
    if not all(math.isfinite(place) and abs(place) < FARTHEST for place in places):
        places = [-1.0, -1.0, -1.0, 1.0]
    return [whole, *(round(place, 1) for place in places), *rest]


if __name__ == "__main__":
    main()
