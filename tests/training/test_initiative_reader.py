"""Training what reads names again: which windows teach it, that it learns, and what is stored."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from pipeline.models.span_reader import Shape, SpanReader, load_span_reader
from pipeline.training import initiative_reader
from pipeline.training.e5 import Base
from pipeline.training.initiative_reader import Text, asked, fit, new_reader, save
from pipeline.training.initiatives import Example

SHAPE = Shape(words=12, places=160, width=24, layers=1, heads=2, within=32)
PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    "▁projektet",
    "▁gatan",
    "▁Lotsen",
    "▁Storgatan",
    "▁mot",
    "▁gäng",
    "▁asfalt",
]


@pytest.fixture
def base() -> Base:
    torch.manual_seed(1)
    empty = Base(SHAPE, {}, PIECES, [-float(n) for n in range(len(PIECES))])
    weights = {name: tensor.numpy() for name, tensor in SpanReader(SHAPE, empty.tokenizer()).state_dict().items()}
    return Base(SHAPE, weights, empty.pieces, empty.scores)


def text_of(words: str, name: str | None, chance: float = 0.5) -> Text:
    spans = [(words.index(word), words.index(word) + len(word)) for word in words.split() if word[0].isupper()]
    labels = np.array([words[slice(*span)] == name for span in spans], float)
    nothing = np.zeros((len(spans), 1))
    example = Example(words, spans, nothing, nothing.astype(np.float32), labels, 1.0)
    return Text("", example, np.full(len(spans), chance), [])


def test_a_name_is_asked_about_and_what_is_no_name_only_in_doubt(base: Base) -> None:
    texts = [text_of("projektet Lotsen mot gäng", "Lotsen", 0.0), text_of("gatan Storgatan mot asfalt", None, 0.0)]
    reader = new_reader(base)
    assert [one.labels for one in asked(reader, texts, random.Random(1))] == [[1.0]]
    doubted = [text_of("gatan Storgatan mot asfalt", None)]
    assert [(one.labels, one.weights) for one in asked(reader, doubted, random.Random(1))] == [([0.0], [1.0])]


def test_what_lies_on_an_ignored_stretch_weighs_nothing(base: Base) -> None:
    text = text_of("gatan Storgatan mot asfalt", None)
    text.ignored.append((6, 10))
    ((one),) = asked(new_reader(base), [text], random.Random(1))
    assert one.weights == [0.0]


def test_it_learns_keeps_what_it_learnt_and_does_it_again(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(initiative_reader, "RATE", 1e-2)
    monkeypatch.setattr(initiative_reader, "HEAD_RATE", 1e-2)
    texts = [text_of("projektet Lotsen mot gäng", "Lotsen"), text_of("gatan Storgatan mot asfalt", None)] * 60
    reader, again = fit(base, texts), fit(base, texts)
    windows = [one.window for one in asked(reader, texts[:2], random.Random(1))]
    right, wrong = reader.judge(windows)
    assert right > 0 > wrong
    assert np.array_equal(again.judge(windows), [right, wrong])
    save(reader, base, tmp_path)
    assert load_span_reader(tmp_path).judge(windows) == pytest.approx([right, wrong], abs=0.5)
    assert "reader.safetensors" in (tmp_path / "SHA256SUMS").read_text(encoding="utf-8")
