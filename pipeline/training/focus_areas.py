"""Trains the head for focus areas: `python -m pipeline.training.focus_areas SHARED OUT --gold … --leave-out …`.

A few small networks, whose mean is one wider network, learn from written, labelled and found sentences
(`focus_area_examples.py`) and from mixtures of written ones, whose vectors are like those of passages. What their
logits and the phrases mean for a document is then fitted on documents that networks of other parts have not seen: the
labelled passages, and mixtures of written sentences. The texts of the gold files named with --gold are trained on,
records of those named with --leave-out are not. Seeded; a few minutes on two cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.models import EMBEDDER
from pipeline.models.static import load_static
from pipeline.swedish.sentences import sentence_spans
from pipeline.tag.focus_areas.head import AREAS, Floats, Head, Network
from pipeline.tag.focus_areas.signals import Signals, document_signals
from pipeline.tag.focus_areas.taxonomy import Taxonomy, load_taxonomy
from pipeline.training.focus_area_examples import (
    Example,
    Passage,
    found_by_phrases,
    gold_passages,
    labelled,
    written,
)
from pipeline.training.gold import gold_records
from pipeline.training.networks import save_weights

SEED = 13
NETWORKS = 3
HIDDEN = 128
EPOCHS = 12
BATCH = 256
RATE = 2e-3
DECAY = 0.03
DROPOUT = 0.3
SCALE = 6.0  # unit rows of 768 numbers are small inputs
FOUND_TRUST = 0.3
MIXED_TRUST = 0.3
MIXTURES = 3000
FOLDS = 4
MIXED_PASSAGES = 260


@dataclass(frozen=True, slots=True)
class Rows:
    """Examples as numbers: vectors (m, d), labels (m, a) and how much each label is trusted (m, a)."""

    vectors: Floats
    labels: Floats
    trust: Floats


def rows(examples: Sequence[Example], head: Head, trust: float = 1.0) -> Rows:
    """Return the examples as numbers, their trust times `trust`."""
    labels = np.array([example.labels for example in examples], np.float32)
    trusted = np.array([example.trust for example in examples], np.float32) * np.float32(trust)
    return Rows(head.vectors([example.text for example in examples]), labels, trusted)


def mixtures(single: Rows, number: int, seed: int = SEED) -> Rows:
    """Return directions of sums of written sentences: of one area and of none, or of none alone."""
    rng = np.random.default_rng(seed)
    chosen = [_mixture(single.labels, rng, shown=3, none=2) for _ in range(number)]
    sums = np.stack([single.vectors[part].sum(axis=0) for part in chosen])
    vectors = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    labels = np.stack([single.labels[part].max(axis=0) for part in chosen])
    return Rows(vectors.astype(np.float32), labels, np.full_like(labels, MIXED_TRUST))


def mixed_passages(examples: Sequence[Example], number: int, seed: int) -> list[Passage]:
    """Return texts made of written sentences: one to three of an area among others of none, or of none alone."""
    rng = np.random.default_rng(seed)
    labels = np.array([example.labels for example in examples], np.float32)
    return [_joined([examples[i] for i in _mixture(labels, rng, shown=3, none=5)]) for _ in range(number)]


def _mixture(labels: Floats, rng: np.random.Generator, shown: int, none: int) -> NDArray[np.int64]:
    others = np.flatnonzero(labels.sum(axis=1) == 0)
    if rng.random() < 0.3:
        return rng.choice(others, rng.integers(2, none + 4))
    area = np.flatnonzero(labels[:, rng.integers(len(AREAS))])
    part = np.concatenate([rng.choice(area, rng.integers(1, shown + 1)), rng.choice(others, rng.integers(0, none + 1))])
    return rng.permutation(part)


def _joined(examples: list[Example]) -> Passage:
    shown: dict[str, list[tuple[int, int]]] = {}
    start = 0
    for example in examples:
        for area, label in zip(AREAS, example.labels, strict=True):
            if label:
                shown.setdefault(area, []).append((start, start + len(example.text)))
        start += len(example.text) + 1
    return Passage("", "", "\n".join(example.text for example in examples), shown)


def train(parts: Sequence[Rows], networks: int = NETWORKS) -> Network:
    """Return the mean of networks fitted to the parts, without calibration; the same rows give the same weights."""
    together = Rows(*(np.concatenate(columns) for columns in zip(*map(_columns, parts), strict=True)))
    layers = [_fit(together, seed) for seed in range(SEED, SEED + networks)]
    first, bias, second, last = (list(each) for each in zip(*layers, strict=True))
    return Network(
        np.concatenate(first, axis=1),
        np.concatenate(bias),
        np.asarray(np.concatenate(second) / networks, dtype=np.float32),
        np.stack(last).mean(axis=0, dtype=np.float32),
        np.zeros(5, np.float32),
    )


def _fit(part: Rows, seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    import torch

    torch.manual_seed(seed)
    vectors, labels, trust = (torch.from_numpy(values) for values in _columns(part))
    first, last = torch.nn.Linear(vectors.shape[1], HIDDEN), torch.nn.Linear(HIDDEN, len(AREAS))
    network = torch.nn.Sequential(first, torch.nn.ReLU(), torch.nn.Dropout(DROPOUT), last)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    for _ in range(EPOCHS):
        order = torch.randperm(len(vectors))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            losses = torch.nn.functional.binary_cross_entropy_with_logits(
                network(vectors[batch] * SCALE), labels[batch], reduction="none"
            )
            optimiser.zero_grad()
            torch.autograd.backward((losses * trust[batch]).sum(dim=1).mean())
            optimiser.step()
    layers = (first.weight.T * SCALE, first.bias, last.weight.T, last.bias)
    weights, bias, weights_last, bias_last = (np.array(layer.detach().numpy(), np.float32) for layer in layers)
    return weights, bias, weights_last, bias_last


def _columns(part: Rows) -> tuple[Floats, Floats, Floats]:
    return part.vectors, part.labels, part.trust


@dataclass(frozen=True, slots=True)
class Material:
    """What is trained on: written sentences, labelled passages and sentences found by phrases."""

    written: list[Example]
    labelled: list[Passage]
    found: list[Example]

    def parts(self, head: Head) -> list[Rows]:
        """Return all of it as numbers."""
        single = rows(self.written, head)
        sentences = [sentence for passage in self.labelled for sentence in passage.sentences()]
        whole = [passage.whole() for passage in self.labelled]
        parts = [single, mixtures(single, MIXTURES)]
        parts += [rows(examples, head, trust) for examples, trust in ((sentences, 1.0), (whole, 1.0)) if examples]
        return [*parts, *([rows(self.found, head, FOUND_TRUST)] if self.found else [])]


def held_out(material: Material, head: Head, taxonomy: Taxonomy) -> Iterator[tuple[Passage, dict[str, Signals]]]:
    """Yield each labelled passage and mixtures of written sentences, judged by networks that have not seen them."""
    fold_of = np.random.default_rng(SEED).integers(FOLDS, size=len(material.written))
    for fold in range(FOLDS):
        seen = Material(
            [example for example, f in zip(material.written, fold_of, strict=True) if f != fold],
            [passage for n, passage in enumerate(material.labelled) if n % FOLDS != fold],
            material.found,
        )
        judging = Head(train(seen.parts(head), networks=1), head.encode)
        unseen = [example for example, f in zip(material.written, fold_of, strict=True) if f == fold]
        mixed = mixed_passages(unseen, MIXED_PASSAGES // FOLDS, SEED + fold)
        for passage in [*material.labelled[fold::FOLDS], *mixed]:
            spans = sentence_spans(passage.text)
            yield passage, document_signals(taxonomy, passage.title, passage.text, spans, judging)


def calibrate(judged: Sequence[tuple[Passage, dict[str, Signals]]]) -> Floats:
    """Return the logistic regression from what is seen in a document to whether it is about the area."""
    from sklearn.linear_model import LogisticRegression

    inputs, about = _judgements(judged)
    fitted = LogisticRegression().fit(inputs, about)
    return np.array([*fitted.coef_[0], fitted.intercept_[0]], np.float32)


def reliability(
    network: Network, judged: Sequence[tuple[Passage, dict[str, Signals]]]
) -> list[tuple[int, float, float]]:
    """Return for each fifth of the scores how many fell there, their mean, and the share that was right."""
    inputs, about = _judgements(judged)
    scores = np.array([network.chance(tuple(row)) for row in inputs.tolist()])
    fifths = np.minimum((scores * 5).astype(int), 4)
    parts = [fifths == fifth for fifth in range(5)]
    return [(int(p.sum()), float(scores[p].mean()), float(about[p].mean())) for p in parts if p.any()]


def _judgements(
    judged: Sequence[tuple[Passage, dict[str, Signals]]],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    pairs = [
        (signals.inputs(), area in passage.shown)
        for passage, areas in judged
        for area, signals in areas.items()
        if area not in passage.unsure
    ]
    return np.array([inputs for inputs, _ in pairs]), np.array([about for _, about in pairs])


def save(network: Network, folder: Path) -> None:
    """Write weights.safetensors, half precision but for the calibration, and its SHA256SUMS."""
    arrays = {
        name: np.ascontiguousarray(values, dtype=np.float32 if name == "calibration" else np.float16)
        for name, values in asdict(network).items()
    }
    save_weights(arrays, folder)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--leave-out", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    taxonomy, left_out = load_taxonomy(), gold_records(options.leave_out)
    corpora = options.shared / "data" / "corpora"
    passages = [*labelled(corpora, left_out), *gold_passages(options.gold, options.shared)]
    unseen = left_out | {passage.record_id for passage in passages}
    material = Material(written(), passages, found_by_phrases(corpora, taxonomy, unseen))
    blank = Head(Network(*[np.zeros((0, 0), np.float32)] * 5), load_static(EMBEDDER).encode)
    judged = list(held_out(material, blank, taxonomy))
    network = replace(train(material.parts(blank)), calibration=calibrate(judged))
    save(network, options.out)
    for count, score, share in reliability(network, judged):
        print(f"{count} scores of {score:.2f} in the mean: {share:.2f} right")
    print(f"calibration {network.calibration.round(3).tolist()}, {len(passages)} passages, {len(material.found)} found")


if __name__ == "__main__":
    main()
