"""How near the nearest stretch of a passage is to a question: the best of overlapping windows over static vectors.

An average over a whole passage says what it is about; the one sentence that answers weighs little in it. Averages of
windows are compared as well, and the best one counts (MaxP of Dai and Callan 2019, within a passage).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.index.tokens import TokenIndex
from pipeline.models.static import StaticEncoder

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
Vectors = NDArray[np.float32]
# By row, the lengths of its windows: they follow from the passage alone, and take most of the work.
WindowLengths = dict[int, Scores]
# A window is three blocks of eight tokens, the next one begins a block later. Of 16 to 80 tokens, 16 to 30 did best.
BLOCK = 8
BLOCKS = 3
# Blocks summed at a time: their vectors stay within the processor's cache.
BATCH = 256


def window_scores(
    encoder: StaticEncoder, vector: Vectors, tokens: TokenIndex, rows: Rows, known: WindowLengths | None = None
) -> Scores:
    """Return the cosine of `vector`, of length one, with each passage's nearest window; 0 where there are no tokens.

    `known` are lengths that earlier questions to the same `tokens` have left; those that are new are added.
    """
    ids, counts = tokens.of(rows)
    scores = np.zeros(len(rows), dtype=np.float32)
    filled = counts > 0
    if not filled.any():
        return scores
    distinct, places = np.unique(ids, return_inverse=True)
    held = encoder.rows(distinct)
    cut = _cut(places, counts[filled], nothing=len(distinct))
    products = _over_windows(np.append(held @ vector, np.float32(0))[cut.blocks].sum(axis=1))[cut.whole]
    lengths = _lengths(held, cut, rows[filled].tolist(), {} if known is None else known)
    ends = np.cumsum(cut.of_passage - BLOCKS + 1)
    scores[filled] = np.maximum.reduceat(products / np.maximum(lengths, 1e-9), np.append(0, ends[:-1]))
    return scores


@dataclass(frozen=True, slots=True)
class _Cut:
    """Passages one after another in blocks (n, BLOCK) of places among the tokens, and how many each has.

    `whole` says of each place where a window may begin whether it lies in one passage.
    """

    blocks: Rows
    of_passage: Rows
    whole: NDArray[np.bool_]


def _cut(places: Rows, counts: Rows, nothing: int) -> _Cut:
    """Cut passages of `counts` tokens into blocks; `nothing` fills up each one's last."""
    of_passage = np.maximum(-(-counts // BLOCK), BLOCKS)
    ends = np.cumsum(of_passage)
    padded = np.full(int(ends[-1]) * BLOCK, nothing)
    within = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    padded[np.repeat(ends - of_passage, counts) * BLOCK + within] = places
    left = np.repeat(ends, of_passage) - np.arange(ends[-1])
    return _Cut(padded.reshape(-1, BLOCK), of_passage, left[: ends[-1] - BLOCKS + 1] >= BLOCKS)


def _lengths(held: Vectors, cut: _Cut, rows: list[int], known: WindowLengths) -> Scores:
    """The lengths of all windows, passage after passage: what is not `known` of `rows` is added to it."""
    new = np.array([row not in known for row in rows])
    if new.any():
        # The last vector is nothing: what fills up a passage's last block.
        vectors = np.vstack([held, np.zeros((1, held.shape[1]), dtype=np.float32)])
        sums = _block_sums(vectors, cut.blocks[np.repeat(new, cut.of_passage)])
        lengths = np.sqrt(_squares(sums))
        ends = np.cumsum(cut.of_passage[new])
        for place, end in zip(np.flatnonzero(new).tolist(), ends.tolist(), strict=True):
            known[rows[place]] = lengths[end - int(cut.of_passage[place]) : end - BLOCKS + 1]
    return np.concatenate([known[row] for row in rows])


def _over_windows(values: Scores) -> Scores:
    count = len(values) - BLOCKS + 1
    return np.asarray(sum(values[shift : count + shift] for shift in range(BLOCKS)), dtype=np.float32)


def _squares(sums: Vectors) -> Scores:
    """The squared length of each window, from products of its blocks: the windows themselves need not be written."""
    squares = _over_windows(np.einsum("ij,ij->i", sums, sums))
    for apart in range(1, BLOCKS):
        products = np.einsum("ij,ij->i", sums[:-apart], sums[apart:])
        for first in range(BLOCKS - apart):
            squares += 2 * products[first : first + len(squares)]
    return np.maximum(squares, 0)


def _block_sums(held: Vectors, blocks: NDArray[np.int64]) -> Vectors:
    sums = np.empty((len(blocks), held.shape[1]), dtype=np.float32)
    for first in range(0, len(blocks), BATCH):
        sums[first : first + BATCH] = held[blocks[first : first + BATCH]].sum(axis=1)
    return sums
