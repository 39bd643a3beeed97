"""How a page has to do with each municipality: published by it, about it, or mentioning it.

There is one link for a municipality and a page, the strongest: what a municipality publishes is as a rule about itself,
so `published_by` says more than `about` and needs no second link. A filter on a municipality takes the first two for
the pages that are its own or deal with it, and all three to miss none.

A page is about a municipality that its title names, not as the place where something was signed, and about one that
carries the text: named at least _OFTEN times and in at least a _SHARE of all mentions, the publisher's own left out, or
opening a text that names it again, or none but it and it as an authority. Lists of thirty participants, addresses and
single comparisons are mentions. The limits were set while reading 86 real pages that name a municipality (30 of the
government, 36 interpellations, 20 events): 31 of the 33 pages that they call about one are, and four of the others
might be called so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.records import Mention, Municipality, MunicipalityLink, Relation
from pipeline.tag.gazetteer import Gazetteer
from pipeline.tag.municipalities import find_municipalities

_ORDER: tuple[Relation, ...] = ("published_by", "about", "mentioned")
_OFTEN = 3
_SHARE = 0.4
# A municipality named within so many characters opens the text: the first paragraph, mostly.
_OPENING = 300
_AUTHORITY = 0.98  # the confidence of a name with kommun or stad
_SIGNED = re.compile(r",?[ \u00a0]+den[ \u00a0]+\d")  # "Stockholm den 26 maj 1923"


def municipality_links(
    gazetteer: Gazetteer, title: str, mentions: Sequence[Mention], publisher: Municipality | None = None
) -> tuple[MunicipalityLink, ...]:
    """Return the links of a page with `title` whose text has `mentions`: by relation, then by confidence and code.

    `mentions` may hold people and organisations too, which are passed over.
    """
    places = [one for one in mentions if one.label == "MUNICIPALITY" and one.code is not None]
    codes = {one.code for one in places if one.code}
    titled = [
        one
        for one in find_municipalities(gazetteer, title, publisher, named=codes)
        if not _SIGNED.match(title, one.end)
    ]
    named = {one.code: one.name for one in (*titled, *places) if one.code}
    links = []
    if publisher is not None:
        links.append(MunicipalityLink(publisher.code, publisher.name, "published_by", 1.0, "the page's publisher"))
    others = [one for one in places if publisher is None or one.code != publisher.code]
    in_title = {one.code: one for one in reversed(titled)}
    for code, name in named.items():
        if publisher is None or code != publisher.code:
            links.append(_link(code, name, in_title.get(code), others))
    return tuple(sorted(links, key=lambda one: (_ORDER.index(one.relation), -one.confidence, one.code)))


def _link(code: str, name: str, in_title: Mention | None, places: Sequence[Mention]) -> MunicipalityLink:
    own = [one for one in places if one.code == code]
    surest = max((one.confidence or 1.0 for one in own), default=0.0)
    if in_title is not None:
        surest = max(surest, in_title.confidence or 1.0)
        return MunicipalityLink(code, name, "about", surest, f'the title names it: "{in_title.text}"')
    count, share = len(own), len(own) / len(places)
    if count >= _OFTEN and share >= _SHARE:
        reason = f"{count} of {len(places)} mentions"
        return MunicipalityLink(code, name, "about", round(surest * (0.5 + 0.4 * share), 2), reason)
    leading = Counter(one.code for one in places).most_common(1)[0][0] == code
    if count > 1 and leading and own[0].start < _OPENING:
        return MunicipalityLink(code, name, "about", round(surest * 0.7, 2), f"opens the text, {count} mentions")
    if share == 1 and own[0].start < _OPENING and surest > _AUTHORITY:
        return MunicipalityLink(code, name, "about", round(surest * 0.6, 2), "opens the text, alone")
    times = own[0].reason or "named" if count == 1 else f"{count} mentions"
    return MunicipalityLink(code, name, "mentioned", surest, times)
