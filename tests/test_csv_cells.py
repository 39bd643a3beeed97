from __future__ import annotations

import pytest

from pipeline.csv_cells import guarded_cell


@pytest.mark.parametrize("text", ["=1+1", "+46", "-2", "@SUM(A1)", "\t=1", "＝1"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert guarded_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Vara", "2 + 2", "a=b"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert guarded_cell(text) == text
