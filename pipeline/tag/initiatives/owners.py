"""Which initiatives a municipality's own page presents as its own: those in its title, and "vårt projekt Stegen".

Knows nothing about the places that a text names beside an initiative.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention, Municipality
from pipeline.tag.initiatives.stated import Stated

_S = r"[ \u00a0]"
_OURS = re.compile(
    rf"(?<!\w)(?:[Vv]år(?:t|a)?{_S}(?:\w+{_S}){{0,2}}?|[Vv]i{_S}(?:på|i|inom|som{_S}arbetar{_S}(?:på|i|inom)|driver|har{_S}startat|startade|erbjuder)"
    rf"{_S}(?:\w+{_S}){{0,2}}?)[”\"»“]?$"
)
_NEAR = 60  # characters before a name that say whose it is


def own_initiatives(
    text: str, named: Sequence[Mention], titled: str | None, places: Sequence[Mention], publisher: Municipality
) -> dict[str, Stated]:
    """Return by id the initiatives that the page of `publisher` presents as its own, each with where the page shows it.

    That is where the text first names the municipality, else the initiative; the value is the municipality's code.
    """
    place = next((one for one in places if one.code == publisher.code), None)
    shown: dict[str, Stated] = {}
    for one in named:
        if one.entity_id == titled or _OURS.search(text[max(0, one.start - _NEAR) : one.start]):
            where = place or one
            shown.setdefault(one.entity_id, Stated(where.start, where.end, publisher.code))
    return shown
