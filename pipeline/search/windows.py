"""How near the nearest stretch of a passage is to a question: the best of overlapping windows over static vectors.

An average over a whole passage says what it is about; the one sentence that answers weighs little in it. Averages of
windows are compared as well, and the best one counts (MaxP of Dai and Callan 2019, within a passage).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.index.tokens import TokenIndex
from pipeline.models.static import StaticEncoder

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
Vectors = NDArray[np.float32]
# A window is three blocks of eight tokens, the next one begins a block later. Of 16 to 80 tokens, 16 to 30 did best.
BLOCK = 8
BLOCKS = 3
# Blocks summed at a time: their vectors stay within the processor's cache.
BATCH = 256


def window_scores(encoder: StaticEncoder, vector: Vectors, tokens: TokenIndex, rows: Rows) -> Scores:
    """Return the cosine of `vector`, of length one, with each passage's nearest window; 0 where there are no tokens."""
    ids, lengths = tokens.of(rows)
    scores = np.zeros(len(rows), dtype=np.float32)
    filled = lengths > 0
    if not filled.any():
        return scores
    distinct, places = np.unique(ids, return_inverse=True)
    # The last row is nothing: what fills up a passage's last block.
    held = np.vstack([encoder.rows(distinct), np.zeros((1, encoder.dimensions), dtype=np.float32)])
    blocks = np.maximum(-(-lengths[filled] // BLOCK), BLOCKS)
    starts = np.cumsum(blocks) - blocks
    padded = np.full(int(blocks.sum()) * BLOCK, len(distinct))
    within = np.arange(len(ids)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    padded[np.repeat(starts, lengths[filled]) * BLOCK + within] = places
    sums = _block_sums(held, padded.reshape(-1, BLOCK))
    count = len(sums) - BLOCKS + 1
    cosines = _over_windows(sums @ vector, count) / np.maximum(np.sqrt(_squares(sums, count)), 1e-9)
    # A window that reaches into the next passage is none.
    left = np.repeat(starts + blocks, blocks) - np.arange(len(sums))
    cosines = np.where(left[:count] >= BLOCKS, cosines, -1)
    scores[filled] = np.maximum.reduceat(cosines, starts)
    return scores


def _over_windows(values: Scores, count: int) -> Scores:
    return np.asarray(sum(values[shift : count + shift] for shift in range(BLOCKS)), dtype=np.float32)


def _squares(sums: Vectors, count: int) -> Scores:
    """The squared length of each window, from products of its blocks: the windows themselves need not be written."""
    squares = _over_windows(np.einsum("ij,ij->i", sums, sums), count)
    for apart in range(1, BLOCKS):
        products = np.einsum("ij,ij->i", sums[:-apart], sums[apart:])
        for first in range(BLOCKS - apart):
            squares += 2 * products[first : first + count]
    return np.maximum(squares, 0)


def _block_sums(held: Vectors, blocks: NDArray[np.int64]) -> Vectors:
    sums = np.empty((len(blocks), held.shape[1]), dtype=np.float32)
    for first in range(0, len(blocks), BATCH):
        sums[first : first + BATCH] = held[blocks[first : first + BATCH]].sum(axis=1)
    return sums
