"""Names that show by their form that they are initiatives': "TUTI-projektet", "Trygg i Tureberg", "UngSydväst".

Yields offsets of names; whether one is an initiative's is for `discovery`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tag.initiatives.context import S, times
from pipeline.tag.initiatives.introduced import kind_near
from pipeline.tag.initiatives.names import CAP, is_common_word

_WHOLE = (
    # TUTI-projektet
    r"(?!(?:TV|EU|FN|Radio|PR|IT|AI|Nato)[\u2011-])[A-ZÅÄÖ]\w*[\u2011-]"
    r"(?:projektet|modellen|metoden|programmet|satsningen|kampanjen|verksamheten|teamet|samverkan|mottagningen|insatsen)s?"
    r"(?![\w\u2011-])",
    # FUT-gruppen, som startade
    rf"(?!EU|FN|G\d)[A-ZÅÄÖ]{{2,}}[\u2011-]gruppen(?=,{S}som{S}(?:startade|bildades|inrättades|består|arbetar|ger|hjälper)"
    rf"|{S}(?:startade|bildades|arbetar|hjälper|träffas)|{S}i{S}{CAP})",
    # Trygg i Tureberg
    rf"(?:Ett{S})?(?:Trygg|Trygga|Tryggt|Tryggare|Säker|Säkra|Säkrare|Trygg{S}och{S}säker){S}i{S}{CAP}(?:{S}{CAP})?",
    # Trygga Möllan, Tryggare Malmö
    rf"(?:Trygga|Tryggare|Tryggt|Säkra|Säkrare){S}{CAP}(?![\w\u2011-]|{S}[A-ZÅÄÖ])",
    # Platssamverkan Skäggetorp, Kraftsamling Hageby
    rf"(?!Stöd|Avhoppar)[A-ZÅÄÖ][a-zåäö]{{3,}}(?:samverkan|stödet|teamet|team){S}(?!I{S}){CAP}(?:{S}{CAP})?",
    rf"(?:Operation|Team|Kraftsamling|Initiativ|Insats|Trygghetsprojekt|BID){S}{CAP}(?:{S}{CAP})?",
)
_FORM = re.compile(rf"(?<![\w\u2011-])(?:{'|'.join(_WHOLE)})")
_COMPOUND = re.compile(
    r"(?<![\w\u2011-])(?!Arbets|Samverkans|Finansierings|Organisations|Boende|Behandlings|Utbildnings|Grund)"
    r"[A-ZÅÄÖ][a-zåäö]{2,}(?:modellen|metoden|projektet|teamet)s?(?: [A-ZÅÄÖ]\w+)*(?![\w\u2011-])"
)
_HEAD = re.compile(r"(?:modellen|metoden|projektet)s?.*$")
_AFTER_SMALL_WORD = re.compile(r"[a-zåäö,;] $")
_CAMEL = re.compile(r"(?<![\w@/.#\u2011-])[A-ZÅÄÖ][a-zåäö]+(?:[A-ZÅÄÖ][a-zåäö]{2,})+(?![\w\u2011-])")
_SPELT_OUT = re.compile(
    rf"(?<![\w\u2011-])[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{{1,9}}(?={S}\((?P<words>[\w\u2011-]+(?:{S}[\w\u2011-]+){{2,7}})\))"
)
_SMALL_WORDS = frozenset("och i för med av mot".split())
_PROPER_NOUN = re.compile(
    rf"(?<!\w)(?:[a-zåäö]+,?|Till|På|I|Hos|Genom|Från|För|Med){S}(?!Internet|Hemmet|Akuten|Riksdagen|Norden|Folket"
    rf"|Arlanda|\w+rådet|\w+ien)"
    rf"([A-ZÅÄÖ][a-zåäö]{{2,}}(?:en|et|an|na))s?(?![\w\u2011-]|{S}[A-ZÅÄÖ])"
)
_COMPOUND_NOUN = re.compile(
    rf"(?<!\w)[a-zåäö]+,?{S}((?!Stads|Råd|Kommun|Kultur|Medborgar|Polis|Sjuk|Brand|Församlings|Tings|Riksdags|Arbets)"
    r"[A-ZÅÄÖ][a-zåäö]{2,}(?:verkstan|huset|punkten|linjen|kraften|bron|steget|spåret|porten|värdarna|vandrarna|ligan"
    r"|akademin|smedjan|lyftet|jouren|slussen|kompassen|kedjan|lotsen|länken|nyckeln|coacherna|stegen))s?(?![\w\u2011-])"
)
_HELPS = re.compile(
    r"verksamhet|projekt|stöd|deltagare|driver|drivs|startade|tar emot|samordnare|hjälp|avhopp|coach|inskriv",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^[ \u00a0•*–-]*([A-ZÅÄÖ][\w-]*(?: [\w-]+){0,3}):[ \u00a0][a-zåäö]", re.MULTILINE)
_KNOWN_ITEM = re.compile("Komet|Kronobergsmodellen|SSPF|MVP|Grannsamverkan|Krami|EST|Huskurage|Trappan|Cope|Effekt")


def names_by_form(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names that are formed as those of initiatives often are."""
    yield from (match.span() for match in _FORM.finditer(text))
    for match in _COMPOUND.finditer(text):
        name = match.group()
        within = _AFTER_SMALL_WORD.search(text[max(0, match.start() - 2) : match.start()])
        if within or ("teamet" not in name and not _describes(name)):
            yield match.span()
    for match in _CAMEL.finditer(text):
        parts = re.findall("[A-ZÅÄÖ][a-zåäö]+", match.group())
        if all(is_common_word(part) for part in parts) and _kind_beside(text, match, 150):
            yield match.span()
    for match in _SPELT_OUT.finditer(text):
        initials = "".join(word[0] for word in re.split(rf"{S}|-", match["words"]) if word and word not in _SMALL_WORDS)
        if initials.upper() == match.group().upper() and _kind_beside(text, match, 60):
            yield match.span()


def _describes(name: str) -> bool:
    """Whether a compound is a common word, or one of one: "Referensmodellen", unlike "Tuvemodellen"."""
    stem = _HEAD.sub("", name)
    return any(is_common_word(word) for word in (name, stem, stem.removesuffix("s")))


def proper_nouns(text: str) -> Iterator[tuple[int, int]]:
    """Yield nouns that the text uses as a name where it speaks of help: "på Stationen", "i Närvarokompassen"."""
    for match in _PROPER_NOUN.finditer(text):
        name = match.group(1)
        if (
            is_common_word(name)
            and times(text, name) > 1
            and not times(text, name.lower())
            and _HELPS.search(text, max(0, match.start() - 150), match.end() + 150)
        ):
            yield match.span(1)
    for match in _COMPOUND_NOUN.finditer(text):
        if _HELPS.search(text, max(0, match.start() - 150), match.end() + 150):
            yield match.span(1)


def listed_beside(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names that open an item of a list in which a known method opens another: "Våga fråga: en träff …"."""
    items = list(_ITEM.finditer(text))
    if any(_KNOWN_ITEM.fullmatch(item.group(1)) for item in items):
        yield from (item.span(1) for item in items if " " in item.group(1) or not is_common_word(item.group(1)))


def _kind_beside(text: str, match: re.Match[str], near: int) -> bool:
    return kind_near(text, match.start() - near, match.end() + near)
