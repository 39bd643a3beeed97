"""Names of initiatives that no list has, by what the text says beside them.

    head before    projektet Bromsa tidigt, stödteamet Vägvisaren, kampanjen ”Våga fråga”
    head after     TUTI-projektet, Kungälvsmodellen; Klart huvud är Lunds kommuns satsning; Vändpunkten, en verksamhet som
    called         Verksamheten heter Vägen vidare; ett projekt som kallas Stegen; avhopparverksamheten (Nya dörrar)
    place          Trygg i Tureberg
    written        UngSydväst, TUTI (Tidig Upptäckt Tidig Insats)
    service        avhopparstödet, vår avhopparverksamhet

Except for services, such a name counts only where the text around it speaks of crime or social work. Knows nothing about
listed initiatives, nor about where else in the text a name stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.swedish.vocabulary import word_counts
from pipeline.tag.initiatives.names import CAP, name_end, reads_as_name

_S = r"[ \u00a0]"
_HEADS = (
    r"projekt|satsning|program|metod|modell|verksamhet|kampanj|initiativ|koncept|mötesplats|team|insats|mottagning|samverkan|försök"
    r"|arbete|träffpunkt"
)
_DEFINITE = (
    r"(?:projektet|satsningen|programmet|metoden|modellen|verksamheten|kampanjen|initiativet|konceptet|arbetssättet"
    r"|mötesplatsen|teamet|insatsen|centret|mottagningen|stödlinjen|stödet|samarbetet|kursen|fortbildningen|nätverket|försöket)"
)
_NO_HEAD = r"(?!\w*(?:forsknings|radio|tv-|studie|lag|parti|handlings|åtgärds|reform|rymd|väg|bygg|järnvägs|data|dator))"
_QUOTED = re.compile(r"[”\"»“]([A-ZÅÄÖÉ\d#][^”\"«»“\n]{2,60})[”\"«»“]")
_HEAD_BEFORE = re.compile(rf"(?<![\w\u2011-])(?i:{_NO_HEAD}[\w\u2011-]*{_DEFINITE}){_S}(?=[”\"»“#A-ZÅÄÖ])")
_OWNED_HEAD = re.compile(
    rf"(?<!\w)(?:sin|sitt|vår|vårt|våra|deras|\w+s){_S}(?:\w+{_S})?{_NO_HEAD}\w*(?:projekt|satsning|program|verksamhet|kampanj"
    rf"|stödteam|team|stöd|modell|metod),?{_S}(?=[”\"»“#A-ZÅÄÖ])"
)
_CALLED = re.compile(
    rf"(?<!\w)(?:heter|hette|kallas|kallades|kallar{_S}(?:vi|man|de)|kallad|döpt{_S}till|vid{_S}namn|med{_S}namnet|under{_S}namnet"
    rf"|går{_S}under{_S}namnet|projektnamnet|samlingsnamnet|(?:eget|nya?){_S}namn:){_S}(?:för{_S})?(?=[”\"»“#A-ZÅÄÖ])"
)
_KIND_NEAR = re.compile(rf"\w*(?:{_HEADS}|stöd|arbetssätt|samarbete|centrum|avhopp\w*)(?:et|en|n|t|met)?(?!\w)", re.IGNORECASE)
_OWN_KIND = (
    rf"(?:\w*(?:{_HEADS}|stöd|samarbete|samverkansform|policy|tillämpning|utvecklingsarbete|arbetssätt|koncept|stödlinje|\w{{3}}centrum|partnerskap|grupp|forum)(?:et|en|n|t|met)?"
    r"|samlingsnamnet)(?!\w)"
)
_IS = re.compile(
    rf"{_S}(?:i{_S}{CAP}(?:{_S}{CAP})?{_S})?(?:är|var|blev){_S}(?:(?P<owner>(?:{CAP}s|[Kk]ommunens|[Ss]tadens|[Vv]årt?)"
    rf"(?:{_S}(?:[Kk]ommuns|[Ss]tads))?)|ett|en|det|den|ett{_S}av|en{_S}av|namnet|samlingsnamnet)(?:{_S}[\w\u2011-]+){{0,4}}?"
    rf"{_S}?{_OWN_KIND}|{_S}heter{_S}(?:ett|en|det|den|vårt?|kommunens|stadens|{CAP}s){_S}(?:[\w\u2011-]+{_S}){{0,2}}?{_OWN_KIND}"
)
_DOES = re.compile(
    rf"(?:{_S}i{_S}{CAP})?{_S}(?:startade|startar|startades|drivs|riktar{_S}sig|vänder{_S}sig|tar{_S}emot|består{_S}av|bedrivs"
    rf"|finansieras|pågår|skapades)(?!\w)"
)
_APPOSITION = re.compile(
    rf",{_S}(?:som{_S}är{_S}(?:en{_S}del{_S}av{_S})?)?(?:ett|en|det|den|(?:{CAP}s|kommunens|stadens|vårt?)(?:{_S}(?:kommuns|stads))?){_S}(?:[\w\u2011-]+{_S}){{0,4}}?{_OWN_KIND}"
    rf"|,{_S}som{_S}(?:[\w\u2011-]+{_S}){{1,2}}kallas(?!\w)"
)
_RUNS = re.compile(
    rf"(?<!\w)(?:[Dd]river|[Bb]edriver|[Ss]tartade|[Ss]tartar|[Öö]ppnade|[Öö]ppnar|[Ll]anserade|[Ll]anserar|[Ii]nför|[Uu]tökar"
    rf"|[Pp]rojektledare{_S}(?:för|i|på)|[Ss]amordnare{_S}för|[Cc]hef{_S}för|[Vv]erksamhetschef{_S}(?:för|på)|[Ee]nhetschef{_S}(?:för|på)"
    rf"|[Vv]erksamhetsledare{_S}(?:för|på)|[Ll]edare{_S}för|[Dd]eltar{_S}i|[Dd]eltagare{_S}i|[Aa]rbet(?:ar|at|ade){_S}(?:enligt|efter|med)|[Jj]obbar{_S}(?:enligt|efter|med)|[Ii]nfört|[Bb]örjat{_S}med"
    rf"|[Aa]nvänder|[Uu]tbildats{_S}i|[Pp]lats{_S}i|[Mm]edel{_S}till|[Pp]engar{_S}till|[Uu]tvidgas|[Ii]nskrivna{_S}(?:i|på)|[Bb]akom)(?:{_S}(?:kommunen|staden|vi|de|man|nu))?{_S}"
    r"(?=[”\"»“#A-ZÅÄÖ])"
)
_NAMED_AFTER = re.compile(
    rf"(?<!\w)(?:ett|en|det|den|vårt?|nya?|annat|annan|[Kk]ommunens|[Ss]tadens|\w+s)(?:{_S}[a-zåäö]+)?{_S}(?:{_NO_HEAD}\w*(?:verksamhet|projekt|program|team|satsning|stöd|samarbete|kampanj|initiativ|metod|modell)(?:et|en|n|met)?)"
    rf"(?:{_S}i{_S}{CAP})?(?:,{_S}|{_S}\()(?=[”\"»“#A-ZÅÄÖ])"
)
_COMPOUND = re.compile(
    rf"(?<![\w\u2011-])(?!(?:TV|EU|FN|Radio|PR|IT|AI|Nato)[\u2011-])(?P<stem>[A-ZÅÄÖ][\wÅÄÖåäö]*)[\u2011-](?:projektet|modellen|metoden|programmet|satsningen|kampanjen|verksamheten)s?(?![\w\u2011-])"
)
_CAPITAL_COMPOUND = re.compile(r"(?<=[a-zåäö,;] )[A-ZÅÄÖ][a-zåäö]{2,}(?:modellen|metoden|projektet|teamet)s?(?: [A-ZÅÄÖ]\w+)*(?![\w\u2011-])")
_HEADED = re.compile(
    rf"(?<![\w\u2011-])(?:Operation|Kraftsamling|Initiativ|Insats|Trygghetsprojekt|BID){_S}{CAP}(?:{_S}{CAP})?"
)
_UNKNOWN_COMPOUND = re.compile(r"(?<![\w\u2011-])[A-ZÅÄÖ][a-zåäö]{2,}(?:modellen|metoden|projektet)s?(?![\w\u2011-])")
_PLACE_COMPOUND = re.compile(
    rf"(?<![\w\u2011-])(?!Stöd|Avhoppar)[A-ZÅÄÖ][a-zåäö]{{3,}}(?:samverkan|stödet|teamet|team){_S}(?!I{_S}){CAP}(?:{_S}{CAP})?"
)
_CAMEL = re.compile(r"(?<![\w@/.#\u2011-])[A-ZÅÄÖ][a-zåäö]+(?:[A-ZÅÄÖ][a-zåäö]{2,})+(?![\w\u2011-])")
_SPELT_OUT = re.compile(rf"(?<![\w\u2011-])[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{{1,9}}(?={_S}\((?P<words>[\w\u2011-]+(?:{_S}[\w\u2011-]+){{2,7}})\))")
_PROPER_NOUN = re.compile(
    rf"(?<!\w)[a-zåäö]+,?{_S}(?!Internet|Hemmet|Akuten|Riksdagen|Norden|Folket|\w+rådet)([A-ZÅÄÖ][a-zåäö]{{2,}}(?:en|et|an|na))s?"
    rf"(?![\w\u2011-]|{_S}[A-ZÅÄÖ])"
)
_HELPS = re.compile(
    r"verksamhet|projekt|stöd|deltagare|driver|drivs|startade|tar emot|samordnare|ungdomar|hjälp|avhopp|coach|inskriv", re.IGNORECASE
)
_ITEM = re.compile(r"^[ \u00a0•*–-]*([A-ZÅÄÖ][\wåäö-]*(?: [\wåäö-]+){0,3}):[ \u00a0][a-zåäö]", re.MULTILINE)
_KNOWN_ITEM = re.compile("Komet|Kronobergsmodellen|SSPF|MVP|Grannsamverkan|Krami|EST|Huskurage|Trappan|Cope|Effekt|Nattvandring")
_TITLE = re.compile(rf"({CAP}(?:{_S}[\w\u2011-]+){{0,3}}){_S}?(?:{_S}[–—-]{_S}|:{_S})")
_HELP_IN_TITLE = re.compile(r"stöd|väg|hjälp|för|mot|innan|förebygg|projekt|arbete|lämna|tryg", re.IGNORECASE)
_PLACED = re.compile(
    rf"(?<!\w)(?:Ett{_S})?(?:Trygg|Trygga|Tryggt|Tryggare|Säker|Säkra|Säkrare|Trygg{_S}och{_S}säker){_S}i{_S}{CAP}(?:{_S}{CAP})?"
)
_SERVICE = re.compile(
    r"(?<![\w\u2011-])(?:(?:stöd- och )?[Aa]vhoppar(?:stödet|verksamheten|programmet|teamet|arbetet)s?"
    r"|[Kk]ontroll(?:gruppen|funktionen)s?|[Nn]ärvaroteamets?"
    rf"|(?<=vårt )avhopparstöd|(?<=vår )avhopparverksamhet|(?<=kallar det )avhopparstöd)(?![\w\u2011-])"
)
_OWN_SERVICE = re.compile(
    rf"(?<!\w)(?:[Kk]ommunens|[Ss]tadens|[Vv]år|[Vv]årt|sin|sitt|[A-ZÅÄÖ]\w+s|[A-ZÅÄÖ]\w+{_S}(?:kommuns|stads|Stads))(?:{_S}[a-zåäö]+)?{_S}"
    r"(avhopparstöd|avhopparverksamhet|kontrollgrupp|kontrollfunktion|närvaroteam)(?![\w\u2011-])"
)
CRIME = re.compile(
    r"brott|krimin|gäng|avhopp|våld|otryg|trygghet|trygga|narkot|drog|missbruk|polis|socialtjänst|frivård|utsatta? |riskzon|extrem|skjut"
    r"|heders|orosanm|utanförskap|fältassist|rasis|nazis|mobb|bedräg|fusk|åtal|fängels|häkt|stöld|stulen|stulna|hatbrott|rån(?!t)"
    r"|mutor|klotter|anlagda|langning",
    re.IGNORECASE,
)
_NEAR = 350  # characters around a name that say what it is about
_OPENER = re.compile(
    r"(?:Hösten|Våren|Sommaren|Vintern|Januari|Februari|Mars|April|Maj|Juni|Juli|Augusti|September|Oktober|November|December|Uppdraget"
    r"|Dagens|Det|Den|De|Detta|Denna|Dessa|Därför|Eller|Men|Och|Att|Om|När|Där|Här|Så|Som|Ett|En|Alla|Vi|Vår|Vårt|Våra|Man|Jag|Du|Ni"
    r"|Han|Hon|I|På|Med|För|Till|Efter|Under|Sedan|Även|Också|Dessutom|Samtidigt|Idag|Nu|Då|Vad|Hur|Vem|Vilka|Varför|Inte|Ingen"
    r"|Inget|Andra|Många|Flera|Ibland|Ofta|Dock|Enligt|Genom|Mellan|Utan|Över|Av|Vid|Från|Bland|Målet|Syftet|Projektet"
    r"|Verksamheten|Satsningen|Programmet|Metoden|Modellen|Insatsen|Stödet|Kampanjen|Teamet|Kursen|Utbildningen|Kommunen|Staden|Skolan"
    r"|Polisen|Socialtjänsten|Regeringen|Myndigheten|Länsstyrelsen|Föreningen|Stödlinjen|Mottagningen|Arbetet|Samarbetet|Initiativet|Ytterligare|Ännu|Sin|Sitt|Deras|Hans|Hennes)(?!\w)"
)
_BROADCAST = re.compile(rf"[”\"»]?{_S}(?:i|på){_S}(?:SVT|TV|P[1-4]|Sveriges)")
_OFFICE = re.compile(
    r"\w+(?:direktivet|lagen|avtalet|konventionen|förordningen|medlemskapet|dagarna|ombudet|mässan|konferensen|veckan|institutet)s?$"
    r"|^(?:Rapport|Prop|SOU|Ds|Dnr|Bilaga|Kapitel)(?!\w)|(?<!\w)\w*(?:förvaltning|kontoret|nämnd|enhet|avdelning|styrelse|\w{3}skola|polis|kommun|departement|myndighet|kansli|utskott)\w*", re.I
)
_OFTEN = 5  # times that a text speaks of crime before all of it is about crime
_NO_NAMES = frozenset(
    "Sverige Sveriges Europa EU FN Sida Norden Stockholm Det Den Detta Denna De Dessa Vi Man Här Där Då När Nu Så Han Hon Om"
    " Målet Syftet Projektet Verksamheten Metoden Modellen Arbetet Satsningen Programmet Insatsen Stödet Kommunen Staden"
    " Utbildningen Skolan Polisen Teamet Kampanjen Planen Strategin Rapporten Lagen Regeringen Initiativet Socialtjänsten"
    " Det här Ett En Vårt Vår Också Även Men Och I På Med För Till Efter Under Sedan Resultatet Bakgrunden Kriminalvården"
    " Youtube YouTube TikTok LinkedIn WhatsApp FaceTime PostNord AirTag SnapChat InDesign PowerPoint JavaScript LOV LVU LVM LSU HVB IVO".split()
)
_DOCUMENTS = re.compile(
    r"(?:rapport|bok|strategi|plan|film|artikel|lag|utredning|promemoria|proposition|betänkande|skrivelse|seminari|konferens"
    r"|föreläsning|serie|podd|låt|pjäs|rubrik|tidning|riktlinje|motion|direktiv|handbok|vägledning)\w*"
    rf"(?:{_S}(?:om|med{_S}namnet|som{_S}heter|heter|kallad))?{_S}?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name at text[start:end]; `kind` is "service" for a local service named by what it does."""

    start: int
    end: int
    kind: str | None = None


