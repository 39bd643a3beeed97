"""A small transformer that reads a stretch of text and judges spans of it: the chance that each is a name.

Self-attention over tokens (BERT, Devlin et al. 2019), and over the states at a span's edges, inside and beside it one
hidden layer. Matrices are stored as int8 rows with a float32 scale a row. Needs torch, which is only imported with this
module (transformers' BertModel computes the same, but takes seconds to import). Knows nothing about what the spans are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from torch import nn

from pipeline.models.bundled import packed

SCALES = ".scales"  # what the name of an int8 matrix's scales ends with
HIDDEN = 192
EPSILON = 1e-12
CONFIG, TOKENIZER, WEIGHTS = "config.json", "tokenizer.json", "reader.safetensors"
_BATCH = 16  # windows read at a time


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens, and the first and last token of each span to be judged."""

    ids: list[int]
    spans: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Shape:
    """The encoder's dimensions: tokens it knows, places in a window, width of a state, layers, heads, width within."""

    words: int
    places: int
    width: int
    layers: int
    heads: int
    within: int


class SpanReader(nn.Module):
    """Judges the spans of windows: one logit a span, in order."""

    def __init__(self, shape: Shape, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.tokenizer = tokenizer
        self.words = nn.Embedding(shape.words, shape.width)
        self.places = nn.Embedding(shape.places, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=EPSILON)
        layer = nn.TransformerEncoderLayer(
            shape.width, shape.heads, shape.within, activation="gelu", layer_norm_eps=EPSILON, batch_first=True
        )
        self.encoder = nn.TransformerEncoder(layer, shape.layers, enable_nested_tensor=False)
        self.hidden = nn.Linear(5 * shape.width, HIDDEN)
        self.last = nn.Linear(HIDDEN, 1)
        self.blurred = nn.Dropout(0.1)
        self.dropout = nn.Dropout(0.2)

    def forward(self, windows: Sequence[Window]) -> torch.Tensor:
        """Return the logits of all windows' spans, float32 (number of spans,)."""
        longest = max(len(window.ids) for window in windows)
        ids = torch.zeros((len(windows), longest), dtype=torch.long)
        beyond = torch.ones_like(ids, dtype=torch.bool)
        for n, window in enumerate(windows):
            ids[n, : len(window.ids)] = torch.tensor(window.ids)
            beyond[n, : len(window.ids)] = False
        told = self.blurred(self.norm(self.words(ids) + self.places.weight[:longest]))
        states = self.encoder(told, src_key_padding_mask=beyond).float()
        spans = [(n, first, last) for n, window in enumerate(windows) for first, last in window.spans]
        n, first, last = torch.tensor(spans).T
        sums = torch.cat([torch.zeros_like(states[:, :1]), states.cumsum(1)], 1)
        mean = (sums[n, last + 1] - sums[n, first]) / (last + 1 - first)[:, None]
        # Windows open and close with a token that is in no span.
        around = [states[n, first], states[n, last], mean, states[n, first - 1], states[n, last + 1]]
        inner = nn.functional.gelu(self.hidden(self.dropout(torch.cat(around, 1))))
        return torch.as_tensor(self.last(self.dropout(inner)).squeeze(1))

    def judge(self, windows: Sequence[Window]) -> NDArray[np.float64]:
        """Return the logits of all windows' spans, float64; no gradients."""
        with torch.inference_mode():
            parts = [self(windows[start : start + _BATCH]) for start in range(0, len(windows), _BATCH)]
            return torch.cat(parts).double().numpy() if parts else np.zeros(0)


@cache
def load_span_reader(folder: Path) -> SpanReader:
    """Return the reader of a bundled folder, once a process; StoreError if it is missing or damaged."""
    with packed(folder):
        config, tokenizer = ((folder / name).read_text(encoding="utf-8") for name in (CONFIG, TOKENIZER))
        arrays = unpacked(load_file(folder / WEIGHTS))
        try:
            reader = SpanReader(Shape(**json.loads(config)), Tokenizer.from_str(tokenizer))
            reader.load_state_dict({name: torch.from_numpy(array) for name, array in arrays.items()})
        # Each library has errors of its own for what it cannot use, tokenizers a bare Exception.
        except Exception as error:
            raise TypeError(f"{type(error).__name__}: {error}".splitlines()[0]) from error
    return reader.eval()


def unpacked(stored: dict[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
    """Return the arrays as float32, of what `training/packing.py` made int8 rows."""
    return {
        name: array.astype(np.float32) * stored[name + SCALES][:, None] if array.dtype == np.int8 else array
        for name, array in stored.items()
        if not name.endswith(SCALES)
    }
