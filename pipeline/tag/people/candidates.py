"""Candidates for full names, each with a score: the evidence that it names a person, added up.

The evidence: the name lists, surname endings, what the model found there, and the words beside the name. Knows nothing
about what becomes of a candidate: canonical names, roles and later mentions are others' business.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.tag.people.cues import BYLINE_BEFORE, KIN_AFTER, SPEECH_AFTER, SPEECH_BEFORE, opens_another_name
from pipeline.tag.people.name_lists import NameLists
from pipeline.tag.people.names import Run, Word, looks_like_surname
from pipeline.tag.people.roles import has_role

# Evidence weights. THRESHOLD was swept over 1.0–2.25: on the held-out tenth of klintan F1 lies within .02 throughout,
# on 2,500 regeringen.se pages 1.25 lets hundreds of titles and phrases in ("Global Compact") and 1.75 loses people.
_GIVEN, _GIVEN_WORD, _NO_GIVEN = 1.0, 0.75, -0.75
_SURNAME, _SURNAME_ENDING, _GIVEN_AS_SURNAME = 1.0, 0.75, 0.5
# A municipality's name as a surname; one initial and several in the place of a given name; their surnames count less
# where they are also words, for "A. Berg" may be an item of a list.
_PLACE_AS_SURNAME, _ONE_INITIAL, _INITIALS, _WORD_BEHIND_INITIAL = 0.5, 0.5, 0.75, 0.75
_BEHIND_PARTICLE = 0.5
_MODEL_WHOLE, _MODEL_PART, _MODEL_OTHER, _CONTEXT = 1.5, 0.75, -0.25, 0.75
THRESHOLD = 1.5

_PARTY = re.compile(r",?[ \u00a0]\(?(?:S|M|C|V|L|KD|MP|SD|FP|s|m|c|v|l|kd|mp|sd|fp)\)")
# "Republiken Kuba", "Svenska Spel": no given name unless the list knows it.
_DEFINITE = re.compile(r".{3,}(?:en|et|ens|ets|ska|iskt)")
_NAMED_BY = re.compile(
    r"(?<!\w)(?:stiftelsen|sällskapet|firma|firman|advokatfirman|advokatbyrån|lex|sankt|s:t|företaget|bolaget|koncernen|ståltillverkaren"
    r"|stålbolaget)[ \u00a0]+$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Entity:
    """What the model found at text[start:end]; `label` is PER, LOC, ORG or MISC."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate for a full name, with its evidence added up."""

    words: tuple[Word, ...]
    score: float

    @property
    def start(self) -> int:
        """Where it opens in the text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.words[-1].end

    @property
    def surface(self) -> str:
        """Its words with single spaces between, none in capitals only."""
        return " ".join(word.plain for word in self.words)


def full_names(
    text: str, runs: list[Run], entities: list[Entity], lists: NameLists, threshold: float
) -> list[Candidate]:
    """Return the candidates in `runs` that name a person by a full name, in text order.

    One that reaches `threshold` somewhere counts wherever the same words stand, with or without a genitive s.
    """
    entities = sorted([*entities, *_with_kin(text, runs)], key=_start)
    scored = [found for run in runs for found in _candidates(text, run, _touching(run, entities), lists)]
    accepted = {found.surface for found in scored if found.score >= threshold}
    return [
        _without_tail(found, accepted, lists)
        for found in scored
        if found.surface in accepted or found.surface.removesuffix("s") in accepted
    ]


def _with_kin(text: str, runs: list[Run]) -> list[Entity]:
    """Return the runs of two or three words that have a daughter, a lawyer …, as if the model had found them."""
    return [
        Entity(run[0].start, run[-1].end, "PER")
        for run in runs
        if 2 <= len(run) <= 3 and KIN_AFTER.match(text, run[-1].end)
    ]


def _without_tail(found: Candidate, accepted: set[str], lists: NameLists) -> Candidate:
    """Return `found` cut to a shorter name accepted elsewhere when the rest does not look like surnames."""
    for count in range(2, len(found.words)):
        if any(_surname_weight(word.plain, lists) for word in found.words[count:]):
            continue
        shorter = Candidate(found.words[:count], found.score)
        if shorter.surface in accepted:
            return shorter
    return found


def _candidates(text: str, run: Run, entities: list[Entity], lists: NameLists) -> Iterator[Candidate]:
    place = 0
    people = [ent for ent in entities if ent.label == "PER"]
    while place < len(run) - 1:
        end = _name_end(run, place, people, lists)
        if end is None:
            place += 1
            continue
        words = tuple(run[place:end])
        if not _names_a_thing(text, words):
            yield Candidate(words, _score(text, words, entities, lists))
        place = end


def _touching(run: Run, entities: list[Entity]) -> list[Entity]:
    """Return those of `entities`, sorted by start, that share a character with `run`."""
    # Two windows may overlap, so up to two entities that open before the run can reach into it.
    first = max(bisect_left(entities, run[0].start, key=_start) - 2, 0)
    last = bisect_left(entities, run[-1].end, key=_start)
    return [ent for ent in entities[first:last] if ent.end > run[0].start]


def _start(entity: Entity) -> int:
    return entity.start


def _name_end(run: Run, place: int, people: list[Entity], lists: NameLists) -> int | None:
    """Return where the full name that opens at run[place] ends, None when none opens there."""
    first = run[place]
    if not (_opens_with_initials(run, place, lists) if first.is_joint else _opens_name(run, place, people, lists)):
        return None
    inside = max((ent.end for ent in people if ent.start <= first.start < ent.end), default=first.end)
    end = place + 1
    surnames = 0
    while end < len(run):
        word = run[end]
        belongs = word.is_joint or not surnames or word.end <= inside or _goes_on(run, end, lists)
        if (
            not belongs
            or (surnames and _opens_another(run, end, lists))
            or (first.is_capitals and not (word.is_capitals or word.is_joint))
        ):
            break
        surnames += not word.is_joint
        end += 1
    while end > place and run[end - 1].is_joint:
        end -= 1
    return end if end - place > 1 else None


def _goes_on(run: Run, place: int, lists: NameLists) -> bool:
    """Whether run[place] is one more surname, or the first behind two given names ("Mo Hjalmar Bost")."""
    word, before = run[place].plain, run[place - 1].plain
    if _surname_weight(word, lists) > 0:
        return True
    return lists.is_given(before) and before not in lists.surnames and word not in lists.municipalities


def _opens_with_initials(run: Run, place: int, lists: NameLists) -> bool:
    """Whether initials stand in the place of a given name at run[place]: "G.W. Persson", "A. I. Rabin"."""
    if not run[place].is_initial or (place and (run[place - 1].is_initial or lists.is_given(run[place - 1].plain))):
        return False
    name = next((word for word in run[place:] if not word.is_initial), None)
    return (
        name is not None and not name.is_joint and len(run[place].text) > 1 and bool(_surname_weight(name.plain, lists))
    )


def _opens_name(run: Run, place: int, people: list[Entity], lists: NameLists) -> bool:
    """Whether run[place] is a given name, or a name opens there for the model and not at the next word."""
    first = run[place]
    if lists.is_given(first.plain):
        return True
    name_follows = place + 2 < len(run) and lists.is_given(run[place + 1].plain)
    opens = any(ent.start == first.start for ent in people)
    return opens and not name_follows and not _DEFINITE.fullmatch(first.text) and not first.is_capitals


def _opens_another(run: Run, place: int, lists: NameLists) -> bool:
    """Whether run[place] is the given name of a next person, as where a table's cells were joined by spaces."""
    before, word = run[place - 1].plain, run[place].plain
    if not lists.is_given(word) or word in lists.surnames or place + 1 >= len(run):
        return False
    return not lists.is_given(before) and _surname_weight(before, lists) > 0


