from __future__ import annotations

from pipeline.tag.initiatives.stated import Stated


def test_what_is_stated_has_a_place_and_a_value() -> None:
    assert Stated(0, 8, "12-25") == Stated(start=0, end=8, value="12-25")
