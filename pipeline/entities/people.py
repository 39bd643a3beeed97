"""Who is who: the people of single documents → one id a person across all of them.

Two people of the same name are one when something joins them: the same organisation, the same municipality, or the
same role told in so many words ("docent och forskare i kriminologi") or held by one person in the country
("justitieminister"). Otherwise namesakes stay apart. Somebody of whom nothing is told is taken for the one bearer of
the name if there is one. "Rut Moberg" is "Rut Carlsson Moberg" only where something joins them.

Ids follow from the documents alone, whatever their order: `person:anna-berg` for the only bearer of a name, and where
there are several, each with what tells them apart: `person:anna-berg@0486`, `person:anna-berg@bra`.
Knows nothing about texts, files or the catalog.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from typing import Any

from pipeline.records import Document, Mention, Tags

# Raise it when the same documents would give other ids.
VERSION = "2"

# Offices that one person holds at a time, or that come with a name known in the whole country.
_NATIONAL = re.compile(
    r"(?:\w*minister|statsråd|riksdagsledamot|generaldirektör|rikspolischef|riksåklagare|partiledare|talman"
    r"|statssekreterare|justitieråd|justitiekansler|riksrevisor|säkerhetspolischef)"
)
_NEAR = 60  # characters after a name in which its place stands
_BESIDE = re.compile(r",[ \u00a0]|[ \u00a0]\(|,?(?:[ \u00a0][\w-]+){0,5}[ \u00a0](?:i|från|på|vid|för)[ \u00a0]")
_TELLING_WORDS = 3  # "docent och kriminolog" tells more than "projektledare" or "biträdande rektor"


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one document shows them; `key` is the id within it, `places` are codes of municipalities."""

    doc_id: str
    key: str
    name: str
    roles: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    @property
    def told(self) -> bool:
        """Whether anything is known that could join or part them."""
        return bool(self.organisations or self.places)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a person of a document is: the id across documents and the name most often used."""

    entity_id: str
    name: str


def row_of_person(person: Person) -> dict[str, Any]:
    """Return a person as JSON has it."""
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(person).items()}


def person_of_row(row: Mapping[str, Any]) -> Person:
    """Return the person of a row of `row_of_person`."""
    told = {name: frozenset(row[name]) for name in ("roles", "organisations", "places")}
    return Person(row["doc_id"], row["key"], row["name"], **told)


def people_of(document: Document, tags: Tags) -> Iterator[Person]:
    """Yield the people whom `tags` show in a public role."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in tags.mentions:
        if mention.label == "PERSON" and mention.public is not False:
            mentions[mention.entity_id].append(mention)
    for key, found in mentions.items():
        places: set[str] = set()
        organisations: set[str] = set()
        for written in sorted({m.organisation for m in found if m.organisation}):
            codes, named = _named_in(written, tags)
            places |= codes
            organisations |= named or ({written.casefold()} if not codes else set())
        places |= {place for mention in found for place in _places_after(document.text, mention, tags)}
        if not places and not organisations and document.municipality:
            places.add(document.municipality.code)
        roles = frozenset(m.role.lower() for m in found if m.role)
        yield Person(document.doc_id, key, found[0].name, roles, frozenset(organisations), frozenset(places))


def identities(people: Iterable[Person]) -> dict[tuple[str, str], Identity]:
    """Return (document id, id within it) → who that is."""
    by_ends: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in people:
        parts = _slug(person.key).split("-")
        by_ends[parts[0], parts[-1]].append(person)
    found: dict[tuple[str, str], Identity] = {}
    for bearers in by_ends.values():
        bearers.sort(key=lambda person: (person.doc_id, person.key))
        for identity, group in _named(_groups(bearers)):
            found |= {(person.doc_id, person.key): identity for person in group}
    return found


def without_private(tags: Tags) -> Tags:
    """Return `tags` without the people who are not named in a public role: nothing about them is stored."""
    kept = tuple(m for m in tags.mentions if m.label != "PERSON" or m.public is not False)
    return replace(tags, mentions=kept)


def identified(tags: Tags, doc_id: str, known: dict[tuple[str, str], Identity]) -> Tags:
    """Return `tags` with the ids and names of `known`; people without one, who have no public role, are left out."""
    mentions = []
    for mention in tags.mentions:
        if mention.label == "PERSON":
            identity = known.get((doc_id, mention.entity_id))
            if identity is None:
                continue
            mention = replace(mention, entity_id=identity.entity_id, name=identity.name)
        mentions.append(mention)
    return replace(tags, mentions=tuple(mentions))