def discovered(title: str, text: str, local: bool) -> Iterator[Candidate]:
    """Yield the names of initiatives in `text` that it or its title introduces, in no order; some may overlap.

    Where a text is `local`, a municipality's or about one, a common noun with a capital is a name sooner.
    """
    about_crime = CRIME.search(title) is not None or len(CRIME.findall(text)) >= _OFTEN
    for match in (*_SERVICE.finditer(text), *_OWN_SERVICE.finditer(text)):
        group = match.re.groups
        yield Candidate(match.start(group), match.end(group), "service")
    found = {*_after_heads(text, local), *_before_heads(text, local), *_by_form(text), *_listed_beside(text)}
    found |= {*_in_title(title, text), *(_proper_nouns(text) if local else ())}
    for start, end in found:
        if _is_name(text, start, end) and (about_crime or CRIME.search(text, max(0, start - _NEAR), end + _NEAR)):
            yield Candidate(start, end)


def _after_heads(text: str, local: bool) -> Iterator[tuple[int, int]]:
    for pattern in (_HEAD_BEFORE, _OWNED_HEAD, _NAMED_AFTER):
        for match in pattern.finditer(text):
            yield _name_at(text, match.end())
    for match in _RUNS.finditer(text):
        start, end = _name_at(text, match.end())
        name = text[start:end]
        once = match.group().rstrip().endswith((" enligt", " efter"))
        if " " in name or once or (local and name.lower() in word_counts()) or len(re.findall(rf"(?<!\w){re.escape(name)}", text)) > 1:
            yield start, end
    for match in _CALLED.finditer(text):
        if _KIND_NEAR.search(text, max(0, match.start() - 60), match.start()):
            yield _name_at(text, match.end())


