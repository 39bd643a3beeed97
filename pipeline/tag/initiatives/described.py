"""Names before the words that say what they are: "Klart huvud är Lunds kommuns satsning", "Vändpunkten, en verksamhet".

Yields offsets of names; whether one is an initiative's is for `discovery`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tag.initiatives.context import S, times, used_as_name
from pipeline.tag.initiatives.introduced import DEFINITE_HEAD, QUOTED
from pipeline.tag.initiatives.names import CAP, is_common_word

_KIND = (
    r"(?:\w*(?:projekt|satsning|program|metod|modell|verksamhet|kampanj|initiativ|koncept|mötesplats|team|insats"
    r"|mottagning"
    r"|samverkan|försök|arbete|träffpunkt|stöd|samverkansform|policy|tillämpning|arbetssätt|stödlinje|(?:stöd|resurs|kompetens|kunskaps|trygghets)centrum"
    r"|partnerskap"
    r"|grupp|forum|kurs|utbildning|tjänst|rådgivning|boende|jour|chatt|träff)(?:et|en|n|t|met)?|samlingsnamnet)(?!\w)"
)
_OWNER = rf"(?:{CAP}{S}(?:[Kk]ommuns|[Ss]tads)|{CAP}s|[Kk]ommunens|[Ss]tadens|[Vv]årt?)"
_IS = re.compile(
    rf"{S}(?:i{S}{CAP}(?:{S}{CAP})?{S})?(?:är|var|blev){S}(?:(?P<owner>{_OWNER})|ett|en|det|den|namnet|samlingsnamnet)"
    rf"(?:{S}[\w\u2011-]+){{0,5}}?{S}?{_KIND}"
    rf"|{S}är{S}samlingsnamnet(?!\w)|{S}heter{S}(?:ett|en|det|den|{_OWNER}){S}(?:[\w\u2011-]+{S}){{0,2}}?{_KIND}"
)
_DOES = re.compile(
    rf"(?:{S}i{S}{CAP})?{S}(?:startade|startar|startades|drivs|riktar{S}sig|vänder{S}sig|tar{S}emot|består{S}av|bedrivs"
    rf"|finansieras|pågår|skapades|har{S}prövats|prövas|blir{S}fler|går{S}in{S}på|söker{S}(?:fler|nya|mentorer|volontärer)"
    rf"|utökas|lanserades|får{S}(?:pengar|bidrag|medel|stöd{S}(?:av|från)))(?!\w)"
)
_HELPS = re.compile(
    rf"(?:{S}i{S}{CAP})?{S}(?:hjälper|erbjuder|samlar|stöttar|leds|bemannas|öppnade|öppnar|kostar|utvärderas|permanentas)(?!\w)"
)
_APPOSITION = re.compile(
    rf",{S}(?:som{S}är{S}(?:en{S}del{S}av{S})?)?(?:ett|en|det|den|{_OWNER}){S}(?:[\w\u2011-]+{S}){{0,4}}?{_KIND}"
    rf"|,{S}som{S}(?:(?:[\w\u2011-]+{S}){{1,2}}kallas|drivs|bedrivs|riktar{S}sig|vänder{S}sig|finansieras)(?!\w)"
)
_SENTENCE_START = re.compile(rf"(?:^|(?<=\n)|(?<=[.!?:–] )|(?<=[a-zåäö][.!?]))(?={CAP})")
_IN_SENTENCE = re.compile(rf"(?<=[\w,;(] )(?={CAP})")
COMMON_OPENERS = re.compile(
    r"(?:Hösten|Våren|Sommaren|Vintern|Januari|Februari|Mars|April|Maj|Juni|Juli|Augusti|September|Oktober|November"
    r"|December"
    r"|Dagens|Det|Den|De|Detta|Denna|Dessa|Därför|Eller|Men|Och|Att|Om|När|Där|Här|Så|Som|Ett|En|Alla|Vi|Vår|Vårt"
    r"|Våra|Man|Jag"
    r"|Du|Ni|Han|Hon|I|På|Med|För|Till|Efter|Under|Sedan|Även|Också|Dessutom|Samtidigt|Idag|Nu|Då|Vad|Hur|Vem|Vilka"
    r"|Varför"
    r"|Inte|Ingen|Inget|Andra|Många|Flera|Ibland|Ofta|Dock|Enligt|Genom|Mellan|Utan|Över|Av|Vid|Från|Bland"
    r"|Ytterligare|Ännu"
    r"|Sin|Sitt|Deras|Hans|Hennes|Målet|Syftet|Uppdraget|Projekt|Projektet|Verksamheten|Satsningen|Programmet|Metoden"
    r"|Modellen|Insatsen"
    r"|Stödet|Kampanjen|Teamet|Kursen|Utbildningen|Kommunen|Staden|Skolan|Polisen|Socialtjänsten|Regeringen|Myndigheten"
    r"|Länsstyrelsen|Föreningen|Stödlinjen|Mottagningen|Arbetet|Samarbetet|Initiativet)(?!\w)"
)
_WHOLE_TITLE = re.compile(
    rf"(?:Om{S}|Välkommen{S}till{S}|Kontakta{S})?({CAP}(?:{S}(?!(?:i|på|för|mot|och){S})[a-zåäö\u2011-]+){{0,2}})"
)
_TITLE = re.compile(rf"({CAP}(?:{S}[\w\u2011-]+){{0,3}}){S}?(?:{S}[–—-]{S}|:{S})")
_IN_TITLE = re.compile(rf"{S}(?:i|på){S}{CAP}.*")
_HELP = re.compile(r"stöd|väg|hjälp|för|mot|innan|förebygg|projekt|arbete|lämna|tryg", re.IGNORECASE)


def described_names(text: str, local: bool) -> Iterator[tuple[int, int]]:
    """Yield the names that `text` says what they are, at once after them; a common noun sooner in a `local` text."""
    for opening in _SENTENCE_START.finditer(text):
        start = opening.end()
        if not COMMON_OPENERS.match(text, start) and not DEFINITE_HEAD.match(text, start):
            yield from ((start, end) for end in _first(text, start, local))
    for quoted in QUOTED.finditer(text):
        if _IS.match(text, quoted.end()) or _DOES.match(text, quoted.end()):
            yield quoted.span(1)
    for within in _IN_SENTENCE.finditer(text):
        described = (end for end in _ends(text, within.end()) if _APPOSITION.match(text, end))
        yield from ((within.end(), end) for end in [next(described, None)] if end is not None)


def names_in_title(title: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where `text` names what its title is, or opens with before a dash or colon: "Bryggan – bostad först"."""
    opening = _TITLE.match(title)
    name = _IN_TITLE.sub("", opening.group(1)) if opening else ""
    whole = _WHOLE_TITLE.fullmatch(title)
    if whole and not COMMON_OPENERS.match(whole.group(1)) and used_as_name(text, whole.group(1)):
        name = whole.group(1)
    if name and not COMMON_OPENERS.match(name) and (whole or " " not in name or _HELP.search(title)):
        for match in re.finditer(rf"(?<![\w\u2011-]){re.escape(name)}(?=s?(?![\w\u2011-]))", text):
            yield match.span()


