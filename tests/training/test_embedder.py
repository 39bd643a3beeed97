"""Training of the embedder, end to end on invented pairs."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.embed.encoder import load_passage_encoder
from pipeline.embed.options import EmbedOptions
from pipeline.embed.static import load_static
from pipeline.training.embedder import save, train, train_tokenizer
from pipeline.training.pairs import Pair

for needed in ("datasets", "accelerate"):
    pytest.importorskip(needed, reason=f"{needed} comes with the extra 'train'")

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
def tokenizer(pairs: list[Pair], tmp_path_factory: pytest.TempPathFactory) -> Any:
    corpora = tmp_path_factory.mktemp("corpora")
    with gzip.open(corpora / "a.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"body": f"{query}\n{passage}"}) + "\n" for query, passage in pairs)
    return train_tokenizer(corpora, vocabulary=400)


@pytest.fixture(scope="module")
def model(pairs: list[Pair], tokenizer: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return train(pairs, tokenizer, tmp_path_factory.mktemp("work"), dimensions=16, epochs=3, batch=60)


@pytest.fixture(scope="module")
def saved(model: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    save(model, folder)
    return folder


def test_the_tokenizer_lower_cases_composes_and_drops_soft_hyphens(tokenizer: Any) -> None:
    assert 20 < tokenizer.get_vocab_size() <= 400
    plain = tokenizer.encode("räddningstjänsten").ids
    assert plain
    for written in ("RÄDDNINGSTJÄNSTEN", "ra\u0308ddningstja\u0308nsten", "räddnings\xadtjänsten"):
        assert tokenizer.encode(written).ids == plain
    assert tokenizer.decode(tokenizer.encode("Polisen bygger om.").ids) == "polisen bygger om ."


def test_training_brings_a_headline_near_to_its_notice(model: Any) -> None:
    vectors = model.encode([*(f"Nu {deed} skolan" for deed in DEEDS), *DEEDS.values()], show_progress_bar=False)
    rows = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = rows[: len(DEEDS)] @ rows[len(DEEDS) :].T
    assert cosines.argmax(axis=1).tolist() == [0, 1, 2, 3, 4]


def test_the_saved_folder_gives_equal_vectors_with_and_without_torch(saved: Path, model: Any) -> None:
    texts = ["Nu öppnar simhallen", "Kurser hålls för all personal", "ord som ingen har sett: kvantdator", ""]
    without = load_static(saved).encode(texts)
    through = load_passage_encoder(EmbedOptions(model=str(saved))).encode(texts)
    assert without.shape == through.shape == (4, 16)
    np.testing.assert_allclose(without, through, atol=1e-6)
    # Rows of eight bits are close to the trained ones.
    trained = model.encode(texts[:2], show_progress_bar=False)
    trained /= np.linalg.norm(trained, axis=1, keepdims=True)
    np.testing.assert_allclose(without[:2], trained, atol=0.02)


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


def test_the_same_pairs_give_the_same_model(pairs: list[Pair], tokenizer: Any, model: Any, tmp_path: Path) -> None:
    again = train(pairs, tokenizer, tmp_path, dimensions=16, epochs=3, batch=60)
    np.testing.assert_array_equal(
        again[0].embedding.weight.detach().numpy(), model[0].embedding.weight.detach().numpy()
    )
