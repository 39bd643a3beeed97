from __future__ import annotations

from pathlib import Path

from pipeline.index.manifest import changed_files, file_hashes, read_manifest
from tests.index.made import build


def test_the_manifest_names_every_file_and_what_made_them(tmp_path: Path) -> None:
    written = build(tmp_path)
    folder = tmp_path / "gen-000001"
    found = read_manifest(folder)
    assert found == written
    assert found.files == file_hashes(folder)
    assert {"store.sqlite", "dense.faiss", "tokens/tokens.bin", "lexical/meta.json"} <= found.files.keys()
    assert (found.base, found.made_by, found.versions.keys()) == (
        None,
        "rules",
        {"kunskapsbank", "faiss-cpu", "tantivy"},
    )


def test_a_changed_file_and_a_foreign_one_are_told(tmp_path: Path) -> None:
    manifest = build(tmp_path)
    folder = tmp_path / "gen-000001"
    content = (folder / "tokens" / "tokens.bin").read_bytes()
    (folder / "tokens" / "tokens.bin").write_bytes(bytes([content[0] ^ 1]) + content[1:])
    (folder / "egen.txt").write_text("hej")
    first, second = changed_files(folder, manifest)
    assert first.startswith("gen-000001/tokens/tokens.bin has changed since it was written")
    assert second == "gen-000001/egen.txt does not belong to the generation"
