"""Mentions of a person by given name or surname alone: "Amina", "Källs", "von Platen", "Backlund Ito".

A short form counts when the text has a person it belongs to, before it or after it ("Bergs plan" as a headline), and it
means no place, thing or ordinary word where it stands. Where two people bear it, it counts only when one of them alone
is named in full earlier in the same paragraph. "Anna och Bo Ek" names Anna Ek too, where the text has no other Anna:
a couple or siblings who share a surname. Knows nothing about how full names are found, nor about other texts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Mention
from pipeline.tag.people.candidates import Candidate
from pipeline.tag.people.canonical_names import person_id
from pipeline.tag.people.cues import SPEECH_AFTER, SPEECH_BEFORE, opens_another_name
from pipeline.tag.people.name_lists import NameLists
from pipeline.tag.people.names import UPPER, Run, Word

AFTER, BEFORE, NEAREST, SHARED = 0.95, 0.85, 0.7, 0.8

_PLACE_BEFORE = re.compile(
    r"(?<!\w)(?:i|till|från|på|vid|utanför|nära|mot|genom|kring|runt|via|norr om|söder om|\d{3} ?\d{2})[ \u00a0]+$",
    re.I,
)
_IN_BEFORE = re.compile(r"(?<!\w)(?:i|utanför|norr om|söder om)[ \u00a0]+$", re.I)
_CALL_BEFORE = re.compile(r"(?<!\w)(?:ring|ringa|kontakta|mejla|fråga|möt|möta)[ \u00a0]+$", re.I)
_LISTED_BEFORE = re.compile(rf"([{UPPER}][\w-]+)(?:,| och| eller)[ \u00a0]$")
_LISTED_AFTER = re.compile(rf"(?:,| och| eller)[ \u00a0]([{UPPER}][\w-]+)")
_VERB_BEFORE = re.compile(r"(?<!\w)(?:[a-zåäöé]+(?:r|de|te)|sa|vill|ska|kan|med|som)[ \u00a0]+$")
_VERB_AFTER = re.compile(r"[ \u00a0]+(?:[a-zåäöé]+(?:r|de|te)|sa|vill|ska|kan)(?!\w)")
_CAPITAL_AFTER = re.compile(rf"[ \u00a0][{UPPER}]")
_SENTENCE_START = re.compile(r"(?:^|[\n.!?:–”\"•-])[ \u00a0]*$")
_LOWER_WORD = re.compile(r"(?<![\w.@-])[a-zåäöé]+(?![\w@-]|\.\w)")
# "Kalle, 17, heter egentligen något annat": no bearer of a name that is given in full further down.
_ALIAS_AFTER = re.compile(r"s?,[ \u00a0]\d\d?(?!\d)|,?[ \u00a0](?:som[ \u00a0])?heter[ \u00a0]egentligen")
_OWN_PLACE = re.compile(rf"(?<!\w)([{UPPER}][\w-]+)[ \u00a0](?:kommun|stad|Stad)")
_PLACE = re.compile(
    rf"(?<!\w)(?:[Ii]|[Tt]ill|[Ff]rån|[Ii]nom|[Uu]tanför|\d{{3}} ?\d{{2}})[ \u00a0]+([{UPPER}][^\W\d_]+)"
    rf"(?![ \u00a0]+[{UPPER}])"
)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The text, the words in it that are written in lower case, and the places that it is about and speaks of."""

    text: str
    lower_words: frozenset[str]
    own_places: frozenset[str]
    places: frozenset[str]
    lists: NameLists


@dataclass(frozen=True, slots=True)
class _People:
    """The people of a text: short form → names, name → the starts of its full mentions, and what those cover."""

    bearers: dict[str, list[str]]
    starts: dict[str, list[int]]
    taken: frozenset[int]


def later_mentions(
    text: str, runs: list[Run], people: list[Candidate], names: dict[str, str], lists: NameLists
) -> Iterator[Mention]:
    """Yield the mentions of `people` by one name alone, each with the person's canonical name.

    `people` are the full names in text order; `names` holds the canonical name of each one's surface.
    """
    known = _known(people, names)
    surroundings = _surroundings(text, lists)
    taken = set(known.taken)
    for mention in (*_double_surnames(text, known), *_couples(text, runs, people, names, known, lists)):
        if mention.start not in taken:
            taken.update(range(mention.start, mention.end))
            yield mention
    for run in (*runs, *_place_words(text, known, lists)):
        word = run[-1]
        form = word.text if word.text in known.bearers else word.text.removesuffix("s")
        if word.start in taken or form not in known.bearers or not _stands_alone(text, run, lists):
            continue
        if (meant := _bearer(text, word.start, form, known)) and not _is_something_else(surroundings, word, form):
            name, confidence, reason = meant
            start = word.start - _particles_before(text, word.start, name)
            yield _mention(text, start, word.end, name, confidence, reason)


def _place_words(text: str, known: _People, lists: NameLists) -> Iterator[Run]:
    """Yield the words that are a surname of the text and no run, because lists have them as municipalities only."""
    for form in known.bearers.keys() & lists.municipalities:
        if not lists.is_listed(form):
            for match in re.finditer(rf"(?<![\w-]){re.escape(form)}s?(?![\w-])", text):
                yield [Word(match.start(), match.end(), match.group())]


def _known(people: list[Candidate], names: dict[str, str]) -> _People:
    starts: dict[str, list[int]] = {}
    for found in people:
        starts.setdefault(names[found.surface], []).append(found.start)
    bearers: dict[str, list[str]] = {}
    for name in starts:
        for part in _short_forms(name):
            bearers.setdefault(part, []).append(name)
    taken = frozenset(place for found in people for place in range(found.start, found.end))
    return _People(bearers, starts, taken)


