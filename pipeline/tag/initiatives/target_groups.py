"""Whom something is for, as the text says it after "riktar sig till", "målgruppen är", "ett projekt för" and the like.

Knows nothing about initiatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tag.initiatives.stated import Stated

_S = r"[ \u00a0]"
_PEOPLE = (
    r"(?:(?:de[nm]?|dig|dem|alla|unga|yngre|äldre|utsatta|våldsutsatta|kriminella|nyanlända|vuxna|manliga|kvinnliga|enskilda|villkorligt"
    rf"|dömda|tidigare|småsyskon|syskon|högstadie\w*|mellanstadie\w*){_S})*"
    r"(?:unga|ungdomar\w*|barn\w*|småbarns\w*|tonåringar\w*|pojkar\w*|killar\w*|flickor\w*|tjejer\w*|kvinnor\w*|män|personer\w*|individer\w*"
    r"|människor\w*|elever\w*|\w*elev|föräldrar\w*|familjer\w*|anhöriga|vuxna|avhoppare|invånare|boende|hyresgäster|deltagare|studenter"
    r"|klienter|intagna|våldsutövare|brottsoffer|gängmedlemmar|gärningspersoner|småsyskon|syskon|vårdnadshavare|nyanlända|missbrukare"
    rf"|studenter|niondeklassare|högstadieelever|(?:dig|den|dem|de|alla|vuxna|er){_S}som)"
)
_CUE = re.compile(
    rf"(?<!\w)(?:(?:riktar|riktade|riktat|vänder|vände){_S}(?:sig|vi{_S}oss){_S}(?:[\w-]+{_S}){{0,2}}?(?:till|mot)|riktas{_S}(?:till|mot)|riktad{_S}(?:till|mot)"
    rf"|[Mm]ålgrupp(?:en)?(?:{_S}för{_S}[\w -]{{2,30}}?)?(?::|{_S}(?:är|utgörs{_S}av|består{_S}av))|tar{_S}emot|är{_S}till{_S}för|till{_S}för"
    rf"|(?:projekt|verksamhet|program|metod|stöd|modell|satsning|insats|mötesplats|team|hjälp|behandling){_S}(?:för|till)"
    rf"|hjälper|stöttar|stödjer|möter|når|arbetar{_S}med|jobbar{_S}med|motivera|stöd{_S}till|stöd{_S}åt|insatser{_S}(?:för|till)"
    rf"|gäller|för){_S}"
)
_GROUP = re.compile(_PEOPLE + r"[^.;:!?\n()]{0,140}")
_END = re.compile(
    rf",{_S}(?!som{_S}|och{_S}som)|{_S}(?:för{_S}att|genom|så{_S}att|med{_S}hjälp|i{_S}samarbete|i{_S}samverkan|tillsammans|under{_S}ett"
    rf"|och{_S}(?:erbjuder|pågår|drivs|startade|syftar|bygger|ger|finns|är|har|kan|deras{_S}familjer{_S}får)|att{_S}(?:få|hitta|bryta|lämna|komma|ta)|får|ska|kan|har{_S}(?:fått|startat)|–)(?!\w)"
)


def target_groups(text: str, start: int = 0, end: int | None = None) -> Iterator[Stated]:
    """Yield the groups that text[start:end] says something is for, in text order."""
    stop = len(text) if end is None else end
    last = start
    for cue in _CUE.finditer(text, start, stop):
        group = _GROUP.match(text, cue.end(), stop)
        if group is None or group.start() < last:
            continue
        cut = _END.search(text, group.start() + 3, group.end())
        last = cut.start() if cut else group.end()
        written = text[group.start() : last].rstrip(" \u00a0,–-")
        last = group.start() + len(written)
        yield Stated(group.start(), last, " ".join(written.split()).lower())
