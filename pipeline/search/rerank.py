"""The best passages read again by a cross-encoder, which sees question and passage together (Nogueira and Cho 2019)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.embed.encoder import Reranker

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


def reranked(
    reranker: Reranker, question: str, rows: Rows, scores: Scores, texts: Sequence[str]
) -> tuple[Rows, Scores]:
    """Return `rows` and their scores in [0, 1], best first: those that have `texts` by the reranker, then the rest.

    `texts` are those of the first rows. The rest keeps its order below the last of them.
    """
    if not texts:
        return rows, scores
    read = reranker(question, texts)
    order = np.argsort(-read, kind="stable")
    rest = scores[len(texts) :]
    lowered = rest * (float(read.min()) / max(float(rest.max(initial=0.0)), 1e-9)) if len(rest) else rest
    joined = np.concatenate([read[order], np.minimum(lowered, read.min())]).astype(np.float32)
    return np.concatenate([rows[: len(texts)][order], rows[len(texts) :]]), joined
