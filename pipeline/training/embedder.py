"""Train the bundled Swedish static embedder: `python -m pipeline.training.embedder CORPORA OUT`.

A Unigram tokenizer (Kudo 2018) and one vector a token, averaged (StaticEmbedding of sentence-transformers), over
texts as `swedish.terms.analysed` gives them, trained with in-batch negatives (InfoNCE, van den Oord et al. 2018) on the
pairs of `pairs.py` and `written.py`. Rows are stored as int8 with one scale each, in the two tensors ("embeddings",
"weights") that StaticEmbedding.load folds back to float32. Needs the `train` extra.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.swedish.terms import analysed
from pipeline.training.packing import int8_rows, write_sums
from pipeline.training.pairs import Pair, mine
from pipeline.training.written import written_pairs

VOCABULARY = 32_000
DIMENSIONS = 768
BATCH = 4096
EPOCHS = 3
LEARNING_RATE = 0.2
WARM_UP = 0.1
SCALE = 20.0
SEED = 13
TOKENIZER_TEXTS = 400_000

Tokens = list[NDArray[np.int64]]


def train_tokenizer(sentences: list[str], vocabulary: int = VOCABULARY) -> Any:
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
    tokenizer.train_from_iterator(sentences, trainer)
    return tokenizer


def train(
    pairs: list[Pair], tokenizer: Any, dimensions: int = DIMENSIONS, epochs: int = EPOCHS, batch: int = BATCH
) -> NDArray[np.float32]:
    """Return the vectors of all tokens, float32 (vocabulary, dim), trained on pairs of analysed texts.

    Two pairs of a batch with an equal text are no negatives of each other. Pairs that do not fill a last batch are left
    out of an epoch.
    """
    import torch

    torch.manual_seed(SEED)
    queries, passages = (_tokens(tokenizer, [pair[side] for pair in pairs]) for side in (0, 1))
    keep = np.array([i for i in range(len(pairs)) if len(queries[i]) and len(passages[i])])
    bag = torch.nn.EmbeddingBag(tokenizer.get_vocab_size(), dimensions, mode="mean")
    optimiser = torch.optim.Adam(bag.parameters(), lr=LEARNING_RATE)
    steps = len(keep) // batch * epochs
    order = np.random.default_rng(SEED)
    step = 0
    for _ in range(epochs):
        shuffled = order.permutation(keep)
        for first in range(0, len(shuffled) - batch + 1, batch):
            chosen = shuffled[first : first + batch]
            rate = LEARNING_RATE * min(1, (step + 1) / (WARM_UP * steps)) * max(0.02, 1 - step / steps)
            optimiser.param_groups[0]["lr"] = rate
            loss = _loss(bag, [queries[i] for i in chosen], [passages[i] for i in chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            step += 1
            if step % 20 == 0:
                print(f"step {step} of {steps}: loss {loss.item():.3f}", flush=True)
    return np.asarray(bag.weight.detach().numpy(), dtype=np.float32)


def _loss(bag: Any, queries: Tokens, passages: Tokens) -> Any:
    import torch

    def unit(texts: Tokens) -> Any:
        offsets = np.cumsum([0, *(len(text) for text in texts[:-1])])
        return torch.nn.functional.normalize(bag(torch.from_numpy(np.concatenate(texts)), torch.from_numpy(offsets)))

    # The product of two batches is most of the work, and two digits of it are enough.
    with torch.autocast("cpu", torch.bfloat16):
        cosines = unit(queries) @ unit(passages).T
    same = [torch.tensor([hash(text.tobytes()) for text in texts]) for texts in (queries, passages)]
    equal = (same[0][:, None] == same[0][None, :]) | (same[1][:, None] == same[1][None, :])
    equal.fill_diagonal_(False)
    scores = (cosines.float() * SCALE).masked_fill(equal, -1e4)
    return torch.nn.functional.cross_entropy(scores, torch.arange(len(queries)))


def _tokens(tokenizer: Any, texts: list[str], size: int = 10_000) -> Tokens:
    found: Tokens = []
    for first in range(0, len(texts), size):
        encodings = tokenizer.encode_batch(texts[first : first + size], add_special_tokens=False)
        found += [np.array(encoding.ids, dtype=np.int64) for encoding in encodings]
    return found


def save(rows: NDArray[np.float32], tokenizer: Any, out: Path) -> None:
    """Write `rows` to `out` in sentence-transformers' layout with int8 rows, a float32 scale a row, SHA256SUMS."""
    from safetensors.numpy import save_file
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=rows)], device="cpu")
    model.save(str(out), create_model_card=False)
    quantised, scales = int8_rows(rows)
    (weights,) = out.rglob("model.safetensors")
    save_file({"embeddings": quantised, "weights": scales}, str(weights))
    write_sums(out)


def main() -> None:
    """Train on the corpora folder and write the model folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dimensions", type=int, default=DIMENSIONS)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args()
    mined = mine(options.corpora)
    pairs = [(analysed(query), analysed(passage)) for query, passage in mined + written_pairs(options.corpora, mined)]
    print(f"{len(mined)} mined pairs, {len(pairs)} with the written ones", flush=True)
    texts = [text for pair in pairs[: len(mined)] for text in pair]
    np.random.default_rng(SEED).shuffle(texts)
    tokenizer = train_tokenizer(texts[:TOKENIZER_TEXTS])
    save(train(pairs, tokenizer, options.dimensions, options.epochs), tokenizer, options.out)


if __name__ == "__main__":
    main()
