"""Who runs an initiative and with whom, as one sentence says it: municipalities and partners.

A municipality in a sentence that names the initiative is where it is or whose it is, unless the words before it say
otherwise ("till skillnad från Vara", "chef i Vara"). "kommunen" counts where it runs something or stands in a list. The
publishing municipality is never a partner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.records import FactKind, Mention, Municipality
from pipeline.tag.initiatives.binding import Sentence
from pipeline.tag.initiatives.partners import BETWEEN, partners
from pipeline.tag.initiatives.stated import Stated

_ELSEWHERE = re.compile(
    r"(?<!\w)(?:från|grannar|grannkommunerna|besöks? i|studiebesök i|besöker|till|liksom|precis som"
    r"|(?:\w*(?:chef|strateg|samordnare|ledare|ordförande|utredare|handläggare|polis|sekreterare|inspektör|pedagog|rektor"
    r"|kurator|kommunalråd|häktet|anstalten|fängelset)|\w+omsorgen) (?:i|på|vid|för|hos)|frivården|polisen)[ \u00a0]$",
    re.IGNORECASE,
)
_AT = re.compile(r"(?:(?<!\w)(?:[Ii]|för|och|av)[ \u00a0]|[,:][ \u00a0]|^[ \u00a0]?)$")
_BARE = re.compile(r"(?:[Kk]ommunens?|[Ss]tadens?)")
_RUNS = re.compile(r"(?<!\w)(?:[Dd]river|[Dd]rivs av|[Ss]tartade|[Öö]ppnade|[Bb]edriver|[Ii]nför)[ \u00a0]$")
_IN_BARE = re.compile(r"(?<!\w)[Ii][ \u00a0]$")
_LABEL = re.compile(r"(?:Kommun(?:er)?|Med|Var):[ \u00a0]")
_CONTEXT = 40  # characters before a municipality that say how it is meant


def parties(
    text: str, sentence: Sentence, named: Sequence[Mention], publisher: Municipality | None
) -> Iterator[tuple[FactKind, Stated]]:
    """Yield the municipalities and partners among `named`, the organisations and municipalities of `sentence`."""
    own = f"municipality:{publisher.code}" if publisher else None
    places = _places(text, sentence, named)
    together = [
        one
        for one in partners(text, sentence.start, sentence.end, named, lists=sentence.sure)
        if not any(one.start < name.end and name.start < one.end for name in sentence.named)
    ]
    joint = {one.start for one in together if one.value != own} if not sentence.named else set()
    for place in places:
        if place.start not in joint:
            yield "municipality", Stated(place.start, place.end, place.code or "")
    where = {place.start for place in places}
    for one in together:
        if one.value != own and not (sentence.named and one.start in where):
            yield "partner", one


def _places(text: str, sentence: Sentence, named: Sequence[Mention]) -> list[Mention]:
    found: list[Mention] = []
    labelled = _LABEL.match(text, sentence.start) is not None
    elsewhere = -1  # where a list of other places ends
    for number, place in enumerate(named):
        if not place.code or any(_within(place, one) for one in sentence.named):
            continue
        if any(one.start < place.start and place.end == one.end for one in sentence.named):
            found.append(place)
            continue
        before = text[max(sentence.start, place.start - _CONTEXT) : place.start]
        if _ELSEWHERE.search(before) or (elsewhere >= 0 and BETWEEN.fullmatch(text, elsewhere, place.start)):
            elsewhere = place.end
        elif _BARE.fullmatch(place.text):
            beside = [*named[max(0, number - 1) : number], *named[number + 1 : number + 2]]
            listed = sentence.named and any(_listed(text, place, other) for other in beside)
            if listed or _runs(text, sentence, place, before):
                found.append(place)
        elif sentence.named or (sentence.near and _AT.search(before or " ")) or (sentence.about and labelled):
            found.append(place)
    return found


def _within(place: Mention, name: Mention) -> bool:
    """Whether `place` is a part of `name` that does not say where: all but its last word."""
    return name.start <= place.start < name.end and (
        place.start == name.start or place.end != name.end or not place.text.startswith(place.name)
    )


def _runs(text: str, sentence: Sentence, place: Mention, before: str) -> bool:
    if _IN_BARE.search(before):
        return bool(sentence.named)
    owns = place.text.endswith("s") and any(place.end < one.start <= place.end + 20 for one in sentence.named)
    return owns or _RUNS.search(before) is not None


def _listed(text: str, place: Mention, other: Mention) -> bool:
    first, second = sorted((place, other), key=lambda one: one.start)
    return BETWEEN.fullmatch(text, first.end, second.start) is not None
