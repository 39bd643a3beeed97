from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.index.generation import open_generation
from pipeline.index.published import (
    BeingRemoved,
    clear_hidden,
    collect_garbage,
    current_name,
    generation_names,
    hold_generation,
    make_current,
    next_name,
    readable_name,
    remove_generation,
)
from tests.index.made import build


def test_the_newest_and_the_one_in_use_are_kept(tmp_path: Path) -> None:
    for _ in range(5):
        build(tmp_path)
    make_current(tmp_path, "gen-000001")
    assert collect_garbage(tmp_path, 2) == ["gen-000002", "gen-000003"]
    assert generation_names(tmp_path) == ["gen-000001", "gen-000004", "gen-000005"]
    assert next_name(tmp_path) == "gen-000006"


def test_a_generation_that_a_reader_holds_is_removed_when_it_lets_go(tmp_path: Path) -> None:
    build(tmp_path)
    reader = open_generation(tmp_path)
    build(tmp_path)
    assert collect_garbage(tmp_path, 1) == []
    assert len(reader.dense) == 3
    reader.close()
    assert collect_garbage(tmp_path, 1) == ["gen-000001"]
    with pytest.raises(StoreError, match="gen-000001"):
        open_generation(tmp_path, "gen-000001")


def test_the_one_in_use_cannot_be_removed(tmp_path: Path) -> None:
    build(tmp_path)
    with pytest.raises(ValueError, match="in use"):
        remove_generation(tmp_path, "gen-000001")


def test_a_reader_that_comes_while_a_generation_is_removed_gets_the_one_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path)
    build(tmp_path)
    names = iter(["gen-000001", "gen-000001", "gen-000002", "gen-000002"])
    assert remove_generation(tmp_path, "gen-000001")
    monkeypatch.setattr("pipeline.index.generation.current_name", lambda _: next(names))
    with pytest.raises(StoreError):
        open_generation(tmp_path)
    assert open_generation(tmp_path).manifest.name == "gen-000002"


def test_what_is_being_removed_cannot_be_held(tmp_path: Path) -> None:
    build(tmp_path)
    build(tmp_path)
    with pytest.MonkeyPatch.context() as patch:

        def look(hidden: Path) -> None:
            with pytest.raises(FileNotFoundError):
                hold_generation(tmp_path / "gen-000001")
            with pytest.raises(BeingRemoved):
                hold_generation(hidden)

        patch.setattr("pipeline.index.published.shutil.rmtree", look)
        assert remove_generation(tmp_path, "gen-000001")
    clear_hidden(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "gen-000002"]


def test_a_name_is_never_used_again_while_it_is_in_use(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("gen-000007\n")
    assert (current_name(tmp_path), next_name(tmp_path)) == ("gen-000007", "gen-000008")


def test_a_damaged_pointer_names_none_to_whoever_will_replace_it(tmp_path: Path) -> None:
    build(tmp_path)
    assert readable_name(tmp_path) == "gen-000001"
    (tmp_path / "CURRENT").write_text("rubbish")
    assert (readable_name(tmp_path), next_name(tmp_path)) == (None, "gen-000002")


def test_a_full_disk_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.index.published.write_durably", full)
    with pytest.raises(StoreError, match=r"No space left on device.*check the disk"):
        make_current(tmp_path, "gen-000001")
