from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.extraction import by_halves, f1_by_type, read_gold, run, token_f1, with_trafilatura

# A little under what was measured with weights trained on the other half of the pages; the bundled ones saw them all.
FLOORS = {"article": 0.94, "service": 0.88, "listing": 0.75, "documentation": 0.965}


@pytest.mark.parametrize(
    ("found", "gold", "f1"),
    [("a b c", "A, B!", 0.8), ("a a", "a", 2 / 3), ("", "a", 0), ("a", "b", 0), ("å-ä", "å ä", 1)],
)
def test_token_f1(found: str, gold: str, f1: float) -> None:
    assert token_f1(found, gold) == pytest.approx(f1)


@pytest.mark.slow
@pytest.mark.shared
def test_no_page_type_is_read_worse_than_by_trafilatura(shared: Path) -> None:
    folder = shared / "data" / "html" / "wcxb_dev_sample"
    pages = read_gold(folder)
    ours = f1_by_type(pages, run(by_halves(folder), pages))
    others = [
        f1_by_type(pages, run(with_trafilatura(**settings), pages))
        for settings in ({}, {"favor_precision": True}, {"favor_recall": True})
    ]
    for kind, floor in FLOORS.items():
        assert ours[kind] >= max(floor, *(other[kind] for other in others)), kind
