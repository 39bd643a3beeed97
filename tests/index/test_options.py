from __future__ import annotations

import pytest

from pipeline.index.options import IndexOptions


@pytest.mark.parametrize("wrong", [{"keep": 0}, {"canary_drop": -0.1}, {"canary_drop": 1.1}])
def test_what_cannot_be_meant_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        IndexOptions(**wrong)  # type: ignore[arg-type]
