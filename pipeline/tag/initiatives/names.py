"""Names of initiatives: where one ends, its nominative, and the id that it has on every page.

The rule of ids. A name that is one of a kind ("UngSydväst", "SSPF", "Trygg i Tureberg", "Ny riktning") has the same id
on every page: "initiative:ny-riktning". A service named by what it does ("avhopparstödet") and a name that is one
ordinary word ("Stationen"), or says no more than where ("Trygg i Centrum"), may be another in the next municipality:
its id carries the code where it is known, "initiative:stationen@1488". "projektet", a genitive s and case count for
nothing, and the ways to speak of a municipality's help to those who leave crime (avhopparstödet, avhopparverksamheten)
are one name.
"""

from __future__ import annotations

import re

from pipeline.swedish.vocabulary import word_counts
from pipeline.swedish.words import STOP_WORDS
from pipeline.tag.slugs import slug

AVHOPPARSTOD = "avhopparstod"  # the key of a municipality's help to those who leave crime, whatever it is called
CAP = r"[A-ZÅÄÖÉ][\w&’'\u2011-]*"
_HEAD_BEFORE = re.compile(
    r"^(?:projektet|projekt|satsningen|programmet|metoden|modellen|kampanjen)[ \u00a0]+(?=\S)", re.I
)
_HEAD_AFTER = re.compile(
    r"[- \u2011](?:projektet|projekt|satsningen|kampanjen|modellen|metoden|programmet|verksamheten|arbetet"
    r"|samarbetet)$",
    re.I,
)
_SERVICE = re.compile(
    r"^((?:stöd- och )?avhoppar)(stöd|verksamhet|program|team|arbete|insats)(?:et|en|met|ets|ens)?$", re.I
)
_PLACED = re.compile(r"^(?:Ett )?(?:Trygg|Trygga|Tryggt|Tryggare|Säker|Säkra|Säkrare)(?: och trygg\w*)? i ", re.I)
_NEVER_RARE = 3  # letters; the word list has no shorter words
_SEEN = 3  # a word that often stands in small letters in public texts is an ordinary one
# Services that a municipality names by what they do, with or without the article.
_PLAIN_SERVICE = re.compile(r"^(?:(kontrollgrupp|kontrollfunktion)(?:en)?|(närvaroteam)(?:et)?)s?$", re.I)
# Words that a name does not go on with: what follows is the sentence again.
_STOPS = frozenset(
    "som och eller men att när där då så samt är var har hade kan ska skall vill får fick blir blev finns fanns ger"
    " gav går gick kommer kom tar tog gör gjorde ser såg står stod heter hette kallas drivs startade inleddes pågår"
    " bedrivs riktar vänder under sedan efter före genom inom från till för med av mot mellan hos vid om utan över"
    " enligt bland kring i på inte också även redan nu idag bara just därför dock eftersom medan innan vilket vilken"
    " vilka sin sitt sina en ett den det de denna detta dessa andra flera liknande alla säger berättar samtidigt"
    " tillsammans via per à utgör låg ligger ingår pågick drog lade vann satt sågs växte skrev höll håller nådde"
    " visar blivit fått söker ökar samarbete samverkan dag år höst höstas våras måndagar tisdagar onsdagar torsdagar"
    " fredagar helgen heltid deltid nytt gång gymnasiet skolan kommunen sprids leder firar erbjuder öppnar"
    " stänger"
    " skulle kunde borde bör måste ville brukar brukade behöver ha få bli lyckades misslyckades"
    " möter hjälper stöder bygger händer sker gäller betyder når lever matchar leds startat införde".split()
)
_ENGLISH = frozenset("for of the and".split())
_ARTICLES = frozenset("Den Det En Ett De".split())
_LINKS = frozenset("i på för till mot om och med utan".split())
_INSIDE = frozenset("i på mot".split())
_VERB = re.compile(r"\w{2,}(?:ades|ade|ats|at|ades|des|erar|eras|erade|ar|as|ts|des|te|de)$")
_ONWARD = frozenset("framåt tillsammans".split())  # after the name of a place: "Fittja framåt"
_WHOM = frozenset(
    "unga ungas ungdomar barn alla kvinnor män föräldrar flickor tjejer killar pojkar livet fred framtiden trygghet"
    " förändring integration information".split()
)
_ADJECTIVES = frozenset("Trygga Säkra Unga Starka Nya Goda Egna Trygg Ung Stark".split())
_PASSIVE = re.compile(r"\w*(?:förs|drivs|skrivs|görs|hålls|används|läggs|byggs|sprids|ställs|ingår|erbjuds)$")
_PAST = re.compile(r"\w{2,}(?:ades|ade|erar|eras|ndes|tes)$")
_ENDS = frozenset("före efter ut".split())
_NOT_VERBS = frozenset("vidare tidigare tryggare säkrare klart rätt nytt samtal plats insats starkare bättre".split())


def name_end(text: str, start: int) -> int:
    """Return where the name that begins at text[start:] with a capital ends.

    Capitalised words belong to it, and small ones as long as the text says them again the same way; a name that stands
    once takes at most two small words, and none that goes on with the sentence.
    """
    words = list(re.finditer(r"[ \u00a0]?([#\w&’'!\u2011-]+)", text[start : start + 90]))
    ends: list[int] = []
    position = 0
    for word in words:
        if word.start() != position or len(ends) == 6:
            break
        position = word.end()
        ends.append(start + position)
    kept = 1
    while kept < len(ends) and _goes_on(text, start, ends, kept):
        kept += 1
    while kept > 1 and not may_be_last(text[ends[kept - 2] : ends[kept - 1]].strip()):
        kept -= 1
    return ends[kept - 1] if ends else start


