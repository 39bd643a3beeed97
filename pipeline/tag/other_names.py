"""Names that hold a municipality's name and do not mean it.

"Stockholms universitet", "Kalmar län", "IFK Göteborg", "Norrköpings Transportcentrum AB", "Lex Kalmar", "Nora i
Etiopien"; also where several share one head ("Uppsala och Lunds universitet", "Kalmar, Kronobergs och Blekinge län").
Knows nothing about traps and evidence.
"""

from __future__ import annotations

import re

from pipeline.tag.gazetteer import Gazetteer
from pipeline.tag.place_names import LIST_BREAK, PlaceName

# What a municipality's name opens without meaning the municipality: common nouns in any case …
_NOUNS = """universitet uni\u00ad?versitet universitetssjukhus sjukhus lasarett högskola handelshögskola musikhögskola
    län läns länsstyrelse landsting tingsrätt hovrätt kammarrätt förvaltningsrätt nation studentkår stift domkapitel
    domkyrka \\w*församling pastorat socken tidning tidningar kuriren dagblad allehanda handelskammare stadsmission
    räddningsmission sparbank \\w*regemente gränd skärgård flygplats stadsteater konserthus konsthall museum
    symfoniker symfoniorkester kammarkör filmfestival stadshotell företagare idrottsklubb fotbollsklubb
    boxningsklubb ridklubb simsällskap \\w+akademi kvinnojour tjejjour \\w*förening stenar \\w*diakoni \\w*café mejeri
    slott fästning brandförsvar brandkår sjukhem centralsjukhus hospital akutmottagning hälsocentral vårdcentral
    folkhögskola gymnasium gymnasieskola friskola \\w*klubb \\w*sällskap \\w*förbund \\w*festival \\w*teater opera
    bryggeri bruk kanal djurpark nationalpark travbana skjutfält garnison flottilj flygstation kloster moské
    centralstation lokaltrafik spårvägar curlingklubb rotaryklubb gille räddningstjänst bokhandel motorklubb
    marathon maraton jobbtorg kommunfastighet kommunfastigheter (?<=s\\x20)hamnar (?<=s\\x20)central kärnkraftverk
    \\w*museum \\w{3,}kör""".split()
