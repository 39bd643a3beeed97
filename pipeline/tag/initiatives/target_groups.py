"""Whom something is for, as the text says it after "riktar sig till", "målgruppen är", "ett projekt för" and the like.

Knows nothing about initiatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tag.initiatives.stated import Stated

_S = r"[ \u00a0]"
_PEOPLE = (
    r"(?:(?:de[nm]?|dig|dem|alla|unga|yngre|äldre|utsatta|våldsutsatta|kriminella|nyanlända|vuxna|manliga|kvinnliga"
    r"|enskilda|villkorligt"
    rf"|dömda|tidigare|småsyskon|syskon|högstadie\w*|mellanstadie\w*){_S})*"
    r"(?:unga|ungdomar\w*|barn\w*|småbarns\w*|tonåringar\w*|pojkar\w*|killar\w*|flickor\w*|tjejer\w*|kvinnor\w*|män"
    r"|personer\w*|individer\w*"
    r"|människor\w*|elever\w*|\w*elev|föräldrar\w*|familjer(?!\w)|familjerna|anhöriga|dömda|sökande|lärare|vuxna"
    r"|avhoppare|invånare|boende|hyresgäster"
    r"|deltagare|studenter"
    r"|klienter|intagna|våldsutövare|brottsoffer|gängmedlemmar|gärningspersoner|småsyskon|syskon|vårdnadshavare"
    r"|nyanlända|missbrukare"
    rf"|studenter|niondeklassare|högstadieelever|(?:dig|den|dem|de|alla|vuxna|er){_S}som)"
)
_CUE = re.compile(
    rf"(?<!\w)(?:(?:riktar|riktade|riktat|vänder|vände){_S}(?:sig|vi{_S}oss){_S}(?:[\w-]+{_S}){{0,2}}?(?:till|mot)"
    rf"|riktas{_S}(?:till|mot)|riktad{_S}(?:till|mot)"
    rf"|[Mm]ålgrupp(?:en)?(?:{_S}för{_S}[\w -]{{2,30}}?)?(?::|{_S}(?:är|utgörs{_S}av|består{_S}av))|tar{_S}emot"
    rf"|är{_S}till{_S}för|till{_S}för"
    rf"|(?:projekt|verksamhet|program|metod|stöd|modell|satsning|insats|mötesplats|team|hjälp|behandling){_S}(?:för"
    rf"|till)"
    r"){_S}".replace("{_S}", _S)
)
_WEAK_CUE = re.compile(
    rf"(?<!\w)(?:hjälper|stöttar|stödjer|möter|når|arbetar{_S}med|jobbar{_S}med|motivera|stöd{_S}till|stöd{_S}åt"
    rf"|insatser{_S}(?:för|till)"
    rf"|gäller|för|stöder|når?|följer|ges{_S}till|fånga{_S}upp|hjälpa|hand{_S}om|få|[Vv]ilka:|[Ff]ör{_S}vem:|målgruppen){_S}"
)
_GROUP = re.compile(_PEOPLE + r"[^.;:!?\n()]{0,140}")
# A group that is told by what its members do or risk: such words are a target group wherever they stand.
_TOLD = re.compile(
    rf"(?<!\w)(?:[Dd]en|[Dd]ig|[Dd]em|[Dd]e|[Dd]u|fler|alla|unga|ungdomar|barn|personer|individer|killar|pojkar|vuxna"
    rf"|män|människor|elever){_S}"
    rf"(?=som{_S}(?:vill{_S}(?:lämna|bryta|sluta|hoppa|ha{_S}hjälp{_S}att)|är{_S}på{_S}väg|riskerar|har{_S}(?:börjat"
    rf"|bestämt|begått|avtjänat|en{_S}kriminell)"
    rf"|dras|dragits|lever{_S}i|utsätts|utsatts|är{_S}dömda|varit{_S}dömd|visar|utövar|utövat"
    rf"|i{_S}framtiden{_S}riskerar|redan{_S}(?:tagit|är{_S}dömda)))[^.;:!?\n()]{{5,140}}"
)
_END = re.compile(
    rf",(?=\S)|,{_S}(?!som{_S}|och{_S}som)|{_S}(?:för{_S}att|genom|så{_S}att|med{_S}hjälp|i{_S}samarbete|i{_S}samverkan"
    rf"|tillsammans|under{_S}ett"
    rf"|och{_S}(?:erbjuder|pågår|finansieras|bedrivs|leds|genomförs|kostar|samarbetar|får|drivs|startade|syftar|bygger|ger|finns|är|har|kan|deras{_S}familjer{_S}får)"
    rf"|att{_S}(?:få|hitta|bryta|lämna|komma|ta)|försöker|brukar|finansieras|samarbetar|innan|träffas|att{_S}(?:fylla|lära)|får|ska|kan|har{_S}(?:fått|startat)|–)(?!\w)"
)

_ANYBODY = frozenset("människor människorna individerna personer individer deltagare deltagarna invånare alla".split())


def target_groups(text: str, start: int = 0, end: int | None = None, *, weak: bool = True) -> Iterator[Stated]:
    """Yield the groups that text[start:end] says something is for, in text order.

    Where `weak`, "för", "hjälper" and other words that say little by themselves introduce one too.
    """
    stop = len(text) if end is None else end
    last = start
    cued = (_GROUP.match(text, cue.end(), stop) for cue in _cues(text, start, stop, weak))
    groups = [*filter(None, cued), *_TOLD.finditer(text, start, stop)]
    for group in sorted(groups, key=lambda group: group.start()):
        if group.start() < last:
            continue
        cut = _END.search(text, group.start() + 3, group.end())
        last = cut.start() if cut else group.end()
        written = text[group.start() : last].rstrip(" \u00a0,–-")
        last = group.start() + len(written)
        value = " ".join(written.split()).lower()
        if value not in _ANYBODY:
            yield Stated(group.start(), last, value)


def _cues(text: str, start: int, end: int, weak: bool) -> Iterator[re.Match[str]]:
    yield from _CUE.finditer(text, start, end)
    if weak:
        yield from _WEAK_CUE.finditer(text, start, end)
