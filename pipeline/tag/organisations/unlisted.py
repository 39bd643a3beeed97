"""Organisations that no list has, by the form of their names: "Växjö tingsrätt", "Stiftelsen Agera", "Vara Bostäder".

Knows nothing about the list of organisations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CAP = r"[A-ZÅÄÖÉ][\w&’\u2011-]*"
_NAME = rf"{_CAP}(?:[ \u00a0]{_CAP}){{0,2}}"
# What an authority or an inquiry is for: "säkerhetsmål", "polisiärt arbete", "lärande, informatik och etik".
_NOUN = r"(?!(?:vi|de|den|det|att|som|har|är|ska|i|på)[ \u00a0])[a-zåäö][a-zåäö-]*"
_KIND = (
    r"(?:[a-zåäö]+(?:sk|ska|iskt|liga|ligt|iga|igt|ärt|ära|ivt|iva|ellt|ella|erad|ell|lig|ial|ala|bara)"
    r"|ökad|stärkt|bättre)"
)
_MATTER = (
    rf"(?:{_KIND}(?:[ \u00a0]och[ \u00a0]{_KIND})?[ \u00a0])?{_NOUN}"
    rf"(?:(?:,[ \u00a0]{_NOUN})*[ \u00a0]och[ \u00a0](?:{_KIND}[ \u00a0])?{_NOUN})?"
)
_NO_NAME = (
    "(?!(?:En|Ett|Varje|Vår|Vårt|Våra|Denna|Detta|Den|Det|De|Nya|Ny|Nytt|Alla|Många|Flera|Inget|Ingen|Svensk"
    "|Svenskt|På|"
    "Vid|Från|Till|För|Av|Och|I|Om|Med|Efter|Enligt|Inom|Hos|Både|När|Där|Som|Att|"
    "Mellan|Utöver|Även|Bland|Samt)[ \u00a0])"
)
_WHOLE = (
    # courts
    rf"{_NO_NAME}{_CAP}[ \u00a0](?:tingsrätt|hovrätt)(?=s?(?!\w))",
    rf"(?:[Kk]ammarrätten|[Ff]örvaltningsrätten|[Mm]igrationsdomstolen|[Hh]ovrätten"
    rf"|[Tt]ingsrätten)[ \u00a0]i[ \u00a0]{_CAP}",
    # parts of the police and of institutions
    rf"[Pp]olis(?:region|område)[ \u00a0]{_NAME}|[Pp]olisen[ \u00a0][Rr]egion[ \u00a0]{_CAP}"
    rf"|[Rr]egionalt?[ \u00a0]underrättelsecentrum[ \u00a0]{_CAP}",
    rf"(?:SiS[ \u00a0])?(?:ungdomshemmet|ungdomshem)[ \u00a0]{_CAP}|{_CAP}[ \u00a0]ungdomshem(?=s?(?!\w))"
    rf"|SiS[ \u00a0]{_CAP}",
    rf"[Rr]iksenheten[ \u00a0](?:för|mot)[ \u00a0]{_MATTER}",
    # companies and clubs
    rf"(?:AB|Bostads[ \u00a0]AB|Fastighets[ \u00a0]AB|IFK|IF|IK|BK|FK|FC|KFUM|PRO|ICA|Ica|HSB)[ \u00a0]{_CAP}",
    rf"{_NO_NAME}{_NAME}(?<!Bostads)(?<!Fastighets)[ \u00a0](?:AB|HB|Bostäder|Bostad|Fastigheter|IF|IK|BK|FF|FC|SK|IS"
    rf"|GIF|GoIF"
    r"|BoIS|AIF|HF|FK|IBK)(?=s?(?!\w))",
    r"(?!Student|Hyres)[A-ZÅÄÖ]\w{2,}(?:bostäder|byggen)(?=s?(?!\w))",
    r"(?!Barn|Ung|Äldre|Vård|Servic|Sommar|Fos|Familje|Sjuk|Skol|HVB|Jour|Behandling"
    r"|Fritids)[A-ZÅÄÖ]\w{3,}s?hem(?=s?(?!\w))",
    # learning, church, charity, culture
    rf"{_NO_NAME}{_NAME}[ \u00a0](?:tekniska[ \u00a0])?(?:universitet|universitetssjukhus|högskola|folkhögskola|stift"
    rf"|församling"
    r"|pastorat|stadsmission|Stadsmission|räddningsmission|Räddningsmission|brandkår|handelskammare|nation|museum"
    r"|konsthall"
    r"|stadsteater|stadshotell|kammarkör|konserthus|filmfestival|Riksförbund|riksförbund|brandförsvar|gille"
    r"|[Kk]ommunalförbund|[Bb]okhandel|[Kk]ommunfastighet"
    r"|hembygdsförening|idrottsförening|[Rr]otaryklubb|[Ff]otbollsklubb|[Cc]urlingklubb|[Bb]oxningsklubb|[Rr]idklubb"
    r"|[Ss]imsällskap|[Ss]tudentkår|[Ss]tadsteater|[Hh]ockey|Fotboll|Innebandy|Handboll|Basket|Energi|Vatten"
    r"|Jobbtorg|Kommunfastigheter|Fastighet)(?=s?(?!\w))",
    rf"{_CAP}(?:iska|ska)[ \u00a0](?:institutionen|föreningen|församlingen)",
    rf"[Ii]nstitutionen[ \u00a0]för[ \u00a0]{_MATTER}",
    rf"(?:[Nn]ationellt[ \u00a0](?:centrum|kunskapscentrum|kompetenscentrum|råd)|Centrum|Institutet|Inspektionen"
    rf"|Nämnden|Rådet"
    rf"|Delegationen|Kommittén|Kommissionen|Föreningen|Riksförbundet|Forskningsrådet|Samarbetsnämnden|Verket"
    rf"|Expertgruppen"
    rf"|Riksorganisationen)[ \u00a0](?:för|mot)[ \u00a0]{_MATTER}",
    rf"Utredningen[ \u00a0]om[ \u00a0](?!(?:en|ett|lagen|vissa|den|det)[ \u00a0])(?:[a-zåäö]+(?:ens|ets"
    rf"|nas)[ \u00a0])?{_MATTER}"
    r"(?=[ \u00a0]?[.;:()\n]|[ \u00a0](?:har|ska|skall|är|som|föreslår|lämnar|bedömer|kommer|anser|fick"
    r"|konstaterar)(?!\w))",
    # names that begin with the country's
    r"Sveriges[ \u00a0](?!(?:[A-ZÅÄÖ]{2}|Natur|Nato|Riksdag|Radio|Television|Europa|Ambassad|President|Miljömål"
    r"|Läsamb))"
    rf"(?!\w+(?:politik|process|strategi|medlemskap|minister|regering)){_CAP}(?:(?<=-)[ \u00a0]och"
    rf"[ \u00a0]{_CAP})?(?:[ \u00a0]{_CAP})?",
    r"Svenska[ \u00a0](?:\w+[ \u00a0])?[\w-]*(?:förbundet|föreningen|kommittén|sällskapet|institutet|samfundet"
    r"|unionen|rådet"
    r"|akademin|federationen|nätverket)(?=s?(?!\w))",
    # names in English
    rf"(?!(?:The|Working|Core)[ \u00a0]){_CAP}(?:[ \u00a0](?:(?:of|for|and|&)"
    rf"[ \u00a0])?{_CAP}){{0,3}}[ \u00a0](?:University|Institute|Foundation"
    rf"|Council|Agency|Commission|Association|Society|Academy|Federation|Alliance|Group|Bank|Airlines|Watch|Consulting"
    rf"|Communications|Security)(?:[ \u00a0](?:of|for|on)[ \u00a0]{_CAP}(?:[ \u00a0]{_CAP})?)?(?=s?(?!\w))",
    rf"(?:University|Institute|Centre|Center|Council|Academy|Association|School|Office|College)[ \u00a0](?:of|for|on)"
    rf"(?:[ \u00a0](?:and[ \u00a0]|the[ \u00a0])?{_CAP}){{1,4}}",
    rf"(?:Science[ \u00a0]Park|Visit|Destination|Business[ \u00a0]Region|Film[ \u00a0](?:i|på))[ \u00a0]{_CAP}",
    r"(?!Forsknings)[A-ZÅÄÖ]\w{3,}(?:institutet|fonden)(?=s?(?!\w))",
    # authorities
    rf"[Mm]yndigheten[ \u00a0]för[ \u00a0]{_MATTER}",
    rf"Landstinget[ \u00a0](?:i[ \u00a0])?{_CAP}",
    rf"{_NO_NAME}{_NAME}[ \u00a0]läns[ \u00a0]landsting(?=s?(?!\w))",
    # newspapers
    rf"{_CAP}[\u2011-](?:Posten|Tidningen|Kuriren|Demokraten|Bladet)(?=s?(?!\w))",
    rf"{_NO_NAME}{_CAP}[ \u00a0](?:Läns[ \u00a0])?(?:Tidning|Tidningar|Allehanda|Dagblad|Nyheter|Kurir"
    r"|Folkblad)(?=s?(?!\w))",
    r"(?!Anslags|Blad|Löp|Tids|Flyg)[A-ZÅÄÖ]\w{3,}(?:bladet|tidningen|kuriren|posten)(?=s?(?!\w))",
    # associations, with their head in the name
    r"(?:Stiftelsen|Föreningen|Riksförbundet|Riksorganisationen|Fackförbundet|Kvinnojouren|Tjejjouren"
    r"|Samordningsförbundet"
    r"|Räddningstjänsten|Studieförbundet|Högskolan|Idrottsföreningen|Aktionsgruppen|Volontärgruppen)"
    rf"[ \u00a0]{_CAP}(?:[ \u00a0](?:och[ \u00a0])?{_CAP}){{0,3}}",
    rf"Tekniska[ \u00a0][Hh]ögskolan[ \u00a0]i[ \u00a0]{_CAP}",
)
# Compounds that are names where a capital is not owed to the sentence; the first words are those of common nouns.
_COMPOUND = (
    r"(?!(?:Kommunal|Samordnings|Riks|Ungdoms|Kvinno|Fack|Distrikts|Studie|Idrotts|Specialidrotts|Läns|Student|Lokal"
    r"|Bostadsrätts|Samfällighets|By|Kvarters|Moder|Dotter|Bransch|Arbetsgivar|Patient|Elev|Föräldra|Vän|Hembygds"
    r"|Värme|Bygg|Bostads|Fastighets|Försäkrings|Aktie|Insamlings|Stats|Regerings|Kommitté|Jury|Barn|Polis)"
    r"(?:förbundet|föreningen|stiftelsen|bolaget|utredningen|kommissionen|kommittén|myndigheten)(?!\w))"
    r"[A-ZÅÄÖ][\w-]{3,}(?:förbundet|föreningen|stiftelsen|akademin|sällskapet|samfundet|kommissionen|utredningen"
    r"|kommittén|delegationen|beredningen|unionen|partiet|(?<![Nn]ät)(?<![Rr]egel)(?<!kraft)(?<!vatten)(?<!konst)verket"
    r"|museet|inspektionen|företagen|missionen|rörelsen"
    r"|(?<=[a-zåäö])Bo)(?=s?(?!\w))"
    rf"|(?:Mödrar|Mammor|Pappor|Kvinnor|Föräldrar|Farsor|Ungdomar)[ \u00a0](?:i|för|mot|på)[ \u00a0]{_CAP}"
)
# … and those whose head only says what they are, or whose office-bearer is named: the name begins after it.
_HEADED = (
    r"(?:(?!stads|kommun|dotter|moder)\w*(?:stiftelsen|föreningen|[Oo]rganisationen|[Tt]idningen|[Tt]idskriften"
    r"|[Ff]öretaget"
    r"|[Bb]olaget|[Kk]oncernen|klubben|förlaget|[Tt]ankesmedjan|förbundet|jouren|byrån|samfundet|[Ff]acket"
    r"|[Pp]artiet)[ \u00a0]"
    rf"[\"”»’]?(?P<headed>{_NAME})"
    r"|(?:(?:[Vv]d|VD|[Gg]eneralsekreterare|[Gg]rundare|[Vv]erkställande[ \u00a0]direktör)[ \u00a0](?:för|på|i|av|till)"
    r"|[a-zåäö]+(?:chef|chefen|direktör|direktören|ansvarig|ekonom|jurist|sekreterare|strateg|konsult"
    r"|rådgivare)[ \u00a0]"
    rf"(?:på|hos|vid))[ \u00a0](?P<led>{_NAME}))"
)
_PATTERN = re.compile(
    rf"(?<![\w@.\u2011-])(?:(?<!/)|(?=[A-ZÅÄÖ]))(?:(?P<whole>{'|'.join(_WHOLE)})|(?P<compound>{_COMPOUND})|{_HEADED})"
)
_WITHIN_SENTENCE = re.compile(r"[a-zåäö,][ \u00a0]")


@dataclass(frozen=True, slots=True)
class Unlisted:
    """An organisation's name at text[start:end], and without its genitive s as `name`.

    A `doubtful` one may owe its capital to the sentence that it opens, a `told` one only follows
    a noun that says what it is, or the title of who leads it.
    """

    start: int
    end: int
    name: str
    doubtful: bool = False
    told: bool = False


def unlisted_organisations(text: str) -> Iterator[Unlisted]:
    """Yield the names in `text` that have the form of an organisation's, in text order."""
    for match in _PATTERN.finditer(text):
        group = match.lastgroup or "whole"
        start, end = match.span(group)
        head = text[match.start() : start]
        if (
            group == "headed"
            and head[0].isupper()
            and match.start() > 1
            and _WITHIN_SENTENCE.match(text, match.start() - 2)
        ):
            start = match.start()
        name = re.sub(r"\s+", " ", text[start:end])
        if text.startswith("s", end) and not re.match(r"s\w", text[end : end + 2]):
            end += 1
        yield Unlisted(start, end, _nominative(name), group == "compound", start > match.start() and "jour" not in head)


def _nominative(name: str) -> str:
    """Return `name` without the genitive s that a capitalised last word may carry."""
    last = name.rsplit(" ", 1)[-1]
    return name[:-1] if re.fullmatch(r"[A-ZÅÄÖÉ]\w+[^sxzuioa]s", last) and " " in name else name