_OTHER_NOUN = re.compile(
    r"[ \u00a0]+(?:(?:tekniska|akademiska|historiska|konstnärliga|kyrkliga|juridiska|nya|fria)[ \u00a0]+)?"
    rf"(?:{'|'.join(_NOUNS)})(?:s|en|ens|er|erna)?(?![\w\u2011-])",
    re.IGNORECASE,
)
# … and a name that goes on: of 114 such in 17,000 real texts 105 were organisations, events and airports. It does not
# go on where the next word is a form, opens a person's name or a sentence whose full stop is lost, or is municipal.
_GOES_ON = re.compile(r"[ \u00a0]+([A-ZÅÄÖ][\w-]+)")
_GOES_ON_OTHERWISE = re.compile(
    r"(?:kommun|stad|social|barn|utbildning|kultur|tekniska|miljö|bygg|omsorg|bibliotek|gymnasi|tätort|skol"
    r"|frivård|polis"
    r"|centr(?:um|al[at])|city$|norra?|södra|söder|östra|öster|västra|väster|län|tel|mobil|fax|e-post|foto"
    r"|kontakt|anmälan"
    r"|datum|tid|plats|sverige|sweden|vi$|jag$|det$|den$|du$|de$|en$|ett$|på$|om$|så$|nu$|här$|hur$|vad$)",
    re.IGNORECASE,
)
# A name within a sentence that ends in the municipality's is a company's or an association's ("Emmaus Stockholm"),
# unless it is a local office, a party, a direction, or an initiative for the place ("Frivården Göteborg", "Ljusare
# Skäggetorp").
_BEGINS_BEFORE = re.compile(
    r"[a-zåäö,(](?<!rojekt)(?<!rojektet)(?<!satsningen)(?<!programmet)(?<!initiativet)[ \u00a0]+"
    r"([A-ZÅÄÖ][a-zåäö]{3,})[ \u00a0]+$"
)
_BEGINS_OTHERWISE = re.compile(
    r"\w*(?:polisen|vården|tjänsten|kassan|förmedlingen|brottsofferjouren|kyrkan|korset|barnen|verket|myndigheten"
    r"|demokraterna|partiet|liberalerna|moderaterna|förvaltningen|kontoret|enheten|fältgruppen|teamet|mottagningen"
    r"|centralen|nämnden|kommunen|staden|hamnen|stationen|området|stadsdelen|sträckan)$|\w+(?:are|bara|ande|iga)$|stor"
    r"|(?:krami|norra|södra|östra|västra|centrala|inre|yttre|gamla|nya|hela|även|både|trygga)$",
    re.IGNORECASE,
)
_ADDRESS_AFTER = re.compile(r"\+\d|\.(?:se|nu|com)\b|[ \u00a0]+(?:gata|väg)(?![\w\u2011-])(?![ \u00a0]+[a-zåäö])")
_COMPANY = re.compile(r"[ \u00a0]+(?:[A-ZÅÄÖ&]\w*[ \u00a0]+(?:och[ \u00a0]+)?){0,3}(?:AB|HB|Ltd)(?!\w)")
_OTHER_BEFORE = re.compile(
    r"(?:(?<!\w)(?:[Rr]egion|[Pp]olisregion|[Ll]änsstyrelsen|[Ll]andstinget|[Aa]nstalten|[Hh]äktet|Visit"
    r"|Destination|[Ff]estivalen|[Hh]ögskolan|IFK|IF|IK"
    r"|BK|FC|FK|GIF|HK|KFUM|P4|SVT|TV4|Radio|HMS|Förbifart|ICA|Coop|Willys|Hemköp|[Hh]otell?|Scandic"
    r"|[Rr]estaurang|[Cc]afé|[Ll]ex|Jämtlands?|[Hh]ållplats(?:en)?|[Kk]onferensrum(?:met)?|[Ss]tugbyn|[Mm]/[Ss]|[Ff]ärjan"
    r"|(?:\w*[Hh]ögskolan|[Uu]niversitetet|[Tt]ingsrätten|[Hh]ovrätten|[Kk]ammarrätten|[Ff]örvaltningsrätten"
    r"|[Ll]änsstyrelsen|Bostäder|Mitt|Film|Mödrar|Mammor|Pappor|Föräldrar|Kvinnor|[Ee]tikprövningsnämnden)"
    r"[ \u00a0]+(?:i|på)"
    r"|(?:[Aa]nstalterna(?![ \u00a0]i[ \u00a0])|[Ll]änsstyrelserna)(?!\w)[^.!?\n]{0,60}))[ \u00a0]+$"
    r"|universitet/$"
)
# The title of a work, after the kind of work that it is: "filmen ”Fucking Åmål”".
_WORK_BEFORE = re.compile(
    r"(?<!\w)\w*(?:film(?:en|kväll)?|bok(?:en)?|roman(?:en)?|deckaren?|pjäs(?:en)?|låt(?:en)?|sång(?:en)?|dikt(?:en)?"
    r"|föreställning(?:en)?|utställning(?:en)?|podd(?:en)?|dokumentär(?:en)?|serien?)[:,]?(?:[ \u00a0]\w+)?[ \u00a0]"
    r"[”\"][^”\"\n]{0,40}$",
    re.IGNORECASE,
)
_WORK_AFTER = re.compile(r"[^”\"\n.]{0,40}[”\"]")
# Initials of a company or an association before the name are part of it ("MTR Stockholm", "PRO Nora"), and a person's
# ("P.D. Storfors"); those of a method or an authority are not.
_NO_COMPANY = "BID|BRÅ|SSPF|EST|SIG|SIS|GVI|BUP|SIP|AF|LPO|KRAMI"
_INITIALS = re.compile(rf"(?<![\w\u2011-])(?!(?:{_NO_COMPANY})[ \u00a0])[A-ZÅÄÖ]{{2,6}}[ \u00a0]$")
_DOTTED = re.compile(r"(?<![\w.])(?:[A-ZÅÄÖ]\.[ \u00a0]?){2,3}$")
_CAPITALS_BEFORE = re.compile(r"[A-ZÅÄÖ]{2,}[ \u00a0]+[A-ZÅÄÖ]{2,6}[ \u00a0]$")
# "Mark och exploatering", the name of an office or of a heading.
_LAND = re.compile(
    r"[ \u00a0](?:och|&)[ \u00a0]"
    r"(?:exploatering|miljö|bygg|plan|vatten|anläggning|fastighet|park|trafik|gat|skog|natur)"
)
# Names of counties that are no municipality's.
_COUNTY = (
    r"(?:Skåne|Hallands?|Blekinge|Kronobergs?|Östergötlands?|Södermanlands?|Sörmlands?|Västmanlands?|Värmlands?"
    r"|Dalarnas?"
    r"|Gävleborgs?|Västernorrlands?|Jämtlands?|Västerbottens?|Norrbottens?|Västra Götalands?)(?!\w)"
)
_COUNTY_NAME = re.compile(rf"(?:{_COUNTY})(?:[ \u00a0]läns?)?")
# Members in a row, in one line or one a line ("Kalmar: 155 200 000"), and how much of them must be counties' names for
# all to mean counties.
_MEMBER = r"[A-ZÅÄÖ]\w+(?:[ \u00a0][A-ZÅÄÖ]\w+)?(?:[ \u00a0]läns?(?!\w))?"
_ITEM_BREAK = rf"(?:{LIST_BREAK.pattern}|(?:[ \u00a0]*[:|][^\n]{{0,60}})?\n[ \u00a0\n]*(?:[•*|–-][ \u00a0]*)?)"
_ROW_OF_NAMES = re.compile(rf"(?<!\w){_MEMBER}(?:{_ITEM_BREAK}{_MEMBER}){{1,40}}(?!\w)")
_MOSTLY = 0.75
_LONGEST_ROW = 300  # characters of it on each side
_COUNTIES_ANNOUNCED = re.compile(
    r"(?:län|[Rr]egioner|[Ll]andsting)(?:en|na)(?:[ \u00a0]+i)?[ \u00a0]+"
    r"(?:[A-ZÅÄÖ]\w+(?:[ \u00a0][A-ZÅÄÖ]\w+)?(?:,|[ \u00a0]och)[ \u00a0])*$"
)
# A place of the same name in another country.
_ABROAD = re.compile(
    r"(?:[ \u00a0]+i|,)[ \u00a0]+(?:USA|Wisconsin|Minnesota|Illinois|Iowa|Nebraska|Texas|Maine|Oregon|Norge"
    r"|Danmark|Finland|Tyskland"
    r"|Estland|Nederländerna|Schweiz|Storbritannien|England|Etiopien|Indien|Kanada|Rumänien|Massachusetts"
    r"|Kalifornien|Michigan|Kansas|Pennsylvania|Dakota|Skottland|Wales|Irland|Frankrike|Spanien|Italien"
    r"|Polen|Ungern|Grekland|Turkiet|Ryssland|Ukraina|Lettland|Österrike|Belgien|Syrien|Irak|Brasilien"
    r"|Australien|samma[ \u00a0]delstat|Oslo|Bergen|Köpenhamn|Helsingfors)(?!\w)"
    # … and a village of that name here: "Sunne, byn vid Storsjön".
    r"|(?:,|[ \u00a0]\((?:vår|en))[ \u00a0](?:by|byn)(?!\w)"
)
_AS_WELL_AS = re.compile(r"[ \u00a0]som[ \u00a0]")  # "såväl Göteborgs som Stockholms stadsmission"
_IN_IT = re.compile(r"(?<!\w)(?:i|på)[ \u00a0]+$")
_COUNTY_HEADS = frozenset({"län", "läns"})
# Counties that share one "län" at the end: "Jönköpings, Kronobergs och Västmanlands län".
_COUNTY_LIST = re.compile(
    r"(?:,[ \u00a0]*[A-ZÅÄÖ]\w+(?:[ \u00a0][A-ZÅÄÖ]\w+)?){0,20}[ \u00a0]+(?:och|samt|eller|respektive)[ \u00a0]+"
    r"[A-ZÅÄÖ]\w+(?:[ \u00a0][A-ZÅÄÖ]\w+)?[ \u00a0]+län(?:s|ens?)?(?!\w)"
)


