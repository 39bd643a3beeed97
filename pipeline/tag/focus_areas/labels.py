"""Which focus areas a document is about, each with a score and the sentence that shows it.

Bundled areas are judged by phrases and the head together, a user's own by phrases alone; without a head, all are. Many
documents are about none. Knows nothing about documents beyond a title and a text.
"""

from __future__ import annotations

import math

from pipeline.records import Evidence, FocusArea
from pipeline.swedish.sentences import sentence_spans
from pipeline.tag.focus_areas.head import Head
from pipeline.tag.focus_areas.signals import Signals, document_signals
from pipeline.tag.focus_areas.taxonomy import Taxonomy

_CLEAR = 0.5  # no number of weaker hints is enough: laws on terrorism or relapse repeat one such word
# By phrases alone, swept from 0.45 to 1.1 over the 57 pages of corpus/sample, labelled by hand (precision / recall):
# 0.65 .90 / .98, 0.75 .95 / .91, 0.85 .98 / .87. The phrases were improved on the same pages.
_LEAST_STRENGTH = 0.75
# With the head, swept from 0.4 to 0.75 over tests/gold/real_dev, written_dev and sample together (micro F1): 0.40 .874,
# 0.45 .876, 0.50 .880, 0.55 .878, 0.60 .877, 0.70 .847; written_dev alone wants less, the sample more.
_LEAST_CHANCE = 0.5
# Strength of a title's phrases from which it shows the area whatever little the text says.
_TITLE_ALONE = 1.0


def label_focus_areas(taxonomy: Taxonomy, title: str, text: str, head: Head | None = None) -> tuple[FocusArea, ...]:
    """Return the focus areas that the document is about, surest first; none is a normal answer.

    The score of an area that the head knows is the chance that a reader who looks for the area would want the document;
    that of others is 1 − e^(−s) of the phrases' strength s. `evidence` is the sentence of `text` that speaks most
    clearly for the area (its first where only the title does).
    """
    spans = sentence_spans(text)
    if not spans:
        return ()
    signals = document_signals(taxonomy, title, text, spans, head)
    labels = []
    for area in taxonomy.areas:
        score = _score(signals[area.id], head)
        if score is not None:
            start, end = spans[signals[area.id].clearest]
            labels.append(FocusArea(area.id, area.name, round(score, 4), Evidence(start, end, text[start:end])))
    return tuple(sorted(labels, key=lambda label: (-label.score, label.id)))


def _score(signals: Signals, head: Head | None) -> float | None:
    """The score of an area that the document is about, else None."""
    if head is not None and signals.sentence is not None:
        chance = head.network.chance(signals.inputs())
        if signals.title >= _TITLE_ALONE:
            chance = max(chance, 1 - math.exp(-signals.title))
        return chance if chance >= _LEAST_CHANCE else None
    strength = signals.phrases + signals.title
    if strength < _LEAST_STRENGTH or max(signals.title, signals.best_phrases) < _CLEAR:
        return None
    return 1 - math.exp(-strength)