def _listed_beside(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names that open an item of a list in which a listed method opens another: "Våga fråga: en träff …"."""
    items = list(_ITEM.finditer(text))
    if any(_KNOWN_ITEM.fullmatch(item.group(1)) for item in items):
        yield from (item.span(1) for item in items if " " in item.group(1) or item.group(1).lower() not in word_counts())


def _proper_nouns(text: str) -> Iterator[tuple[int, int]]:
    """Yield common nouns that the text uses as a name: "Stationen" within a sentence, where help is spoken of."""
    for match in _PROPER_NOUN.finditer(text):
        name = match.group(1)
        if (
            word_counts().get(name.lower(), 0) >= 3
            and len(re.findall(rf"(?<!\w){name}(?!\w)", text)) > 1
            and not re.search(rf"(?<!\w){name.lower()}(?!\w)", text)
            and _HELPS.search(text, max(0, match.start() - 150), match.end() + 150)
        ):
            yield match.span(1)


def _in_title(title: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where the text names what its title opens with before a dash: "Bryggan – bostad först"."""
    opening = _TITLE.match(title)
    name = opening.group(1) if opening else ""
    if name and not _OPENER.match(name) and (" " not in name or re.search(_HELP_IN_TITLE, title)):
        for match in re.finditer(rf"(?<![\w\u2011-]){re.escape(name)}(?=s?(?![\w\u2011-]))", text):
            yield match.span()


def _name_at(text: str, start: int) -> tuple[int, int]:
    quoted = _QUOTED.match(text, start)
    return quoted.span(1) if quoted else (start, name_end(text, start))


def _before_heads(text: str, local: bool) -> Iterator[tuple[int, int]]:
    for opening in re.finditer(rf"(?:^|(?<=\n)|(?<=[.!?:–] ))(?={CAP})", text):
        start = opening.end()
        if _OPENER.match(text, start) or _HEAD_BEFORE.match(text, start):
            continue
        for end in _ends(text, start):
            said = _IS.match(text, end)
            name = text[start:end]
            if (said and (said["owner"] or not _ordinary(name))) or (
                (said or _DOES.match(text, end)) and (_within_sentence(text, name) or _only_a_name(text, name, local))
            ):
                yield start, end
                break
            if _APPOSITION.match(text, end) and (not _ordinary(name) or text.count(name) > 1):
                yield start, end
                break
    for match in re.finditer(rf"(?<=[\w,;(] )(?={CAP})", text):
        for end in _ends(text, match.end()):
            if _APPOSITION.match(text, end):
                yield match.end(), end
                break


def _ends(text: str, start: int) -> Iterator[int]:
    """Yield the ends of the first one to five words from `start`, as long as no mark stands between them."""
    for word in range(1, 6):
        match = re.compile(rf"[\w’'\u2011-]+(?:{_S}[\w’'\u2011-]+){{{word - 1}}}").match(text, start)
        if not match:
            return
        yield match.end()


def _within_sentence(text: str, name: str) -> bool:
    """Whether `name` stands with its capital where a common word would have none."""
    return re.search(rf"(?<!\w)[a-zåäö\u2011-]+[,;]?{_S}[(”\"»]?{re.escape(name)}s?(?!\w)", text) is not None


def stands_within_sentence(text: str, start: int) -> bool:
    """Whether a word of the same sentence stands right before text[start:]."""
    return re.search(rf"[\wåäö,;(/&]{_S}?$", text[max(0, start - 2) : start]) is not None


def _only_a_name(text: str, name: str, local: bool) -> bool:
    """Whether `name` is no common word, or a common noun that a local text never writes in small letters."""
    if name.lower() not in word_counts() and " " not in name:
        return True
    again = len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)) > 1
    return local and again and name[0].lower() + name[1:] not in text