def without_other_names(gazetteer: Gazetteer, text: str, found: list[PlaceName]) -> list[PlaceName]:
    """Return those of `found`, in text order, that are not part of another name."""
    kept: list[PlaceName] = []
    following: tuple[PlaceName, str] | None = None  # the blocked candidate to the right and its head
    for candidate in reversed(found):
        head = _other_name(gazetteer, text, candidate)
        if head is None and following is not None:
            head = _shared_head(gazetteer, text, candidate, *following)
        following = None if head is None else (candidate, head)
        if head is None:
            kept.append(candidate)
    return kept[::-1]


def _other_name(gazetteer: Gazetteer, text: str, candidate: PlaceName) -> str | None:
    """Return what makes the candidate a part of another name ("" where it stands before it), else None."""
    if candidate.whole:
        return "" if _COMPANY.match(text, candidate.end) else None
    for pattern in (_OTHER_NOUN, _COMPANY, _ADDRESS_AFTER):
        if after := pattern.match(text, candidate.named):
            return after.group().strip().lower()
    if _goes_on(gazetteer, text, candidate) or _begins_before(gazetteer, text, candidate):
        return ""
    if _is_county(gazetteer, text, candidate):
        return "län"
    if text[candidate.start : candidate.named] == "Mark" and _LAND.match(text, candidate.named):
        return ""
    before = candidate.before(text)
    if _WORK_BEFORE.search(before) and _WORK_AFTER.match(text, candidate.named):
        return ""
    part = _OTHER_BEFORE.search(before) or _ABROAD.match(text, candidate.named) or _after_initials(candidate, before)
    return "" if part else None


