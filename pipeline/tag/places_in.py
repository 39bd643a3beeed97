"""Places that mean the municipality they lie in: Kronogården is Trollhättan, Kinna is Mark.

A name that nothing else has counts wherever it stands. One that others share counts where its municipality is named or
publishes the page, or where the text says that it is an area; one that is an ordinary word or a person's name only
where the municipality is there and a place is to be expected ("på Söder"). Of several readings that one counts whose
municipality is named nearest before it, else after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.tag.evidence import Ground, after_area_noun, beside, in_area, is_personal
from pipeline.tag.gazetteer import Form
from pipeline.tag.place_names import PlaceName

Meant = tuple[PlaceName, Ground]
_WORDS_FOR = {"police": "area", "district": "district", "town": "town"}


def places_in(
    text: str, found: Sequence[PlaceName], meant: Sequence[Meant], known: frozenset[str]
) -> list[Meant]:
    """Return `meant`, the names of municipalities that count, with the places among `found`, in text order.

    `known` are the codes of the municipalities that the text names or that publish it.
    """
    kept = [one for one in meant if _named_after_all(text, one[0], known, meant)]
    places = [one for one in found if one.form.is_place or one.others]
    unmistakable = {one.code for one in places if one.form.is_place and not one.others and not one.trap}
    nearby = known | unmistakable
    for one in places:
        if not any(one.start == other.start for other, _ in kept) and (found_in := _read(text, one, nearby, meant)):
            kept.append(found_in)
    return sorted(kept, key=lambda one: one[0].start)


def _named_after_all(text: str, one: PlaceName, known: frozenset[str], meant: Sequence[Meant]) -> bool:
    """Whether a name stays what it is although a municipality that has such a place is there ("Sjöbo" in Borås)."""
    if not any(form.municipality.code in known for form in one.others) or beside(text, one):
        return True
    return any(other.code == one.code and other.whole for other, _ in meant)


def _read(text: str, one: PlaceName, known: frozenset[str], meant: Sequence[Meant]) -> Meant | None:
    forms = [form for form in (one.form, *one.others) if form.is_place]
    there = [form for form in forms if form.municipality.code in known]
    if there:
        form = min(there, key=lambda form: _distance(one, form, meant))
        place = one.read_as(form)
        if is_personal(text, place) or (form.trap == "word" and not in_area(text, place)):
            return None
        return place, Ground(0.9 if form.trap else 0.97, _reason(form))
    form, place = forms[0], one.read_as(forms[0])
    if len(forms) > 1 or form.trap == "word":
        return None
    if not form.trap:
        return place, Ground(0.95, _reason(form))
    if after_area_noun(text, place) and not is_personal(text, place):
        return place, Ground(0.75, _reason(form))
    return None


def _distance(one: PlaceName, form: Form, meant: Sequence[Meant]) -> int:
    """Return how far the nearest name of the form's municipality stands; one that follows counts double."""
    named = [other.start - one.start for other, _ in meant if other.code == form.municipality.code]
    return min((2 * far if far > 0 else -far for far in named), default=10**9)


def _reason(form: Form) -> str:
    return f"{_WORDS_FOR[form.kind]} in {form.municipality.name}"
