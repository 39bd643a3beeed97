"""Who works together, one organisation each: after "i samverkan med", "tillsammans med", "drivs av" and the like.

The value is the entity id of an organisation or municipality ("organisation:bra", "municipality:1488"), else the words
of the text ("socialtjänsten"). Knows nothing about initiatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.records import Mention
from pipeline.tag.initiatives.stated import Stated

_S = r"[ \u00a0]"
_CUE = re.compile(
    rf"(?<!\w)(?:[Ii]{_S}(?:nära{_S})?(?:samverkan|samarbete|partnerskap){_S}(?:med|mellan)|[Ss]amverkan{_S}(?:med"
    rf"|mellan)"
    rf"|[Ss]amarbete{_S}(?:med|mellan)|[Ss]amarbet(?:ar|at|ade){_S}(?:[\w-]+{_S}){{0,3}}?med"
    rf"|[Ss]amverkar{_S}(?:[\w-]+{_S}){{0,3}}?med|[Ss]amråd(?:er|a|ar)?{_S}med"
    rf"|[Tt]illsammans{_S}med|[Ii]hop{_S}med|[Aa]vtal{_S}med|[Öö]verenskommelse{_S}med|[Ss]amarbetspartner\w*:?"
    rf"|[Pp]artner\w*:|[Ss]amarbetar{_S}med:?|drivs{_S}(?:gemensamt{_S})?av"
    rf"|drivs{_S}(?:i{_S}dag{_S})?gemensamt{_S}av|medverkar|deltar|ingår|består{_S}av{_S}representanter{_S}(?:från"
    rf"|för)|representanter{_S}(?:från|för)|[Bb]akom(?:{_S}\w+){{0,2}}{_S}står|medverkar{_S}gör|sköts{_S}av|erbjuds{_S}(?:via|av)"
    rf"|i{_S}regi{_S}av|utvecklats{_S}av|framtagen{_S}av)(?!\w)"
)
# After those who work together or run something.
_CUE_AFTER = re.compile(
    rf"{_S}(?:(?:också|även|gemensamt|alla|nu|kommunen){_S})?(?:deltar|medverkar|samverkar|samarbetar|står{_S}(?:bakom|för)"
    rf"|håller{_S}i|driver|delar{_S}på|bidrar|träffas|har{_S}(?:utvecklat|startat|tagit{_S}fram)|utvecklade|arbetar{_S}(?:tillsammans"
    rf"|gemensamt|enligt))(?!\w)"
)
_LABEL = re.compile(
    r"(?:[Mm]ed|[Ss]amarbete|[Ss]amverkan|[Pp]artner\w*|[Ss]amarbetspartner\w*|[Mm]edverkande|[Aa]ktörer"
    r"|[Ii]nblandade):[ \u00a0]"
)
_COMMON = re.compile(
    r"(?<![\w\u2011-])(?:[Ss]ocialtjänst(?:en)?|[Ss]kol(?:a|an|or|orna)|[Pp]olis|[Ff]ritid(?:en|sgårdar|sgården"
    r"|sförvaltningen)?"
    r"|[Rr]äddningstjänst(?:en)?|civilsamhälle(?:t)?|[Bb]ostadsbolag(?:et|en)?"
    r"|det[ \u00a0]kommunala[ \u00a0]bostadsbolaget|fastighetsägar(?:e|na|en)"
    r"|näringsliv(?:et)?|[Ff]rivård|kriminalvård|idrottsförening(?:ar|en|arna)|förening(?:ar|arna|slivet)"
    r"|trossamfund(?:en)?|elevhälsa(?:n)?"
    r"|[Kk]ommun(?:en)?|socialkontoret|hyresgästerna|väktare|fältare|församlingar(?:na)?|hyresvärdar"
    r"|barn-[ \u00a0]och[ \u00a0]ungdomspsykiatrin"
    r")(?![\w\u2011-])"
)
BETWEEN = re.compile(
    r",[ \u00a0](?:och[ \u00a0]|samt[ \u00a0])?(?:[a-zåäö]+[ \u00a0])?|[ \u00a0](?:och"
    r"|samt)[ \u00a0](?:[a-zåäö]+[ \u00a0]){0,2}"
)


def partners(text: str, start: int, end: int, named: Sequence[Mention], *, lists: bool = True) -> Iterator[Stated]:
    """Yield those whom text[start:end] names as working together; `named` are the organisations and municipalities.

    They stand after a word for joint work or, where `lists`, with others in a list that is not of municipalities alone:
    "Skola, socialtjänst och polis arbetar enligt …".
    """
    members = _members(text, start, end, named)
    cue = _CUE.search(text, start, end) or _LABEL.match(text, start, end)
    for run in _runs(text, members):
        together = lists and len({one.value for one in run}) > 1 and not all(_is_place(one) for one in run)
        acts = _CUE_AFTER.match(text, run[-1].end, end) is not None and (lists or len(run) > 1)
        yield from (one for one in run if together or acts or (cue and one.start >= cue.end()))


def _is_place(one: Stated) -> bool:
    return one.value.startswith("municipality:")


def _runs(text: str, members: list[Stated]) -> list[list[Stated]]:
    """Return the members as lists of those that stand in one list in the text."""
    runs: list[list[Stated]] = []
    for one in members:
        if runs and BETWEEN.fullmatch(text, runs[-1][-1].end, one.start):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _members(text: str, start: int, end: int, named: Sequence[Mention]) -> list[Stated]:
    found = [Stated(one.start, one.end, one.entity_id) for one in named if _takes_part(one, start, end)]
    common = [
        Stated(*match.span(), match.group().lower())
        for match in _COMMON.finditer(text, start, end)
        if not any(match.start() < one.end and one.start < match.end() for one in found)
    ]
    members = sorted([*found, *common], key=lambda one: one.start)
    return [one for before, one in zip([None, *members], members, strict=False) if not _said_again(text, before, one)]


def _said_again(text: str, before: Stated | None, one: Stated) -> bool:
    """Whether `one` is the abbreviation in brackets of the member before it."""
    return before is not None and before.value == one.value and text[before.end : one.start].strip() == "("


def _takes_part(one: Mention, start: int, end: int) -> bool:
    """Whether a mention in [start, end) is of someone who acts: "polisens uppgift" is not."""
    genitive = one.label == "ORGANISATION" and one.text.endswith("s") and not one.name.endswith("s")
    return start <= one.start and one.end <= end and not genitive