def _names_a_thing(text: str, words: tuple[Word, ...]) -> bool:
    """Whether the name is part of another: "Dag Hammarskjölds väg", "Raoul Wallenberg-akademin", "Lars Bergs AB"."""
    start = words[0].start
    return _NAMED_BY.search(text[max(0, start - 20) : start]) is not None or opens_another_name(text, words[-1].end)


def _score(text: str, words: tuple[Word, ...], entities: list[Entity], lists: NameLists) -> float:
    first, last = words[0], words[-1]
    score = _opening_weight(words, lists) + _closing_weight(words, lists)
    over = [ent for ent in entities if ent.start < last.end and ent.end > first.start]
    if any(ent.label == "PER" and ent.start <= first.start and ent.end >= last.end for ent in over):
        score += _MODEL_WHOLE
    elif any(ent.label == "PER" for ent in over):
        score += _MODEL_PART
    elif over:
        score += _MODEL_OTHER
    return score + (_CONTEXT if _in_context(text, first.start, last.end) else 0.0)


def _in_context(text: str, start: int, end: int) -> bool:
    """Whether the name speaks, has a role, or a party behind it: "Anna Berg (S)"."""
    if SPEECH_AFTER.match(text, end) or SPEECH_BEFORE.search(text[max(0, start - 60) : start]):
        return True
    if BYLINE_BEFORE.search(text[max(0, start - 40) : start]) or _PARTY.match(text, end) or KIN_AFTER.match(text, end):
        return True
    return has_role(text, start, end)


def _opening_weight(words: tuple[Word, ...], lists: NameLists) -> float:
    if not words[0].is_initial:
        return _given_weight(words[0].plain, lists)
    letters = sum(character.isalpha() for word in words if word.is_initial for character in word.text)
    return _INITIALS if letters > 1 else _ONE_INITIAL


def _closing_weight(words: tuple[Word, ...], lists: NameLists) -> float:
    last = words[-1].plain
    weight = _surname_weight(last, lists)
    if not weight and any(word.text.islower() for word in words[1:-1]):
        return _BEHIND_PARTICLE
    is_word = words[0].is_initial and (last in lists.words or last in lists.municipalities)
    return min(weight, _WORD_BEHIND_INITIAL) if is_word else weight


def _given_weight(word: str, lists: NameLists) -> float:
    if not lists.is_given(word):
        return _NO_GIVEN
    return _GIVEN_WORD if word in lists.words or word in lists.municipalities else _GIVEN


def _surname_weight(word: str, lists: NameLists) -> float:
    forms = (word, word.removesuffix("s"))
    if any(form in lists.surnames for form in forms):
        return _SURNAME
    if any(form in lists.municipalities for form in forms):
        return _PLACE_AS_SURNAME
    if any(looks_like_surname(form) for form in forms):
        return _SURNAME_ENDING
    return _GIVEN_AS_SURNAME if any(lists.is_given(form) for form in forms) else 0.0
