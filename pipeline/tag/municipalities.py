"""Swedish municipalities named in a text: a gazetteer of all 290 and rules for when a name means the municipality.

A name that means nothing else ("Göteborg", "Upplands Väsby") counts wherever it stands, except inside another name:
"Göteborgs-Posten", "Stockholms universitet", "Kalmar län", "IFK Göteborg". The column `trap` of the data file marks
the names that do not count that readily:

    word    an ordinary word or a given name (Vara, Mark): counts only with evidence
    person  a common surname or given name (Lund, Nora): counts only with evidence
    start   an ordinary word (Boden, Köping): counts within a sentence, at its start only with evidence
    rare    a rare surname (Varberg): counts unless it follows a given name
    lower   an ordinary word in lower case only (skara, trosa): never counts in lower case

Evidence is the word kommun or stad beside the name, an address, a place preposition ("i Vara"), a list shared
with a name that counts ("Göteborg, Mark och Ale"), or the same municipality named with kommun elsewhere in the text.
A name after a given name ("Per Berg") is a surname and never counts. Knows nothing about people or documents.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.records import Mention

_DATA = Path(__file__).parent / "data" / "municipalities.csv"
_COLUMNS = ["code", "name", "official", "county_code", "county", "aliases", "trap"]
_NEEDS_EVIDENCE = frozenset({"word", "person", "start"})
_MIN_LOWER = 5  # shorter names in lower case are more often another word ("eda", "habo" as a typing error)
_WINDOW = 80  # characters before a name that are searched for evidence

_ADDRESS_GOES_ON = re.compile(r"[./_]\w")
_KOMMUN = re.compile(r"[ \u00a0]+(?:kommuns?|stads?)(?![\w\u2011-])", re.IGNORECASE)
_NAMES_KOMMUN = re.compile(r"(.+?) (?:kommun|stad)", re.IGNORECASE)

# What a municipality's name opens without meaning the municipality. Common nouns in any case …
_OTHER_NOUN = re.compile(
    r"[ \u00a0]+(?:(?:tekniska|konstnärliga|kyrkliga|juridiska)[ \u00a0]+)?"
    r"(?:universitet|universitetssjukhus|sjukhus|lasarett|högskola|handelshögskola|musikhögskola|län|läns|länsstyrelse"
    r"|landsting|tingsrätt|hovrätt|kammarrätt|förvaltningsrätt|nation|stift|domkapitel|domkyrka|\w*församling|pastorat"
    r"|socken|tidning|tidningar|dagblad|allehanda|handelskammare|stadsmission|räddningsmission|gata|väg|gränd|skärgård"
    r"|flygplats|konserthus|symfoniker|symfoniorkester|filmfestival|sparbank|\w*regemente|stenar)(?:s|en|ens)?(?![\w\u2011-])",
    re.IGNORECASE,
)
# … and proper names as they are written.
_OTHER_NAME = re.compile(
    r"(?:[ \u00a0]+(?:AB|AIS|BK|BoIS|FC|FF|FK|GIF|HC|HF|HK|IF|IK|IS|IP|SK|TK|Airport|Allehanda|Arena|Basket|Bostad"
    r"|Bostäder|Business|Center|Centre|Challenge|Direkt|Energi|Environment|Exergi|Globe|Handboll|Hockey|Institute"
    r"|International|Lakers|Live|Marathon|Nyheter|Open|Opera|Posten|Pride|Redhawks|Resilience|School|United|University"
    r"|Vatten|Water)(?![\w])|\+\d|\.(?:se|nu|com)\b)"
)
_OTHER_BEFORE = re.compile(
    r"(?:(?<!\w)(?:[Rr]egion|[Pp]olisregion|[Ll]änsstyrelsen|[Ll]andstinget|[Aa]nstalten|[Hh]äktet|IFK|IF|IK|BK|FC|FK|GIF"
    r"|HK|KFUM|P4|SVT|TV4|Radio|(?:[Hh]ögskolan|[Uu]niversitetet|[Tt]ingsrätten|[Hh]ovrätten|[Kk]ammarrätten"
    r"|[Ff]örvaltningsrätten|[Ll]änsstyrelsen|[Hh]andelshögskolan|Mitt)[ \u00a0]+i"
    r"|[Aa]nstalterna(?!\w)[^.!?\n]{0,60}))[ \u00a0]+$"
)
_COUNTY_HEADS = frozenset({"län", "läns"})

_ADDRESS = re.compile(
    r"(?:(?<!\d)\d{3}[ \u00a0]?\d{2}"
    r"|(?:gatan|vägen|torget|gränd|stigen|plan|allén)[ \u00a0]\d+[ \u00a0]?[A-Za-z]?,)[ \u00a0]+$"
)
_KOMMUN_BEFORE = re.compile(
    r"(?:(?<!\w)kommun(?:en|er|erna)?(?:[ \u00a0]+(?:som|såsom|är|var|till exempel|t\.ex\.|exempelvis))?:?[ \u00a0]+"
    r"|(?<!\w)kommun(?:en|er|erna)?(?!\w)[^.!?\n]{0,60}:[ \u00a0]*\n?[ \u00a0•*–-]*)$",
    re.IGNORECASE,
)
_KOMMUN_AFTER = re.compile(
    r"[ \u00a0]+(?:kommuner(?:na)?s?|kommun(?:hus|fullmäktige|styrelse|direktör|ledning|chef|råd)\w*"
    r"|(?:social|barn|utbildnings|bildnings|kultur|tekniska|miljö|bygg|omsorgs|arbetsmarknads)\w*(?:nämnd|förvaltning)\w*"
    r"|socialtjänst\w*|stadshus\w*|bibliotek|gymnasium|gymnasieskola|tätort\w*|centralort\w*)(?!\w)",
    re.IGNORECASE,
)
_LOCAL_OFFICE = re.compile(
    r"(?<!\w)(?:Polisen|Frivården|Kriminalvården|Arbetsförmedlingen|Försäkringskassan|Brottsofferjouren|Krami"
    r"|Socialtjänsten|Räddningstjänsten|Centralorten|Tätorten|[Cc]entralorten|[Tt]ätorten|[Ss]taden)[ \u00a0]+$"
)
_PLACE = re.compile(
    r"(?<!\w)(?:i|utanför|kring|runt|omkring|inom|nära|mellan|(?:norr|söder|öster|väster) om)[ \u00a0]+$",
    re.IGNORECASE,
)
_DIRECTION = re.compile(r"(?<!\w)(?:från|till)[ \u00a0]+$", re.IGNORECASE)
_PREVIOUS_WORD = re.compile(r"((?<!\w)[^\W\d_]\.|[^\W\d_][\w'’\u2011-]*)[ \u00a0]+$")
_NAME_AFTER = re.compile(r"[ \u00a0]+[A-ZÅÄÖÉ][\w\u2011-]+")
_INVERTED = re.compile(r",[ \u00a0]+(?=[A-ZÅÄÖÉ]\w+)")
_SPEAKS = r"(?:säger|sa|sade|berättar|menar|betonar|förklarar|tycker|konstaterar|tillägger|fortsätter|avslutar|svarar)"
_SPEAKS_AFTER = re.compile(rf"[ \u00a0]+{_SPEAKS}(?!\w)")
_SPEAKS_BEFORE = re.compile(rf"(?<!\w){_SPEAKS}[ \u00a0]+$")
_TITLE_BEFORE = re.compile(
    r"(?<!\w)(?:herr|fru|fröken|advokat|advokaten|kommissarie|rektor|doktor|professor|statsråd|statsrådet|minister"
    r"|ministern|utredaren|åklagaren|åklagare|von|af|de|van)[ \u00a0]+$",
    re.IGNORECASE,
)
_ACTS_AFTER = re.compile(
    r"[ \u00a0]+(?:har|är|får|ska|vill|blir|kommer|satsar|arbetar|jobbar|deltar|inför|startar|stärker|tilldelas|söker"
    r"|ingår|ligger|beslutar|beslutade|fick|hade|bygger|öppnar|lanserar|anställer|testar|prövar|utökar|inrättar|minskar"
    r"|ökar|går|tar|gör|visar|samverkar|samarbetar|och)(?!\w)"
)
_NOT_GIVEN_NAMES = re.compile(
    r"i|från|till|utanför|kring|runt|omkring|inom|nära|genom|mellan|för|hos|mot|med|om|på|vid|av|och|eller|samt|men|att"
    r"|både|även|när|då|där|här|som|såsom|nu|den|det|detta|denna|dessa|kommunen|kommun|kommunerna|kommuner|staden|vara"
    r"|också|så|sedan|enligt|efter|före|under|över|medan|hur|vad|varför|nya|bland|precis|just|liksom|förutom|via",
    re.IGNORECASE,
)
_WITHIN_SENTENCE = re.compile(r"(?:[\w,;()/&%]|\w[\"”’»])[ \u00a0]+$|[(/]$")
_LIST_BREAK = re.compile(r"[ \u00a0]*(?:,|;|/|–|,?[ \u00a0]*(?<!\w)(?:och|samt|eller|respektive|resp\.|&))[ \u00a0]*")
_LINE_BREAK = re.compile(r"[ \u00a0]*\n[ \u00a0\n]*[•*–-]?[ \u00a0]*")
_LINE_START = re.compile(r"(?:^|\n)[ \u00a0]*[•*–-]?[ \u00a0]*$")
_LINE_END = re.compile(r"[ \u00a0]*(?:\n|$)")


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality: its SCB code (four digits), short and official name, county, other names, kind of trap."""

    code: str
    name: str
    official: str
    county_code: str
    county: str
    aliases: tuple[str, ...] = ()
    trap: str = ""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All municipalities, and what finds them: each written form, case-folded → (form, municipality, needs kommun)."""

    municipalities: tuple[Municipality, ...]
    forms: dict[str, tuple[str, Municipality, bool]]
    counties: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A written form found at text[start:end]; `named` is the end of the name itself, without kommun."""

    start: int
    named: int
    end: int
    municipality: Municipality
    whole: bool  # kommun or stad belongs to it
    capitals: bool


