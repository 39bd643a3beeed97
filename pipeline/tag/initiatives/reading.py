"""A second reading of the candidates that small networks leave in doubt, by a transformer that sees whole sentences.

The networks (`discovery`) read every candidate of a page in no time; what they give some chance is read again with its
title, the sentence before it and what follows. Weights and their card: `pipeline/models/initiative_reader`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipeline.models import INITIATIVE_READER
from pipeline.models.networks import Floats

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from pipeline.models.span_reader import SpanReader, Window

TITLE, TOKENS, AFTER = 16, 96, 48  # tokens of the title, of the text in a window, and from its last candidate on
OPENING, CLOSING = 0, 2  # <s> and </s>
_SPACES = str.maketrans(dict.fromkeys("\n\r\t\v\f\x85\u00a0\u202f\u2028\u2029", " "))
# Of the names among the candidates of held-back gold 19 in 20 have more chance than this; the others are lost.
DOUBT = 0.005
SHARE = 0.5  # of the networks in the mean of the two log odds; from .3 to .7 it does about as well (card)


def read_again(
    title: str, text: str, sentences: Sequence[int], spans: Sequence[tuple[int, int]], chances: Floats
) -> Floats:
    """Return the chances of the candidates at `spans`, read again where the networks' `chances` leave a doubt.

    `sentences` are the starts of the text's sentences.
    """
    if not (chances >= DOUBT).any():
        return np.zeros(len(spans))
    from pipeline.models.span_reader import load_span_reader  # torch: seconds that most texts need not wait for

    return chances_read(load_span_reader(INITIATIVE_READER), title, text, sentences, spans, chances)


def chances_read(
    reader: SpanReader,
    title: str,
    text: str,
    sentences: Sequence[int],
    spans: Sequence[tuple[int, int]],
    chances: Floats,
) -> Floats:
    """Return the mixture of `chances` and what `reader` says, zero where there is no doubt."""
    doubtful = np.flatnonzero(chances >= DOUBT)
    found = list(windows(reader.tokenizer, title, text, sentences, [spans[n] for n in doubtful.tolist()]))
    logits = np.zeros(len(doubtful))
    logits[[n for _, held in found for n in held]] = reader.judge([window for window, _ in found])
    mixed = (1 - SHARE) * logits + SHARE * logit(chances[doubtful])
    read = np.zeros(len(spans))
    read[doubtful] = 1 / (1 + np.exp(-mixed))
    return read


def logit(chances: Floats) -> Floats:
    """Return the log odds of `chances`."""
    bounded = np.clip(chances, 1e-5, 1 - 1e-5)
    return np.asarray(np.log(bounded / (1 - bounded)))


def windows(
    tokenizer: Tokenizer, title: str, text: str, sentences: Sequence[int], spans: Sequence[tuple[int, int]]
) -> Iterator[tuple[Window, list[int]]]:
    """Yield windows of `text` that hold all of `spans`, each with the numbers of those that it holds.

    A window opens with the title and goes on from the sentence before its first span.
    """
    from pipeline.models.span_reader import Window

    tokens = tokenizer.encode(in_one_line(text), add_special_tokens=False)
    ids, offsets = tokens.ids, tokens.offsets  # each access copies all of them
    starts, ends = ([place[side] for place in offsets] for side in (0, 1))
    head = [OPENING, *tokenizer.encode(in_one_line(title), add_special_tokens=False).ids[:TITLE], CLOSING]
    places = [(bisect_right(ends, start), bisect_left(starts, end) - 1) for start, end in spans]
    left = deque(sorted(range(len(spans)), key=lambda n: spans[n]))
    while left:
        opening = places[left[0]][0]
        before = sentences[max(0, bisect_right(sentences, spans[left[0]][0]) - 2)] if sentences else 0
        first = max(bisect_right(ends, before), opening - TOKENS // 2)
        held = [left.popleft()]
        while left and places[left[0]][1] < first + TOKENS:
            held.append(left.popleft())
        end = min(first + TOKENS, max(places[n][1] for n in held) + AFTER, len(starts))
        shift = len(head) - first
        inside = [(places[n][0] + shift, min(places[n][1], end - 1) + shift) for n in held]
        yield Window([*head, *ids[first:end], CLOSING], inside), held


def in_one_line(text: str) -> str:
    """Return `text`, letter for letter, with the spaces that the tokenizer knows."""
    return text.translate(_SPACES)
