"""Several changes of one page in a period are told as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.changes import changed_pages, told_once
from pipeline.errors import UsageError
from pipeline.index.store import Store, open_store
from pipeline.index.store_writer import build_store
from pipeline.records import Change, ChangeKind
from pipeline.search.filters import Filters
from tests.search.conftest import PAGES, entry


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


def store_of(tmp_path: Path, *changes: Change) -> Store:
    build_store(tmp_path / "s", [], changes)
    return open_store(tmp_path / "s")


def at(moment: str, doc_id: str, generation: str) -> Change:
    return Change(generation, moment, "new", doc_id, None, "Titel", 1)


@pytest.mark.usefixtures("stockholm")
@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2024-05-01", None, ["c", "b"]),
        ("2024-05-01", "2024-05-01", ["b"]),
        ("2024-04", "2024-04", ["a"]),
        ("2024-04-30T21:59:59Z", None, ["c", "b", "a"]),
        ("2024-04-30T22:00Z", "2024-04-30T22:00:00", ["b"]),
        ("2024-05-01T00:00:00+02:00", None, ["c", "b"]),
        ("2024-05-01 00:00+0200", "2024-05-01T23:59:59+02:00", ["b"]),
        ("2025", None, []),
    ],
)
def test_a_day_is_one_of_local_time_and_a_time_is_utc(
    tmp_path: Path, since: str, until: str | None, expected: list[str]
) -> None:
    store = store_of(
        tmp_path,
        at("2024-04-30T21:59:59Z", "a", "gen-000001"),
        at("2024-04-30T22:00:00Z", "b", "gen-000002"),
        at("2024-05-01T22:00:00Z", "c", "gen-000003"),
    )
    assert [change.doc_id for change in changed_pages(store, since, until)] == expected


@pytest.mark.parametrize("wrong", ["", "i går", "2024-13-01", "2024-01-01T25:00", "2024-01-01T02:00+25:00"])
def test_what_is_no_day_is_wrong_usage(tmp_path: Path, wrong: str) -> None:
    store = store_of(tmp_path)
    with pytest.raises(UsageError, match="--since must be"):
        changed_pages(store, wrong)
    with pytest.raises(UsageError, match="--until must be"):
        changed_pages(store, "2024", wrong)


@pytest.mark.usefixtures("stockholm")
@pytest.mark.parametrize(("since", "until"), [("0001-01-01", None), ("2024", "9999-12-31")])
def test_a_day_that_utc_has_no_date_for_is_wrong_usage(tmp_path: Path, since: str, until: str | None) -> None:
    with pytest.raises(UsageError, match="must be a day or a time"):
        changed_pages(store_of(tmp_path), since, until)


def test_only_changes_of_a_kind_or_of_pages_that_pass_the_filters(tmp_path: Path) -> None:
    build_store(
        tmp_path / "s",
        [entry(*page) for page in PAGES[:2]],
        [change(1, "new", "d1"), change(2, "changed", "d2"), change(3, "gone", "d9")],
    )
    store = open_store(tmp_path / "s")
    told = [
        [one.doc_id for one in changed_pages(store, "2024", None, filters, kind)]
        for filters, kind in (
            (None, None),
            (None, "gone"),
            (Filters(municipality="Mora"), None),
            (Filters(source="sala.example", focus_area="F1"), "new"),
            (Filters(source="sala.example"), "changed"),
        )
    ]
    assert told == [["d9", "d2", "d1"], ["d9"], ["d2"], ["d1"], []]
