"""Small networks over rows of numbers: their chances, and reading them from a folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import StoreError
from pipeline.models import INITIATIVE_NAMES, MAIN_TEXT
from pipeline.models.networks import Networks, load_networks


def test_networks_are_averaged_before_the_logistic() -> None:
    ones = np.ones(1, np.float32)
    networks = Networks(
        mean=ones, scale=2 * ones, first=np.array([[[1]], [[-1]]], np.float32), bias=np.array([[0], [0]], np.float32),
        second=np.array([[2], [4]], np.float32), last=np.array([[0], [1]], np.float32),
    )  # fmt: skip
    # (5 − 1) / 2 = 2 → 2·2 + 0 and 0 + 1: mean 2.5; (−3 − 1) / 2 = −2 → 0 and 4·2 + 1: mean 4.5.
    expected = [1 / (1 + np.exp(-2.5)), 1 / (1 + np.exp(-4.5))]
    assert networks.chances(np.array([[5.0], [-3.0]])) == pytest.approx(expected)
    assert networks.chances(np.array([[1e9]])) == pytest.approx(1 / (1 + np.exp(-4.5)))


@pytest.mark.parametrize("folder", [INITIATIVE_NAMES, MAIN_TEXT])
def test_the_bundled_ones_are_read_once(folder: Path) -> None:
    assert load_networks(folder) is load_networks(folder)


def test_damaged_weights_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "weights.safetensors").write_bytes(b"not weights")
    with pytest.raises(StoreError, match="missing or damaged"):
        load_networks(tmp_path)
