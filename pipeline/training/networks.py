"""Fits the small networks of `models/networks.py` and writes them; the same rows give the same weights.

Needs the `train` extra.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from pipeline.models.networks import CLIP, Floats, Networks
from pipeline.training.packing import write_sums

SEED = 13
LEAST_SCALE = 1e-3


@dataclass(frozen=True, slots=True)
class Recipe:
    """How networks are fitted: how many, their hidden units, weight decay, learning rate, and rounds over the rows."""

    networks: int
    hidden: int
    decay: float
    rate: float
    epochs: int


def fit(table: Floats, labels: Floats, weights: Floats, recipe: Recipe) -> Networks:
    """Fit networks to rows (m, s) with labels above .5 or not (m,) that weigh as `weights` say (m,)."""
    mean, scale = table.mean(axis=0), table.std(axis=0) + LEAST_SCALE
    inputs = np.clip((table - mean) / scale, -CLIP, CLIP)
    layers = [_fit(inputs, labels, weights / weights.mean(), recipe, SEED + n) for n in range(recipe.networks)]
    first, bias, second, last = (np.stack(parts).astype(np.float32) for parts in zip(*layers, strict=True))
    return Networks(mean.astype(np.float32), scale.astype(np.float32), first, bias, second, last)


def _fit(
    inputs: Floats, labels: Floats, weights: Floats, recipe: Recipe, seed: int
) -> tuple[Floats, Floats, Floats, Floats]:
    network = MLPClassifier(
        (recipe.hidden,),
        alpha=recipe.decay,
        learning_rate_init=recipe.rate,
        max_iter=recipe.epochs,
        random_state=seed,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stopping early is what keeps it from overfitting
        network.fit(inputs, labels > 0.5, sample_weight=weights)
    (first, second), (bias, last) = network.coefs_, network.intercepts_
    return first, bias, second[:, 0], last


def save(networks: Networks, folder: Path) -> None:
    """Write weights.safetensors and the folder's SHA256SUMS."""
    save_weights(networks.arrays(), folder)


def save_weights(arrays: dict[str, NDArray[Any]], folder: Path, name: str = "weights") -> None:
    """Write `arrays` as `name`.safetensors, and the SHA256SUMS of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file(arrays, folder / f"{name}.safetensors")
    write_sums(folder)
