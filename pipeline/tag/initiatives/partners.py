"""Who works together, one organisation each: after "i samverkan med", "tillsammans med", "drivs av" and the like.

The value is the entity id of an organisation or municipality ("organisation:bra", "municipality:1488"), else the words of
the text ("socialtjänsten"). Knows nothing about initiatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.records import Mention
from pipeline.tag.initiatives.stated import Stated

_S = r"[ \u00a0]"
_CUE = re.compile(
    rf"(?<!\w)(?:[Ii]{_S}(?:nära{_S})?(?:samverkan|samarbete|partnerskap){_S}(?:med|mellan)|[Ss]amverkan{_S}(?:med|mellan)"
    rf"|[Ss]amarbete{_S}(?:med|mellan)|[Ss]amarbet(?:ar|at|ade){_S}(?:[\w-]+{_S}){{0,3}}?med|[Ss]amverkar{_S}(?:[\w-]+{_S}){{0,3}}?med"
    rf"|[Tt]illsammans{_S}med|[Ii]hop{_S}med|[Ss]amarbetspartner\w*:?|[Pp]artner\w*:|[Ss]amarbetar{_S}med:?|drivs{_S}(?:gemensamt{_S})?av"
    rf"|drivs{_S}(?:i{_S}dag{_S})?gemensamt{_S}av|medverkar|deltar|ingår|består{_S}av{_S}representanter{_S}(?:från|för)|representanter{_S}(?:från|för))(?!\w)"
)
_TOGETHER = re.compile(
    rf"(?<!\w)(?:arbetar|jobbar|hjälper|driver|samverkar|samarbetar|träffas|möts|deltar|medverkar)(?:{_S}(?:ihop|tillsammans|gemensamt))?(?!\w)"
    rf"|(?<!\w)(?:tillsammans|gemensamt)(?!\w)"
)
_COMMON = re.compile(
    r"(?<![\w\u2011-])(?:socialtjänst(?:en)?|skol(?:a|an|or|orna)|polis|fritid(?:en|sgårdar|sgården|sförvaltningen)?|räddningstjänst(?:en)?"
    r"|civilsamhälle(?:t)?|bostadsbolag(?:et|en)?|det[ \u00a0]kommunala[ \u00a0]bostadsbolaget|fastighetsägar(?:e|na|en)|näringsliv(?:et)?|frivård"
    r"|idrottsförening(?:ar|en|arna)|föreningsliv(?:et)?|trossamfund(?:en)?|elevhälsa(?:n)?|kommunen|socialkontoret|hyresgästerna)(?![\w\u2011-])"
)


def partners(text: str, start: int, end: int, named: Sequence[Mention]) -> Iterator[Stated]:
    """Yield those whom text[start:end] names as working together; `named` are the organisations and municipalities."""
    here = [one for one in named if start <= one.start and one.end <= end]
    cue = _CUE.search(text, start, end)
    from_ = cue.end() if cue else _start_of_joint_work(text, start, end, here)
    if from_ is None:
        return
    found = [Stated(one.start, one.end, one.entity_id) for one in here if one.start >= from_]
    found += [
        Stated(*match.span(), match.group())
        for match in _COMMON.finditer(text, from_, end)
        if not any(match.start() < one.end and one.start < match.end() for one in found)
    ]
    yield from sorted(found, key=lambda one: one.start)


def _start_of_joint_work(text: str, start: int, end: int, here: list[Mention]) -> int | None:
    """Return where "A, B och C arbetar tillsammans" begins, None where nobody does."""
    together = _TOGETHER.search(text, start, end)
    organisations = [one for one in here if one.label == "ORGANISATION" and together and one.start < together.start()]
    return min(one.start for one in organisations) if len(organisations) > 1 else None