def is_described(text: str, end: int) -> dict[str, bool]:
    """Return the ways in which the text goes on from text[:end] as it does from an initiative's name."""
    return {
        "said what it is": _IS.match(text, end) is not None,
        "explained": _APPOSITION.match(text, end) is not None,
        "said to run": _DOES.match(text, end) is not None,
        "said to help": _HELPS.match(text, end) is not None,
    }


def _first(text: str, start: int, local: bool) -> Iterator[int]:
    """Yield the end of the shortest name at the sentence's start that the sentence describes, if there is one."""
    for end in _ends(text, start):
        name = text[start:end]
        said = _IS.match(text, end)
        a_name = not _ordinary(name)
        if (said and (said["owner"] or a_name)) or (_APPOSITION.match(text, end) and (a_name or times(text, name) > 1)):
            yield end
            return
        if (said or _DOES.match(text, end)) and (used_as_name(text, name) or _only_a_name(text, name, local)):
            yield end
            return
        if local and _HELPS.match(text, end) and (used_as_name(text, name) or times(text, name) > 1):
            yield end
            return


def _ends(text: str, start: int) -> Iterator[int]:
    """Yield the ends of the first one to five words from `start`, as long as no mark stands between them."""
    for words in range(1, 6):
        match = re.compile(rf"[\w’'\u2011-]+(?:{S}[\w’'\u2011-]+){{{words - 1}}}").match(text, start)
        if not match:
            return
        yield match.end()


def _only_a_name(text: str, name: str, local: bool) -> bool:
    """Whether `name` is no common word, or one that a local text never writes in small letters."""
    rest = name.split()[1:]
    if (not rest and not is_common_word(name)) or (local and rest and all(word[0].isupper() for word in rest)):
        return True
    return local and times(text, name) > 1 and name[0].lower() + name[1:] not in text


def _ordinary(name: str) -> bool:
    """Whether `name` reads like the opening of any sentence: a common word and small ones."""
    first, *rest = name.split()
    return is_common_word(first) and all(word.islower() for word in rest)
