"""What a generation says of itself, and whether its files are as it says."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.durable import write_durably
from pipeline.errors import StoreError

# Raise it when the files of a generation change their shape: readers refuse the old ones, the next run builds anew.
VERSION = 6
MANIFEST = "manifest.json"
MEND = "run 'kb reindex --no-crawl' to build it again"
Files = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` maps a path inside the generation to its size and SHA-256.

    `fingerprint` is equal for equal content; `made_by` names the rules and models that read the corpus, `model` the one
    its vectors come from; `base` is the generation whose files were carried over, None if everything was written anew.
    """

    name: str
    created_at: str
    fingerprint: str
    made_by: str
    model: str
    dimensions: int
    counts: dict[str, int]
    files: Files
    versions: dict[str, str]
    base: str | None = None
    format: int = VERSION


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, which makes `folder` a generation."""
    write_durably(folder / MANIFEST, json.dumps(asdict(manifest), indent=1, sort_keys=True))


def read_manifest(folder: Path) -> Manifest:
    """Return a generation's manifest after comparing every file's size with it; StoreError if one differs.

    Sizes are cheap enough for every start; hashes are what `changed_files` is for.
    """
    try:
        read = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if (found := read["format"]) != VERSION:
            raise StoreError(f"the generation {folder.name} has format {found}, not {VERSION}: {MEND}")
        manifest = Manifest(**read)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreError(f"the generation {folder.name} has no readable manifest: {MEND}") from error
    for name, expected in manifest.files.items():
        path = folder / name
        size = path.stat().st_size if path.is_file() else None
        if size != expected["bytes"]:
            what = "is missing" if size is None else f"has {size} bytes, not {expected['bytes']}"
            raise StoreError(f"the generation {folder.name} is damaged ({name} {what}): {MEND}")
    return manifest


def changed_files(folder: Path, manifest: Manifest) -> list[str]:
    """Return which files are not as the manifest says, one line each; [] if all are."""
    found = file_hashes(folder)
    name = manifest.name
    changed = [
        f"{name}/{path} has changed since it was written: {MEND}"
        for path, expected in manifest.files.items()
        if found.get(path) != expected
    ]
    foreign = [f"{name}/{path} does not belong to the generation" for path in sorted(found.keys() - manifest.files)]
    return changed + foreign


def file_hashes(folder: Path) -> Files:
    """Return size and SHA-256 of every file but the manifest and locks."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {
        str(path.relative_to(folder)): {"bytes": path.stat().st_size, "sha256": _sha256(path)}
        for path in files
        if not path.name.endswith(".lock")
    }


def package_versions() -> dict[str, str]:
    """Return the versions of what wrote the files."""
    return {package: version(package) for package in ("kunskapsbank", "faiss-cpu", "tantivy")}


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
