"""Organisations that no list has, by the form of their names: "Växjö tingsrätt", "Stiftelsen Agera", "Vara Bostäder".

Knows nothing about the list of organisations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CAP = r"[A-ZÅÄÖÉ][\w&’\u2011-]*"
_NAME = rf"{_CAP}(?:[ \u00a0]{_CAP}){{0,2}}"
_NO_NAME = (
    "(?!(?:En|Ett|Varje|Vår|Vårt|Våra|Denna|Detta|Den|Det|De|Nya|Ny|Nytt|Alla|Många|Flera|Inget|Ingen|Svensk|Svenskt|På|"
    "Vid|Från|Till|För|Av|Och|I|Om|Med|Efter|Enligt|Inom|Hos|Både|När|Där|Som|Att|"
    "Mellan|Utöver|Även|Bland|Samt)[ \u00a0])"
)
_WHOLE = (
    # courts
    rf"{_NO_NAME}{_CAP}[ \u00a0](?:tingsrätt|hovrätt)(?=s?(?!\w))",
    rf"(?:[Kk]ammarrätten|[Ff]örvaltningsrätten|[Mm]igrationsdomstolen|[Hh]ovrätten"
    rf"|[Tt]ingsrätten)[ \u00a0]i[ \u00a0]{_CAP}",
    # parts of the police and of institutions
    rf"[Pp]olis(?:region|område)[ \u00a0]{_NAME}",
    rf"(?:SiS[ \u00a0])?(?:ungdomshemmet|ungdomshem)[ \u00a0]{_CAP}|{_CAP}[ \u00a0]ungdomshem(?=s?(?!\w))",
    # companies and clubs
    rf"(?:AB|Bostads[ \u00a0]AB|Fastighets[ \u00a0]AB|IFK|IF|IK|BK|FK|FC|KFUM|PRO|ICA|Ica|HSB)[ \u00a0]{_CAP}",
    rf"{_NO_NAME}{_NAME}(?<!Bostads)(?<!Fastighets)[ \u00a0](?:AB|HB|Bostäder|Bostad|Fastigheter|IF|IK|BK|FF|FC|SK|IS"
    rf"|GIF|GoIF"
    r"|BoIS|AIF|HF|FK|IBK)(?=s?(?!\w))",
    r"(?!Student|Hyres)[A-ZÅÄÖ]\w{2,}(?:bostäder|byggen)(?=s?(?!\w))",
    r"(?!Barn|Ung|Äldre|Vård|Servic|Sommar|Fos|Familje|Sjuk|Skol|HVB|Jour|Behandling|Fritids)[A-ZÅÄÖ]\w{3,}s?hem(?=s?(?!\w))",
    # learning, church, charity, culture
    rf"{_NO_NAME}{_NAME}[ \u00a0](?:tekniska[ \u00a0])?(?:universitet|universitetssjukhus|högskola|folkhögskola|stift"
    rf"|församling"
    r"|pastorat|stadsmission|Stadsmission|räddningsmission|Räddningsmission|brandkår|handelskammare|nation|museum"
    r"|konsthall"
    r"|stadsteater|stadshotell|kammarkör|konserthus|filmfestival|Riksförbund|riksförbund)(?=s?(?!\w))",
    rf"{_CAP}(?:iska|ska)[ \u00a0](?:institutionen|föreningen|församlingen)",
    r"(?:[Ii]nstitutionen)[ \u00a0]för[ \u00a0][a-zåäö]+(?:(?:,[ \u00a0][a-zåäö]+)*[ \u00a0]och[ \u00a0][a-zåäö]+)?",
    r"(?!Forsknings)[A-ZÅÄÖ]\w{3,}(?:institutet|fonden)(?=s?(?!\w))",
    # authorities
    r"[Mm]yndigheten[ \u00a0]för[ \u00a0](?:[a-zåäö]+(?:ska|liga|erad)[ \u00a0])?[a-zåäö-]+"
    r"(?:(?:,[ \u00a0][a-zåäö-]+)*[ \u00a0]och[ \u00a0][a-zåäö-]+)?",
    rf"Landstinget[ \u00a0](?:i[ \u00a0])?{_CAP}",
    rf"{_NO_NAME}{_NAME}[ \u00a0]läns[ \u00a0]landsting(?=s?(?!\w))",
    # newspapers
    rf"{_CAP}[\u2011-](?:Posten|Tidningen|Kuriren|Demokraten|Bladet)(?=s?(?!\w))",
    rf"{_NO_NAME}{_CAP}[ \u00a0](?:Läns[ \u00a0])?(?:Tidning|Tidningar|Allehanda|Dagblad|Nyheter|Kurir"
    r"|Folkblad)(?=s?(?!\w))",
    r"(?!Anslags|Blad|Löp|Tids|Flyg)[A-ZÅÄÖ]\w{4,}(?:bladet|tidningen|kuriren)(?=s?(?!\w))",
    # associations, with their head in the name
    r"(?:Stiftelsen|Föreningen|Riksförbundet|Riksorganisationen|Fackförbundet|Kvinnojouren|Tjejjouren"
    r"|Samordningsförbundet"
    r"|Räddningstjänsten|Studieförbundet|Högskolan|Idrottsföreningen|Aktionsgruppen|Volontärgruppen)"
    rf"[ \u00a0]{_CAP}(?:[ \u00a0](?:och[ \u00a0])?{_CAP}){{0,3}}",
)
# … and those whose head only says what they are: the name begins after it.
_HEADED = (
    r"(?:stiftelsen|föreningen|[Oo]rganisationen|[Tt]idningen|[Ff]öretaget|[Bb]olaget|[Bb]ostadsbolaget"
    r"|[Ff]astighetsbolaget"
    r"|[Bb]ostadsföretaget|idrottsföreningen|kvinnojouren|riksförbundet|[Vv]aktbolaget|[Ss]äkerhetsföretaget"
    r"|[Ff]acket|[Ff]ackförbundet"
    rf"|studieförbundet|[Ii]drottsklubben|[Ff]otbollsklubben|[Uu]ngdomsorganisationen)[ \u00a0][\"”»’]?({_NAME})"
)
_PATTERN = re.compile(rf"(?<![\w@/.\u2011-])(?:(?P<whole>{'|'.join(_WHOLE)})|{_HEADED})")


@dataclass(frozen=True, slots=True)
class Unlisted:
    """An organisation's name at text[start:end], and without its genitive s as `name`."""

    start: int
    end: int
    name: str


def unlisted_organisations(text: str) -> Iterator[Unlisted]:
    """Yield the names in `text` that have the form of an organisation's, in text order."""
    for match in _PATTERN.finditer(text):
        start, end = match.span("whole") if match.group("whole") else match.span(2)
        name = re.sub(r"\s+", " ", text[start:end])
        if text.startswith("s", end) and not re.match(r"s\w", text[end : end + 2]):
            end += 1
        yield Unlisted(start, end, _nominative(name))


def _nominative(name: str) -> str:
    """Return `name` without the genitive s that a capitalised last word may carry."""
    last = name.rsplit(" ", 1)[-1]
    return name[:-1] if re.fullmatch(r"[A-ZÅÄÖÉ]\w+[^sxzuioa]s", last) and " " in name else name