def _goes_on(text: str, start: int, ends: list[int], kept: int) -> bool:
    """Whether the word after ends[kept - 1] belongs to the name."""
    word = text[ends[kept - 1] : ends[kept]].strip()
    if _PASSIVE.fullmatch(word):
        return False
    last = text[ends[kept - 2] if kept > 1 else start : ends[kept - 1]].strip()
    first = text[start : ends[0]]
    if re.fullmatch(rf"{CAP}|[2-9]", word) or word in _ENGLISH or last in _ENGLISH:
        return True
    if first in _ARTICLES and kept == 1:
        return word not in _STOPS or word == "andra"
    so_far, longer = text[start : ends[kept - 1]], text[start : ends[kept]]
    if text.count(longer) > 1:
        always = text.count(longer) == text.count(so_far)
        return word not in (_STOPS - _LINKS if always else _STOPS) and (always or not _VERB.fullmatch(word))
    if kept == 1 and word in _ONWARD:
        return True
    if _is_definite_noun(first) or not is_common_word(first):
        return False
    following = text[ends[kept] : ends[kept + 1]].strip() if kept + 1 < len(ends) else ""
    if word == "och" or word in _INSIDE:
        small = following.islower() and following not in _STOPS
        if word == "och":
            return kept == 1 and small and not _VERB.fullmatch(following)
        return (small and (kept == 1 or word != "mot")) or (word == "i" and kept == 1 and following[:1].isupper())
    if word == "för":
        return following in _WHOM
    if last in {"och", "för", "ungas"} or last in _INSIDE:
        return word not in _STOPS
    verb = _VERB.fullmatch(word) and word not in _NOT_VERBS and not (kept == 1 and first in _ADJECTIVES)
    return kept <= 2 and word not in _STOPS and not verb


def _is_definite_noun(word: str) -> bool:
    return re.fullmatch(r"\w{3,}(?:en|et|an|na|aren|ns|modellen)s?", word) is not None and word.lower() not in (
        "vägen steget sluta hela egen öppen".split()
    )


def stops_a_name(word: str) -> bool:
    """Whether the sentence goes on with `word` where it follows a name."""
    return word.lower() in _STOPS


def may_be_last(word: str) -> bool:
    """Whether a name may end in `word`: not in one that only a sentence has."""
    return word not in _STOPS or word in _ENDS


def reads_as_name(name: str) -> bool:
    """Whether `name` holds no word that only a sentence has."""
    words = name.split()
    return (words[-1] not in _STOPS or words[-1] in _ENDS) and not any(
        word in _STOPS - _LINKS - _ENDS - {"andra"} or _PAST.fullmatch(word) or _PASSIVE.fullmatch(word)
        for word in words[1:]
    )


def nominative(name: str) -> str:
    """Return `name` without quotes and without the genitive s of its last word."""
    plain = " ".join(name.strip("”\"»«'’ \u00a0").split())
    last = plain.rsplit(" ", 1)[-1]
    if re.fullmatch(r"[A-ZÅÄÖ\d]{2,}[:’']?s", last):
        return plain[: -2 if plain[-2] in ":’'" else -1]
    if re.search(r"(?:en|et|an|ten|na|aren|are|ing)s$", last.lower()) and len(last) > 4:
        return plain[:-1]
    return plain


def canonical_key(name: str) -> str:
    """Return the slug that all ways to write the name share: "TUTI-projektets" → "tuti"."""
    return slug(canonical_name(name))


def canonical_name(name: str) -> str:
    """Return the name without what only says what it is, a service's in the definite form.

    "projektet Stegens" → "Stegen", "kontrollgrupp" → "Kontrollgruppen".
    """
    plain = nominative(name)
    if _SERVICE.match(plain):
        return "Avhopparstöd"
    if service := _PLAIN_SERVICE.match(plain):
        return f"{service[1]}en".capitalize() if service[1] else f"{service[2]}et".capitalize()
    return _HEAD_AFTER.sub("", _HEAD_BEFORE.sub("", plain)) or plain


def initiative_id(name: str, kind: str | None, municipality: str | None) -> str:
    """Return the entity id of the initiative `name` of `kind`, run in the municipality with the code `municipality`."""
    key = canonical_key(name)
    local = kind == "service" or (kind is None and is_ordinary(name))
    return f"initiative:{key}@{municipality}" if local and municipality else f"initiative:{key}"


def is_ordinary(name: str) -> bool:
    """Whether `name` could be that of something else elsewhere: one ordinary word, or "Trygg i" and an ordinary one."""
    rest = _PLACED.sub("", nominative(name))
    return _SERVICE.match(rest) is not None or (" " not in rest and is_common_word(rest))


def is_common_word(word: str) -> bool:
    """Whether `word` is one that public texts use in small letters."""
    small = word.lower()
    return len(small) < _NEVER_RARE or small in STOP_WORDS or word_counts().get(small, 0) >= _SEEN
