"""Training of the embedder, end to end on invented pairs."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.embed.encoder import load_passage_encoder
from pipeline.embed.options import EmbedOptions
from pipeline.models.static import load_static
from pipeline.training.embedder import save, train, train_tokenizer
from pipeline.training.pairs import Pair

SUBJECTS = ("skolan", "polisen", "biblioteket", "socialtjänsten", "räddningstjänsten", "simhallen")
DEEDS = {
    "öppnar": "Dörrarna slås upp för besökare",
    "bygger om": "Lokalerna rivs och målas på nytt",
    "anställer": "Nya medarbetare börjar till hösten",
    "sparar": "Budgeten minskar och kostnader ses över",
    "utbildar": "Kurser hålls för all personal",
}


def invented(count: int) -> list[Pair]:
    """Pairs of a headline and a notice whose words differ but for the subject's."""
    rng = random.Random(1)
    pairs = []
    for number in range(count):
        subject, (deed, told) = rng.choice(SUBJECTS), rng.choice(list(DEEDS.items()))
        pairs.append((f"Nu {deed} {subject} nummer {number}", f"{told} enligt {subject} i beslut {number}."))
    return pairs


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return invented(300)


@pytest.fixture(scope="module")
def tokenizer(pairs: list[Pair]) -> Any:
    return train_tokenizer([f"{query}\n{passage}" for query, passage in pairs], vocabulary=400)


@pytest.fixture(scope="module")
def rows(pairs: list[Pair], tokenizer: Any) -> Any:
    return train(pairs, tokenizer, dimensions=16, epochs=3, batch=60)


@pytest.fixture(scope="module")
def saved(rows: Any, tokenizer: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    save(rows, tokenizer, folder)
    return folder


def test_the_tokenizer_lower_cases_composes_and_drops_soft_hyphens(tokenizer: Any) -> None:
    assert 20 < tokenizer.get_vocab_size() <= 400
    plain = tokenizer.encode("räddningstjänsten").ids
    assert plain
    for written in ("RÄDDNINGSTJÄNSTEN", "ra\u0308ddningstja\u0308nsten", "räddnings\xadtjänsten"):
        assert tokenizer.encode(written).ids == plain
    assert tokenizer.decode(tokenizer.encode("Polisen bygger om.").ids) == "polisen bygger om ."


def mean(rows: Any, tokenizer: Any, text: str) -> Any:
    vector = rows[tokenizer.encode(text, add_special_tokens=False).ids].mean(axis=0)
    return vector / np.linalg.norm(vector)


def test_training_brings_a_headline_near_to_its_notice(rows: Any, tokenizer: Any) -> None:
    asked = np.stack([mean(rows, tokenizer, f"Nu {deed} skolan") for deed in DEEDS])
    told = np.stack([mean(rows, tokenizer, notice) for notice in DEEDS.values()])
    assert (asked @ told.T).argmax(axis=1).tolist() == [0, 1, 2, 3, 4]


def test_the_saved_folder_gives_equal_vectors_with_and_without_torch(saved: Path, rows: Any, tokenizer: Any) -> None:
    texts = ["Nu öppnar simhallen", "Kurser hålls för all personal", "ord som ingen har sett: kvantdator", ""]
    without = load_static(saved).encode(texts)
    through = load_passage_encoder(EmbedOptions(model=str(saved))).encode(texts)
    assert without.shape == through.shape == (4, 16)
    np.testing.assert_allclose(without, through, atol=1e-6)
    # Rows of eight bits are close to the trained ones.
    for text, vector in zip(texts[:2], without, strict=False):
        np.testing.assert_allclose(vector, mean(rows, tokenizer, text), atol=0.02)


def test_the_saved_folder_is_laid_out_as_the_bundled_one_with_checksums(saved: Path) -> None:
    sums = dict(reversed(line.split("  ")) for line in (saved / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    assert sorted(sums) == ["config_sentence_transformers.json", "model.safetensors", "modules.json", "tokenizer.json"]
    assert sums == {name: hashlib.sha256((saved / name).read_bytes()).hexdigest() for name in sums}


def test_rows_are_stored_as_int8_with_one_scale_each(saved: Path, tokenizer: Any) -> None:
    from safetensors.numpy import load_file

    tensors = load_file(saved / "model.safetensors")
    count = tokenizer.get_vocab_size()
    assert {name: (rows.dtype.name, rows.shape) for name, rows in tensors.items()} == {
        "embeddings": ("int8", (count, 16)),
        "weights": ("float32", (count,)),
    }
    assert (np.abs(tensors["embeddings"].astype(int)).max(axis=1) == 127).all()


def test_the_same_pairs_give_the_same_rows(pairs: list[Pair], tokenizer: Any, rows: Any) -> None:
    np.testing.assert_array_equal(train(pairs, tokenizer, dimensions=16, epochs=3, batch=60), rows)


def test_a_pair_with_an_equal_text_is_no_negative(tokenizer: Any) -> None:
    same = [("Nu öppnar skolan", "Dörrarna slås upp"), ("Nu öppnar skolan", "Kurser hålls för all personal")] * 4
    rows = train(same, tokenizer, dimensions=4, epochs=1, batch=8)
    # No negatives, so nothing to learn: the rows keep their random start.
    np.testing.assert_allclose(rows.std(), 1.0, atol=0.1)
