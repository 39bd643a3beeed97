"""Names after the word that says what they are: "projektet Bromsa tidigt", "heter Vägen vidare", "driver Vändpunkten".

Yields offsets of names; whether one is an initiative's is for `discovery`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tag.initiatives.context import S, times
from pipeline.tag.initiatives.names import is_common_word, name_end

_NAME = '(?=[”"»“#A-ZÅÄÖ])'
QUOTED = re.compile(r"[”\"»“]([A-ZÅÄÖÉ\d#][^”\"«»“\n]{2,60})[”\"«»“]")
_DEFINITE = (
    r"(?:projektet|satsningen|programmet|metoden|modellen|verksamheten|kampanjen|initiativet|konceptet|arbetssättet"
    r"|mötesplatsen|teamet|insatsen|centret|mottagningen|stödlinjen|hjälplinjen|stödet|samarbetet|kursen|fortbildningen|nätverket"
    r"|försöket)"
)
_OTHER_FIELD = (
    r"(?!\w*(?:forsknings|radio|tv-|studie|lag|parti|handlings|åtgärds|reform|rymd|väg|bygg|järnvägs|data|dator))"
)
DEFINITE_HEAD = re.compile(rf"(?<![\w\u2011-])(?i:{_OTHER_FIELD}[\w\u2011-]*{_DEFINITE}){S}{_NAME}")
_ACTING_HEAD = re.compile(
    rf"(?<![\w\u2011-])(?i:projektet|verksamheten|satsningen|programmet|insatsen|mötesplatsen|mottagningen|teamet"
    rf"|metoden|modellen|kampanjen|avhopparstödet|avhopparverksamheten){S}{_NAME}"
)
_AGAINST = rf"(?:\w+{S}){{0,2}}?\w*(?:våld|brott|gäng|drog|narkotik|kriminal|extremis|mobbning|rekryter)\w*"
_ACTS = re.compile(
    rf"[”\"»“]?(?:{S}(?:i|på){S}[A-ZÅÄÖ]\w+(?:{S}[A-ZÅÄÖ]\w+)?(?:{S}(?:kommun|stad))?)?{S}(?:riktar{S}sig|vänder{S}sig|erbjuder|hjälper|stöttar|stödjer"
    rf"|tar{S}emot|finansieras|finansierades|får{S}(?:pengar|bidrag|medel)|startade|startar|startades|drivs"
    rf"|(?:(?:arbetar|verkar){S})?mot{S}{_AGAINST}"
    rf"|(?:arbetar|används|syftar|ska)(?:{S}\w+){{0,4}}?{S}(?:förebygga|förhindra|motverka|minska|stoppa){S}{_AGAINST})(?!\w)"
)
_OWNED_HEAD = re.compile(
    rf"(?<!\w)(?:sin|sitt|vår|vårt|våra|deras|\w+s){S}(?:\w+{S})?{_OTHER_FIELD}\w*(?:projekt|satsning|program"
    rf"|verksamhet"
    rf"|kampanj|stödteam|team|stöd|modell|metod),?{S}{_NAME}"
)
_HEAD_AND_MARK = re.compile(
    rf"(?<!\w)(?:(?:ett|en|det|den|vårt?|nya?|annat|annan|[Kk]ommunens|[Ss]tadens"
    rf"|\w+s)(?:{S}[a-zåäö]+)?{S}{_OTHER_FIELD}\w*"
    rf"(?:verksamhet|projekt|program|team|satsning|stöd|samarbete|kampanj|initiativ|metod|modell)(?:et|en|n|met)?"
    rf"|[Aa]vhoppar(?:teamet|verksamheten|stödet))(?:{S}i{S}[A-ZÅÄÖ]\w+)?(?:,{S}|{S}\(){_NAME}"
)
_PROJECT = re.compile(rf"(?<![\w\u2011-])[Pp]rojekt{S}{_NAME}")
_LABELLED = re.compile(rf"(?<!\w)(?:Projekt|Projektnamn):{S}{_NAME}")
_CALLED = re.compile(
    rf"(?<!\w)(?:heter|hette|kallas|kallades|kallar{S}(?:vi|man|de)|kallad|döpt{S}till|vid{S}namn|med{S}namnet"
    rf"|under{S}namnet"
    rf"|projektnamnet|samlingsnamnet|(?:eget|nya?){S}namn:|går{S}under{S}(?:namnet|benämningen)|fått{S}namnet|benämns)"
    rf"{S}(?:(?:för|numera|också|även|ofta|i{S}dagligt{S}tal|i{S}dag|kort{S}och{S}gott){S})?{_NAME}"
)
KIND = re.compile(
    r"\w*(?:projekt|satsning|program|metod|modell|verksamhet|kampanj|initiativ|koncept|mötesplats|team|insats"
    r"|mottagning"
    r"|samverkan|försök|arbete|träffpunkt|stöd|arbetssätt|centrum|avhopp\w*)(?:et|en|n|t|met)?(?!\w)",
    re.IGNORECASE,
)
_RUN_BY = re.compile(
    rf"(?<!\w)(?:[Dd]river|[Bb]edriver|[Ss]tartade|[Ss]tartar|[Ss]tartat|[Öö]ppnade|[Öö]ppnar|[Ll]anserade|[Ll]anserar"
    rf"|[Ii]nfört|[Ii]nförde|[Uu]tökar|[Uu]tvidgas|[Bb]örjat{S}med|[Pp]rojektledare{S}(?:för|i|på)|[Ss]amordnare{S}för"
    rf"|[Dd]eltar{S}i|[Dd]eltagare{S}i|[Ii]nskrivna{S}(?:i|på)|[Pp]lats{S}i|[Uu]tbildats{S}i|[Mm]edel{S}till"
    rf"|[Pp]engar{S}till|[Aa]rbet(?:ar|at|ade){S}(?:enligt|efter|med)|[Jj]obbar{S}(?:enligt|efter|med)|[Bb]akom)"
    rf"(?:{S}(?:kommunen|staden|vi|de|man|nu))?{S}{_NAME}"
)
_LED_BY = re.compile(
    rf"(?<!\w)(?:[Cc]hef{S}för|[Vv]erksamhetschef{S}(?:för|på)|[Ee]nhetschef{S}(?:för|på)|[Vv]erksamhetsledare{S}(?:för|på)"
    rf"|[Ll]edare{S}för|[Ii]nom{S}ramen{S}för){S}{_NAME}"
)
_SURE = (" enligt", " efter", "rojektledare för", " ramen för")


def names_after_heads(text: str, local: bool) -> Iterator[tuple[int, int]]:
    """Yield the names that stand after such a word; in a `local` text a common noun may be one sooner."""
    yield from ((start, end) for start, end in _all(text, local) if start < end)


def _all(text: str, local: bool) -> Iterator[tuple[int, int]]:
    for pattern in (DEFINITE_HEAD, _OWNED_HEAD, _HEAD_AND_MARK, _PROJECT, _LABELLED):
        yield from (_name_at(text, match.end()) for match in pattern.finditer(text))
    for match in _CALLED.finditer(text):
        if "dagligt" in match.group() or kind_near(text, match.start() - 60, match.start()):
            yield _name_at(text, match.end())
    for match in (*_RUN_BY.finditer(text), *(_LED_BY.finditer(text) if local else ())):
        start, end = _name_at(text, match.end())
        name = text[start:end]
        sure = " " in name or match.group().rstrip().endswith(_SURE)
        if sure or (local and (is_common_word(name) or times(text, name) > 1)):
            yield start, end


def names_that_act(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names after a word for an initiative that are said to help, begin or be paid for.

    "Verksamheten Stationen i Borlänge riktar sig till föräldrar" needs no more to show that it names one.
    """
    for match in _ACTING_HEAD.finditer(text):
        start, end = _name_at(text, match.end())
        if start < end and _ACTS.match(text, end):
            yield start, end


def says_what_it_does(text: str, end: int) -> bool:
    """Whether a name that ends at text[:end] is said to help, begin or be paid for."""
    return _ACTS.match(text, end) is not None


def kind_near(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] has a word for a kind of initiative: projekt, stöd, arbetssätt …"""
    return KIND.search(text, max(0, start), end) is not None


def _name_at(text: str, start: int) -> tuple[int, int]:
    quoted = QUOTED.match(text, start)
    return quoted.span(1) if quoted else (start, name_end(text, start))
