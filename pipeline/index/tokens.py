"""The tokens of every passage, by row: what re-ranking compares with a question, word by word.

`tokens.bin` holds the token ids of all passages one after another, `starts.npy` where each begins and the last ends.
Both are memory-mapped. What a token means, the embedder says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import StoreError

TokenIds = NDArray[np.uint16]
Rows = NDArray[np.int64]
# Passages carried over at a time.
_AT_ONCE = 8192


@dataclass(frozen=True, slots=True)
class TokenIndex:
    """Opened for reading."""

    ids: TokenIds
    starts: Rows

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, rows: Rows) -> tuple[TokenIds, Rows]:
        """Return the tokens of `rows` one after another, and how many each row has."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        pieces = [self.ids[self.starts[row] : self.starts[row + 1]] for row in rows]
        return np.concatenate(pieces) if pieces else np.empty(0, np.uint16), lengths


def build_tokens(folder: Path, passages: Iterable[TokenIds], kept: tuple[TokenIndex, Rows] | None = None) -> int:
    """Write the two files and return how many passages there are; before the given ones the `kept` rows of another."""
    folder.mkdir()
    lengths: list[int] = []
    with (folder / "tokens.bin").open("wb") as out:
        if kept is not None:
            before, rows = kept
            for start in range(0, len(rows), _AT_ONCE):
                ids, each = before.of(rows[start : start + _AT_ONCE])
                out.write(ids.tobytes())
                lengths += each.tolist()
        for ids in passages:
            out.write(np.asarray(ids, dtype="<u2").tobytes())
            lengths.append(len(ids))
    starts = np.zeros(len(lengths) + 1, dtype="<i8")
    np.cumsum(lengths, out=starts[1:])
    np.save(folder / "starts.npy", starts)
    return len(lengths)


def open_tokens(folder: Path) -> TokenIndex:
    """Open the files; StoreError if they are missing or damaged."""
    try:
        starts = np.load(folder / "starts.npy", mmap_mode="r")
        path = folder / "tokens.bin"
        ids = np.memmap(path, dtype="<u2", mode="r") if path.stat().st_size else np.empty(0, dtype="<u2")
        if len(starts) < 1 or starts[-1] != len(ids):
            raise ValueError("its files do not agree")
    except (OSError, ValueError) as error:
        raise StoreError(f"the tokens in {folder} are damaged ({error}): run 'kb reindex --no-crawl'") from error
    return TokenIndex(ids, starts)
