from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.comparable import (
    KINDS,
    QRELS,
    SPLITS,
    bases,
    build,
    floor,
    ndcg,
    queries,
    question_set,
    runs,
    shared_pages,
    systems,
)
from tests.quality.measure import REPO

# Five queries tell no difference of a hundredth.
NOISE = {"sample": 0.0, "shared": 0.01}


def check(base: str, pages: Path, work: Path) -> None:
    asked = queries(base)
    searcher = build(question_set(base, pages), work)
    found = {name: ndcg(searcher, asked, runs(searcher, asked, system)) for name, system in systems(searcher).items()}
    assert found["comparable"]["test"] >= floor(question_set(base, pages))["nDCG@5"]
    for split in SPLITS:
        others = [figures[split] for name, figures in found.items() if name != "comparable"]
        assert found["comparable"][split] > max(others) - NOISE[base], (base, split)


def test_the_judgements_are_whole() -> None:
    asked = [*queries("sample"), *queries("shared")]
    assert len({query.query_id for query in asked}) == len(asked) == 64
    assert {query.split for query in asked} == set(SPLITS)
    assert {query.kind for query in asked} == set(KINDS)
    assert all(query.grades and set(query.grades.values()) <= {1, 2, 3} for query in asked)
    for line in QRELS.read_text(encoding="utf-8").splitlines()[1:]:
        assert line.split("\t")[1].strip(), line


def test_the_sample_is_always_measured(tmp_path: Path) -> None:
    assert next(bases(tmp_path)) == ("sample", REPO / "corpus" / "sample")


@pytest.mark.slow
def test_the_sample(tmp_path: Path) -> None:
    check("sample", REPO / "corpus" / "sample", tmp_path)


@pytest.mark.slow
@pytest.mark.shared
def test_the_shared_base(shared: Path, tmp_path: Path) -> None:
    check("shared", shared_pages(shared, tmp_path), tmp_path)
