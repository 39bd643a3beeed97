"""Places that mean the municipality they lie in: Kronogården is Trollhättan, Kinna is Mark.

A name that nothing else has counts wherever it stands. One that others share counts where its municipality is named or
publishes the page, or where the text says that it is an area (of one on the police's lists: a place); one that is an
ordinary word or a surname only where the municipality is there and a place is to be expected ("på Söder"), a given name
where one is to be expected ("på Seved"). Of several readings that one counts whose municipality is named nearest before
it, else after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.tag.evidence import Ground, after_area_noun, beside, in_area, is_personal
from pipeline.tag.gazetteer import Form, Gazetteer
from pipeline.tag.lists import beside_in_lists
from pipeline.tag.place_names import PlaceName

Meant = tuple[PlaceName, Ground]
# What says that the place lies in the municipality named next: "Bergsjön i Göteborg", "Herrgården i Rosengård".
_LIES_IN = re.compile(r"[ \u00a0]+i[ \u00a0]+|,[ \u00a0]+|[ \u00a0]+\(")
_IN_LIST = 0.75
_WORDS_FOR = {"police": "area", "district": "district", "town": "town"}


def places_in(
    gazetteer: Gazetteer, text: str, found: Sequence[PlaceName], meant: Sequence[Meant], known: frozenset[str]
) -> list[Meant]:
    """Return `meant`, the names of municipalities that count, with the places among `found`, in text order.

    `known` are the codes of the municipalities that the text names or that publish it.
    """
    whole = {one.code for one, _ in meant if one.whole}
    kept = {one.start: (one, ground) for one, ground in meant if _named_after_all(text, one, known, whole)}
    places = [one for one in found if (one.form.is_place or one.others) and one.start not in kept]
    nearby = known | {one.code for one in places if not one.others and not one.trap}
    after = {one.start: other for one, other in pairwise(found) if _LIES_IN.fullmatch(text, one.end, other.start)}
    for one in places:
        if (read := _read(gazetteer, text, one, after.get(one.start), nearby, meant)) is not None:
            kept[one.start] = read
    for i, j in beside_in_lists(text, found):
        one, other = found[i], found[j]
        doubtful = not other.form.is_place or other.others or is_personal(gazetteer, text, other)
        if one.start in kept and other.start not in kept and not doubtful:
            kept[other.start] = other, Ground(_IN_LIST, f"in a list with {text[one.start : one.end]}")
    return [kept[start] for start in sorted(kept)]


def _named_after_all(text: str, one: PlaceName, known: frozenset[str], whole: set[str]) -> bool:
    """Whether a name stays what it is although a municipality that has such a place is there ("Sjöbo" in Borås)."""
    if not any(form.municipality.code in known for form in one.others) or beside(text, one):
        return True
    return one.code in whole


def _read(
    gazetteer: Gazetteer,
    text: str,
    one: PlaceName,
    after: PlaceName | None,
    known: frozenset[str],
    meant: Sequence[Meant],
) -> Meant | None:
    """Return what a place means; `after` is the name that it says it lies in."""
    forms = [form for form in (one.form, *one.others) if form.is_place]
    next_to = {after.code} & known if after else set()
    there = [form for form in forms if form.municipality.code in next_to]
    there = there or [form for form in forms if form.municipality.code in known]
    if not there:
        return _read_alone(gazetteer, text, one.read_as(forms[0])) if len(forms) == 1 else None
    form = there[0] if len(there) == 1 else min(there, key=lambda form: _distance(one, form, meant))
    place, announced = one.read_as(form), form.municipality.code in next_to
    if is_personal(gazetteer, text, place) or (
        form.trap in ("word", "person") and not announced and not in_area(text, place)
    ):
        return None
    return place, Ground(0.97 if announced else 0.9 if form.trap else 0.95, _reason(form))


def _read_alone(gazetteer: Gazetteer, text: str, place: PlaceName) -> Meant | None:
    """Return what a place means in a text that says nothing else of its municipality."""
    if is_personal(gazetteer, text, place):
        return None
    if not place.trap:
        return place, Ground(0.95, _reason(place.form))
    announced = in_area if place.form.kind == "police" or place.trap == "person" else after_area_noun
    if place.trap == "word" or not announced(text, place):
        return None
    return place, Ground(0.75, _reason(place.form))


def _distance(one: PlaceName, form: Form, meant: Sequence[Meant]) -> int:
    """Return how far the nearest name of the form's municipality stands; one that follows counts double."""
    named = [other.start - one.start for other, _ in meant if other.code == form.municipality.code]
    return min((2 * far if far > 0 else -far for far in named), default=10**9)


def _reason(form: Form) -> str:
    return f"{_WORDS_FOR[form.kind]} in {form.municipality.name}"
