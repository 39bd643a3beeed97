"""Swedish municipalities named in a text: which names mean one, how sure that is, and why.

A name that means nothing else ("Göteborg", "Upplands Väsby") counts wherever it stands. The names that the gazetteer
marks as traps do not count that readily: word, person and given only with evidence, start with evidence or within a
sentence, lower never in lower case.

Evidence is the word kommun or stad beside the name, an address, a place preposition ("i Vara"), a list shared
with a name that counts ("Göteborg, Mark och Ale"), the same municipality meant beyond doubt elsewhere in the text, or
that the page is its own. A name after a given name ("Per Berg", "Ida Kalix") is a surname and never counts. Places in a
municipality are for `places_in`, "kommunen" for `antecedents`. Knows nothing about people or documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.records import Mention, Municipality
from pipeline.tag.antecedents import own_municipality
from pipeline.tag.evidence import Ground, beside, in_place, is_personal, opens_name, stands_as_name
from pipeline.tag.gazetteer import Gazetteer
from pipeline.tag.lists import beside_in_lists
from pipeline.tag.other_names import without_other_names
from pipeline.tag.place_names import PlaceName, named_places, taken_places
from pipeline.tag.places_in import places_in

_NEEDS_EVIDENCE = frozenset({"word", "person", "given", "start"})
_UNMISTAKABLE = Ground(0.97, "the name means nothing else")
_WITH_KOMMUN_ELSEWHERE = Ground(0.92, "named with kommun elsewhere in the text")
_IN_PLACE_ELSEWHERE = Ground(0.85, "named as a place elsewhere in the text")
_OWN_PAGE = Ground(0.9, "the page's publisher")
_ON_THE_PAGE = Ground(0.85, "named elsewhere on the page")
_IN_LIST = 0.88
_SURE = 0.97  # kommun or an address beside it, or nothing else that it could mean

Grounds = dict[int, Ground]


def find_municipalities(
    gazetteer: Gazetteer,
    text: str,
    publisher: Municipality | None = None,
    taken: Sequence[tuple[int, int]] = (),
    named: Iterable[str] = (),
) -> tuple[Mention, ...]:
    """Return the municipalities named in `text` in text order, each with its confidence and reason.

    A mention covers the name with its genitive s and the word kommun or stad: "Vara", "Lunds kommun", "Malmö stads". A
    place in a municipality is a mention of it ("Kronogården"), and on the page of a `publisher` so is "kommunen". The
    spans `taken` hold names of people and organisations; `named` are codes that the rest of the page names.
    """
    found = without_other_names(gazetteer, text, named_places(gazetteer, text))
    hidden = {found[i].start for i in taken_places(found, taken)}
    names = [one for one in found if not one.form.is_place]
    grounds = _accepted(gazetteer, text, names, publisher, frozenset(named), hidden)
    meant = [(names[i], ground) for i, ground in sorted(grounds.items())]
    known = {one.code for one, _ in meant} | set(named) | ({publisher.code} if publisher else set())
    free = [one for one in found if one.start not in hidden]
    meant = places_in(gazetteer, text, free, meant, frozenset(known))
    mentions = [_mention(text, one, ground) for one, ground in meant]
    if publisher is not None:
        mentions += own_municipality(text, publisher, mentions)
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _accepted(
    gazetteer: Gazetteer,
    text: str,
    found: list[PlaceName],
    publisher: Municipality | None,
    named: frozenset[str],
    hidden: set[int],
) -> Grounds:
    """Return the ground of each candidate that means a municipality, by its position in `found`.

    Those that start at one of `hidden` belong to other names.
    """
    personal = {i for i, one in enumerate(found) if is_personal(gazetteer, text, one)}
    # From here on a surname alone is the person's: "säger Stina Kil. Kil har lånat idén".
    named_from = {found[i].code: found[i].start for i in sorted(personal, reverse=True)}
    people = set(named_from)
    personal |= {i for i, one in enumerate(found) if one.start in hidden}
    for i, one in enumerate(found):
        after_person = i - 1 in personal and text[found[i - 1].end : one.start] == " "
        if not one.whole and (after_person or (one.code in people and opens_name(text, one))):
            personal.add(i)
    grounds: Grounds = {}
    for i, one in enumerate(found):
        if i in personal:
            continue
        ground = beside(text, one)
        if ground is None:
            common = one.trap in _NEEDS_EVIDENCE
            trapped = common or one.code in people
            ground = in_place(text, one, common and one.code in people) if trapped else _UNMISTAKABLE
        if ground is not None:
            grounds[i] = ground
    _spread_through_lists(text, found, grounds, personal)
    elsewhere = _known_elsewhere(found, grounds, people, publisher, named)
    for i, one in enumerate(found):
        if i in grounds or i in personal or one.code not in elsewhere:
            continue
        a_persons = one.start > named_from.get(one.code, len(text))
        if in_place(text, one, False) if a_persons else stands_as_name(text, one):
            grounds[i] = elsewhere[one.code]
    return grounds


def _known_elsewhere(
    found: list[PlaceName], grounds: Grounds, people: set[str], publisher: Municipality | None, named: frozenset[str]
) -> dict[str, Ground]:
    """Return what speaks for the traps that stand as names, by code; the strongest ground last."""
    known = dict.fromkeys(named, _ON_THE_PAGE)
    known |= dict.fromkeys({found[i].code for i in grounds} - people, _IN_PLACE_ELSEWHERE)
    if publisher is not None:
        known[publisher.code] = _OWN_PAGE
    sure = {found[i].code for i, ground in grounds.items() if ground.confidence >= _SURE}
    return known | dict.fromkeys(sure, _WITH_KOMMUN_ELSEWHERE)


def _spread_through_lists(text: str, found: list[PlaceName], grounds: Grounds, personal: set[int]) -> None:
    for one, other in beside_in_lists(text, found):
        if one in grounds and other not in grounds and other not in personal:
            grounds[other] = Ground(_IN_LIST, f"in a list with {found[one].municipality.name}")


def _mention(text: str, one: PlaceName, ground: Ground) -> Mention:
    return Mention(
        one.start,
        one.end,
        text[one.start : one.end],
        "MUNICIPALITY",
        f"municipality:{one.code}",
        one.municipality.name,
        code=one.code,
        confidence=ground.confidence,
        reason=ground.reason,
    )
