"""The transformer that judges spans: what it is told of them, how it is stored, and what damage says."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models

from pipeline.errors import StoreError
from pipeline.models import INITIATIVE_READER
from pipeline.models.span_reader import Shape, SpanReader, Window, load_span_reader
from pipeline.training.packing import packed_rows

SHAPE = Shape(words=50, places=64, width=24, layers=1, heads=2, within=32)


@pytest.fixture
def reader() -> SpanReader:
    torch.manual_seed(3)
    return SpanReader(SHAPE, Tokenizer(models.Unigram([("a", 0.0)]))).eval()


def test_a_window_is_judged_alone_as_beside_longer_ones(reader: SpanReader) -> None:
    short, long = Window([0, 5, 6, 2], [(1, 1), (1, 2)]), Window([0, *range(4, 40), 2], [(3, 7)])
    together = reader.judge([short, long])
    assert together.shape == (3,)
    assert together == pytest.approx(np.concatenate([reader.judge([short]), reader.judge([long])]), abs=1e-5)
    assert reader.judge([long, short]) == pytest.approx(together[[2, 0, 1]], abs=1e-5)
    assert len(set(np.round(together, 6))) == 3


def test_no_windows_have_no_logits(reader: SpanReader) -> None:
    assert reader.judge([]).shape == (0,)


def test_the_bundled_one_is_read_once() -> None:
    assert load_span_reader(INITIATIVE_READER) is load_span_reader(INITIATIVE_READER)
    assert not load_span_reader(INITIATIVE_READER).training


@pytest.mark.parametrize("damaged", ["config.json", "tokenizer.json", "reader.safetensors", "shape"])
def test_damaged_weights_are_told_of(reader: SpanReader, tmp_path: Path, damaged: str) -> None:
    arrays = {name: tensor.numpy() for name, tensor in reader.state_dict().items()}
    if damaged == "shape":
        arrays["last.bias"] = np.zeros(2, np.float32)
    save_file(packed_rows(arrays), tmp_path / "reader.safetensors")
    (tmp_path / "config.json").write_text(json.dumps(asdict(SHAPE)), encoding="utf-8")
    (tmp_path / "tokenizer.json").write_text(reader.tokenizer.to_str(), encoding="utf-8")
    if damaged != "shape":
        (tmp_path / damaged).write_bytes(b"cut")
    with pytest.raises(StoreError, match="missing or damaged"):
        load_span_reader(tmp_path)
