"""What a text tells of an initiative, aspect by aspect, each with the sentences that tell it.

A sentence tells of an aspect if the tagger found a fact of that kind in it or if it has one of the lexicon's cues. What
it tells are the lexicon's values, which are kinds ("hembesök"), and details, which are ages, sums and years.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Fact, FactKind
from pipeline.search.lexicon import ASPECTS, Aspect, Lexicon, Role, load_lexicon
from pipeline.swedish.words import words

# A reader compares two or three sentences an aspect, not a page.
MOST_SENTENCES = 3
# The first sentences of a page say whom it is about even where no cue stands beside.
_LEAD = 2
_SHORTEST = 4  # words: shorter "sentences" are labels and cells
_OF_FACTS: dict[FactKind, Aspect] = {
    "target_group": "target_group",
    "age": "target_group",
    "partner": "partners",
    "funding": "funding",
    "period": "period",
}
_S = r"[ \u00a0]"
_DETAILS: dict[Aspect, re.Pattern[str]] = {
    "target_group": re.compile(
        rf"\d\d?{_S}?(?:[–-]|(?:och|till)(?={_S}\d)){_S}?\d\d?{_S}år(?!\w)|\d\d{_S}år{_S}eller{_S}äldre"
        rf"|(?:över|under|fyllt){_S}\d\d{_S}år(?!\w)"
    ),
    "funding": re.compile(rf"\d[\d \u00a0]*(?:,\d+)?{_S}(?:(?:miljoner|miljon|tusen){_S})?kronor"),
    "period": re.compile(r"(?<!\d)(?:19|20)\d\d(?:[–-](?:19|20)\d\d)?(?![\d-])"),
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence of a document, or of the asker's own description where `doc_id` is None: text[start:end] of it."""

    doc_id: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one aspect: values as readers see them, details, and the sentences, best first.

    `times` says in how many sentences each value is told. All are empty where nothing is told.
    """

    values: tuple[str, ...] = ()
    times: tuple[int, ...] = ()
    details: tuple[str, ...] = ()
    sentences: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sentence:
    cited: Cited
    found: frozenset[tuple[Aspect, Role, str]]
    kinds: frozenset[Aspect]
    lead: bool


def told(
    doc_id: str | None,
    text: str,
    spans: Sequence[tuple[int, int]],
    facts: Iterable[Fact] = (),
    *,
    described: bool = False,
) -> dict[Aspect, Told]:
    """Return what the sentences text[start:end] of `spans` tell; every aspect is there.

    `described`: the text is someone's own description, in which no cue is needed for whom it is for, with whom and how.
    """
    sentences = list(_sentences(doc_id, text, spans, list(facts), 1 if described else _SHORTEST))
    return {
        aspect: _told(aspect, sentences, described and aspect in ("target_group", "method", "partners"))
        for aspect in ASPECTS
    }


def joined(several: Sequence[Mapping[Aspect, Told]]) -> dict[Aspect, Told]:
    """Return what several pages tell as one, the first page's sentences first."""
    return {aspect: _joined([one[aspect] for one in several]) for aspect in ASPECTS}


def _joined(several: Sequence[Told]) -> Told:
    times: Counter[str] = Counter()
    for one in several:
        times.update(dict(zip(one.values, one.times, strict=True)))
    details = dict.fromkeys(detail for one in several for detail in one.details)
    sentences = tuple(sentence for one in several for sentence in one.sentences)
    return Told(tuple(times), tuple(times.values()), tuple(details), sentences[:MOST_SENTENCES])


def _sentences(
    doc_id: str | None, text: str, spans: Sequence[tuple[int, int]], facts: list[Fact], shortest: int
) -> Iterator[_Sentence]:
    phrases = load_lexicon().phrases
    for number, (start, end) in enumerate(spans):
        tokens = tuple(words(text[start:end]))
        if len(tokens) < shortest:
            continue
        kinds = frozenset(
            _OF_FACTS[fact.kind] for fact in facts if fact.kind in _OF_FACTS and fact.start < end and start < fact.end
        )
        found = frozenset(phrases.found(tokens))
        yield _Sentence(Cited(doc_id, start, end, text[start:end]), found, kinds, number < _LEAD)


def _told(aspect: Aspect, sentences: Sequence[_Sentence], described: bool) -> Told:
    lexicon = load_lexicon()
    common = lexicon.common[aspect]
    values: Counter[str] = Counter()
    details: list[str] = []
    ranked: list[tuple[float, int, Cited]] = []
    for number, sentence in enumerate(sentences):
        found = {value for of, role, value in sentence.found if of == aspect and role == "value"}
        if not (described or _tells(aspect, lexicon, sentence, bool(found))):
            continue
        written = _details(aspect, sentence.cited.text)
        fact = aspect in sentence.kinds
        if not (found or written or fact):
            continue
        values.update(found)
        details += written
        telling = len(found - common) + 0.3 * len(found & common) + bool(written) + fact
        ranked.append((-telling, number, sentence.cited))
    best = [cited for _, _, cited in sorted(ranked, key=lambda one: one[:2])[:MOST_SENTENCES]]
    named = tuple(value for value in lexicon.order[aspect] if value in values)
    return Told(named, tuple(values[value] for value in named), tuple(dict.fromkeys(details)), tuple(best))


def _tells(aspect: Aspect, lexicon: Lexicon, sentence: _Sentence, valued: bool) -> bool:
    if (aspect, "unless", "") in sentence.found:
        return False
    if aspect in sentence.kinds or aspect not in lexicon.cued:
        return True
    if aspect == "target_group" and sentence.lead and valued:
        return True
    return (aspect, "cue", "") in sentence.found


def _details(aspect: Aspect, sentence: str) -> list[str]:
    pattern = _DETAILS.get(aspect)
    return [" ".join(found.split()) for found in pattern.findall(sentence)] if pattern else []
