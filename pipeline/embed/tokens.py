"""Passages and questions as tokens of the bundled embedder: what the words of both are compared by, one to one.

The bundled embedder does this beside any configured model: it is always there and costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from pipeline.models import EMBEDDER
from pipeline.models.static import StaticEncoder, TokenIds, load_static
from pipeline.swedish.terms import analysed
from pipeline.swedish.words import content_words

BATCH = 1000


def passage_tokens(texts: Iterable[str]) -> Iterator[TokenIds]:
    """Yield the token ids of each passage, as they are indexed."""
    encoder = load_static(EMBEDDER)
    texts = iter(texts)
    while batch := list(islice(texts, BATCH)):
        yield from encoder.tokens([analysed(text) for text in batch])


def term_tokens(encoder: StaticEncoder, terms: Iterable[str]) -> list[TokenIds]:
    """Return the distinct tokens of each term's content words."""
    texts = [analysed(" ".join(content_words(term))) for term in terms]
    return [np.unique(ids) for ids in encoder.tokens(texts)]


def question_tokens(encoder: StaticEncoder, question: str) -> TokenIds:
    """Return the distinct tokens of the question's content words, in order; of all its words if it has no other."""
    (ids,) = encoder.tokens([analysed(" ".join(content_words(question)))])
    return np.array(list(dict.fromkeys(ids.tolist())), dtype=ids.dtype)
