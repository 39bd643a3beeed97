"""What a document states about its initiatives: each fact with its place, and the initiative that it belongs to.

Whose a fact is follows from its sentence (`binding`); one that takes no initiative up says of the main one only what
can hardly be of anything else. An initiative that a municipality's own page presents as its own (`owners`) is there,
where the text puts it nowhere. Values: municipality a code; partner an entity id; age, period and funding as their
modules say; target_group the text in lower case; focus_area an id. A focus area belongs to the initiatives that
the sentences of its evidence surely speak of.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.records import Fact, FactKind, FocusArea, Initiative, Mention, Municipality
from pipeline.tag.initiatives.ages import ages
from pipeline.tag.initiatives.binding import Sentence, sentences_about, titled_initiative
from pipeline.tag.initiatives.funding import funding
from pipeline.tag.initiatives.owners import own_initiatives
from pipeline.tag.initiatives.parties import parties
from pipeline.tag.initiatives.periods import periods
from pipeline.tag.initiatives.stated import Stated
from pipeline.tag.initiatives.target_groups import target_groups
from pipeline.tag.spans import Spans

_RUNS = re.compile(
    r"(?<!\w)(?:pågår|startade|starten|start|inleddes|löper|projekt\w*|till[ \u00a0]och[ \u00a0]med)(?!\w)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"procent|(?<!\w)(?:uppgav|anmäl\w+|rörde|har haft)(?!\w)")  # ages of those who are counted
_CREDITS = re.compile(
    r"[ \u00a0•*–-]*(?:Foto|Text|Reporter|Redaktör|Adress|Kontakt|Kalender|Plats|Källa|Bild|Text och foto)\w*:"
)
_PARTIES = ("ORGANISATION", "MUNICIPALITY")


def initiative_facts(
    text: str,
    mentions: Sequence[Mention],
    publisher: Municipality | None,
    focus_areas: tuple[FocusArea, ...],
    title: str = "",
) -> tuple[Initiative, ...]:
    """Return the initiatives in `mentions`, which are all of the document's, with their facts, in text order."""
    named = [one for one in mentions if one.label == "INITIATIVE"]
    names = {one.entity_id: one.name for one in reversed(named)}
    facts: dict[str, set[Fact]] = {entity: set() for entity in dict.fromkeys(one.entity_id for one in named)}
    if named:
        others = sorted((m for m in mentions if m.label in _PARTIES), key=lambda m: m.start)
        starts = [one.start for one in others]
        sentences = list(sentences_about(text, named, title))
        for sentence in sentences:
            here = others[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            for kind, one in _stated(text, sentence, here, publisher):
                entity = sentence.initiative_at(one.start)
                if entity is not None:
                    facts[entity].add(_fact(text, kind, one))
        if publisher:
            titled = titled_initiative(named, title)
            places = [one for one in others if one.label == "MUNICIPALITY"]
            for entity, one in own_initiatives(text, named, titled, places, publisher).items():
                if not any(fact.kind == "municipality" for fact in facts[entity]):
                    facts[entity].add(_fact(text, "municipality", one))
        for entity, fact in _areas(sentences, focus_areas):
            facts[entity].add(fact)
    return tuple(
        Initiative(entity, names[entity], tuple(sorted(found, key=lambda fact: (fact.start, fact.end, fact.kind))))
        for entity, found in facts.items()
    )


def _fact(text: str, kind: FactKind, one: Stated) -> Fact:
    return Fact(kind, one.value, one.start, one.end, text[one.start : one.end])


def _stated(
    text: str, sentence: Sentence, here: Sequence[Mention], publisher: Municipality | None
) -> Iterator[tuple[FactKind, Stated]]:
    start, end, sure = sentence.start, sentence.end, sentence.sure
    if _CREDITS.match(text, start) or not (sentence.named or sentence.about):
        return
    yield from parties(text, sentence, here, publisher)
    names = Spans((one.start, one.end) for one in sentence.named)
    groups = (one for one in target_groups(text, start, end, weak=sure) if not names.overlap(one.start, one.end))
    yield from (("target_group", one) for one in groups)
    if not _COUNTED.search(text, start, end):
        yield from (("age", one) for one in ages(text, start, end))
    yield from (("funding", one) for one in funding(text, start, end))
    yield from (("period", one) for one in periods(text, start, end) if sure or _RUNS.search(text, start, end))


def _areas(sentences: Sequence[Sentence], focus_areas: tuple[FocusArea, ...]) -> Iterator[tuple[str, Fact]]:
    for area in focus_areas:
        shown = area.evidence
        for sentence in sentences:
            if sentence.sure and sentence.start < shown.end and shown.start < sentence.end:
                about = [sentence.about] if sentence.about else []
                for entity in dict.fromkeys([*(one.entity_id for one in sentence.named), *about]):
                    yield entity, Fact("focus_area", area.id, shown.start, shown.end, shown.text)
