"""Encoders: what turns texts into vectors, and the fingerprint that says which one did.

The write path embeds passages through sentence-transformers. A question meets the bundled model through
`static.py`, which reads the same files without torch; another model needs sentence-transformers for both.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from pipeline.embed.options import BUNDLED, EmbedOptions
from pipeline.errors import UsageError
from pipeline.models import EMBEDDER
from pipeline.models.static import Vectors, load_static, unit_rows
from pipeline.records import text_hash
from pipeline.swedish.terms import VERSION as TERMS_VERSION
from pipeline.swedish.terms import analysed

Reranker = Callable[[str, Sequence[str]], Vectors]


class Encoder(Protocol):
    """Texts in, float32 (n, dim) unit rows out."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text."""
        ...


@dataclass(frozen=True, slots=True)
class _Prompted:
    """An encoder that puts `prompt` before every text."""

    encoder: Callable[[Sequence[str]], Vectors]
    prompt: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self.encoder([self.prompt + text for text in texts])


@dataclass(frozen=True, slots=True)
class _Analysed:
    """An encoder that was trained on stems and compound parts, and is given them."""

    encoder: Encoder

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self.encoder.encode([analysed(text) for text in texts])


def load_passage_encoder(options: EmbedOptions) -> Encoder:
    """Return the encoder of the write path."""
    return _load_encoder(options, options.prompts()[1])


def load_query_encoder(options: EmbedOptions) -> Encoder:
    """Return the encoder of the read path."""
    return _load_encoder(options, options.prompts()[0])


def _load_encoder(options: EmbedOptions, prompt: str) -> Encoder:
    """Return the encoder that puts `prompt` before every text; for the bundled model without torch or a hub client.

    Its vectors are those of sentence-transformers to the last bit, in half the time.
    """
    if options.model == BUNDLED:
        return _Analysed(_Prompted(load_static(EMBEDDER).encode, prompt))
    return _Prompted(_sentence_transformer(options), prompt)


def model_fingerprint(options: EmbedOptions) -> str:
    """Return what names the vectors' origin: vectors of different fingerprints are never mixed.

    The bundled model is named by its published checksums, another folder by the hash of its files, a hub model by
    its name.
    """
    folder = Path(options.model)
    name, content = folder.name, options.model
    if options.model == BUNDLED:
        content = f"{TERMS_VERSION} {(EMBEDDER / 'SHA256SUMS').read_text(encoding='utf-8')}"
    elif folder.is_dir():
        files = sorted(p for p in folder.rglob("*") if p.suffix in {".safetensors", ".bin", ".json", ".onnx"})
        content = "".join(text_hash(path.read_bytes()) for path in files)
    return f"{name}:{text_hash(content + options.prompts()[1])[:16]}"


def load_reranker(name: str) -> Reranker:
    """Return the cross-encoder in folder `name` or of that hub name; UsageError if it cannot be loaded."""
    from sentence_transformers import CrossEncoder

    model = _loaded(CrossEncoder, name, "search.reranker")

    def score(question: str, texts: Sequence[str]) -> Vectors:
        from torch import nn

        pairs = [(question, text) for text in texts]
        return np.asarray(model.predict(pairs, activation_fn=nn.Sigmoid(), show_progress_bar=False), dtype=np.float32)

    return score


def _sentence_transformer(options: EmbedOptions) -> Callable[[Sequence[str]], Vectors]:
    from sentence_transformers import SentenceTransformer

    name = str(EMBEDDER) if options.model == BUNDLED else options.model
    model = _loaded(SentenceTransformer, name, "embed.model")

    def encode(texts: Sequence[str]) -> Vectors:
        return unit_rows(model.encode(list(texts), batch_size=options.batch, show_progress_bar=False))

    return encode


def _loaded(kind: Callable[..., Any], name: str, setting: str) -> Any:
    """A model of this machine, else of the hub unless that is switched off."""
    try:
        try:
            return kind(name, device="cpu", local_files_only=True)
        except (OSError, ValueError):
            if Path(name).is_dir() or os.environ.get("HF_HUB_OFFLINE") == "1":
                raise
            return kind(name, device="cpu")
    except (OSError, ValueError, RuntimeError) as error:
        raise UsageError(_no_model(name, setting, error)) from error


def _no_model(name: str, setting: str, error: Exception) -> str:
    if Path(name).is_dir():
        return f"cannot load {setting} '{name}': {str(error).strip().splitlines()[0]}"
    from huggingface_hub.constants import HF_HUB_CACHE

    cached = Path(HF_HUB_CACHE) / f"models--{name.replace('/', '--')}"
    return (
        f"{setting} '{name}' is not on this machine and could not be fetched: copy the model to a folder and set"
        f" {setting} to that folder, or put its hub cache in {cached}"
    )
