"""Initiatives named in a text: listed ones, those that the text introduces, and every later mention of either.

A listed form that is another word as well needs evidence. A name that the text introduces once ("teamet Vägvisaren")
counts wherever it stands with its capital. A text's avhopparstöd is the initiative that it introduces as one
("avhopparstödet Ny riktning"), if there is just one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import Mention, Municipality
from pipeline.swedish.sentences import sentence_spans
from pipeline.tag.focus_areas.head import Head
from pipeline.tag.initiatives.abbreviations import abbreviated_after, spelt_out_after, words_before
from pipeline.tag.initiatives.context import crime_near, stands_within_sentence, times
from pipeline.tag.initiatives.discovery import Candidate, discovered
from pipeline.tag.initiatives.lexicon import KnownInitiative, KnownInitiatives
from pipeline.tag.initiatives.names import (
    AVHOPPARSTOD,
    canonical_key,
    canonical_name,
    initiative_id,
    name_end,
    nominative,
    reads_as_name,
)
from pipeline.tag.initiatives.signals import Setting
from pipeline.tag.spans import Spans, longest
from pipeline.tag.written_forms import AFTER_WORD, GENITIVE, as_listed, one_pattern

_METHOD_NEAR = re.compile(
    r"[\s:–(,]{1,3}(?:\w+ ){0,3}?\w*(?:program|kurs|metod|modell|behandling|träffar)", re.IGNORECASE
)
_IN_PLACE = re.compile(r"[ \u00a0](?:i|på)[ \u00a0]")
_BESIDE = re.compile(r"(?:,| och| samt| eller)[ \u00a0](?:(?:och|metoden|projektet|programmet)[ \u00a0])?(?=[A-ZÅÄÖ])")
_NEAR = 350  # characters within which another word of its longer form shows what a doubtful one means
_NAME_BEFORE = re.compile(r"(?<![\w-])[A-ZÅÄÖ][\w-]*[^\Ws][ \u00a0]$")  # "Fryshusets Exit" is Exit
_NAME_AFTER = re.compile(r"[ \u00a0][A-ZÅÄÖ]\w")
_LONGEST_WORD = 40  # letters of it that are looked at
_SHORTEST = 3  # letters of a name in a list
_GENITIVE = re.compile(GENITIVE + AFTER_WORD)
_SERVICE_INTRODUCES = re.compile(r"avhoppar\w+[ \u00a0,(]{1,2}[”\"]?$", re.IGNORECASE)
_IS_SERVICE = re.compile(
    r"[”\"]?(?:,| är| var)[^.\n]{0,50}?avhopp(?:ar\w+|et)|,[^.\n]{0,30} (?:lämna|bryta)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Found:
    """An initiative at text[start:end]: its canonical key (a listed one's id), its name and its kind."""

    start: int
    end: int
    key: str
    name: str
    kind: str | None
    listed: bool = False


def find_initiatives(
    known: KnownInitiatives,
    head: Head,
    text: str,
    taken: Sequence[tuple[int, int]],
    publisher: Municipality | None,
    municipalities: Sequence[Mention] = (),
    title: str = "",
) -> tuple[Mention, ...]:
    """Return the initiatives named in `text`, in text order; none overlaps a span in `taken`: people, organisations.

    A local name belongs to the municipality that the text puts it in ("Stationen i Vara"), among `municipalities`,
    else to the `publisher` (`names.initiative_id`). The `title` is read for names and for what the text is about, and
    the `head` says which sentences speak of a focus area.
    """
    others = Spans(taken)
    named_places = Spans((place.start, place.end) for place in municipalities)
    setting = setting_of(head, title, text, publisher is not None, bool(municipalities))
    places = {place.start for place in municipalities}
    listed = list(_listed(known, text, places))
    free = [
        one
        for one in (
            *listed,
            *_listed_beside(text, listed, places),
            *_introduced(known, text, setting, Spans([*taken, *((one.start, one.end) for one in listed)])),
        )
        if not others.overlap(one.start, one.end) and not named_places.cover(one.start, one.end)
    ]
    # What a name is short for is that name, even where it was found by itself.
    free = longest([*_otherwise(text, free), *longest(free)])
    again = (one for one in _mentioned_again(text, free) if not others.overlap(one.start, one.end))
    found = _service_by_name(text, longest([*free, *again]))
    put_in = _places(text, found, municipalities)
    own = publisher.code if publisher else None
    return tuple(
        Mention(
            one.start, one.end, text[one.start : one.end], "INITIATIVE", _id(one, put_in.get(one.key, own)), one.name
        )
        for one in found
    )


def _id(one: _Found, municipality: str | None) -> str:
    if one.listed:
        return f"initiative:{one.key}" + (f"@{municipality}" if one.kind == "service" and municipality else "")
    return initiative_id(one.name, one.kind, municipality)


def _listed(known: KnownInitiatives, text: str, places: Collection[int]) -> Iterator[_Found]:
    """Yield the listed initiatives; municipalities are named at `places`."""
    found = []
    for match in known.pattern.finditer(text):
        initiative, doubtful = known.forms[as_listed(match.group(1))]
        one = _Found(match.start(), match.end(), initiative.id, initiative.name, initiative.kind, listed=True)
        found.append((one, initiative if doubtful else None))
    sure = {one.key for one, doubted in found if doubted is None}
    others = {one.key for one, doubted in found if doubted and _short_for_another(text, one, doubted)}
    for one, doubted in found:
        shown = doubted is None or one.key in sure
        if doubted and not shown and one.key not in others:
            shown = _shown(text, one, _companions(doubted), places)
        if shown:
            yield one


def _short_for_another(text: str, one: _Found, doubted: KnownInitiative) -> bool:
    """Whether the form stands in brackets after words that it is short for, and that are no name of the initiative."""
    words = words_before(text, one.start, one.end)
    own = tuple(form.lstrip("?").casefold().removesuffix("s") for form in (doubted.name, *doubted.aliases))
    return words is not None and not words.casefold().removesuffix("s").endswith(own)


def _companions(one: KnownInitiative) -> frozenset[str]:
    """Return the words that a longer form adds to a doubtful one: "Fryshuset" in "Exit Fryshuset" beside "?Exit"."""
    doubtful = tuple(alias[1:] + " " for alias in one.aliases if alias.startswith("?"))
    longer = (form for form in (one.name, *one.aliases) if doubtful and form.startswith(doubtful))
    return frozenset(word for form in longer for word in form.split()[1:] if word[0].isupper()) - {"Sverige"}


def _shown(text: str, one: _Found, companions: frozenset[str], places: Collection[int]) -> bool:
    """Whether the words around a doubtful form show that it means the initiative."""
    around = text[max(0, one.start - _NEAR) : one.end + _NEAR]
    if any(word in around for word in companions):
        return True
    if _part_of_longer_name(text, one, places) or not crime_near(text, one.start, one.end):
        return False
    return stands_within_sentence(text, one.start) or _METHOD_NEAR.match(text, one.end) is not None


def _part_of_longer_name(text: str, one: _Found, places: Collection[int]) -> bool:
    """Whether another name's word stands right before or after: "Polar Connect", "SPF Seniorerna", not "PAX Vara"."""
    before = _NAME_BEFORE.search(text, max(0, one.start - _LONGEST_WORD), one.start)
    if before and stands_within_sentence(text, before.start()):
        return True
    return _NAME_AFTER.match(text, one.end) is not None and one.end + 1 not in places


def setting_of(head: Head, title: str, text: str, published: bool, placed: bool) -> Setting:
    """Return what is known of a text `published` by a municipality, or about one, and `placed` in some."""
    spans = sentence_spans(text)
    logits = head.network.logits(head.vectors([text[start:end] for start, end in spans])) if spans else None
    clearest = logits.max(axis=1).tolist() if logits is not None else []
    return Setting(title, published or placed, published, [start for start, _ in spans], clearest)


def _introduced(known: KnownInitiatives, text: str, setting: Setting, taken: Spans) -> Iterator[_Found]:
    for candidate in discovered(text, setting, taken):
        _, doubtful = known.forms.get(nominative(text[candidate.start : candidate.end]), (None, False))
        inside = stands_within_sentence(text, candidate.start)
        if doubtful and not inside and not crime_near(text, candidate.start, candidate.end):
            continue
        genitive = _GENITIVE.match(text, candidate.end)
        end = genitive.end() if genitive and candidate.kind is None else candidate.end
        yield _as_found(known, text, Candidate(candidate.start, end, candidate.kind))


def _as_found(known: KnownInitiatives, text: str, candidate: Candidate) -> _Found:
    written = text[candidate.start : candidate.end]
    listed = known.forms.get(nominative(written)) or known.forms.get(canonical_name(written))
    if listed:
        return _Found(candidate.start, candidate.end, listed[0].id, listed[0].name, listed[0].kind, listed=True)
    return _Found(candidate.start, candidate.end, canonical_key(written), canonical_name(written), candidate.kind)


def _otherwise(text: str, found: list[_Found]) -> Iterator[_Found]:
    """Yield what the names found are abbreviations of, and their abbreviations: "TUTI (Tidig Upptäckt …)"."""
    for one in found:
        place = spelt_out_after(text, one.end, one.name) or abbreviated_after(text, one.start, one.end)
        if place and one.kind != "service":
            yield _Found(*place, one.key, one.name, one.kind, one.listed)


def _listed_beside(text: str, found: list[_Found], places: set[int]) -> Iterator[_Found]:
    """Yield the names that stand in a list after a known initiative: "Krami och Moa"; none begins at `places`."""
    for one in found:
        end = one.end
        while link := _BESIDE.match(text, end):
            start, end = link.end(), name_end(text, link.end())
            written = text[start:end]
            if not reads_as_name(written) or len(written) < _SHORTEST or start in places:
                break
            if written.endswith("s") and times(text, written[:-1]):
                written = written[:-1]
            yield _Found(start, end, canonical_key(written), canonical_name(written), None)


def _mentioned_again(text: str, found: list[_Found]) -> Iterator[_Found]:
    """Yield the other mentions of introduced names: as introduced, without "projektet", and in the genitive."""
    forms: dict[str, _Found] = {}
    for one in found:
        if not one.listed and one.kind is None:
            forms |= {form: one for form in (one.name, nominative(text[one.start : one.end])) if len(form) > 2}
            forms |= {f"{one.name}-projektet": one, f"{one.name}projektet": one}
    if forms:
        for match in one_pattern(forms).finditer(text):
            one = forms[as_listed(match.group(1))]
            yield _Found(match.start(), match.end(), one.key, one.name, None)


def _service_by_name(text: str, found: list[_Found]) -> list[_Found]:
    """Return `found`; where the text introduces one name as its avhopparstöd, that word means this initiative."""
    names = [one for one in found if one.kind != "service" and not one.listed]
    introduced = {
        one.key: one
        for one in names
        if _SERVICE_INTRODUCES.search(text, max(0, one.start - 40), one.start) or _IS_SERVICE.match(text, one.end)
    }
    if len(introduced) != 1:
        return found
    (name,) = introduced.values()
    return [_Found(one.start, one.end, name.key, name.name, None) if one.key == AVHOPPARSTOD else one for one in found]


def _places(text: str, found: list[_Found], municipalities: Sequence[Mention]) -> dict[str, str]:
    """Return by key the code of the municipality that the text puts an initiative in: "Stationen i Trollhättan"."""
    codes = {place.start: place.code for place in municipalities if place.code}
    places: dict[str, str] = {}
    for one in found:
        between = _IN_PLACE.match(text, one.end)
        if between and between.end() in codes:
            places.setdefault(one.key, codes[between.end()])
    return places
