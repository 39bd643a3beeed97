from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import StoreError
from pipeline.index.generation import open_generation, verify_generation
from pipeline.index.manifest import read_manifest
from pipeline.index.published import current_name, remove_generation
from tests.index.made import build


def test_a_published_generation_is_current_whole_and_can_be_searched(tmp_path: Path) -> None:
    manifest = build(tmp_path)
    assert manifest.name == current_name(tmp_path) == "gen-000001"
    assert manifest.counts == {
        "documents": 3, "passages": 3, "mentions": 0, "focus_areas": 0, "vectors": 3, "lexical": 3,
        "tokens": 3, "duplicates": 0,
    }  # fmt: skip
    assert verify_generation(tmp_path, "gen-000001") == []
    generation = open_generation(tmp_path)
    assert generation.dense.search(np.eye(8, dtype=np.float32)[1], 1)[0].tolist() == [1]
    assert generation.lexical.search("nummer 2", 1)[0].tolist() == [2]


def test_a_reader_keeps_the_generation_it_opened(tmp_path: Path) -> None:
    build(tmp_path)
    reader = open_generation(tmp_path)
    build(tmp_path, documents=2)
    assert current_name(tmp_path) == "gen-000002"
    assert len(reader.dense) == reader.store.counts()["documents"] == 3
    assert open_generation(tmp_path, "gen-000001").manifest.name == "gen-000001"


def test_opening_and_searching_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    build(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    open_generation(tmp_path).lexical.search("text", 1)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before


def test_stores_that_disagree_are_never_published(tmp_path: Path) -> None:
    build(tmp_path)
    with pytest.raises(StoreError, match="do not agree"):
        build(tmp_path, documents=3, vectors=2)
    assert current_name(tmp_path) == "gen-000001"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "gen-000001"]


def test_what_a_crash_left_is_cleared_by_the_next_build(tmp_path: Path) -> None:
    (tmp_path / ".building-gen-000001").mkdir()
    (tmp_path / ".building-gen-000001" / "store.sqlite").write_bytes(b"half")
    build(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "gen-000001"]


def test_a_crash_before_the_last_step_leaves_the_old_generation_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path)

    def crash(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(StoreError, match="No space left"):
        build(tmp_path, documents=2)
    monkeypatch.undo()
    assert open_generation(tmp_path).manifest.name == "gen-000001"
    assert verify_generation(tmp_path, "gen-000001") == []


@pytest.mark.parametrize("file", ["store.sqlite", "dense.faiss", "lexical/meta.json"])
def test_a_truncated_file_is_seen_when_opening(tmp_path: Path, file: str) -> None:
    build(tmp_path)
    path = tmp_path / "gen-000001" / file
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(StoreError, match=f"{file} has"):
        open_generation(tmp_path)


def test_a_changed_byte_is_seen_by_verify(tmp_path: Path) -> None:
    build(tmp_path)
    path = tmp_path / "gen-000001" / "dense.faiss"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    (problem,) = verify_generation(tmp_path, "gen-000001")
    assert problem.startswith("gen-000001/dense.faiss has changed since it was written")


def test_a_generation_not_in_use_can_be_discarded_and_its_reader_goes_on(tmp_path: Path) -> None:
    build(tmp_path)
    opened = open_generation(tmp_path)
    build(tmp_path)
    opened.hold.close()
    assert remove_generation(tmp_path, "gen-000001")
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["CURRENT", "gen-000002"]
    assert opened.store.counts()["documents"] > 0
    assert len(opened.lexical.search("skolan", 5)[0]) > 0
    opened.close()
    with pytest.raises(ValueError, match="in use"):
        remove_generation(tmp_path, "gen-000002")


def test_a_file_too_many_is_seen_by_verify(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / "gen-000001" / "notes.txt").write_text("hej")
    assert verify_generation(tmp_path, "gen-000001") == ["gen-000001/notes.txt does not belong to the generation"]


def test_nothing_published_is_a_store_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kb ingest PATH"):
        open_generation(tmp_path)


@pytest.mark.parametrize("content", ["", "../etc", "gen-1"])
def test_a_current_that_names_no_generation_is_a_store_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "CURRENT").write_text(content)
    with pytest.raises(StoreError, match="names no generation"):
        open_generation(tmp_path)


def test_a_manifest_of_another_format_is_refused(tmp_path: Path) -> None:
    build(tmp_path)
    path = tmp_path / "gen-000001" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 1}))
    with pytest.raises(StoreError, match="has format 1, not 6"):
        read_manifest(tmp_path / "gen-000001")
