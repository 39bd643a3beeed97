"""A generation is written, all of it or as far as it differs from the one before, and checked.

It is written under a hidden name, synced, checked, and renamed; it is in use only when CURRENT names it. What is
carried over from the one before is copied, not shared: a damaged file damages one generation.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.durable import sync, sync_tree
from pipeline.errors import StoreError
from pipeline.extent import Extent
from pipeline.index.dense import build_dense
from pipeline.index.generation import Generation, verify_generation
from pipeline.index.lexical import build_lexical, extend_lexical
from pipeline.index.manifest import Manifest, file_hashes, package_versions, write_manifest
from pipeline.index.published import HIDDEN, clear_hidden
from pipeline.index.store import StoreEntry
from pipeline.index.store_writer import NOTHING, build_store, edit_store
from pipeline.index.tokens import TokenIds, build_tokens
from pipeline.records import Change


@dataclass(frozen=True, slots=True)
class Label:
    """What a generation is called and what it was made of: see `Manifest`."""

    name: str
    created_at: str
    fingerprint: str
    made_by: str
    model: str
    dimensions: int


@dataclass(frozen=True, slots=True)
class Base:
    """The generation before, and which of its documents are not in the new one as they are."""

    generation: Generation
    folder: Path
    dropped: frozenset[str]


def build_generation(
    indexes: Path,
    label: Label,
    entries: Callable[[], Iterable[StoreEntry]],
    vectors: Iterator[NDArray[np.float32]],
    tokens: Iterator[TokenIds],
    changes: Iterable[Change] = (),
    base: Base | None = None,
    extent: Extent = NOTHING,
) -> Manifest:
    """Write and verify a generation, which is not yet in use.

    `entries` are the documents that `base` lacks, all of them without one; it is called once for each store, so that no
    more than one document is held at a time. `vectors` and `tokens` yield the rows of their passages in the same order.
    `changes` are those since `base`, without one all that are to be told; `extent` is what it set out to cover.
    StoreError if the stores do not agree or the disk fails.
    """
    folder = indexes / f"{HIDDEN}{label.name}"
    try:
        with _building(indexes, folder):
            counts = _write(folder, label, entries, vectors, tokens, changes, base, extent)
            if len({counts[store] for store in ("passages", "vectors", "lexical", "tokens")}) > 1:
                raise StoreError(f"the stores of {label.name} do not agree ({counts}): run 'kb reindex' again")
            manifest = Manifest(
                **asdict(label),
                counts=counts,
                files=file_hashes(folder),
                versions=package_versions(),
                base=base.generation.manifest.name if base else None,
            )
            write_manifest(folder, manifest)
            sync_tree(folder)
            if problems := verify_generation(indexes, folder.name):
                raise StoreError(f"{label.name} was not written as it should be ({problems[0]}): check the disk")
            folder.rename(indexes / label.name)
            sync(indexes)
    except OSError as error:
        raise StoreError(
            f"the generation {label.name} cannot be written ({error.strerror or error}): check the disk"
        ) from error
    return manifest


def _write(
    folder: Path,
    label: Label,
    entries: Callable[[], Iterable[StoreEntry]],
    vectors: Iterator[NDArray[np.float32]],
    tokens: Iterator[TokenIds],
    changes: Iterable[Change],
    base: Base | None,
    extent: Extent,
) -> dict[str, int]:
    if base is None:
        counts = build_store(folder / "store.sqlite", entries(), changes, extent)
        counts["vectors"] = build_dense(folder / "dense.faiss", vectors, label.dimensions)
        counts["lexical"] = build_lexical(folder / "lexical", _titled_passages(entries()))
        counts["tokens"] = build_tokens(folder / "tokens", tokens)
        return counts
    before = base.generation
    shutil.copyfile(base.folder / "store.sqlite", folder / "store.sqlite")
    kept, counts = edit_store(folder / "store.sqlite", base.dropped, entries(), changes, extent)
    counts["vectors"] = build_dense(folder / "dense.faiss", vectors, label.dimensions, (before.dense, kept))
    counts["lexical"] = extend_lexical(folder / "lexical", base.folder / "lexical", kept, _titled_passages(entries()))
    counts["tokens"] = build_tokens(folder / "tokens", tokens, (before.tokens, kept))
    return counts


def _titled_passages(entries: Iterable[StoreEntry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        for passage in entry.passages:
            yield f"{entry.stored.title}\n{passage.heading or ''}", passage.text


@contextmanager
def _building(indexes: Path, folder: Path) -> Iterator[None]:
    """Make `folder`, clear what an earlier crash left, and remove it if the build fails."""
    indexes.mkdir(parents=True, exist_ok=True)
    clear_hidden(indexes)
    folder.mkdir()
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
