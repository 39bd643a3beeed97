"""What a document shows for each focus area: its phrases, its title, and what the head makes of its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.tag.focus_areas.head import AREAS, NOTHING, Floats, Head, windows
from pipeline.tag.focus_areas.lists import listing_sentences
from pipeline.tag.focus_areas.strengths import Strengths, document_strength, sentence_strengths
from pipeline.tag.focus_areas.taxonomy import Area, Taxonomy

_TITLE_AT_MOST = 1.2
_PHRASES_AT_MOST = 2.0
_LISTED_WEIGHT = 0.2  # what is left of the phrases of a sentence that only lists areas
# What makes a sentence the evidence beside its own logit; a heading or a line of a table tells a reader little. Swept
# over 461 labels of the training and development gold: these 439 right, 0.5, 2 and -3 432, no window 427.
_WINDOW, _PHRASES, _FRAGMENT = 1.0, 1.0, -6.0
_FEWEST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Signals:
    """Strengths of phrases: of the document, of its title and of the best sentence; which sentence is clearest.

    `sentence` and `window` are the head's best logits, None for an area that it does not know.
    """

    phrases: float
    title: float
    best_phrases: float
    clearest: int
    sentence: float | None = None
    window: float | None = None

    def inputs(self) -> tuple[float, float, float, float]:
        """Return what the head's calibration reads; ValueError for an area that the head does not know."""
        if self.sentence is None or self.window is None:
            raise ValueError("no head has read this area")
        return self.sentence, self.window, min(self.phrases, _PHRASES_AT_MOST), self.title


def document_signals(
    taxonomy: Taxonomy, title: str, text: str, spans: Sequence[tuple[int, int]], head: Head | None
) -> dict[str, Signals]:
    """Return the signals of each area of the taxonomy; `spans` are the sentences of `text`, at least one."""
    (titles,) = sentence_strengths(taxonomy, title, [(0, len(title))])
    strengths, logits, around = _read(sentence_strengths(taxonomy, text, spans), text, spans, head)
    fragments = np.array([_is_fragment(text[start:end]) for start, end in spans])
    found = {}
    for area in taxonomy.areas:
        column = _column(area, head)
        phrases = np.array([strength.get(area.id, 0.0) for strength in strengths])
        clearness = phrases
        if column is not None:
            clearness = logits[:, column] + _WINDOW * around[:, column] + _PHRASES * phrases + _FRAGMENT * fragments
        found[area.id] = Signals(
            document_strength(phrases.tolist()),
            min(titles.get(area.id, 0.0), _TITLE_AT_MOST),
            float(phrases.max()),
            int(clearness.argmax()),
            None if column is None else float(logits[:, column].max()),
            None if column is None else float(around[:, column].max()),
        )
    return found


def _is_fragment(sentence: str) -> bool:
    return sentence.rstrip('”"’»)]')[-1:] not in ".!?…:" or len(sentence.split()) < _FEWEST_WORDS


def _column(area: Area, head: Head | None) -> int | None:
    """The head knows the bundled areas; one of the user's that takes the place of one of them is another."""
    return AREAS.index(area.id) if head is not None and area.bundled and area.id in AREAS else None


def _read(
    strengths: list[Strengths], text: str, spans: Sequence[tuple[int, int]], head: Head | None
) -> tuple[list[Strengths], Floats, Floats]:
    """Return strengths, logits and logits of windows (n, a) with nothing left of sentences that only list areas."""
    spoken_of = [set(found) for found in strengths]
    nothing = np.zeros((len(spans), len(AREAS)), np.float32)
    if head is None:
        return _weakened(strengths, listing_sentences(spans, spoken_of)), nothing, nothing
    vectors = head.vectors([text[start:end] for start, end in spans])
    logits = head.network.logits(vectors)
    for areas, row in zip(spoken_of, logits > 0, strict=True):
        areas.update(_names(row))
    listing = listing_sentences(spans, spoken_of)
    left_out = sorted(listing)
    vectors[left_out] = 0
    around = head.network.logits(windows(vectors))
    logits[left_out] = around[left_out] = NOTHING
    return _weakened(strengths, listing), logits, around


def _names(row: NDArray[np.bool_]) -> list[str]:
    return [AREAS[column] for column in np.flatnonzero(row)]


def _weakened(strengths: list[Strengths], listing: set[int]) -> list[Strengths]:
    return [
        {area: strength * _LISTED_WEIGHT for area, strength in found.items()} if position in listing else found
        for position, found in enumerate(strengths)
    ]
