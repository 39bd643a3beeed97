"""The bundled static embedder without torch: the question's way to a vector.

Reads the same files as sentence-transformers' StaticEmbedding (int8 rows "embeddings" and a float32 scale a row
"weights", tokenizer.json) and gives the same vectors; only the rows a text needs are made float32.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.models.bundled import packed

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]
# The vocabulary has 32,000 tokens.
TokenIds = NDArray[np.uint16]


class StaticEncoder:
    """Mean of token vectors, scaled to length one: float32 (n, dim), a text without tokens gives zeros."""

    def __init__(self, tokenizer: Tokenizer, rows: NDArray[np.int8], scales: NDArray[np.float32]) -> None:
        self._tokenizer = tokenizer
        self._rows = rows
        self._scales = scales

    @property
    def dimensions(self) -> int:
        """Length of each vector."""
        return int(self._rows.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for vector, ids in zip(vectors, self.tokens(texts), strict=True):
            if len(ids):
                vector[:] = self.rows(ids).mean(axis=0)
        return unit_rows(vectors)

    def tokens(self, texts: Sequence[str]) -> list[TokenIds]:
        """Return the token ids of each text, in order."""
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [np.array(encoding.ids, dtype=np.uint16) for encoding in encodings]

    def rows(self, ids: NDArray[Any]) -> Vectors:
        """Return the vectors of tokens, float32 (n, dim); their lengths say how much a token tells."""
        return np.asarray(self._rows[ids] * self._scales[ids, None], dtype=np.float32)


@cache
def load_static(folder: Path) -> StaticEncoder:
    """Read a model folder, once a process; StoreError if a file is missing or damaged."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    with packed(folder):
        tensors: dict[str, Any] = load_file(folder / "model.safetensors")
        return StaticEncoder(
            Tokenizer.from_file(str(folder / "tokenizer.json")), tensors["embeddings"], tensors["weights"]
        )


def unit_rows(vectors: NDArray[Any]) -> Vectors:
    """Return `vectors` as C-contiguous float32 with rows of length one; zero rows stay zero."""
    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.ascontiguousarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)
