from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.embed.encoder import load_passage_encoder, load_query_encoder, load_reranker, model_fingerprint
from pipeline.embed.options import EmbedOptions
from pipeline.errors import UsageError
from pipeline.models import EMBEDDER
from pipeline.models.static import load_static
from pipeline.swedish.terms import analysed


def test_the_query_prompt_stands_before_the_question() -> None:
    prompted = load_query_encoder(EmbedOptions(query_prompt="query: ")).encode(["stöd"])
    plain = load_static(EMBEDDER).encode([f"query: {analysed('stöd')}"])
    assert (prompted == plain).all()


def test_the_bundled_model_reads_stems_and_parts_of_compounds() -> None:
    folder = load_passage_encoder(EmbedOptions(model=str(EMBEDDER))).encode([analysed("Avhopparverksamheten i länet")])
    bundled = load_passage_encoder(EmbedOptions()).encode(["Avhopparverksamheten i länet"])
    assert (folder == bundled).all()


def test_the_fingerprint_tells_models_and_passage_prompts_apart() -> None:
    options = [
        EmbedOptions(),
        EmbedOptions(passage_prompt="passage: "),
        EmbedOptions(model="intfloat/multilingual-e5-small"),
    ]
    assert len({model_fingerprint(o) for o in options}) == 3


def test_the_query_prompt_does_not_change_the_vectors_of_passages() -> None:
    assert model_fingerprint(EmbedOptions(query_prompt="query: ")) == model_fingerprint(EmbedOptions())


def test_a_folder_that_is_no_model_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot load embed\.model"):
        load_passage_encoder(EmbedOptions(model=str(tmp_path)))


def test_the_checksums_of_the_bundled_model_hold() -> None:
    import hashlib

    for line in (EMBEDDER / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((EMBEDDER / name).read_bytes()).hexdigest() == digest, name


def test_a_model_that_is_nowhere_names_the_folder_to_put_it_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(UsageError, match=r"'no/such-model' is not on this machine .*/models--no--such-model$"):
        load_passage_encoder(EmbedOptions(model="no/such-model"))


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of one layer with random weights."""
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("cross")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "polis", "skola", "pengar"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_a_cross_encoder_gives_one_score_a_text(cross_encoder: Path) -> None:
    scores = load_reranker(str(cross_encoder))("polis", ["skola", "pengar", "skola"])
    assert scores.shape == (3,)
    assert scores[0] == pytest.approx(scores[2]) and all(0 < score < 1 for score in scores)


def test_a_reranker_that_is_nowhere_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(UsageError, match=r"search\.reranker 'no/such' is not on this machine"):
        load_reranker("no/such")