def _surroundings(text: str, lists: NameLists) -> _Surroundings:
    return _Surroundings(
        text,
        frozenset(_LOWER_WORD.findall(text)),
        _with_and_without_s(_OWN_PLACE.findall(text)),
        _with_and_without_s(_PLACE.findall(text)),
        lists,
    )


def _with_and_without_s(places: list[str]) -> frozenset[str]:
    return frozenset(form for place in places for form in (place, place.removesuffix("s")))


def _short_forms(name: str) -> set[str]:
    parts = name.split(" ")
    return {part for part in (parts[0], parts[-1]) if "." not in part and len(part) > 1}


def _bearer(text: str, place: int, form: str, known: _People) -> tuple[str, float, str] | None:
    """Return whom `form` at `place` means, with confidence and reason; None where it could be either of two."""
    names = known.bearers[form]
    kind = "given name" if all(name.startswith(f"{form} ") for name in names) else "surname"
    if len(names) == 1:
        if place < known.starts[names[0]][0] and _ALIAS_AFTER.match(text, place + len(form)):
            return None
        if place > known.starts[names[0]][0]:
            return names[0], AFTER, f"{kind} after the full name"
        return names[0], BEFORE, f"{kind} before the full name"
    paragraph = text.rfind("\n", 0, place) + 1
    near = [name for name in names if _any_between(known.starts[name], paragraph, place)]
    return (near[0], NEAREST, f"{kind} of two, of whom the paragraph names one") if len(near) == 1 else None


def _any_between(starts: list[int], first: int, last: int) -> bool:
    place = bisect_left(starts, first)
    return place < len(starts) and starts[place] < last


def _double_surnames(text: str, known: _People) -> Iterator[Mention]:
    """Yield where all the surnames of a person stand without the given name: "Backlund Ito"."""
    for name in known.starts:
        surnames = [part for part in name.split(" ")[1:] if "." not in part]
        if sum(not part.islower() for part in surnames) < 2:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(' '.join(surnames))}s?(?![\w-])", text):
            if match.start() not in known.taken:
                yield _mention(text, match.start(), match.end(), name, AFTER, "surnames of the full name")


def _couples(
    text: str, runs: list[Run], people: list[Candidate], names: dict[str, str], known: _People, lists: NameLists
) -> Iterator[Mention]:
    """Yield the first given name of "Anna och Bo Ek", as Anna Ek, unless the text has another Anna."""
    alone = {run[0].end: run[0] for run in runs if len(run) == 1}
    for found in people:
        before = alone.get(found.start - len(" och "))
        if before is None or not text.startswith(" och ", before.end) or len(found.words) != 2:
            continue
        given = before.text
        if lists.is_given(given) and given not in lists.words and given not in (known.bearers.keys() | lists.surnames):
            name = f"{given} {names[found.surface].split(' ')[-1]}"
            yield _mention(text, before.start, before.end, name, SHARED, "surname shared with the next name")


def _mention(text: str, start: int, end: int, name: str, confidence: float, reason: str) -> Mention:
    return Mention(start, end, text[start:end], "PERSON", person_id(name), name, confidence=confidence, reason=reason)


def _particles_before(text: str, start: int, name: str) -> int:
    """Return the length of the particles of `name` that stand before `start`: 8 in "von der Leyen"."""
    particles = "".join(f"{part} " for part in name.split(" ")[1:-1] if part.islower())
    return len(particles) if text.endswith(particles, 0, start) else 0


def _stands_alone(text: str, run: Run, lists: NameLists) -> bool:
    """Whether the run is one word, but for an ordinary word that opens the sentence ("Också Susanna")."""
    if len(run) == 1:
        return True
    opener = run[0]
    if len(run) > 2 or lists.is_listed(opener.text):
        return False
    return _SENTENCE_START.search(text[max(0, opener.start - 5) : opener.start]) is not None


def _is_something_else(around: _Surroundings, word: Word, form: str) -> bool:
    """Whether the name means a place, a thing or an ordinary word here."""
    text, lists = around.text, around.lists
    before = text[max(0, word.start - 20) : word.start]
    if opens_another_name(text, word.end) or _CAPITAL_AFTER.match(text, word.end):
        return True
    if _IN_BEFORE.search(before):
        return True
    speaks = any(cue.search(before) for cue in (SPEECH_BEFORE, _CALL_BEFORE)) or bool(
        SPEECH_AFTER.match(text, word.end)
    )
    if form in lists.municipalities and _is_place(around, word, form, before, speaks):
        return True
    if form in lists.words and _PLACE_BEFORE.search(before):
        return True
    return form.lower() in around.lower_words and not speaks and _SENTENCE_START.search(before) is not None


def _is_place(around: _Surroundings, word: Word, form: str, before: str, speaks: bool) -> bool:
    """Whether a municipality's name is meant: always behind "i", and elsewhere where the text speaks of the place and
    no verb shows that a person is meant; where the text is about that municipality, only a verb of saying does."""
    if _PLACE_BEFORE.search(before):
        return True
    if speaks:
        return False
    if form in around.own_places:
        return True
    listed = (_LISTED_BEFORE.search(before), _LISTED_AFTER.match(around.text, word.end))
    if any(match and match[1].removesuffix("s") in around.lists.municipalities for match in listed):
        return True
    acts = _VERB_BEFORE.search(before) is not None or _VERB_AFTER.match(around.text, word.end) is not None
    is_opener = form in around.lists.words and _SENTENCE_START.search(before) is not None
    return (is_opener or form in around.places) and not acts
