"""The head: logits, chances and windows by hand, and the bundled weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import StoreError
from pipeline.models import EMBEDDER
from pipeline.models.static import load_static
from pipeline.tag.focus_areas.head import AREAS, Network, load_head, windows


def test_logits_and_chance_by_hand() -> None:
    network = Network(
        np.array([[1, -1], [0, 2]], np.float32),
        np.array([0, 1], np.float32),
        np.array([[1, 0], [0, 3]], np.float32),
        np.array([-1, -2], np.float32),
        np.array([1, 0.5, 2, 1, -3], np.float32),
    )
    assert network.logits(np.array([[2, 0], [0, 1]], np.float32)).tolist() == [[1, -2], [-1, 7]]
    assert network.chance((1.0, 2.0, 0.25, 0.5)) == pytest.approx(0.5)


def test_a_window_is_the_direction_of_a_sentence_and_its_neighbours() -> None:
    rows = np.array([[1, 0], [0, 1], [0, 1], [0, 0], [0, 0]], np.float32)
    expected = [[1, 1], [1, 2], [0, 2], [0, 1], [0, 0]]
    for window, direction in zip(windows(rows), expected, strict=True):
        assert window.tolist() == pytest.approx((np.array(direction) / max(1, np.hypot(*direction))).tolist())


def test_in_fewer_sentences_than_a_window_takes_each_stands_alone() -> None:
    rows = np.array([[1, 0], [0, 1]], np.float32)
    assert windows(rows).tolist() == rows.tolist()


def test_the_bundled_head_tells_the_areas_apart() -> None:
    head = load_head(load_static(EMBEDDER).encode)
    sentences = ["Barn värvas av gäng.", "Han lämnade gänget.", "Biblioteket har öppet till fem."]
    logits = head.network.logits(head.vectors(sentences))
    assert logits.shape == (3, len(AREAS))
    assert [AREAS[column] for column in logits[:2].argmax(axis=1)] == ["F1", "F2"]
    assert logits[2].max() < 0


def test_missing_weights_are_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="install the package again"):
        load_head(load_static(EMBEDDER).encode, tmp_path)
