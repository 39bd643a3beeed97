"""Names of initiatives that no list has, chosen among all stretches of a text that may be a name.

Small networks over `signals` and `meaning` give each candidate its chance of being one (weights and their card in
`pipeline/models/initiatives`); those that they leave in doubt are read again (`reading`). Services named by what
they do ("avhopparstödet") need no chance. Knows nothing about listed initiatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.models import INITIATIVE_NAMES
from pipeline.models.networks import Floats, load_networks
from pipeline.tag.initiatives.candidates import Stretch, Word, with_proposed, words_of
from pipeline.tag.initiatives.meaning import along, load_directions, meanings
from pipeline.tag.initiatives.names import nominative
from pipeline.tag.initiatives.proposals import proposals
from pipeline.tag.initiatives.reading import read_again
from pipeline.tag.initiatives.services import services
from pipeline.tag.initiatives.signals import Setting, Signals
from pipeline.tag.initiatives.wording import is_something_else
from pipeline.tag.spans import Spans

# Swept over held-back gold texts from .2 to .6; from .2 to .4 it makes little difference (the cards of both models).
_LEAST_CHANCE = 0.3
# What another mention of a name that is surely one is worth: a little less, so that of two that overlap the one goes
# first that the text shows to be a name.
_ELSEWHERE = 0.95
BATCH = 500  # candidates judged at a time: a long list of names has hundreds of thousands
_SHORTEST, _LONGEST = 2, 80  # letters of a name
_SIGNATURE = re.compile(
    r"(?:granskad|uppdaterad|ändrad|publicerad|skapad)[^\n]{0,30}[ \u00a0]av[ \u00a0]$", re.IGNORECASE
)
_SIGNED = 60  # characters of it before a name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name at text[start:end]; `kind` is "service" for a local service named by what it does."""

    start: int
    end: int
    kind: str | None = None


def discovered(text: str, setting: Setting, taken: Spans) -> Iterator[Candidate]:
    """Yield the names of initiatives in `text`; none overlaps a span in `taken`, and but for services none another."""
    yield from (Candidate(start, end, "service") for start, end in services(text, setting.published))
    words = words_of(text)
    found, signals = candidates(text, words, setting, taken)
    if not found:
        return
    spans = [(one.start, one.end) for one in found]
    chances = read_again(setting.title, text, setting.sentences, spans, _chances(words, found, signals))
    # "Verksamheten Stationen riktar sig till föräldrar" needs no more to show that it names one.
    acting = [signals.acts(one) for one in found]
    for n in chosen(text, spans, np.maximum(chances, np.where(acting, _LEAST_CHANCE, 0))):
        yield Candidate(*spans[n])


def _chances(words: list[Word], found: list[Stretch], signals: Signals) -> Floats:
    networks, directions = load_networks(INITIATIVE_NAMES), load_directions(INITIATIVE_NAMES)
    batches = [found[first : first + BATCH] for first in range(0, len(found), BATCH)]
    tables = (np.hstack([signals.table(batch), along(meanings(words, batch), directions)]) for batch in batches)
    return np.concatenate([networks.chances(table) for table in tables])


def chosen(text: str, spans: Sequence[tuple[int, int]], chances: Floats, least: float = _LEAST_CHANCE) -> Iterator[int]:
    """Yield which of the candidates at `spans` are names, the surest first; none overlaps another."""
    likely = _by_name(text, spans, chances)
    kept = Spans()
    for n in sorted(range(len(spans)), key=lambda n: -likely[n]):
        if likely[n] < least:
            return
        if kept.take(*spans[n]):
            yield n


def candidates(text: str, words: list[Word], setting: Setting, taken: Spans) -> tuple[list[Stretch], Signals]:
    """Return what may be a name and overlaps no span in `taken`, in text order, and what tells about it."""
    proposed = proposals(setting.title, text, setting.local)
    found = [
        one
        for one in with_proposed(text, words, proposed)
        if not taken.overlap(one.start, one.end) and _may_be_name(text, one)
    ]
    return found, Signals(text, words, setting, proposed)


def _may_be_name(text: str, one: Stretch) -> bool:
    """Whether the networks are asked."""
    name = text[one.start : one.end]
    if not _SHORTEST <= len(name) <= _LONGEST or is_something_else(name):
        return False
    return not _SIGNATURE.search(text, max(0, one.start - _SIGNED), one.start)


def _by_name(text: str, spans: Sequence[tuple[int, int]], chances: Floats) -> list[float]:
    """Return the chances, none much less than that of the surest mention of the same name."""
    names = [nominative(text[start:end]) for start, end in spans]
    surest: dict[str, float] = {}
    for name, chance in zip(names, chances.tolist(), strict=True):
        surest[name] = max(chance, surest.get(name, 0.0))
    return [max(chance, _ELSEWHERE * surest[name]) for name, chance in zip(names, chances.tolist(), strict=True)]