def load_gazetteer(path: Path = _DATA) -> Gazetteer:
    """Return the gazetteer in the CSV file `path`; StoreError where it is missing or not of the expected columns."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames != _COLUMNS:
                raise StoreError(f"{path} must have the columns {','.join(_COLUMNS)}, not {reader.fieldnames}")
            municipalities = tuple(_municipality(row) for row in reader)
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror}") from error
    forms = {key: value for one in municipalities for key, value in _forms(one)}
    counties = frozenset(one.county.casefold() for one in municipalities)
    return Gazetteer(municipalities, forms, counties, _pattern(forms))


def find_municipalities(gazetteer: Gazetteer, text: str) -> tuple[Mention, ...]:
    """Return the municipalities named in `text` in text order.

    A mention covers the name with its genitive s and the word kommun or stad: "Vara", "Lunds kommun", "Malmö stads".
    """
    found = _without_other_names(gazetteer, text, list(_candidates(gazetteer, text)))
    return tuple(_mention(text, found[position]) for position in sorted(_accepted(text, found)))


def _municipality(row: dict[str, str]) -> Municipality:
    aliases = tuple(filter(None, row["aliases"].split("|")))
    return Municipality(
        row["code"], row["name"], row["official"], row["county_code"], row["county"], aliases, row["trap"]
    )


def _forms(one: Municipality) -> Iterable[tuple[str, tuple[str, Municipality, bool]]]:
    for written in (one.name, one.official, *one.aliases):
        with_kommun = _NAMES_KOMMUN.fullmatch(written)
        form = with_kommun.group(1) if with_kommun else written
        if with_kommun is None or form not in (one.name, one.name + "s"):
            yield form.casefold(), (form, one, with_kommun is not None)


def _pattern(forms: dict[str, tuple[str, Municipality, bool]]) -> re.Pattern[str]:
    # Grouped by first letter: the engine then skips a whole group at a glance (8 times faster than one flat list).
    groups: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        written = re.escape(form[1:]).replace(r"\ ", "[ \u00a0]+").replace(r"\-", "[\u2011-]")
        groups.setdefault(form[0], []).append(written)
    names = "|".join(f"{initial}(?:{'|'.join(rest)})" for initial, rest in sorted(groups.items()))
    return re.compile(rf"(?<![\w@])(?<!\w[\u2011-])({names})(?:(?<![sxz])s|:s)?(?![\w\u2011-])", re.IGNORECASE)


def _candidates(gazetteer: Gazetteer, text: str) -> Iterable[_Candidate]:
    for match in gazetteer.pattern.finditer(text):
        written = re.sub("[ \u00a0]+", " ", match.group(1)).replace("\u2011", "-")
        form, municipality, needs_kommun = gazetteer.forms[written.casefold()]
        kommun = _KOMMUN.match(text, match.end())
        whole = kommun is not None or form.startswith("Region ")
        if (needs_kommun and kommun is None) or not _cased(text, match, form, written, municipality, whole):
            continue
        end = kommun.end() if kommun else match.end()
        yield _Candidate(match.start(), match.end(), end, municipality, whole, len(written) > 1 and written.isupper())


def _cased(text: str, match: re.Match[str], form: str, written: str, municipality: Municipality, whole: bool) -> bool:
    if written == form:
        return True
    if written == form.upper():
        return len(form) >= 4 or whole
    if written != form.lower() or municipality.trap not in ("", "rare"):
        return False
    in_address = text[match.start() - 1 : match.start()] in tuple("./#_") or _ADDRESS_GOES_ON.match(text, match.end())
    return not in_address and (whole or len(form) >= _MIN_LOWER)


def _without_other_names(gazetteer: Gazetteer, text: str, found: list[_Candidate]) -> list[_Candidate]:
    kept: list[_Candidate] = []
    following: tuple[_Candidate, str] | None = None  # the blocked candidate to the right and its head
    for candidate in reversed(found):
        head = _other_name(text, candidate)
        if head is None and following is not None:
            head = _shared_head(gazetteer, text, candidate, *following)
        following = None if head is None else (candidate, head)
        if head is None:
            kept.append(candidate)
    return kept[::-1]


def _other_name(text: str, candidate: _Candidate) -> str | None:
    """Return what makes the candidate a part of another name ("" where it stands before it), else None."""
    if candidate.whole:
        return None
    after = _OTHER_NOUN.match(text, candidate.named) or _OTHER_NAME.match(text, candidate.named)
    if after is not None:
        return after.group().strip().lower()
    return "" if _OTHER_BEFORE.search(_before(text, candidate)) else None


def _shared_head(gazetteer: Gazetteer, text: str, candidate: _Candidate, blocked: _Candidate, head: str) -> str | None:
    """Return `head` if the candidate shares it with the next one: "Uppsala" in "Uppsala och Lunds universitet"."""
    written = text[candidate.start : candidate.named]
    joined = _LIST_BREAK.fullmatch(text, candidate.end, blocked.start)
    if not head or joined is None or candidate.whole or written[-1:].lower() not in tuple("saeiouyåäö"):
        return None
    if head in _COUNTY_HEADS and f"{written.casefold()} län" not in gazetteer.counties:
        return None
    return head


def _accepted(text: str, found: list[_Candidate]) -> set[int]:
    """Return the positions in `found` of the candidates that mean a municipality."""
    starts = {one.start for one in found}
    personal = {i for i, one in enumerate(found) if not one.whole and _personal(text, one, starts)}
    people = {found[i].municipality.code for i in personal}
    sure = {i for i, one in enumerate(found) if i not in personal and (one.whole or _beside_kommun(text, one))}
    trapped = {i for i, one in enumerate(found) if one.municipality.trap in _NEEDS_EVIDENCE}
    accepted = sure | {
        i
        for i, one in enumerate(found)
        if i not in personal and (i not in trapped or _in_place(text, one, one.municipality.code in people))
    }
    _spread_through_lists(text, found, accepted, personal)
    named = {found[i].municipality.code for i in sure}
    for i in trapped - accepted - personal:
        if found[i].municipality.code in named and _stands_as_name(text, found[i]):
            accepted.add(i)
    return accepted


def _personal(text: str, one: _Candidate, starts: set[int]) -> bool:
    """Whether a person's name or its owner's words surround the candidate: "Anna Lund", "Mark Ek", "Lund, Anna"."""
    if one.municipality.trap in ("", "lower"):
        return False
    before = _before(text, one)
    previous = _PREVIOUS_WORD.search(before)
    if previous and previous.group(1)[0].isupper() and not _NOT_GIVEN_NAMES.fullmatch(previous.group(1)):
        return not _LOCAL_OFFICE.search(before)
    if one.municipality.trap not in ("word", "person"):
        return False
    if _KOMMUN_AFTER.match(text, one.named) or _ADDRESS.search(before):
        return False
    if _NAME_AFTER.match(text, one.named) or _SPEAKS_BEFORE.search(before) or _TITLE_BEFORE.search(before):
        return True
    if one.municipality.trap == "person" and _SPEAKS_AFTER.match(text, one.named):
        return True
    inverted = _LINE_START.search(before) and _INVERTED.match(text, one.named)
    return bool(inverted and inverted.end() not in starts)


def _beside_kommun(text: str, one: _Candidate) -> bool:
    before = _before(text, one)
    if _ADDRESS.search(before):
        return True
    if one.capitals and one.municipality.trap in _NEEDS_EVIDENCE:
        return False
    return bool(_KOMMUN_BEFORE.search(before) or _KOMMUN_AFTER.match(text, one.named) or _LOCAL_OFFICE.search(before))


def _in_place(text: str, one: _Candidate, also_a_person: bool) -> bool:
    """Whether the words before a trap make it a place; "till Lund" does not where the text names an Anna Lund."""
    if one.capitals or _NAME_AFTER.match(text, one.named):
        return False
    before = _before(text, one)
    if _PLACE.search(before) or (not also_a_person and _DIRECTION.search(before)):
        return True
    return one.municipality.trap == "start" and _WITHIN_SENTENCE.search(before) is not None


def _spread_through_lists(text: str, found: list[_Candidate], accepted: set[int], personal: set[int]) -> None:
    """Add to `accepted` each candidate that stands in a list beside an accepted one, forwards and then backwards."""
    neighbours = [*zip(range(len(found)), range(1, len(found)), strict=False)]
    for left, right in neighbours:
        if left in accepted and right not in personal and _listed(text, found[left], found[right]):
            accepted.add(right)
    for left, right in reversed(neighbours):
        if right in accepted and left not in personal and _listed(text, found[left], found[right]):
            accepted.add(left)


def _listed(text: str, left: _Candidate, right: _Candidate) -> bool:
    if _LIST_BREAK.fullmatch(text, left.end, right.start):
        return True
    if not _LINE_BREAK.fullmatch(text, left.end, right.start):
        return False
    return bool(_LINE_START.search(_before(text, left)) and _LINE_END.match(text, right.end))


def _stands_as_name(text: str, one: _Candidate) -> bool:
    if one.capitals or _NAME_AFTER.match(text, one.named):
        return False
    if _WITHIN_SENTENCE.search(_before(text, one)):
        return not _SPEAKS_AFTER.match(text, one.named)
    alone = _LINE_START.search(_before(text, one)) and _LINE_END.match(text, one.named)
    return bool(alone or _ACTS_AFTER.match(text, one.named))


def _before(text: str, one: _Candidate) -> str:
    return text[max(0, one.start - _WINDOW) : one.start]


def _mention(text: str, one: _Candidate) -> Mention:
    municipality = one.municipality
    return Mention(
        one.start,
        one.end,
        text[one.start : one.end],
        "MUNICIPALITY",
        f"municipality:{municipality.code}",
        municipality.name,
        code=municipality.code,
    )
