"""What indexing costs, and that a second run costs next to nothing, in the same run.

`python -m tests.benchmarks.reindex [PATH]`: PATH (default corpus/sample) is ingested and indexed in a new home, then
indexed again with nothing changed.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.cold_start import REPO, kb


def run(command: list[str]) -> tuple[float, int]:
    """Wall time in seconds, and the largest resident set of any child so far in MB."""
    started = time.perf_counter()
    # 1 says that some pages could not be used, which is so of any large corpus.
    if subprocess.run(command, check=False, capture_output=True).returncode > 1:
        raise SystemExit(f"failed: {' '.join(command)}")
    taken = time.perf_counter() - started
    return taken, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def main() -> None:
    """Print one JSON object."""
    pages = sys.argv[1] if len(sys.argv) > 1 else str(REPO / "corpus" / "sample")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        ingest_s, _ = run(kb(home, "ingest", pages))
        first_s, peak_mb = run(kb(home, "reindex", "--no-crawl"))
        second_s, _ = run(kb(home, "reindex", "--no-crawl"))
    figures = {"ingest_s": ingest_s, "first_s": first_s, "second_s": second_s, "second_of_first": second_s / first_s}
    print(json.dumps({name: round(value, 3) for name, value in figures.items()} | {"peak_mb": peak_mb}))


if __name__ == "__main__":
    main()
