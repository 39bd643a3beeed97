"""Tagging: words a second through all components on one core, and the share of each.

    python -m tests.benchmarks.tagging

The pages of corpus/sample, and where the team's shared folder is there every hundredth government page. At least 2,000
words a second are asked for; the measure of the machine is how fast the same run cuts the words apart.
"""

from __future__ import annotations

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import gzip
import json
import time
from collections.abc import Iterable
from itertools import islice

from pipeline.one_stage import clean_files
from pipeline.records import Rejected
from pipeline.tag.components import make_pipeline
from pipeline.tag.tagger import load_tagger
from tests.quality.gold import REPO, SHARED

LEAST = 2_000


def texts() -> dict[str, list[str]]:
    """Return the texts of each corpus that is here."""
    pages = clean_files([REPO / "corpus" / "sample"])
    found = {"corpus/sample": [page["text"] for page in pages if not isinstance(page, Rejected)]}
    path = SHARED / "data" / "corpora" / "g0vse_regeringen.jsonl.gz"
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found["regeringen.se"] = [json.loads(line)["body"] for line in islice(lines, 0, None, 100)]
    return found


def words(found: Iterable[str]) -> int:
    """Return how many words the texts have, split at white space."""
    return sum(len(text.split()) for text in found)


def main() -> None:
    """Print words a second; exit 1 where they are too few."""
    tagger = load_tagger()
    # Loads every model, the one that reads names in doubt again among them.
    tagger.tag_text("Anna Berg, samordnare i Vara, värmer upp. Projektet Nattkompassen hjälper unga i gäng.")
    slowest = float("inf")
    for name, found in texts().items():
        started = time.process_time()
        for text in found:
            tagger.tag_text(text)
        seconds = time.process_time() - started
        slowest = min(slowest, words(found) / seconds)
        print(f"{name}: {len(found)} texts, {words(found)} words, {words(found) / seconds:,.0f} words a second")
        nlp = make_pipeline()
        docs = [nlp.make_doc(text) for text in found]
        started = time.process_time()
        for text in found:
            nlp.make_doc(text)
        cutting = time.process_time() - started
        print(f"  {'cutting words':28} 1.0")
        for pipe_name, pipe in nlp.pipeline:
            started = time.process_time()
            docs = list(pipe.pipe(docs)) if hasattr(pipe, "pipe") else [pipe(doc) for doc in docs]
            print(f"  {pipe_name:28} {(time.process_time() - started) / cutting:.1f}")
    if slowest < LEAST:
        raise SystemExit(f"slower than {LEAST} words a second")


if __name__ == "__main__":
    main()
