"""Later mentions of a person by given name or surname alone: "Amina", "Källs", "von Platen" after the full name.

A short form counts when one person of the text bears it and it means no place, thing or ordinary word where it stands.
Knows nothing about how full names are found, nor about other texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Mention
from pipeline.tag.people.candidates import Candidate
from pipeline.tag.people.canonical_names import person_id
from pipeline.tag.people.cues import SPEECH_AFTER, SPEECH_BEFORE, opens_another_name
from pipeline.tag.people.name_lists import NameLists
from pipeline.tag.people.names import UPPER, Run, Word

_PLACE_BEFORE = re.compile(
    r"(?<!\w)(?:i|till|från|på|vid|utanför|nära|mot|genom|kring|runt|via|norr om|söder om)[ \u00a0]+$", re.I
)
_VERB_BEFORE = re.compile(r"(?<!\w)(?:[a-zåäöé]+(?:r|de|te)|sa|vill|ska|kan)[ \u00a0]+$")
_VERB_AFTER = re.compile(r"[ \u00a0]+(?:[a-zåäöé]+(?:r|de|te)|sa|vill|ska|kan)(?!\w)")
_CAPITAL_AFTER = re.compile(rf"[ \u00a0][{UPPER}]")
_SENTENCE_START = re.compile(r"(?:^|[\n.!?:–”\"•-])[ \u00a0]*$")
_LOWER_WORD = re.compile(r"(?<![\w-])[a-zåäöé]+(?![\w-])")
_OWN_PLACE = re.compile(rf"(?<!\w)([{UPPER}][\w-]+)[ \u00a0](?:kommun|stad|Stad)")


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The text, the words in it that are written in lower case, and the places that it is about."""

    text: str
    lower_words: frozenset[str]
    own_places: frozenset[str]
    lists: NameLists


def later_mentions(
    text: str, runs: list[Run], people: list[Candidate], names: dict[str, str], lists: NameLists
) -> Iterator[Mention]:
    """Yield the mentions by given name or surname alone that follow a full name and can mean one person only.

    `people` are the full names in text order; `names` holds the canonical name of each one's surface.
    """
    first_seen: dict[str, int] = {}
    for found in people:
        first_seen.setdefault(names[found.surface], found.end)
    bearers: dict[str, list[str]] = {}
    for name in first_seen:
        for part in _short_forms(name):
            bearers.setdefault(part, []).append(name)
    taken = {word.start for found in people for word in found.words}
    surroundings = _surroundings(text, lists)
    for run in runs:
        word = run[-1]
        form = word.text if word.text in bearers else word.text.removesuffix("s")
        if word.start in taken or len(bearers.get(form, ())) != 1 or not _stands_alone(text, run, lists):
            continue
        (name,) = bearers[form]
        if word.start > first_seen[name] and not _is_something_else(surroundings, word, form):
            start = word.start - _particles_before(text, word.start, name)
            yield Mention(start, word.end, text[start : word.end], "PERSON", person_id(name), name)


def _surroundings(text: str, lists: NameLists) -> _Surroundings:
    places = _OWN_PLACE.findall(text)
    own_places = frozenset(form for name in places for form in (name, name.removesuffix("s")))
    return _Surroundings(text, frozenset(_LOWER_WORD.findall(text)), own_places, lists)


def _short_forms(name: str) -> set[str]:
    parts = name.split(" ")
    return {parts[0], parts[-1]}


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
    if form in lists.municipalities:
        # Where the text is about that municipality, only a verb of saying shows that the person is meant.
        own = form in around.own_places
        verb_before, verb_after = (SPEECH_BEFORE, SPEECH_AFTER) if own else (_VERB_BEFORE, _VERB_AFTER)
        if _PLACE_BEFORE.search(before) or not (verb_before.search(before) or verb_after.match(text, word.end)):
            return True
    if form in lists.words and _PLACE_BEFORE.search(before):
        return True
    return form.lower() in around.lower_words and _SENTENCE_START.search(before) is not None
