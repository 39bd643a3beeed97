from __future__ import annotations

import pytest

from pipeline.web.options import ServeOptions


def test_what_is_set_by_itself() -> None:
    assert ServeOptions() == ServeOptions(token="", requests_per_minute=300, address="")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"requests_per_minute": -1}, "requests_per_minute = -1 is below 0"),
        ({"address": "kb.example"}, "address = 'kb.example' does not begin with https:// or http://"),
        ({"address": "javascript:alert(1)"}, "does not begin with https:// or http://"),
    ],
)
def test_what_cannot_be_is_told(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        ServeOptions(**wrong)  # type: ignore[arg-type]
