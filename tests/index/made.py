"""Small generations, made and put in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.extent import Extent
from pipeline.index.build import Base, Label, build_generation
from pipeline.index.manifest import Manifest
from pipeline.index.published import make_current, next_name
from pipeline.index.store import StoreEntry, stored_document
from pipeline.index.store_writer import NOTHING
from pipeline.records import Block, Change, Document, Passage, Tags


def published(
    indexes: Path,
    entries: Callable[[], Iterable[StoreEntry]],
    vectors: Iterator[Any],
    tokens: Iterator[Any],
    *,
    dimensions: int,
    model: str,
    fingerprint: str = "f",
    changes: Iterable[Change] = (),
    base: Base | None = None,
    extent: Extent = NOTHING,
) -> Manifest:
    label = Label(next_name(indexes), "2024-01-01T00:00:00Z", fingerprint, "rules", model, dimensions)
    manifest = build_generation(indexes, label, entries, vectors, tokens, changes, base, extent)
    make_current(indexes, manifest.name)
    return manifest


def entry(number: int, text: str = "") -> StoreEntry:
    """A document of one passage, whose key is its text."""
    text = text or f"Text nummer {number} om skolan."
    document = Document(f"d{number}", None, "Titel", (Block("paragraph", text),))
    stored = stored_document(document, "test", "2024-01-01T00:00:00Z", None, ())
    return StoreEntry(stored, Tags(), (Passage(f"p{number}", f"d{number}", 0, 0, len(text), text),), text)


def build(indexes: Path, documents: int = 3, vectors: int | None = None) -> Manifest:
    rows = np.eye(8, dtype=np.float32)[: documents if vectors is None else vectors]
    entries = [entry(i) for i in range(documents)]
    tokens = iter([np.array([number, 7], dtype=np.uint16) for number in range(documents)])
    return published(indexes, lambda: entries, iter([rows]), tokens, dimensions=8, model="m:1")