def _places_after(text: str, person: Mention, tags: Tags) -> Iterator[str]:
    """Yield the municipality that stands beside a name: "Ove Strid, Trollhättan", "Anna Berg, samordnare i Vara"."""
    for place in tags.mentions:
        near = person.end < place.start <= person.end + _NEAR
        if near and place.label == "MUNICIPALITY" and place.code and _BESIDE.fullmatch(text, person.end, place.start):
            yield place.code


def _named_in(organisation: str, tags: Tags) -> tuple[set[str], set[str]]:
    """Return the codes of the municipalities and the ids of the organisations that the words `organisation` name."""
    codes = {m.code for m in tags.mentions if m.label == "MUNICIPALITY" and m.code and m.text in organisation}
    named = {m.entity_id for m in tags.mentions if m.label == "ORGANISATION" and m.text in organisation}
    return codes, named


def _groups(bearers: Sequence[Person]) -> list[list[Person]]:
    """Return the people of one first and last name, grouped by who is the same."""
    parent = list(range(len(bearers)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    def join(places: Sequence[int]) -> None:
        low = min(root(i) for i in places)
        for i in places:
            parent[root(i)] = low

    # A minister is told of in the same words on a thousand pages: such are compared as one.
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, person in enumerate(bearers):
        alike[person.key, person.roles, person.organisations, person.places].append(i)
    for first, *others in alike.values():
        if others and _joined(bearers[first], bearers[others[0]]):
            join([first, *others])
    for one, other in combinations(alike.values(), 2):
        if _joined(bearers[one[0]], bearers[other[0]]):
            join([*one, *other])
    groups: dict[int, list[Person]] = defaultdict(list)
    for i, person in enumerate(bearers):
        groups[root(i)].append(person)
    return _with_the_untold(list(groups.values()))


def _joined(one: Person, other: Person) -> bool:
    if one.key != other.key and not _shortens(one.key, other.key):
        return False
    if one.doc_id == other.doc_id and one.key == other.key:
        return True
    shared = one.roles & other.roles
    if any(_NATIONAL.search(role) or len(role.split()) >= _TELLING_WORDS for role in shared):
        return True
    if one.places and other.places and not one.places & other.places:
        # "socialtjänsten" of two municipalities is not the same one.
        return any(":" in name for name in one.organisations & other.organisations)
    return bool(one.places & other.places or one.organisations & other.organisations)


def _with_the_untold(groups: list[list[Person]]) -> list[list[Person]]:
    """Add those of whom nothing is told to the only other bearer of the very same name, if there is only one."""
    told = [group for group in groups if any(person.told for person in group)]
    left: list[list[Person]] = []
    for group in groups:
        if group in told:
            continue
        same = [other for other in told if any(person.key == group[0].key for person in other)]
        if len(same) == 1:
            same[0].extend(group)
        else:
            left.append(group)
    if not told and len({person.key for group in left for person in group}) == 1:
        left = [[person for group in left for person in group]]
    return told + left


def _shortens(one: str, other: str) -> bool:
    short, long = sorted((_slug(one).split("-"), _slug(other).split("-")), key=len)
    rest = iter(long)
    return len(short) < len(long) and all(part in rest for part in short)


def _named(groups: list[list[Person]]) -> Iterator[tuple[Identity, list[Person]]]:
    names = [_usual_name(group) for group in groups]
    slugs = [_slug_of_name(group, name) for group, name in zip(groups, names, strict=True)]
    for group, name, slug in zip(groups, names, slugs, strict=True):
        apart = f"@{_anchor(group)}" if slugs.count(slug) > 1 else ""
        yield Identity(f"person:{slug}{apart}", name), group


def _usual_name(group: list[Person]) -> str:
    counts = Counter(person.name for person in group)
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def _slug_of_name(group: list[Person], name: str) -> str:
    return next(_slug(person.key) for person in group if person.name == name)


def _anchor(group: list[Person]) -> str:
    """Return what tells the person from namesakes: a municipality's code, else an organisation, else a document."""
    for kinds in ([p.places for p in group], [p.organisations for p in group]):
        counts = Counter(value for values in kinds for value in values)
        if counts:
            best = min(counts, key=lambda value: (-counts[value], value))
            return re.sub(r"[^\w-]+", "-", best.rpartition(":")[2])
    return min(person.doc_id for person in group)


def _slug(key: str) -> str:
    return key.removeprefix("person:")
