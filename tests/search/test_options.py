from __future__ import annotations

import pytest

from pipeline.search.options import MODES, SearchOptions


def test_modes() -> None:
    assert MODES == ("hybrid", "dense", "lexical")


@pytest.mark.parametrize("wrong", [{"dense_weight": -0.1}, {"candidates": 9}, {"passages_per_document": 0}])
def test_unreasonable_values_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        SearchOptions(**wrong)  # type: ignore[arg-type]
