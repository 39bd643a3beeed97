"""Name lists: what the bundled ones hold, and what a folder without them is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.tag.people.name_lists import NameLists, load_name_lists


def write(folder: Path) -> None:
    (folder / "given_names.txt").write_text("# source\nAnna\nKarin\nDag\tword\n", encoding="utf-8")
    (folder / "surnames.txt").write_text("# source\nEk\tword\nMoberg\n", encoding="utf-8")
    (folder / "municipalities.csv").write_text("code,name\n1,Vara\n", encoding="utf-8")


def test_the_files_are_read(tmp_path: Path) -> None:
    write(tmp_path)
    assert load_name_lists(tmp_path) == NameLists(
        frozenset({"Anna", "Karin", "Dag"}),
        frozenset({"Ek", "Moberg"}),
        frozenset({"Dag", "Ek"}),
        frozenset({"Vara"}),
    )


def test_a_given_name_may_be_joined_by_hyphens(tmp_path: Path) -> None:
    write(tmp_path)
    lists = load_name_lists(tmp_path)
    assert [lists.is_given(name) for name in ("Anna", "Anna-Karin", "Anna-Ek", "Ek")] == [True, True, False, False]
    assert [lists.is_listed(name) for name in ("Anna", "Ek", "Vara")] == [True, True, False]


@pytest.mark.parametrize("name", ["given_names.txt", "surnames.txt", "municipalities.csv"])
def test_a_missing_or_damaged_list_is_a_store_error(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    (tmp_path / name).write_bytes(b"\xff\xfe")
    with pytest.raises(StoreError, match="reinstall"):
        load_name_lists(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(StoreError, match=name):
        load_name_lists(tmp_path)
