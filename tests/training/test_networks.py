from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from pipeline.models.networks import load_networks
from pipeline.training.networks import Recipe, fit, save

RECIPE = Recipe(networks=2, hidden=4, decay=0.01, rate=0.02, epochs=200)


def test_networks_learn_what_rows_are_right(tmp_path: Path) -> None:
    table = np.random.default_rng(3).normal(size=(200, 3))
    labels = (table[:, 0] > table[:, 1]).astype(float)
    networks = fit(table, labels, np.ones(200), RECIPE)
    assert ((networks.chances(table) > 0.5) == (labels > 0.5)).mean() > 0.9
    save(networks, tmp_path)
    assert np.allclose(load_networks(tmp_path).chances(table), networks.chances(table))
    digest, name = (tmp_path / "SHA256SUMS").read_text().split()
    assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest


def test_what_weighs_nothing_teaches_nothing() -> None:
    table = np.array([[0.0], [1.0]] * 40)
    right = np.array([0.0, 1.0] * 40)
    wrong, weights = right.copy(), np.ones(80)
    wrong[:40], weights[:40] = 1 - right[:40], 1e-9
    judged = fit(table, wrong, weights, RECIPE).chances(np.array([[0.0], [1.0]]))
    assert judged[0] < 0.5 < judged[1]
