"""Generations: immutable folders that hold all the read path needs, published by replacing one small file.

    indexes/CURRENT            the name of the generation in use
    indexes/gen-000001/        store.sqlite  dense.faiss  lexical/  tokens/  manifest.json

A generation is built under a hidden name, synced, checked, renamed, and only then named by CURRENT. The manifest is
written last: a folder without one was never finished. A reader keeps the generation it opened.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.durable import sync_tree, write_durably
from pipeline.errors import StoreError
from pipeline.index.dense import DenseIndex, build_dense, open_dense
from pipeline.index.lexical import LexicalIndex, build_lexical, open_lexical
from pipeline.index.store import Store, StoreEntry, build_store, open_store
from pipeline.index.tokens import TokenIds, TokenIndex, build_tokens, open_tokens

VERSION = 4
CURRENT = "CURRENT"
_NAME = re.compile(r"gen-(\d{6})")
_BUILDING = ".building-"
_MEND = "run 'kb reindex --no-crawl' to build it again"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself. `files` maps a path inside it to its size and SHA-256."""

    name: str
    created_at: str
    fingerprint: str
    model: str
    dimensions: int
    counts: dict[str, int]
    files: dict[str, dict[str, Any]]
    versions: dict[str, str]
    format: int = VERSION


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened generation."""

    manifest: Manifest
    store: Store
    dense: DenseIndex
    lexical: LexicalIndex
    tokens: TokenIndex

    def close(self) -> None:
        """Close its files."""
        self.store.close()


def current_name(indexes: Path) -> str | None:
    """Return the name of the generation in use, None before the first."""
    try:
        name = (indexes / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{indexes / CURRENT} cannot be read: {_MEND}") from error
    if not _NAME.fullmatch(name):
        raise StoreError(f"{indexes / CURRENT} names no generation ({name[:40]!r}): {_MEND}")
    return name


def read_manifest(folder: Path) -> Manifest:
    """Return a generation's manifest after comparing every file's size with it; StoreError if one differs.

    Sizes are cheap enough for every start; hashes are what `verify_generation` is for.
    """
    try:
        manifest = Manifest(**json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise StoreError(f"the generation {folder.name} has no readable manifest: {_MEND}") from error
    if manifest.format != VERSION:
        raise StoreError(f"the generation {folder.name} has format {manifest.format}, not {VERSION}: {_MEND}")
    for name, expected in manifest.files.items():
        path = folder / name
        size = path.stat().st_size if path.is_file() else None
        if size != expected["bytes"]:
            what = "is missing" if size is None else f"has {size} bytes, not {expected['bytes']}"
            raise StoreError(f"the generation {folder.name} is damaged ({name} {what}): {_MEND}")
    return manifest


def open_generation(indexes: Path, name: str | None = None) -> Generation:
    """Open the generation `name`, or the one in use; StoreError if there is none or it is damaged."""
    name = name or current_name(indexes)
    if name is None:
        raise StoreError("nothing is indexed yet: run 'kb ingest PATH' and then 'kb reindex --no-crawl'")
    folder = indexes / name
    manifest = read_manifest(folder)
    return Generation(
        manifest,
        open_store(folder / "store.sqlite"),
        open_dense(folder / "dense.faiss"),
        open_lexical(folder / "lexical"),
        open_tokens(folder / "tokens"),
    )


def build_generation(
    indexes: Path,
    entries: Callable[[], Iterable[StoreEntry]],
    vectors: Iterator[NDArray[np.float32]],
    tokens: Iterator[TokenIds],
    *,
    dimensions: int,
    model: str,
    fingerprint: str,
) -> Manifest:
    """Write, verify and publish a generation; readers see the old one until the last step.

    `entries` is called once for each store, so that no more than one document is held at a time; `vectors` and
    `tokens` yield the rows in the same order. StoreError if the stores do not agree or the disk fails; the old
    generation then stays.
    """
    name = _next_name(indexes)
    folder = indexes / f"{_BUILDING}{name}"
    try:
        with _building(folder):
            counts = build_store(folder / "store.sqlite", entries())
            counts["vectors"] = build_dense(folder / "dense.faiss", vectors, dimensions)
            counts["lexical"] = build_lexical(folder / "lexical", _titled_passages(entries()))
            counts["tokens"] = build_tokens(folder / "tokens", tokens)
            if len({counts[store] for store in ("passages", "vectors", "lexical", "tokens")}) > 1:
                raise StoreError(f"the stores of {name} do not agree ({counts}): run 'kb reindex' again")
            manifest = Manifest(
                name,
                f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
                fingerprint,
                model,
                dimensions,
                counts,
                _hashes(folder),
                {package: version(package) for package in ("kunskapsbank", "faiss-cpu", "tantivy")},
            )
            write_durably(folder / "manifest.json", json.dumps(asdict(manifest), indent=1, sort_keys=True))
            sync_tree(folder)
            folder.rename(indexes / name)
        write_durably(indexes / CURRENT, name + "\n")
    except OSError as error:
        raise StoreError(f"the generation {name} cannot be written ({error.strerror}): check the disk") from error
    return manifest


def discard_generation(indexes: Path, name: str) -> None:
    """Delete a generation that is not in use; a reader that has it open keeps its files."""
    if name == current_name(indexes):
        raise ValueError(f"{name} is in use")
    hidden = indexes / f"{_BUILDING}{name}"
    # Hidden first: a crash in the middle leaves what the next build clears away, not half a generation.
    (indexes / name).rename(hidden)
    shutil.rmtree(hidden)


def verify_generation(indexes: Path, name: str) -> list[str]:
    """Return what is wrong with a generation, one line each: hashes, counts, stores that disagree; [] if nothing."""
    folder = indexes / name
    try:
        manifest = read_manifest(folder)
    except StoreError as error:
        return [str(error)]
    found = _hashes(folder, leave_out="manifest.json")
    problems = [
        f"{name}/{path} has changed since it was written: {_MEND}"
        for path, expected in manifest.files.items()
        if found.get(path) != expected
    ]
    problems += [f"{name}/{path} does not belong to the generation" for path in sorted(found.keys() - manifest.files)]
    if problems:
        return problems
    generation = open_generation(indexes, name)
    try:
        counts = generation.store.counts() | {
            "vectors": len(generation.dense),
            "lexical": len(generation.lexical),
            "tokens": len(generation.tokens),
        }
    finally:
        generation.close()
    return [] if counts == manifest.counts else [f"{name} holds {counts}, its manifest says {manifest.counts}: {_MEND}"]


def _titled_passages(entries: Iterable[StoreEntry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        for passage in entry.passages:
            yield f"{entry.stored.title}\n{passage.heading or ''}", passage.text


@contextmanager
def _building(folder: Path) -> Iterator[None]:
    """Make `folder`, clear what an earlier crash left, and remove it if the build fails."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f"{_BUILDING}*"):
        shutil.rmtree(left)
    folder.mkdir()
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _next_name(indexes: Path) -> str:
    taken = [int(found.group(1)) for path in indexes.glob("gen-*") if (found := _NAME.fullmatch(path.name))]
    return f"gen-{max(taken, default=0) + 1:06d}"


def _hashes(folder: Path, leave_out: str = "") -> dict[str, dict[str, Any]]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != leave_out)
    return {
        str(path.relative_to(folder)): {"bytes": path.stat().st_size, "sha256": _sha256(path)}
        for path in files
        if not path.name.endswith(".lock")
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
