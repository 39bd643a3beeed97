"""How long a cold `kb ask` takes, as a multiple of `python -c "import numpy"` in the same run.

`python -m tests.benchmarks.cold_start [HOME]`; without HOME a knowledge base of corpus/sample is built first.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).parent.parent.parent
REPEATS = 9


def seconds(command: list[str]) -> float:
    """Median wall time of `command`, one process each."""
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def kb(home: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", "--home", str(home), *words]


def main() -> None:
    """Print one JSON object: medians in seconds and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder)
        if len(sys.argv) == 1:
            for words in (["ingest", str(REPO / "corpus" / "sample")], ["reindex", "--no-crawl"]):
                subprocess.run(kb(home, *words), check=True, capture_output=True)
        numpy = seconds([sys.executable, "-c", "import numpy"])
        ask = seconds(kb(home, "ask", "skyddat boende för avhoppare", "--json"))
    print(json.dumps({"import_numpy_s": round(numpy, 3), "cold_ask_s": round(ask, 3), "ratio": round(ask / numpy, 2)}))


if __name__ == "__main__":
    main()
