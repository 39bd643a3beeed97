"""How strongly the phrases of a taxonomy speak for each area: in one sentence, and in a whole document.

Overlapping hits count once, the heaviest. A document's strength is its best sentence and a share of the others,
weakened in long texts where one sentence proves little.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.tag.focus_areas.phrases import Phrase
from pipeline.tag.focus_areas.taxonomy import Taxonomy

_BEST_AT_MOST = 1.6
_SUPPORT = 0.3
_SUPPORT_AT_MOST = 1.2
_SHORT_TEXT = 12  # sentences; in a longer text one sentence weighs less
_LONG_TEXT_FLOOR = 0.6

Strengths = dict[str, float]


def sentence_strengths(taxonomy: Taxonomy, text: str, spans: Sequence[tuple[int, int]]) -> list[Strengths]:
    """Return the summed weights of the phrases in each of the stretches of `text`, per area id."""
    lowered = _lower(text)
    candidates = [(area.id, phrase) for area in taxonomy.areas for phrase in area.phrases if phrase.possible(lowered)]
    return [_strengths(candidates, lowered[start:end]) if candidates else {} for start, end in spans]


def document_strength(strengths: Sequence[float]) -> float:
    """Return what the strengths of all sentences say together for one area, 0 to 2.8."""
    best = max(strengths, default=0.0)
    support = sum(min(strength, 1.0) for strength in strengths) - min(best, 1.0)
    dilution: float = max(_LONG_TEXT_FLOOR, min(1.0, (_SHORT_TEXT / max(1, len(strengths))) ** 0.25))
    return (min(best, _BEST_AT_MOST) + min(_SUPPORT * support, _SUPPORT_AT_MOST)) * dilution


def _lower(text: str) -> str:
    """Return `text` in lower case, as long as it was ("İ" alone would grow)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _strengths(candidates: list[tuple[str, Phrase]], sentence: str) -> Strengths:
    taken: dict[str, list[tuple[int, int]]] = {}
    found: Strengths = {}
    for area, phrase in candidates:
        if not phrase.possible(sentence):
            continue
        for match in phrase.regex.finditer(sentence):
            if all(match.end() <= start or end <= match.start() for start, end in taken.get(area, ())):
                taken.setdefault(area, []).append(match.span())
                if phrase.weight:
                    found[area] = found.get(area, 0.0) + phrase.weight
                    break
    return found
