from __future__ import annotations

from pipeline.tag.initiatives.stated import Stated, apart


def test_what_is_stated_has_a_place_and_a_value() -> None:
    assert Stated(0, 8, "12-25") == Stated(start=0, end=8, value="12-25")


def test_of_what_overlaps_the_first_and_longest_counts() -> None:
    found = [Stated(4, 9, "b"), Stated(0, 3, "a"), Stated(0, 5, "ab"), Stated(5, 9, "c")]
    assert list(apart(found)) == [Stated(0, 5, "ab"), Stated(5, 9, "c")]
