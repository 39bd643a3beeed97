"""Find the weights of the ranking: `python -m tests.quality.weights`.

Sweeps on some questions of the tuning set and of SQuAD-sv dev, and on all of SweFAQ dev, and prints nDCG@10 of
each, so that weights are chosen where questions are asked in other words than the page's and where they are not. The
held-aside questions and the sample have no part in the sweep.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

from pipeline.evaluate import evaluate
from pipeline.search.fusion import to_unit
from pipeline.search.options import SearchOptions
from tests.quality.baselines import ScoreFusion
from tests.quality.measure import REPO, build, some, squad, swefaq, tuning

MOST_QUESTIONS = 300
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
LEXICAL = (0.1, 0.15, 0.2)
DENSE = (0.35, 0.45, 0.55)


def candidates() -> Iterator[tuple[str, SearchOptions | float]]:
    """Yield what is compared: the lexical share of a linear fusion of the legs, then the product's weights."""
    for share in SHARES:
        yield f"linear of both, lexical {share}", share
    for lexical, dense in product(LEXICAL, DENSE):
        yield f"lexical {lexical} dense {dense} match 0.5", SearchOptions(lexical, dense, 0.5)


def main() -> None:
    """Print a line a candidate."""
    shared = REPO.parent / "shared"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        sets = []
        for questions in (tuning(shared, work), squad(shared, work), swefaq(shared, work)):
            sets.append((build(questions, work), *some(questions, MOST_QUESTIONS)))
        for name, candidate in candidates():
            found = []
            for searcher, asked, judged in sets:
                if isinstance(candidate, float):
                    ranker = ScoreFusion(searcher, to_unit, candidate)
                else:
                    ranker = replace(searcher, options=candidate)
                found.append(evaluate(ranker, asked, judged, "hybrid").measures["nDCG@10"])  # type: ignore[arg-type]
            print(f"{name:40}" + "".join(f"{value:8.4f}" for value in found) + f"{sum(found) / 3:9.4f}", flush=True)


if __name__ == "__main__":
    main()
