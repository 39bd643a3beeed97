"""What a sentence that names no initiative is about, by its opening: one named before, or something new.

Swedish has the finite verb second, so that the subject opens the sentence or follows the verb after an adverbial.
Knows nothing about which initiatives there are.
"""

from __future__ import annotations

import re
from enum import Enum

_S = r"[ \u00a0]"
# Words for an initiative, or for what it has, in the definite form: they point back.
_HEAD = (
    r"(?i:\w*(?:projekt(?:et|tiden)|verksamheten|satsningen|programmet|metoden|modellen|insatsen|stödet|teamet|kampanjen"
    r"|initiativet|samarbetet|samverkan|mötesplatsen|arbetet|behandlingen|centret|strategin|konceptet|kursen"
    r"|mottagningen|träffarna|gruppen|grupperna)s?)"
)
_DEFINITE = (
    rf"(?:{_HEAD}|(?i:målgrupp\w*|budget\w*|kostnad\w*|finansiering\w*|syftet|målet|pengarna|deltagarna|medlen|startår"
    r"|starten|samarbetspart\w*|v(?:i|år[at]?)))"
)
_MARK = rf"{_S}*(?:[•*·▪–—-]{_S}*)?[”\"»]?"
_BACK = re.compile(
    rf"{_MARK}(?:(?:[A-ZÅÄÖ][a-zåäö]+{_S})?{_DEFINITE}|Drivs|Finansieras|Samarbete{_S}mellan|Bakom|Där|Här|Hit|Dit|Hos{_S}oss"
    rf"|Man|Den(?!{_S}(?:som|lokala|nya|här|[a-zåäö]+a(?!\w)))"
    rf"|Det(?!{_S}(?:som|är{_S}(?!(?:ett|en)(?!\w))|finns|[a-zåäö]+a(?!\w)))|De(?!{_S}(?:som|[a-zåäö]+a{_S}(?!är))))(?!\w)"
)
_LABEL = re.compile(
    r"(?:Vilka|För vem|När|Var|Pengar|Med|Målgrupp|Ålder|Budget|Kostnad|Finansi\w+|Sam\w+|Partner\w*|Period|Start\w*"
    r"|Projekttid|Kommun(?:er)?):[ \u00a0]"
)
_COMMISSION = re.compile(
    r"(?:Kommuner som ingår i|Redovisnings\w+:|\w+:[ \u00a0])[^.\n]{0,40}?[Uu]ppdraget(?!\w)|Uppdraget(?!\w)"
)
_ADVERBIAL = re.compile(
    rf"{_MARK}(?:(?:I|På|Under|Sedan|Från|Efter|För|Med|Genom|Till|Vid|Inom|Av|Hos|Mellan|När|Om|Då|Nu|Idag|Just|Totalt"
    r"|Hittills|Tillsammans|Förra|Varje|Även|Också|Dessutom|Samtidigt|Därför|Hösten|Våren|Båda|Först|Men|Och|Att"
    r"|Hälften|Resten|Hur|Du|\d\w*|Ett|En|Två|Tre|Fyra|Fem|Sex|Sju|Åtta|Nio|Tio)(?!\w)|[a-zåäö])"
)
# "vid genomförandet av pilotverksamheten", "verksamhetens lokaler"
_ASIDE = re.compile(rf"(?<!\w)(?:(?:av|i|på|inom|med){_S}{_HEAD}(?!\w)|{_HEAD}(?<=s){_S}[a-zåäö])")
_WITHIN = re.compile(rf"(?<!\w){_DEFINITE}(?!\w)")
# What others do for the one spoken of: "Region Skåne står för 600 000 kronor."
_JOINS = re.compile(
    rf"(?<!\w)(?:står{_S}för|skjuter{_S}till|har{_S}(?:beviljat|skjutit{_S}till)|bidrar{_S}med|(?:deltar|medverkar)(?=[.,]))(?!\w)"
)
_OPENING = 80  # characters within which the subject comes


class Subject(Enum):
    """What a sentence is about.

    BACK: one named before. OPEN: the sentence does not tell. JOINS: what others do for one. NEW: something else.
    """

    BACK = "back"
    OPEN = "open"
    JOINS = "joins"
    NEW = "new"


def subject(text: str, start: int, end: int) -> Subject:
    """Return what the sentence text[start:end] is about."""
    if _COMMISSION.match(text, start, end):
        return Subject.NEW
    if _LABEL.match(text, start, end) or _BACK.match(text, start, end):
        return Subject.BACK
    if _ADVERBIAL.match(text, start, end):
        return Subject.BACK if _WITHIN.search(text, start, min(end, start + _OPENING)) else Subject.OPEN
    if _ASIDE.search(text, start, min(end, start + _OPENING)):
        return Subject.OPEN
    return Subject.JOINS if _JOINS.search(text, start, end) else Subject.NEW
