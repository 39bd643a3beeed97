"""Train the bundled Swedish static embedder: `python -m pipeline.training.embedder CORPORA OUT`.

A Unigram tokenizer (Kudo 2018) and one vector a token, averaged (StaticEmbedding of sentence-transformers),
trained with in-batch negatives (MultipleNegativesRankingLoss) on the pairs of `pairs.py`. Rows are stored as int8
with one scale each, in the two tensors ("embeddings", "weights") that StaticEmbedding.load folds back to float32.
Needs the `train` extra.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.training.pairs import Pair, mine, texts

VOCABULARY = 32_000
DIMENSIONS = 768
BATCH = 4096
EPOCHS = 2
LEARNING_RATE = 0.2
SCALE = 20.0
SEED = 13


def train_tokenizer(corpora: Path, vocabulary: int = VOCABULARY) -> Any:
    """Return a `tokenizers.Tokenizer`: NFKC, lower-cased, Unigram with `vocabulary` pieces."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace("\xad", "")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Punctuation(), pre_tokenizers.Digits(individual_digits=False), pre_tokenizers.Metaspace()]
    )
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(vocab_size=vocabulary, unk_token="[UNK]", special_tokens=["[UNK]"])
    tokenizer.train_from_iterator(texts(corpora), trainer)
    return tokenizer


def train(
    pairs: list[Pair],
    tokenizer: Any,
    work: Path,
    dimensions: int = DIMENSIONS,
    epochs: int = EPOCHS,
    batch: int = BATCH,
) -> Any:
    """Return a trained SentenceTransformer of one StaticEmbedding module; `work` holds the trainer's state.

    Pairs that do not fill a last batch of `batch` are left out of an epoch.
    """
    import torch
    from datasets import Dataset
    from sentence_transformers import (
        SentenceTransformer,
        SentenceTransformerTrainer,
        SentenceTransformerTrainingArguments,
    )
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    # The trainer seeds itself, but only after the rows have got their random start.
    torch.manual_seed(SEED)
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=dimensions)], device="cpu")
    arguments = SentenceTransformerTrainingArguments(
        output_dir=str(work),
        num_train_epochs=epochs,
        per_device_train_batch_size=batch,
        learning_rate=LEARNING_RATE,
        warmup_ratio=0.1,
        batch_sampler="no_duplicates",
        seed=SEED,
        save_strategy="no",
        logging_steps=20,
        report_to="none",
        use_cpu=True,
        dataloader_drop_last=True,
    )
    queries, passages = zip(*pairs, strict=True)
    data = Dataset.from_dict({"anchor": list(queries), "positive": list(passages)})
    loss = MultipleNegativesRankingLoss(model, scale=SCALE)
    SentenceTransformerTrainer(model=model, args=arguments, train_dataset=data, loss=loss).train()
    return model


def save(model: Any, out: Path) -> None:
    """Write `model` to `out` in sentence-transformers' layout with int8 rows, a float32 scale a row, SHA256SUMS."""
    from safetensors.numpy import save_file

    model.save(str(out), create_model_card=False)
    rows = model[0].embedding.weight.detach().numpy().astype(np.float32)
    scales = np.abs(rows).max(axis=1) / 127.0
    quantised = np.rint(rows / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    (weights,) = out.rglob("model.safetensors")
    save_file({"embeddings": quantised, "weights": scales.astype(np.float32)}, str(weights))
    files = sorted(path for path in out.rglob("*") if path.is_file() and path.name not in ("SHA256SUMS", "README.md"))
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out).as_posix()}" for path in files]
    (out / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")


def main() -> None:
    """Train on the corpora folder and write the model folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--work", type=Path, default=Path("/tmp/kb-embedder"))
    parser.add_argument("--dimensions", type=int, default=DIMENSIONS)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args()
    pairs = mine(options.corpora)
    print(f"{len(pairs)} pairs")
    tokenizer = train_tokenizer(options.corpora)
    save(train(pairs, tokenizer, options.work, options.dimensions, options.epochs), options.out)


if __name__ == "__main__":
    main()
