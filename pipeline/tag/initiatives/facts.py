"""What a document states about its initiatives: each fact with its place, and the initiative that it belongs to.

A sentence that names an initiative speaks of the one named last before the fact, else the next. A sentence that names
none speaks of the one before it in its paragraph, if it takes it up ("Projektet", "Målgruppen", "Vi"); elsewhere of
the document's main initiative, if it has one: the one that it names most, if it does so early or often. A sentence
that takes nothing up says of the main initiative only what can hardly be of anything else.

Values: municipality a code; partner an entity id; age, period and funding as their modules say; target_group the text
in lower case; focus_area an id. A focus area belongs to an initiative whose name stands in its evidence or in the
paragraph of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import BLOCK_BREAK, Fact, FactKind, FocusArea, Initiative, Mention, Municipality
from pipeline.swedish.sentences import sentence_spans
from pipeline.tag.initiatives.ages import ages
from pipeline.tag.initiatives.funding import funding
from pipeline.tag.initiatives.partners import partners
from pipeline.tag.initiatives.periods import periods
from pipeline.tag.initiatives.stated import Stated
from pipeline.tag.initiatives.target_groups import target_groups

_TAKES_UP = re.compile(
    r"(?<!\w)(?:\w*(?:projektet|verksamheten|satsningen|programmet|metoden|modellen|insatsen|stödet|teamet|kampanjen"
    r"|initiativet"
    r"|samarbetet|samverkan|mötesplatsen|arbetet|behandlingen|centret|strategin|konceptet|kursen)s?|[Mm]ålgrupp\w*"
    r"|[Bb]udget\w*"
    r"|[Kk]ostnad\w*|[Ff]inansier\w*|[Dd]en|[Dd]et|[Vv]i|[Dd]är|[Hh]är|[Ss]yftet|[Pp]engarna|[Dd]eltagarna|[Mm]edlen"
    r"|[Ss]tartår|[Ss]amarbetspartner\w*|[Pp]eriod|[Ss]amarbetar|[Ss]amverkar|[Ss]tartade|[Ss]tödet)(?!\w)"
)
_LABELLED = re.compile(r"[A-ZÅÄÖ][\w -]{2,40}:[ \u00a0]")
_RUNS = re.compile(
    r"(?<!\w)(?:pågår|startade|starten|start|inleddes|löper|projekt\w*|till[ \u00a0]och[ \u00a0]med)(?!\w)",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"[ \u00a0•*–-]*(?:Foto|Text|Reporter|Redaktör|Adress|Kontakt|Kalender|Plats|Källa|Bild|Text och foto)\w*:"
)
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:från|grannar|grannkommunerna|studiebesök i|besök i|besöker|frågor från|till|liksom"
    r"|precis som)[ \u00a0]$",
    re.I,
)
_AT = re.compile(r"(?:(?<!\w)(?:[Ii]|för|,|och|av)[ \u00a0]|,[ \u00a0]|^[ \u00a0]?)$")
_PARTIES = ("ORGANISATION", "MUNICIPALITY")
_SENTENCES_BACK = 2
_OFTEN = 3  # times that a document names an initiative before it is about it, whatever else it names
_EARLY = 400  # characters within which a document names what it is about


@dataclass(frozen=True, slots=True)
class _Sentence:
    """text[start:end], the initiatives named in it, the one it is about where it names none, and whether it says so."""

    start: int
    end: int
    named: tuple[Mention, ...]
    about: str | None
    takes_up: bool


def initiative_facts(
    text: str,
    mentions: Sequence[Mention],
    publisher: Municipality | None,
    focus_areas: tuple[FocusArea, ...],
) -> tuple[Initiative, ...]:
    """Return the initiatives in `mentions`, which are all of the document's, with their facts, in text order."""
    named = [one for one in mentions if one.label == "INITIATIVE"]
    names = {one.entity_id: one.name for one in reversed(named)}
    facts: dict[str, set[Fact]] = {entity: set() for entity in dict.fromkeys(one.entity_id for one in named)}
    if named:
        others = sorted((m for m in mentions if m.label in _PARTIES), key=lambda m: m.start)
        starts = [one.start for one in others]
        for sentence in _sentences(text, named):
            here = others[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            for kind, one in _stated(text, sentence, here, publisher):
                entity = _governing(sentence, one.start)
                if entity is not None:
                    facts[entity].add(Fact(kind, one.value, one.start, one.end, text[one.start : one.end]))
        for entity, fact in _areas(text, named, focus_areas):
            facts[entity].add(fact)
    return tuple(
        Initiative(entity, names[entity], tuple(sorted(found, key=lambda fact: (fact.start, fact.end, fact.kind))))
        for entity, found in facts.items()
    )


def _sentences(text: str, named: Sequence[Mention]) -> Iterator[_Sentence]:
    main = _main(named)
    last: tuple[str, int, int] | None = None  # the initiative named last, in which block, how many sentences ago
    starts = [one.start for one in named]
    block = 0
    before = 0
    for start, end in sentence_spans(text):
        block += text.count(BLOCK_BREAK, before, start)
        before = start
        here = tuple(named[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)])
        takes_up = bool(_TAKES_UP.search(text, start, min(end, start + 80)) or _LABELLED.match(text, start))
        near = last and last[1] == block and last[2] < _SENTENCES_BACK
        yield _Sentence(start, end, here, last[0] if last and near and takes_up else main, takes_up)
        if here:
            last = (here[-1].entity_id, block, 0)
        elif last:
            last = (last[0], last[1], last[2] + 1)


