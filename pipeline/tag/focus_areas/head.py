"""What sentences say about the bundled focus areas beyond their phrases: a small network over sentence vectors.

The vectors are those of the bundled embedder, whatever model the knowledge base searches with, and are made anew from
the text: tagging reads no stored vector and writes none. Weights and their card lie in `pipeline/models/focus_areas`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from pipeline.models import FOCUS_AREAS
from pipeline.models.bundled import packed
from pipeline.swedish.terms import analysed

Floats = NDArray[np.float32]
# Analysed texts → float32 (n, dim), unit rows; a text without tokens gives zeros.
Encode = Callable[[Sequence[str]], Floats]

AREAS = ("F1", "F2", "F3", "F4", "F5", "F6")
NEIGHBOURS = 1  # a window is a sentence with so many on each side
NOTHING = -4.0  # the logit of a sentence that only lists areas


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer: d dimensions, h units, and the a areas of AREAS."""

    first: Floats  # (d, h)
    bias: Floats  # (h,)
    second: Floats  # (h, a)
    last: Floats  # (a,)
    calibration: Floats  # (5,): of the best sentence, the best window, the phrases, the title's phrases, and the rest

    def logits(self, vectors: Floats) -> Floats:
        """Return for each of the vectors the logit that it speaks of each area: float32 (n, a)."""
        return np.asarray(np.maximum(vectors @ self.first + self.bias, 0) @ self.second + self.last, dtype=np.float32)

    def chance(self, inputs: tuple[float, float, float, float]) -> float:
        """Return the chance that a document is about an area, 0–1.

        `inputs` are its best sentence's and window's logits and the strengths of its phrases and its title's.
        """
        return float(1 / (1 + np.exp(-(self.calibration @ np.array([*inputs, 1.0])))))


@dataclass(frozen=True, slots=True)
class Head:
    """The network and the encoder whose vectors it was trained on."""

    network: Network
    encode: Encode

    def vectors(self, sentences: Sequence[str]) -> Floats:
        """Return one unit row a sentence."""
        return _encoded(self.encode, tuple(sentences)).copy()


# Initiatives and focus areas read the sentences of the same text one after the other.
@lru_cache(maxsize=1)
def _encoded(encode: Encode, sentences: tuple[str, ...]) -> Floats:
    return encode([analysed(sentence) for sentence in sentences])


def windows(vectors: Floats) -> Floats:
    """Return for each row the direction of its sum with its neighbours.

    In fewer rows than a window takes each stands alone: the one window there is would be the whole text, and what a
    sentence says would be lost in what the other does not.
    """
    if len(vectors) <= 2 * NEIGHBOURS:
        return vectors
    padded = np.pad(vectors, ((NEIGHBOURS, NEIGHBOURS), (0, 0)))
    sums = sum(padded[shift : shift + len(vectors)] for shift in range(2 * NEIGHBOURS + 1))
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def load_head(encode: Encode, folder: Path = FOCUS_AREAS) -> Head:
    """Return the bundled network over `encode`; StoreError if they are missing or damaged."""
    with packed(folder):
        tensors = load_file(folder / "weights.safetensors")
        return Head(Network(**{name: values.astype(np.float32) for name, values in tensors.items()}), encode)
