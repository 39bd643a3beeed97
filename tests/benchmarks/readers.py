"""What readers notice of generations being published: the 95th percentile of how long 50 of them wait for an answer
while another process publishes generations (ten), beside that of the same readers while nothing is published.

`python -m tests.benchmarks.readers [--pages N] [--publishes N] [--nice N] [--home DIR]`: so many of the team's
government pages (2,000) are taken in and indexed in a new home, or in DIR, which keeps them for the next time. The
readers are threads of one process that ask as fast as they are answered. Quiet and publishing take turns (ABBA), so
that a machine that others use burdens both alike; a question that publishing meets anywhere is publishing's. Every
hundredth page says which edition of it it is, and an answer with another than its generation's fails, as any error
does.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np

from pipeline.config import Settings
from pipeline.home import Home
from pipeline.index.published import current_name
from pipeline.search.ask import open_searcher
from pipeline.search.live import LiveSearcher
from tests.benchmarks.cold_start import REPO

PAGES = REPO.parent / "shared" / "data" / "corpora" / "g0vse_regeringen.jsonl.gz"
READERS, PUBLISHES, EDITED, QUESTIONS = 50, 10, 100, 200
# A phase of quiet is as long as the publishing before it, within these seconds, and so many times the median wait: most
# questions of it must begin and end in it. After publishing comes a pause in which the new generation is opened and
# read for the first time, which counts as publishing.
SHORTEST, LONGEST, WAITS, SETTLING = 4.0, 20.0, 5, 2.0
PUBLISHER = """
import os, sys
from pathlib import Path
from pipeline.config import Settings
from pipeline.home import Home
from pipeline.ingest import ingest
from pipeline.reindex import reindex
os.nice(int(sys.argv[2]))
home = Home(Path(sys.argv[1]))
for line in sys.stdin:
    ingest(home, [Path(line.strip())], "regeringen")
    print(reindex(home, Settings()).generation, flush=True)
"""
_EDITION = re.compile(r"Upplaga (\d+)\.")


def read_pages(count: int) -> list[dict[str, str]]:
    """Return so many of the pages, spread evenly."""
    if not PAGES.exists():
        raise SystemExit(f"the team's shared folder is not beside this checkout: there is no {PAGES}")
    with gzip.open(PAGES, "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    return pages[:: max(1, len(pages) // count)][:count]


def write_edition(folder: Path, pages: list[dict[str, str]], edition: int) -> Path:
    """Write every hundredth page with its edition, and in the first one the others, too."""
    path = folder / f"upplaga-{edition}.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number, page in enumerate(pages):
            if number % EDITED == 0:
                page = page | {"body": f"Upplaga {edition}. {page['body']}"}
            if number % EDITED == 0 or edition == 1:
                out.write(json.dumps(page, ensure_ascii=False) + "\n")
    return path


class Publisher:
    """Another process, which takes pages in and publishes them."""

    def __init__(self, home: Path, nice: int) -> None:
        line = [sys.executable, "-c", PUBLISHER, str(home), str(nice)]
        self._process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPO)

    def publish(self, path: Path) -> str:
        """Return the name of the generation that is in use then."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        if not (name := self._process.stdout.readline().strip()):
            raise SystemExit(f"publishing {path} failed")
        return name

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