def _after_initials(candidate: PlaceName, before: str) -> bool:
    """Whether initials stand before the name that are not a word of a line in capitals."""
    if _DOTTED.search(before):
        return True
    return not candidate.capitals and _INITIALS.search(before) is not None and not _CAPITALS_BEFORE.search(before)


def _is_county(gazetteer: Gazetteer, text: str, candidate: PlaceName) -> bool:
    name = candidate.form.written.casefold()
    if not {f"{name} län", f"{name}s län"} & gazetteer.counties:
        return False
    before, end = candidate.before(text), candidate.named
    if _COUNTY_LIST.match(text, end) or _COUNTIES_ANNOUNCED.search(before):
        return True
    return name != "gotland" and _among_counties(gazetteer, text, candidate)


def _among_counties(gazetteer: Gazetteer, text: str, candidate: PlaceName) -> bool:
    """Whether the candidate stands in a row of names that are counties', one of them no municipality's."""
    known = {_bare(county) for county in gazetteer.counties}
    first = max(0, candidate.start - _LONGEST_ROW)
    for row in _ROW_OF_NAMES.finditer(text, first, candidate.end + _LONGEST_ROW):
        if row.start() <= candidate.start < row.end():
            members = [one.group() for one in re.finditer(_MEMBER, row.group())]
            sure = [_COUNTY_NAME.fullmatch(member) is not None for member in members]
            either = sum(known_one or _bare(member) in known for known_one, member in zip(sure, members, strict=True))
            enough = len(members) > 2 or "\n" in row.group()
            return enough and any(sure) and either >= _MOSTLY * len(members)
    return False


def _bare(county: str) -> str:
    """Return the name without "län" and its genitive: "Stockholms län" → "stockholm"."""
    return re.sub(r"[ \u00a0]läns?$", "", county).casefold().removesuffix("s")


def _goes_on(gazetteer: Gazetteer, text: str, candidate: PlaceName) -> bool:
    after = _GOES_ON.match(text, candidate.named)
    if after is None or candidate.capitals or _GOES_ON_OTHERWISE.match(after.group(1)):
        return False
    word = after.group(1)
    if {word.casefold(), word.casefold().removesuffix("s")} & gazetteer.forms.keys():
        return False
    return word not in gazetteer.given_names or _GOES_ON.match(text, after.end()) is None


def _begins_before(gazetteer: Gazetteer, text: str, candidate: PlaceName) -> bool:
    before = _BEGINS_BEFORE.search(candidate.before(text))
    if before is None or candidate.capitals or _BEGINS_OTHERWISE.match(before.group(1)):
        return False
    word = before.group(1)
    return word not in gazetteer.given_names and word.casefold().removesuffix("s") not in gazetteer.forms


def _shared_head(gazetteer: Gazetteer, text: str, candidate: PlaceName, blocked: PlaceName, head: str) -> str | None:
    """Return `head` if the candidate shares it with the next one: "Uppsala" in "Uppsala och Lunds universitet"."""
    written = text[candidate.start : candidate.named]
    between = (candidate.end, blocked.start)
    joined = LIST_BREAK.fullmatch(text, *between) or _AS_WELL_AS.fullmatch(text, *between)
    if not head or joined is None or candidate.whole or written[-1:].lower() not in tuple("saeiouyåäö"):
        return None
    if head not in _COUNTY_HEADS and _IN_IT.search(candidate.before(text)):
        return None
    if head in _COUNTY_HEADS and f"{written.casefold()} län" not in gazetteer.counties:
        return None
    return head
