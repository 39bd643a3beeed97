from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.static import unit_rows
from pipeline.search.feedback import SHARE, with_feedback


def test_what_is_like_the_best_goes_before_what_is_not() -> None:
    vectors = unit_rows(np.array([[1, 0], [1, 0.1], [0, 1], [1, 0.2]]))
    found = with_feedback(np.array([0.9, 0.8, 0.4, 0.4], np.float32), vectors)
    assert found.argsort()[::-1].tolist() == [0, 1, 3, 2]
    assert found[0] == pytest.approx((0.9 + SHARE) / (1 + SHARE), abs=1e-3)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(-1, 1), st.floats(-1, 1)), max_size=8))
def test_scores_stay_between_nothing_and_one(rows: list[tuple[float, float, float]]) -> None:
    table = np.array(rows, np.float32).reshape(-1, 3)
    found = with_feedback(table[:, 0], unit_rows(table[:, 1:]))
    assert found.shape == (len(rows),)
    assert ((found >= 0) & (found <= 1 + 1e-6)).all()