class Readers:
    """Threads that ask without a pause, and what they waited for by phase."""

    def __init__(self, live: LiveSearcher, questions: list[str]) -> None:
        self.live, self.questions = live, questions
        self.phase = ""
        self.waited: dict[str, list[float]] = defaultdict(list)
        self.generations: set[str] = set()
        self.editions = 0
        self.over = threading.Event()
        self._pool = ThreadPoolExecutor(READERS)
        self._running = [self._pool.submit(self._read, seed) for seed in range(READERS)]

    def _read(self, seed: int) -> None:
        chosen = random.Random(seed)
        while not self.over.is_set():
            phase, started = self.phase, time.perf_counter()
            with self.live.searcher() as searcher:
                answer = searcher.ask(chosen.choice(self.questions), 5)
            # A question that publishing meets anywhere is publishing's.
            phase = self.phase if self.phase == "publishing" else phase
            self.waited[phase].append(time.perf_counter() - started)
            self.generations.add(answer.generation)
            for hit in answer.hits:
                if found := _EDITION.match(hit.text):
                    self.editions += 1
                    if int(found[1]) != int(answer.generation[4:]):
                        raise AssertionError(f"{answer.generation} answered with {hit.text[:40]!r}")

    def stop(self) -> None:
        """End the reading; what one of them met with is raised."""
        self.over.set()
        for reader in self._running:
            reader.result()
        self._pool.shutdown()

    def median_wait(self) -> float:
        """Return the median of all waits so far, 0 before the first."""
        waits = [wait for phase in list(self.waited.values()) for wait in list(phase)]
        return float(np.median(waits)) if waits else 0.0

    def must_run(self) -> None:
        """Raise what ended a reader, if one has ended."""
        for reader in self._running:
            if reader.done():
                reader.result()


def turns(publishes: int) -> Iterator[str]:
    """Quiet, publishing, publishing, quiet, and so on: as often the one as the other."""
    for number in range(publishes):
        yield from ("quiet", "publishing") if number % 2 == 0 else ("publishing", "quiet")


def measure(home: Home, folder: Path, pages: list[dict[str, str]], publisher: Publisher, publishes: int) -> Readers:
    settings = Settings()
    live = LiveSearcher(
        lambda: current_name(home.indexes),
        lambda name: open_searcher(home, settings.embed, settings.search, name),
    )
    titles = [page["title"] for page in pages]
    questions = titles[::EDITED] + random.Random(1).sample(titles, min(QUESTIONS, len(titles)))
    readers = Readers(live, questions)
    lasted = SHORTEST
    try:
        readers.phase = "beginning"
        while len(readers.waited["beginning"]) < READERS:
            time.sleep(0.1)
            readers.must_run()
        for phase in turns(publishes):
            readers.phase = phase
            if phase == "publishing":
                edition = int(str(current_name(home.indexes))[4:]) + 1
                started = time.monotonic()
                name = publisher.publish(write_edition(folder, pages, edition))
                lasted = min(max(time.monotonic() - started, SHORTEST), LONGEST)
                if name != f"gen-{edition:06d}":
                    raise SystemExit(f"{name} is in use instead of edition {edition}")
                time.sleep(SETTLING)
            else:
                time.sleep(max(lasted, WAITS * readers.median_wait()))
            readers.must_run()
            print(phase, current_name(home.indexes), file=sys.stderr)
    finally:
        readers.stop()
        live.close()
    return readers


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--nice", type=int, default=10, help="of the publishing process; kb's own service has 10")
    parser.add_argument("--publishes", type=int, default=PUBLISHES)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    pages = read_pages(given.pages)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(given.home or Path(folder) / "home")
        home.root.mkdir(parents=True, exist_ok=True)
        if current_name(home.indexes) is None:
            with closing(Publisher(home.root, 0)) as first:
                first.publish(write_edition(Path(folder), pages, 1))
        with closing(Publisher(home.root, given.nice)) as publisher:
            readers = measure(home, Path(folder), pages, publisher, given.publishes)
    p95 = {phase: float(np.percentile(readers.waited[phase], 95)) for phase in ("quiet", "publishing")}
    figures = {f"{phase}_p95_s": round(value, 3) for phase, value in p95.items()}
    figures |= {f"{phase}_p50_s": round(float(np.median(readers.waited[phase])), 3) for phase in p95}
    figures |= {f"{phase}_longest_s": round(max(readers.waited[phase]), 3) for phase in p95}
    counts = {phase: len(readers.waited[phase]) for phase in p95}
    ratio = round(p95["publishing"] / p95["quiet"], 2)
    seen = {"generations": len(readers.generations), "editions_checked": readers.editions}
    print(json.dumps({"pages": len(pages), "nice": given.nice, **figures, "ratio": ratio, "answers": counts, **seen}))


if __name__ == "__main__":
    main()
