"""Training the head for focus areas: mixtures, the same weights every time, calibration."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from pipeline.tag.focus_areas.head import Floats, Head, Network, load_head
from pipeline.tag.focus_areas.signals import Signals
from pipeline.training.focus_area_examples import Example, Passage
from pipeline.training.focus_areas import (
    calibrate,
    mixed_passages,
    mixtures,
    reliability,
    rows,
    save,
    train,
)
from pipeline.training.gold import gold_records

YOUNG = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
NONE = (0.0,) * 6


def encode(texts: Sequence[str]) -> Floats:
    return np.array([[float("barn" in text), float("barn" not in text)] for text in texts], np.float32)


HEAD = Head(Network(*[np.zeros((0, 0), np.float32)] * 5), encode)
EXAMPLES = [Example("Gäng värvar barn.", YOUNG), *[Example(f"Mötet börjar klockan {n}.", NONE) for n in range(9)]]


def test_a_mixture_has_the_areas_of_its_parts() -> None:
    mixed = mixtures(
        rows([*EXAMPLES, *[Example("barn", (*NONE[:n], 1.0, *NONE[n + 1 :])) for n in range(1, 6)]], HEAD), 40
    )
    assert mixed.vectors.shape == (40, 2)
    assert np.allclose(np.linalg.norm(mixed.vectors, axis=1), 1)
    assert ((mixed.vectors[:, 0] > 0) == (mixed.labels.sum(axis=1) > 0)).all()


def test_a_mixed_passage_marks_the_sentences_that_show_its_areas() -> None:
    examples = [*EXAMPLES, *[Example(f"barn {n}", (*NONE[:n], 1.0, *NONE[n + 1 :])) for n in range(1, 6)]]
    passages = mixed_passages(examples, 30, seed=1)
    assert any(passage.shown for passage in passages) and not all(passage.shown for passage in passages)
    for passage in passages:
        for spans in passage.shown.values():
            assert all("barn" in passage.text[start:end] for start, end in spans)


def test_the_same_rows_give_the_same_weights_and_can_be_stored(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    part = rows(EXAMPLES * 20, HEAD)
    first, second = (train([part], networks=2) for _ in range(2))
    assert np.array_equal(first.first, second.first) and np.array_equal(first.last, second.last)
    logits = first.logits(np.eye(2, dtype=np.float32))
    assert logits[0, 0] > 0 > logits[1, 0]
    save(first, tmp_path)
    assert np.allclose(load_head(encode, tmp_path).network.logits(np.eye(2, dtype=np.float32)), logits, atol=0.02)


def test_scores_are_shares_of_what_is_right() -> None:
    sure, doubtful = Signals(1.0, 0.0, 1.0, 0, 4.0, 4.0), Signals(0.0, 0.0, 0.0, 0, -4.0, -4.0)
    about, other = Passage("", "", "", {"F1": [(0, 1)]}), Passage("", "", "", {}, frozenset({"F2"}))
    judged = [(about, {"F1": sure}), (other, {"F1": doubtful, "F2": sure})] * 30
    network = Network(*[np.zeros((0, 0), np.float32)] * 4, calibrate(judged))
    low, high = reliability(network, judged)
    assert (low[0], low[2], high[0], high[2]) == (30, 0.0, 30, 1.0)
    assert low[1] < 0.1 < 0.9 < high[1]


def test_records_of_gold_files_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps({'source': {'id': 'a'}})}\n{json.dumps({'text': 'b'})}\n", encoding="utf-8")
    assert gold_records([path]) == {"a"}