def _main(named: Sequence[Mention]) -> str | None:
    (first, most), *rest = Counter(one.entity_id for one in named).most_common()
    early = next(one.start for one in named if one.entity_id == first) < _EARLY
    return first if most >= _OFTEN or (early and (not rest or most > rest[0][1])) else None


def _governing(sentence: _Sentence, place: int) -> str | None:
    before = [one.entity_id for one in sentence.named if one.start <= place]
    if before:
        return before[-1]
    return sentence.named[0].entity_id if sentence.named else sentence.about


def _stated(
    text: str, sentence: _Sentence, parties: Sequence[Mention], publisher: Municipality | None
) -> Iterator[tuple[FactKind, Stated]]:
    start, end = sentence.start, sentence.end
    if _CREDITS.match(text, start) or not (sentence.named or sentence.about):
        return
    sure = bool(sentence.named) or sentence.takes_up
    yield from _parties(text, sentence, parties, publisher)
    yield from (("target_group", one) for one in target_groups(text, start, end, weak=sure))
    yield from (("age", one) for one in ages(text, start, end))
    yield from (("funding", one) for one in funding(text, start, end))
    yield from (("period", one) for one in periods(text, start, end) if sure or _RUNS.search(text, start, end))


def _parties(
    text: str, sentence: _Sentence, parties: Sequence[Mention], publisher: Municipality | None
) -> Iterator[tuple[FactKind, Stated]]:
    """Yield who runs the initiative and with whom; the publishing municipality is never a partner."""
    own = f"municipality:{publisher.code}" if publisher else None
    sure = bool(sentence.named) or sentence.takes_up
    places = {one.start for one in parties if one.code and _is_where(text, sentence, one)}
    together = [
        one
        for one in partners(text, sentence.start, sentence.end, parties, lists=sure)
        if not any(one.start < name.end and name.start < one.end for name in sentence.named)
    ]
    joint = {one.start for one in together if one.value != own} if not sentence.named else set()
    for one in parties:
        if one.code and one.start in places - joint:
            yield "municipality", Stated(one.start, one.end, one.code)
    for each in together:
        if each.value != own and not (sentence.named and each.start in places):
            yield "partner", each


def _is_where(text: str, sentence: _Sentence, place: Mention) -> bool:
    """Whether a municipality named in `sentence` is where its initiative is or who runs it, as far as one can tell."""
    before = text[max(sentence.start, place.start - 30) : place.start]
    if _ELSEWHERE.search(before) or any(one.start <= place.start < one.end for one in sentence.named):
        return False
    return bool(sentence.named) or (sentence.takes_up and _AT.search(before or " ") is not None)


def _areas(text: str, named: Sequence[Mention], focus_areas: tuple[FocusArea, ...]) -> Iterator[tuple[str, Fact]]:
    for area in focus_areas:
        shown = area.evidence
        first = text.rfind(BLOCK_BREAK, 0, shown.start) + 1
        last = text.find(BLOCK_BREAK, shown.end)
        in_it = [one for one in named if shown.start <= one.start < shown.end]
        beside = in_it or [one for one in named if first <= one.start < (last if last >= 0 else len(text))]
        for entity in dict.fromkeys(one.entity_id for one in beside):
            yield entity, Fact("focus_area", area.id, shown.start, shown.end, shown.text)
