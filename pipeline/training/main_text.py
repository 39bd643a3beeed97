"""Trains what tells main text from boilerplate: `python -m pipeline.training.main_text WCXB_FOLDER OUT`.

Reads the team's WCXB sample (pages and their main text), labels every piece of a page by how much of it stands in the
main text, and fits a few small networks whose mean is used. Seeded; about a minute on two cores.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from pipeline.clean.decode import decode
from pipeline.clean.html.main_text import CLIP, Chooser
from pipeline.clean.html.markup import parse_html
from pipeline.clean.html.outline import Outline, outline
from pipeline.clean.html.signals import Floats, signals

SEED = 13
NETWORKS = 5
HIDDEN = 16
EPOCHS = 12
RATE = 0.002
DECAY = 6.0
LEAST_SCALE = 1e-3
SHARE = 3  # words in a row that are compared
LEAST_WORDS, MOST_WEIGHT = 50, 0.5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Example:
    """A page's pieces as numbers, with 1 for main text, and the weight of each: a page weighs about one."""

    signals: Floats
    labels: Floats
    weights: Floats


def example(page: Outline, main_text: str) -> Example:
    """Label the pieces of a page: main text is what shares more than half of its word triples with it."""
    words = _WORD.findall(main_text.lower())
    triples, joined = _triples(words), f" {' '.join(words)} "
    labels = []
    for piece in page.pieces:
        own = _WORD.findall(piece.text.lower())
        if len(own) < SHARE:
            labels.append(f" {' '.join(own)} " in joined)
        else:
            found = _triples(own)
            labels.append(len(found & triples) > len(found) / 2)
    sizes = np.array([piece.words for piece in page.pieces], float)
    weights = np.minimum(sizes / max(len(words), LEAST_WORDS), MOST_WEIGHT)
    return Example(signals(page), np.array(labels, float), weights)


def _triples(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[n : n + SHARE]) for n in range(len(words) - SHARE + 1)}


def read_examples(folder: Path) -> dict[str, Example]:
    """Return the examples of a WCXB folder by page id."""
    found = {}
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for gold in map(json.loads, lines):
            content = gzip.decompress((folder / f"{gold['id']}.html.gz").read_bytes())
            page = outline(parse_html(decode(content)))
            if page.pieces:
                found[gold["id"]] = example(page, gold["main_content"])
    return found


def train(examples: Iterable[Example], networks: int = NETWORKS) -> Chooser:
    """Fit the networks; the same examples give the same weights on the same machine."""
    rows = list(examples)
    table = np.vstack([row.signals for row in rows])
    mean, scale = table.mean(axis=0), table.std(axis=0) + LEAST_SCALE
    inputs = np.clip((table - mean) / scale, -CLIP, CLIP)
    labels = np.concatenate([row.labels for row in rows])
    weights = np.concatenate([row.weights for row in rows])
    layers = [_fit(inputs, labels, weights / weights.mean(), SEED + number) for number in range(networks)]
    first, bias, second, last = (np.stack(parts).astype(np.float32) for parts in zip(*layers, strict=True))
    return Chooser(mean.astype(np.float32), scale.astype(np.float32), first, bias, second, last)


def _fit(inputs: Floats, labels: Floats, weights: Floats, seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    network = MLPClassifier((HIDDEN,), alpha=DECAY, learning_rate_init=RATE, max_iter=EPOCHS, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stopping early is what keeps it from overfitting
        network.fit(inputs, labels > 0.5, sample_weight=weights)
    (first, second), (bias, last) = network.coefs_, network.intercepts_
    return first, bias, second[:, 0], last


def save(chooser: Chooser, folder: Path) -> None:
    """Write weights.safetensors and its SHA256SUMS."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "weights.safetensors"
    save_file(chooser.arrays(), path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  {path.name}\n", encoding="utf-8")


if __name__ == "__main__":
    save(train(read_examples(Path(sys.argv[1])).values()), Path(sys.argv[2]))
