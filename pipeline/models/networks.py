"""Small networks that judge rows of numbers: the chance that a row is what they were trained to see.

Numpy alone; `training/networks.py` fits them. Knows nothing about what the numbers mean.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from pipeline.models.bundled import packed

CLIP = 4.0  # standard deviations; beyond them a row is stranger than any trained on
Weights = NDArray[np.float32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Networks:
    """Networks of one hidden layer, whose mean counts: n of them, over s signals, with h units."""

    mean: Weights  # (s,)
    scale: Weights  # (s,)
    first: Weights  # (n, s, h)
    bias: Weights  # (n, h)
    second: Weights  # (n, h)
    last: Weights  # (n, 1)

    def chances(self, table: Floats) -> Floats:
        """Return the chances of the rows of `table` (m, s), each 0–1: the logistic of the networks' mean."""
        inputs = np.clip((table - self.mean) / self.scale, -CLIP, CLIP).astype(np.float32)
        first = self.first.transpose(1, 0, 2).reshape(self.first.shape[1], -1)
        scores = np.maximum(inputs @ first + self.bias.reshape(-1), 0) @ self.second.reshape(-1)
        mean = (scores.astype(float) + self.last.sum()) / len(self.first)
        return np.asarray(1 / (1 + np.exp(-mean)))

    def arrays(self) -> dict[str, Weights]:
        """Return the weights by name, as they are stored."""
        return asdict(self)


@cache
def load_networks(folder: Path) -> Networks:
    """Return the networks of a bundled folder, once a process; StoreError if they are missing or damaged."""
    with packed(folder):
        return Networks(**load_file(folder / "weights.safetensors"))
