"""How well tags agree with gold: what is right, found and wanted, added up over texts.

Spans of people, organisations and initiatives must be the same to the letter; a municipality must overlap and have the
same code. What overlaps a span that the gold ignores is neither right nor wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.records import Mention, Tags
from pipeline.tag.people.role_words import indefinite

Record = dict[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts; precision, recall and F1 in [0, 1], 0 where there is nothing to divide by."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)


# What is reported, in order. Of shares ("linked", "taken", "right") only recall says something.
MEASURES = (
    "persons",
    "partial names linked",
    "public or private",
    "roles",
    "municipality links",
    "traps taken",
    "organisations",
    "initiatives",
    "facts",
    "focus areas",
    "evidence right",
)
SHARES = frozenset({"partial names linked", "public or private", "roles", "traps taken", "evidence right"})


def score_all(pairs: Iterable[tuple[Record, Tags]]) -> dict[str, Score]:
    """Return each of MEASURES over all (gold record, tags)."""
    totals = dict.fromkeys(MEASURES, Score())
    for gold, tags in pairs:
        for name, score in scores(gold, tags).items():
            totals[name] += score
    return totals


def scores(gold: Record, tags: Tags) -> dict[str, Score]:
    """Return the scores of one text."""
    ignored = [_span(m) for m in gold["mentions"] if m["label"] == "IGNORE"]
    found = [m for m in tags.mentions if not _overlaps_any((m.start, m.end), ignored)]
    by_label = {
        label: [m for m in gold["mentions"] if m["label"] == label]
        for label in ("PERSON", "MUNICIPALITY", "ORGANISATION", "INITIATIVE", "TRAP")
    }
    named = {label: [m for m in found if m.label == label] for label in by_label}
    return {
        "persons": _exact(by_label["PERSON"], named["PERSON"]),
        "partial names linked": _partial(gold, named["PERSON"]),
        "public or private": _public(gold, named["PERSON"]),
        "roles": _roles(gold, named["PERSON"]),
        "municipality links": _links(by_label["MUNICIPALITY"], named["MUNICIPALITY"]),
        "traps taken": _taken(by_label["TRAP"], named["MUNICIPALITY"]),
        "organisations": _exact(by_label["ORGANISATION"], named["ORGANISATION"]),
        "initiatives": _exact(by_label["INITIATIVE"], named["INITIATIVE"]),
        "facts": _facts(gold, tags),
        "focus areas": _areas(gold, tags),
        "evidence right": _evidence(gold, tags),
    }


def differences(gold: Record, tags: Tags) -> list[str]:
    """Return what the tags have and the gold has not (+) and the other way round (-), one line each."""
    text = gold["text"]
    ignored = [_span(m) for m in gold["mentions"] if m["label"] == "IGNORE"]
    wanted = Counter(
        (*_span(m), m["label"], m["entity"] if m["label"] == "MUNICIPALITY" else "")
        for m in gold["mentions"]
        if m["label"] not in {"TRAP", "IGNORE"}
    )
    found = Counter(
        (m.start, m.end, m.label, m.code or "") for m in tags.mentions if not _overlaps_any((m.start, m.end), ignored)
    )
    areas = {area["id"] for area in gold["focus_areas"]}, {area.id for area in tags.focus_areas}
    lines = [f"- {area}" for area in sorted(areas[0] - areas[1])] + [
        f"+ {area}" for area in sorted(areas[1] - areas[0])
    ]
    for sign, spans in (("-", wanted - found), ("+", found - wanted)):
        for start, end, label, code in sorted(spans):
            around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 40]}".replace("\n", "⏎")
            lines.append(f"{sign} {label} {code} {around}")
    return lines


def _span(mention: Record) -> Span:
    return mention["start"], mention["end"]


def _overlaps(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _overlaps_any(span: Span, others: list[Span]) -> bool:
    return any(_overlaps(span, other) for other in others)


def _exact(wanted: list[Record], found: list[Mention]) -> Score:
    spans = {_span(m) for m in wanted}
    return Score(sum((m.start, m.end) in spans for m in found), len(found), len(spans))


def _links(wanted: list[Record], found: list[Mention]) -> Score:
    left = list(wanted)
    right = 0
    for mention in found:
        place = (mention.start, mention.end)
        match = next((m for m in left if m["entity"] == mention.code and _overlaps(_span(m), place)), None)
        if match is not None:
            left.remove(match)
            right += 1
    return Score(right, len(found), len(wanted))


def _taken(traps: list[Record], found: list[Mention]) -> Score:
    spans = [(m.start, m.end) for m in found]
    return Score(sum(_overlaps_any(_span(trap), spans) for trap in traps), 0, len(traps))


def _partial(gold: Record, found: list[Mention]) -> Score:
    """Of later mentions by one name, those whose entity is that of a full name of the same person."""
    text = gold["text"]
    entities = {(m.start, m.end): m.entity_id for m in found}
    people = [m for m in gold["mentions"] if m["label"] == "PERSON"]
    full: dict[str, set[str]] = {}
    for m in people:
        if " " in text[m["start"] : m["end"]] and _span(m) in entities:
            full.setdefault(m["entity"], set()).add(entities[_span(m)])
    named_in_full = {m["entity"] for m in people if " " in text[m["start"] : m["end"]]}
    partial = [m for m in people if " " not in text[m["start"] : m["end"]] and m["entity"] in named_in_full]
    return Score(sum(entities.get(_span(m), "") in full.get(m["entity"], ()) for m in partial), 0, len(partial))


def _described(gold: Record, found: list[Mention]) -> list[tuple[Record, list[Mention]]]:
    """Pair each person of the gold with the mentions of them that were found."""
    at = {(m.start, m.end): m for m in found}
    return [
        (
            person,
            [
                at[_span(m)]
                for m in gold["mentions"]
                if m["label"] == "PERSON" and m["entity"] == person["entity"] and _span(m) in at
            ],
        )
        for person in gold["people"]
    ]


def _public(gold: Record, found: list[Mention]) -> Score:
    pairs = [(person, mentions) for person, mentions in _described(gold, found) if mentions]
    return Score(sum(any(m.public for m in ms) == person["public"] for person, ms in pairs), 0, len(pairs))


def _roles(gold: Record, found: list[Mention]) -> Score:
    """Of the roles in the gold, those that a mention of the person has, "utredaren" and "utredare" being the same."""
    pairs = [(indefinite(p["role"].lower()), ms) for p, ms in _described(gold, found) if p["role"] and ms]
    return Score(sum(any(indefinite(m.role or "") == role for m in ms) for role, ms in pairs), 0, len(pairs))


def _facts(gold: Record, tags: Tags) -> Score:
    """A fact is right when it is of that kind, overlaps, and its initiative has a mention in common with the gold's."""
    places: dict[str, set[Span]] = {}
    for m in tags.mentions:
        if m.label == "INITIATIVE":
            places.setdefault(m.entity_id, set()).add((m.start, m.end))
    wanted = [(each["entity"], f) for each in gold["initiatives"] for f in each["facts"]]
    found = [(one.entity_id, f) for one in tags.initiatives for f in one.facts if f.kind != "focus_area"]
    left, right = list(wanted), 0
    for entity, fact in found:
        match = next(
            (
                (key, f)
                for key, f in left
                if f["kind"] == fact.kind
                and _overlaps((f["start"], f["end"]), (fact.start, fact.end))
                and any(
                    _span(m) in places.get(entity, ())
                    for m in gold["mentions"]
                    if m["label"] == "INITIATIVE" and m["entity"] == key
                )
            ),
            None,
        )
        if match is not None:
            left.remove(match)
            right += 1
    return Score(right, len(found), len(wanted))


def _areas(gold: Record, tags: Tags) -> Score:
    wanted, found = {area["id"] for area in gold["focus_areas"]}, {area.id for area in tags.focus_areas}
    return Score(len(wanted & found), len(found), len(wanted))


def _evidence(gold: Record, tags: Tags) -> Score:
    """Of the right labels, those whose sentence is at least half inside a sentence that the gold accepts."""
    accepted = {area["id"]: area["evidence"] for area in gold["focus_areas"]}
    labels = [area for area in tags.focus_areas if area.id in accepted]
    right = 0
    for area in labels:
        start, end = area.evidence.start, area.evidence.end
        right += any(2 * (min(e, end) - max(s, start)) >= min(end - start, e - s) for s, e in accepted[area.id])
    return Score(right, 0, len(labels))
