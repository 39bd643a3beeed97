"""Swedish municipalities named in a text: rules for when a name means the municipality.

A name that means nothing else ("Göteborg", "Upplands Väsby") counts wherever it stands. The names that the gazetteer
marks as traps do not count that readily: word and person only with evidence, start with evidence or within a sentence,
rare unless it follows a given name, lower never in lower case.

Evidence is the word kommun or stad beside the name, an address, a place preposition ("i Vara"), a list shared
with a name that counts ("Göteborg, Mark och Ale"), or the same municipality named with kommun elsewhere in the text.
A name after a given name ("Per Berg") is a surname and never counts. Knows nothing about people or documents.
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.tag.gazetteer import Gazetteer
from pipeline.tag.place_names import LIST_BREAK, PlaceName, named_places

_NEEDS_EVIDENCE = frozenset({"word", "person", "start"})
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
_LINE_BREAK = re.compile(r"[ \u00a0]*\n[ \u00a0\n]*[•*–-]?[ \u00a0]*")
_LINE_START = re.compile(r"(?:^|\n)[ \u00a0]*[•*–-]?[ \u00a0]*$")
_LINE_END = re.compile(r"[ \u00a0]*(?:\n|$)")


def find_municipalities(gazetteer: Gazetteer, text: str) -> tuple[Mention, ...]:
    """Return the municipalities named in `text` in text order.

    A mention covers the name with its genitive s and the word kommun or stad: "Vara", "Lunds kommun", "Malmö stads".
    """
    found = named_places(gazetteer, text)
    return tuple(_mention(text, found[position]) for position in sorted(_accepted(text, found)))


def _accepted(text: str, found: list[PlaceName]) -> set[int]:
    """Return the positions in `found` of the candidates that mean a municipality."""
    personal = {i for i, one in enumerate(found) if not one.whole and _personal(text, one)}
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


def _personal(text: str, one: PlaceName) -> bool:
    """Whether a person's name or its owner's words surround the candidate: "Anna Lund", "Mark Ek"."""
    if one.municipality.trap in ("", "lower"):
        return False
    before = one.before(text)
    previous = _PREVIOUS_WORD.search(before)
    if previous and previous.group(1)[0].isupper() and not _NOT_GIVEN_NAMES.fullmatch(previous.group(1)):
        return not _LOCAL_OFFICE.search(before)
    if one.municipality.trap not in ("word", "person"):
        return False
    if _KOMMUN_AFTER.match(text, one.named) or _ADDRESS.search(before):
        return False
    return bool(_NAME_AFTER.match(text, one.named) or _SPEAKS_BEFORE.search(before) or _TITLE_BEFORE.search(before))


def _beside_kommun(text: str, one: PlaceName) -> bool:
    before = one.before(text)
    if _ADDRESS.search(before) or _KOMMUN_BEFORE.search(before) or _LOCAL_OFFICE.search(before):
        return True
    return _KOMMUN_AFTER.match(text, one.named) is not None


def _in_place(text: str, one: PlaceName, also_a_person: bool) -> bool:
    """Whether the words before a trap make it a place; "till Lund" does not where the text names an Anna Lund."""
    if one.capitals or _NAME_AFTER.match(text, one.named):
        return False
    before = one.before(text)
    if _PLACE.search(before) or (not also_a_person and _DIRECTION.search(before)):
        return True
    return one.municipality.trap == "start" and _WITHIN_SENTENCE.search(before) is not None


def _spread_through_lists(text: str, found: list[PlaceName], accepted: set[int], personal: set[int]) -> None:
    """Add to `accepted` each candidate that stands in a list beside an accepted one, forwards and then backwards."""
    neighbours = [*zip(range(len(found)), range(1, len(found)), strict=False)]
    for left, right in neighbours:
        if left in accepted and right not in personal and _listed(text, found[left], found[right]):
            accepted.add(right)
    for left, right in reversed(neighbours):
        if right in accepted and left not in personal and _listed(text, found[left], found[right]):
            accepted.add(left)


def _listed(text: str, left: PlaceName, right: PlaceName) -> bool:
    if LIST_BREAK.fullmatch(text, left.end, right.start):
        return True
    if not _LINE_BREAK.fullmatch(text, left.end, right.start):
        return False
    return bool(_LINE_START.search(left.before(text)) and _LINE_END.match(text, right.end))


def _stands_as_name(text: str, one: PlaceName) -> bool:
    if one.capitals or _NAME_AFTER.match(text, one.named):
        return False
    if _WITHIN_SENTENCE.search(one.before(text)):
        return not _SPEAKS_AFTER.match(text, one.named)
    alone = _LINE_START.search(one.before(text)) and _LINE_END.match(text, one.named)
    return bool(alone or _ACTS_AFTER.match(text, one.named))


def _mention(text: str, one: PlaceName) -> Mention:
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
