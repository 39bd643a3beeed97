"""Several changes of one page in a period are told as one."""

from __future__ import annotations

import pytest

from pipeline.changes import told_once
from pipeline.records import Change, ChangeKind


def change(day: int, kind: ChangeKind, doc_id: str = "a") -> Change:
    return Change(f"gen-{day:06}", f"2024-05-0{day}T01:00:00Z", kind, doc_id, None, f"Titel {day}", day, 1)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("new", "changed", "new"),
        ("changed", "changed", "changed"),
        ("changed", "gone", "gone"),
        ("gone", "new", "changed"),
    ],
)
def test_two_changes_are_told_as_one_with_their_words_summed(
    first: ChangeKind, second: ChangeKind, told: ChangeKind
) -> None:
    expected = Change("gen-000002", "2024-05-02T01:00:00Z", told, "a", None, "Titel 2", 3, 2)
    assert told_once([change(2, second), change(1, first)]) == [expected]


def test_a_page_that_came_and_went_is_left_out() -> None:
    assert told_once([change(2, "gone"), change(1, "new")]) == []


def test_pages_come_newest_first() -> None:
    assert [one.doc_id for one in told_once([change(1, "new"), change(3, "new", "b")])] == ["b", "a"]
