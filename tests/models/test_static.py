from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.embed.encoder import load_passage_encoder, load_query_encoder
from pipeline.embed.options import EmbedOptions
from pipeline.errors import StoreError
from pipeline.models import EMBEDDER
from pipeline.models.static import load_static, unit_rows
from pipeline.swedish.terms import analysed

TEXTS = [
    "Hur arbetar kommunen mot gängkriminalitet?",
    "Åre",
    "",
    "€ ∑ 漢字",
    "avhopparverksamhet " * 200,
    "a\u030aäö ÅÄÖ",
]


def test_the_vectors_are_those_of_sentence_transformers() -> None:
    torch_free = load_query_encoder(EmbedOptions()).encode(TEXTS)
    np.testing.assert_array_equal(torch_free, load_passage_encoder(EmbedOptions()).encode(TEXTS))
    as_any_model = load_passage_encoder(EmbedOptions(model=str(EMBEDDER)))
    through_torch = as_any_model.encode([analysed(text) for text in TEXTS])
    assert torch_free.dtype == through_torch.dtype == np.float32
    np.testing.assert_allclose(torch_free, through_torch, atol=1e-6)


def test_rows_have_length_one_and_a_text_without_tokens_is_zero() -> None:
    vectors = load_static(EMBEDDER).encode(["stöd", ""])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0], atol=1e-6)


def test_related_texts_are_nearer_than_unrelated_ones() -> None:
    question, related, other = load_static(EMBEDDER).encode(
        [
            "Hur bekämpas narkotikabrott?",
            "Polisen och Tullverket ska stoppa smuggling av droger.",
            "Biblioteket har öppet längre i sommar.",
        ]
    )
    assert question @ related > question @ other + 0.1


def test_unit_rows_keep_zero_rows() -> None:
    np.testing.assert_array_equal(unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]])), np.float32([[0.6, 0.8], [0, 0]]))


def test_a_missing_model_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="missing or damaged"):
        load_static(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"not a tensor file")
    with pytest.raises(StoreError, match="missing or damaged"):
        load_static(tmp_path)
