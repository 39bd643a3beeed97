"""Files that are whole or not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.durable import sync, sync_tree, write_durably


def name_of(handle: int) -> str:
    return Path(f"/proc/self/fd/{handle}").readlink().name


def test_text_is_written_as_utf_8_and_bytes_as_they_are(tmp_path: Path) -> None:
    write_durably(tmp_path / "text", "Åmål\n")
    write_durably(tmp_path / "bytes", b"\x00\xff")
    assert (tmp_path / "text").read_bytes() == b"\xc3\x85m\xc3\xa5l\n"
    assert (tmp_path / "bytes").read_bytes() == b"\x00\xff"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bytes", "text"]


def test_an_earlier_file_is_replaced(tmp_path: Path) -> None:
    write_durably(tmp_path / "CURRENT", "gen-000001, och mer än så\n")
    write_durably(tmp_path / "CURRENT", "gen-000002\n")
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == "gen-000002\n"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failed_write_leaves_the_earlier_file_and_nothing_else(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_durably(tmp_path / "CURRENT", "gammal")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="No space left"):
        write_durably(tmp_path / "CURRENT", "ny")
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"CURRENT": "gammal"}


def test_a_file_is_synced_before_it_gets_its_name_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def traced_fsync(handle: int) -> None:
        steps.append("fsync " + name_of(handle))
        fsync(handle)

    def traced_replace(old: Path, new: Path) -> None:
        steps.append(f"replace {old.name} {new.name}")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", traced_fsync)
    monkeypatch.setattr(os, "replace", traced_replace)
    write_durably(tmp_path / "fil", "x")
    temporary = f".fil.{os.getpid()}.tmp"
    assert steps == [f"fsync {temporary}", f"replace {temporary} fil", f"fsync {tmp_path.name}"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_durably(tmp_path / "finns-inte" / "fil", "x")
    with pytest.raises(FileNotFoundError):
        sync(tmp_path / "finns-inte")


def test_a_tree_is_synced_whole_the_folder_itself_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gen" / "lexical").mkdir(parents=True)
    (tmp_path / "gen" / "lexical" / "segment").write_bytes(b"1")
    (tmp_path / "gen" / "store").write_bytes(b"2")
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(name_of(handle)))
    sync_tree(tmp_path / "gen")
    assert sorted(synced) == ["gen", "lexical", "segment", "store"]
    assert synced[-1] == "gen"
    assert synced.index("segment") < synced.index("lexical")
