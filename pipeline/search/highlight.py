"""Which sentences of a passage answer the question."""

from __future__ import annotations

import numpy as np

from pipeline.embed.encoder import Encoder
from pipeline.search.asked_for import holds_asked_for
from pipeline.swedish.sentences import sentence_spans
from pipeline.swedish.terms import part_stems, query_terms, stems

# A sentence is marked if it is nearly as good as the passage's best one.
NEARLY = 0.9
# What a sentence that holds the kind of thing asked for is worth, beside a share of terms and a cosine of at most 1.
EXPECTED_KIND = 0.5


def answering_sentences(question: str, text: str, encoder: Encoder) -> tuple[tuple[int, int], ...]:
    """Return the offsets in `text` of the best sentence, and of a second one that is nearly as good, in text order.

    A sentence is judged by the share of the question's terms it holds, its cosine to the question, and whether it
    holds the kind of thing the question asks for.
    """
    spans = sentence_spans(text)
    if len(spans) < 2:
        return tuple(spans)
    sentences = [text[start:end] for start, end in spans]
    terms = query_terms(question)
    vectors = encoder.encode([question, *sentences])
    scores = np.clip(vectors[1:] @ vectors[0], 0, 1) + np.array(
        [_shared_terms(terms, sentence) + EXPECTED_KIND * holds_asked_for(question, sentence) for sentence in sentences]
    )
    order = np.argsort(-scores, kind="stable")[:2]
    chosen = [i for i in order if scores[i] >= NEARLY * scores[order[0]] and scores[i] > 0]
    return tuple(spans[i] for i in sorted(chosen))


def _shared_terms(terms: list[tuple[str, tuple[str, ...]]], sentence: str) -> float:
    held = {*stems(sentence), *part_stems(sentence)}
    found = sum(term in held or (bool(parts) and all(part in held for part in parts)) for term, parts in terms)
    return found / len(terms) if terms else 0.0
