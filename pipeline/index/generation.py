"""Generations: immutable folders that hold all the read path needs, published by replacing one small file.

    gen-000001/        store.sqlite  dense.faiss  lexical/  tokens/  manifest.json

The manifest is written last: a folder without one was never finished. A reader keeps the generation it opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.index.dense import DenseIndex, open_dense
from pipeline.index.lexical import LexicalIndex, open_lexical
from pipeline.index.manifest import Manifest, changed_files, read_manifest
from pipeline.index.published import BeingRemoved, Hold, current_name, hold_generation
from pipeline.index.store import Store, open_store
from pipeline.index.tokens import TokenIndex, open_tokens

# How often CURRENT is read again when the generation that it named is removed at that very moment.
_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened generation, which is not removed before it is closed."""

    manifest: Manifest
    store: Store
    dense: DenseIndex
    lexical: LexicalIndex
    tokens: TokenIndex
    hold: Hold

    def close(self) -> None:
        """Close its files."""
        self.store.close()
        self.hold.close()

    def counts(self) -> dict[str, int]:
        """Return how much there is of everything, as each store has it."""
        return self.store.counts() | {
            "vectors": len(self.dense),
            "lexical": len(self.lexical),
            "tokens": len(self.tokens),
        }


def open_generation(indexes: Path, name: str | None = None) -> Generation:
    """Open the generation `name`, or the one in use; StoreError if there is none or it is damaged."""
    for _ in range(_ATTEMPTS):
        wanted = name or current_name(indexes)
        if wanted is None:
            raise StoreError("nothing is indexed yet: run 'kb ingest PATH' and then 'kb reindex --no-crawl'")
        try:
            hold = hold_generation(indexes / wanted)
        except BeingRemoved:
            continue
        except OSError as error:
            if name is None and current_name(indexes) != wanted:
                continue
            read_manifest(indexes / wanted)
            raise StoreError(f"the generation {wanted} cannot be read ({error.strerror})") from error
        return _opened(indexes / wanted, hold)
    raise StoreError(f"the generation {name or 'in use'} has been removed: see 'kb status'")


def verify_generation(indexes: Path, name: str) -> list[str]:
    """Return what is wrong with a generation, one line each: hashes, counts, stores that disagree; [] if nothing."""
    try:
        manifest = read_manifest(indexes / name)
        if problems := changed_files(indexes / name, manifest):
            return problems
        generation = open_generation(indexes, name)
    except StoreError as error:
        return [str(error)]
    try:
        counts = generation.counts()
    finally:
        generation.close()
    return [] if counts == manifest.counts else [f"{name} holds {counts}, its manifest says {manifest.counts}"]


def _opened(folder: Path, hold: Hold) -> Generation:
    try:
        return Generation(
            read_manifest(folder),
            open_store(folder / "store.sqlite"),
            open_dense(folder / "dense.faiss"),
            open_lexical(folder / "lexical"),
            open_tokens(folder / "tokens"),
            hold,
        )
    except BaseException:
        hold.close()
        raise
