"""What the words around a name say: that it is a municipality, or that it is a person.

The confidences are estimates: of some 1,400 decisions read in government pages, interpellations and event texts none
with kommun or an address was wrong, none of 60 with a place preposition, two of 60 in lists, three in a hundred of the
names that mean nothing else. Looks at one name at a time; what lists and other mentions say is for `municipalities`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.tag.gazetteer import Gazetteer
from pipeline.tag.place_names import PlaceName


@dataclass(frozen=True, slots=True)
class Ground:
    """What a link rests on: `confidence` in (0, 1], `reason` for people."""

    confidence: float
    reason: str


_KOMMUN = Ground(0.99, "kommun beside the name")
_KOMMUN_NEAR = Ground(0.97, "kommun or an office of it beside the name")
_AT_ADDRESS = Ground(0.97, "a postal address")
_AT_OFFICE = Ground(0.93, "a local office of that place")
_IN_PLACE = Ground(0.93, "place preposition")
_TOWARDS = Ground(0.85, "from or to the name")
_CAPITAL = Ground(0.85, "capital letter within a sentence")

_ADDRESS = re.compile(
    r"(?:(?<!\d)\d{3}[ \u00a0]?\d{2}"
    r"|(?:gatan|vägen|torget|gränd|stigen|plan|allén)[ \u00a0]\d+[ \u00a0]?[A-Za-z]?,)[ \u00a0]+$"
)
_KOMMUN_BEFORE = re.compile(
    r"(?:kommun(?:en|er|erna)?(?:[ \u00a0]+(?:som|såsom|är|var|till exempel|t\.ex\.|exempelvis))?:?[ \u00a0]+"
    r"|(?<!\w)kommun(?:en|er|erna)?(?!\w)[^.!?\n]{0,60}:[ \u00a0]*\n?[ \u00a0•*–-]*)$",
    re.IGNORECASE,
)
_KOMMUN_AFTER = re.compile(
    r"[ \u00a0]+(?:kommuner(?:na)?s?|kommun(?:hus|fullmäktige|styrelse|direktör|ledning|chef|råd|alråd)\w*"
    r"|(?:social|barn|utbildnings|bildnings|kultur|tekniska|miljö|bygg|omsorgs|arbetsmarknads)\w*(?:nämnd"
    r"|förvaltning)\w*"
    r"|socialtjänst(?:en|ens)?|stadshus\w*|bibliotek|gymnasium|gymnasieskola|tätort\w*|centralort\w*)(?!\w)",
    re.IGNORECASE,
)
_LOCAL_OFFICE = re.compile(
    r"(?<!\w)(?:Polisen|Arbetsförmedlingen|Försäkringskassan|Brottsofferjouren|Krami|Brå|BRÅ|SSPF"
    r"|[A-ZÅÄÖ]\w+(?:tjänsten|mottagningen|centralen|vården|kontoret|enheten|ältgruppen|teamet)"
    r"|(?:[Cc]entralorten|[Tt]ätorten|[Ss]taden))[ \u00a0]+$"
)
_PLACE = re.compile(
    r"(?<!\w)(?:i|utanför|kring|runt|omkring|nära|mellan|genom|hela|i höjd med"
    r"|(?:norr|söder|öster|väster) om)[ \u00a0]+$",
    re.IGNORECASE,
)
_DIRECTION = re.compile(r"(?<!\w)(?:från|till)[ \u00a0]+$", re.IGNORECASE)
_AREA = re.compile(
    r"(?:(?<!\w)(?:på|i|vid|från|till|kring|runt|utanför|inom|mellan)"
    r"|(?:områd(?:e|et|en|ena)|(?:stadsdel|kommundel|förort|tätort|kvarter)\w{0,4})|(?<!\w)(?:orten|samhället|byn))"
    r"[ \u00a0]+(?:(?:centrala|norra|södra|östra|västra)[ \u00a0]+)?$",
    re.IGNORECASE,
)
_AREA_NOUN = re.compile(
    r"(?:områd(?:e|et|en|ena)|(?:stadsdel|kommundel|förort|tätort|kvarter)\w{0,4}|(?<!\w)utsatta)[ \u00a0]+$",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(?:norra|södra|östra|västra|centrala|övre|nedre|polisen)", re.IGNORECASE)
_PREVIOUS_WORD = re.compile(r"((?<!\w)[^\W\d_]\.|[^\W\d_][\w'’\u2011-]*)[ \u00a0]+$")
_NAME_AFTER = re.compile(r"[ \u00a0]+(?:&[ \u00a0])?[A-ZÅÄÖÉ](?:[\w\u2011-]+|\.)")
_SPEAKS = r"(?:säger|sa|sade|berättar|menar|betonar|förklarar|tycker|konstaterar|tillägger|fortsätter|avslutar|svarar)"
_SPEAKS_AFTER = re.compile(rf"[ \u00a0]+{_SPEAKS}(?!\w)")
_SPEAKS_BEFORE = re.compile(rf"(?<!\w){_SPEAKS}[ \u00a0]+$")
_AGE_AFTER = re.compile(
    r",[ \u00a0]*\d{1,2}(?:[ \u00a0]år)?(?=[,.;:)\n]|$|[ \u00a0]och)|[ \u00a0]*\(\d{2}(?:[ \u00a0]år)?\)"
)
_SPOKEN = re.compile(r"[ \u00a0]*(?:[.,:;]|\n|$)")
# Who is called by the surname alone; not "kommunalråd Malmö", which says where.
_OFFICER_BEFORE = re.compile(
    r"(?<!\w)(?:familjen|herr|fru|kommunalrådet|regionrådet|borgarrådet|riksdagsledamoten|ordföranden|\w*direktören"
    r"|docenten|professorn|\w*forskaren|kriminologen|psykologen|doktoranden|advokaten|utredaren|diakonen|prästen"
    r"|pastorn"
    r"|kyrkoherden|reportern|fotografen|författaren|journalisten|talespersonen|(?:\w*kommissarie|\w*inspektör)(?:n|en)?"
    r"|\w+(?:chefen|ledaren|ordnaren|läggaren|kuratorn|läraren|strategen|sekreteraren|pedagogen|åklagaren))[ \u00a0]+$",
    re.IGNORECASE,
)
_TO_A_PERSON = re.compile(r"(?<!\w)(?:heter|ringa|ring|kontakta|mejla|fråga|med|av)[ \u00a0]+$", re.IGNORECASE)
_TITLE_BEFORE = re.compile(
    r"(?<!\w)(?:herr|fru|fröken|advokat|advokaten|kommissarie|rektor|doktor|professor|statsråd|statsrådet|minister"
    r"|ministern|utredaren|åklagaren|åklagare|von|af|de|van)[ \u00a0]+$",
    re.IGNORECASE,
)
_ACTS_AFTER = re.compile(
    r"[ \u00a0]+(?:(?:har|är|får|ska|vill|blir|kommer|satsar|arbetar|jobbar|deltar|inför|startar|stärker|tilldelas"
    r"|söker|ingår|ligger|beslutar|beslutade|fick|hade|bygger|öppnar|lanserar|anställer|testar|prövar|utökar|inrättar"
    r"|minskar|ökar|går|tar|gör|visar|samverkar|samarbetar|växer|skriver|erbjuder|får|stod|drabbas|utreder"
    r"|planerar|väljer|kan"
    r"|måste|bör|behöver|hör|är|var|blev)(?!\w)|och[ \u00a0]+[A-ZÅÄÖ])"
)
_NOT_GIVEN_NAMES = re.compile(
    r"i|från|till|utanför|kring|runt|omkring|inom|nära|genom|mellan|för|hos|mot|med|om|på|vid|av|och|eller|samt|men|att"
    r"|både|även|när|då|där|här|som|såsom|nu|den|det|detta|denna|dessa|kommunen|kommun|kommunerna|kommuner|staden|vara"
    r"|också|så|sedan|enligt|möt|besök|hela|gamla|centrala|norra|södra|östra|västra|hemkommunen|välkommen|efter"
    r"|före|under|över|medan|hur|vad|varför|nya|bland|precis|just|liksom|förutom|via",
    re.IGNORECASE,
)
_CELL_AFTER = re.compile(r"[ \u00a0]*\||[,:][ \u00a0]")
_WITHIN_SENTENCE = re.compile(r"(?:[\w,;()/&%|]|\w[\"”’»])[ \u00a0]+$|[(/–]$")
LINE_START = re.compile(r"(?:^|\n)[ \u00a0]*[•*–-]?[ \u00a0]*$")
LINE_END = re.compile(r"[ \u00a0]*(?:\n|$)")


def is_personal(gazetteer: Gazetteer, text: str, one: PlaceName) -> bool:
    """Whether a person's name or its owner's words surround the candidate: "Anna Lund", "Mark Ek", "Nora, 17"."""
    if one.whole:
        return False
    before = one.before(text)
    previous = _PREVIOUS_WORD.search(before)
    if previous and _is_given(gazetteer, previous.group(1), before[: previous.start()]):
        return True
    if _OFFICER_BEFORE.search(before) or (_SPEAKS_BEFORE.search(before) and _SPOKEN.match(text, one.named)):
        return beside(text, one) is None
    if one.trap in ("", "lower"):
        return False
    if previous and previous.group(1)[0].isupper() and not _NOT_GIVEN_NAMES.fullmatch(previous.group(1)):
        opens = one.trap == "shared" and not _WITHIN_SENTENCE.search(before[: previous.start()])
        place = one.form.is_place and (_POINTS.fullmatch(previous.group(1)) or _AREA.search(before))
        return not (opens or place or _LOCAL_OFFICE.search(before))
    if one.trap not in ("word", "person", "given"):
        return False
    if _KOMMUN_AFTER.match(text, one.named) or _ADDRESS.search(before):
        return False
    if _NAME_AFTER.match(text, one.named) or _AGE_AFTER.match(text, one.named):
        return True
    return bool(_SPEAKS_BEFORE.search(before) or _TITLE_BEFORE.search(before))


def _is_given(gazetteer: Gazetteer, word: str, before: str) -> bool:
    parts = word.split("-")
    if len(parts) > 1 and all(len(part) == 1 and part.isupper() for part in parts):
        return True
    if not all(part in gazetteer.given_names for part in parts):
        return False
    return len(parts) > 1 or word not in gazetteer.given_words or _WITHIN_SENTENCE.search(before) is not None


def beside(text: str, one: PlaceName) -> Ground | None:
    """Return the ground that stands beside the name and leaves no doubt: kommun, an address, an office."""
    before = one.before(text)
    if one.whole:
        return _KOMMUN
    if _ADDRESS.search(before):
        return _AT_ADDRESS
    if _KOMMUN_BEFORE.search(before) or _KOMMUN_AFTER.match(text, one.named):
        return _KOMMUN_NEAR
    at_office = _LOCAL_OFFICE.search(before) and not _SPEAKS_AFTER.match(text, one.named)
    return _AT_OFFICE if at_office else None


def in_place(text: str, one: PlaceName, also_a_person: bool) -> Ground | None:
    """Return what makes a trap a place; "till Lund" does not where the text names an Anna Lund, "till Nora" never."""
    if one.capitals or _NAME_AFTER.match(text, one.named):
        return None
    before = one.before(text)
    if _PLACE.search(before):
        return _IN_PLACE
    if one.trap != "given" and not also_a_person and _DIRECTION.search(before):
        return _TOWARDS
    named = one.trap == "start" and _WITHIN_SENTENCE.search(before) and not _TO_A_PERSON.search(before)
    return _CAPITAL if named else None


def in_area(text: str, one: PlaceName) -> bool:
    """Whether the words before a place's name let one expect a place: "på Söder", "stadsdelen Alby"."""
    return _AREA.search(one.before(text)) is not None


def after_area_noun(text: str, one: PlaceName) -> bool:
    """Whether an area is announced: "bostadsområdet Norrby", "utsatta Norrby"."""
    return _AREA_NOUN.search(one.before(text)) is not None


def opens_name(text: str, one: PlaceName) -> bool:
    """Whether another name follows, as the second surname does in "Nybro Falk"."""
    return _NAME_AFTER.match(text, one.named) is not None


def stands_as_name(text: str, one: PlaceName) -> bool:
    """Whether a trap stands as a name does, for a text that means the municipality elsewhere."""
    if one.capitals or _NAME_AFTER.match(text, one.named):
        return False
    if _WITHIN_SENTENCE.search(one.before(text)) or _CELL_AFTER.match(text, one.named):
        return not _SPEAKS_AFTER.match(text, one.named)
    alone = LINE_START.search(one.before(text)) and LINE_END.match(text, one.named)
    return bool(alone or _ACTS_AFTER.match(text, one.named) or _is_genitive(text, one))


def _is_genitive(text: str, one: PlaceName) -> bool:
    return one.named - one.start > len(one.form.written)