def _ordinary(name: str) -> bool:
    """Whether `name` reads like the opening of any sentence: a common word and small ones."""
    first, *rest = name.split()
    return first.lower() in word_counts() and all(word.islower() for word in rest)


def _by_form(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_COMPOUND, _CAPITAL_COMPOUND, _PLACED, _PLACE_COMPOUND, _HEADED):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _UNKNOWN_COMPOUND.finditer(text):
        if match.group().lower() not in word_counts():
            yield match.span()
    for match in _CAMEL.finditer(text):
        parts = re.findall("[A-ZÅÄÖ][a-zåäö]+", match.group())
        if all(part.lower() in word_counts() for part in parts) and _KIND_NEAR.search(text, max(0, match.start() - 150), match.end() + 150):
            yield match.span()
    for match in _SPELT_OUT.finditer(text):
        if _spells(match.group(), match["words"]) and _KIND_NEAR.search(text, max(0, match.start() - 60), match.end() + 80):
            yield match.span()


def _spells(short: str, words: str) -> bool:
    initials = "".join(word[0] for word in re.split(rf"{_S}|-", words) if word and word not in ("och", "i", "för", "med", "av"))
    return initials.upper() == short.upper()


def _is_name(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    if end - start < 3 or name in _NO_NAMES or name.startswith("LOV ") or not reads_as_name(name) or _OFFICE.search(name):
        return False
    if _BROADCAST.match(text, end):
        return False
    return not _DOCUMENTS.search(text, max(0, start - 40), start) if start else True
