"""What cleaning a page costs, as a multiple of trafilatura with its default settings in the same run.

`python -m tests.benchmarks.clean_speed [FOLDER]`: every `*.html` and `*.html.gz` in FOLDER (default: the team's WCXB
sample, else corpus/sample). Ours is `clean_page`, bytes to document; theirs is one `bare_extraction` with metadata.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from pipeline.clean.document import clean_page
from pipeline.errors import UnusableContent
from pipeline.records import Page
from tests.benchmarks.cold_start import REPO

REPEATS = 3


def ours(content: bytes) -> None:
    try:
        clean_page(Page("x", None, "s", "text/html", content, "2024-01-01T00:00:00Z"))
    except UnusableContent:
        return


def theirs(content: bytes) -> None:
    trafilatura.bare_extraction(content, with_metadata=True)


def seconds(clean: Callable[[bytes], None], pages: list[bytes]) -> float:
    started = time.perf_counter()
    for page in pages:
        clean(page)
    return time.perf_counter() - started


def main() -> None:
    """Print one JSON object: medians in seconds and their ratio; the two take turns."""
    sample = REPO.parent / "shared" / "data" / "html" / "wcxb_dev_sample"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else sample if sample.is_dir() else REPO / "corpus" / "sample"
    pages = [path.read_bytes() for path in sorted(folder.rglob("*.html"))]
    pages += [gzip.decompress(path.read_bytes()) for path in sorted(folder.rglob("*.html.gz"))]
    for clean in (ours, theirs):
        seconds(clean, pages[:5])
    turns = [(seconds(ours, pages), seconds(theirs, pages)) for _ in range(REPEATS)]
    mine, other = (statistics.median(column) for column in zip(*turns, strict=True))
    figures = {"clean_page_s": mine, "trafilatura_s": other, "ratio": mine / other}
    print(json.dumps({"pages": len(pages)} | {name: round(value, 3) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
