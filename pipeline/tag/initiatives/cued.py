"""Names after the words of one who pays for, tries or tells of them: "1,4 miljoner kronor till Ung framtid".

Yields offsets of names; whether one is an initiative's is for `discovery`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tag.initiatives.context import S, times
from pipeline.tag.initiatives.described import COMMON_OPENERS
from pipeline.tag.initiatives.introduced import QUOTED
from pipeline.tag.initiatives.names import CAP, is_common_word, name_end

_NAME = '(?=[”"»“A-ZÅÄÖ])'
_PAID = re.compile(
    rf"(?<!\w)(?:(?:kronor|kr|miljoner|tkr|mnkr|\w*bidrag(?:et)?|\w*medel|\w*pengar){S}(?:för|till|åt|på)"
    rf"|[Ss]atsa(?:r|t|de|s)?{S}(?:[\w\u2011-]+{S}){{0,5}}?på|bytt{S}namn{S}(?:från|till)|[Pp]röva[rt]|[Tt]estar|[Ii]nför"
    rf"|(?:en{S})?del{S}av|(?:berättar|läs{S}mer){S}om|[Ll]anserat){S}{_NAME}"
)
_WITHIN = re.compile(
    rf"(?<!\w)(?:[Ii]nom|[Gg]enom|[Hh]os|[Mm]ed{S}hjälp{S}av|arbetar{S}(?:i|på|inom)|[Kk]ontakta|[Ee]rbjuder|[Dd]eltagarna{S}i"
    rf"|[Ss]tödet{S}från|medverkar{S}i|ingår{S}i|[Tt]ack{S}vare){S}{_NAME}"
)
_ITEM = re.compile(
    rf"^[ \u00a0]*[•*·▪–-][ \u00a0]+(?P<name>{CAP}(?:{S}[\w\u2011-]+){{0,4}}?)"
    rf"(?:{S}\([A-ZÅÄÖ][a-zåäö]+(?:{S}{CAP})?\)[.:,]?|,{S}{CAP}(?:{S}{CAP})?(?:{S}(?:kommun|stad))[.:,]"
    rf"|(?P<paid>(?:,|:|{S}[–-]|{S}\()?{S}\d[\d \u00a0,]*(?:miljoner{S})?(?:kronor|kr|tkr)(?!\w)))",
    re.MULTILINE,
)
_KIND_BEFORE = re.compile(
    r"(?<!\w)(?!forsknings|radio|tv)[\w\u2011-]*(?:projekt|satsning|program|metod|modell|verksamhet|kampanj|kampanjvecka|initiativ"
    rf"|koncept|arbetssätt|insats|kurs)(?:et|en|n|t|met)?,?(?:{S}[a-zåäö]+){{0,3}}:?{S}$",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\w{4}(?:en|et|an|arna)$")
_QUOTE_OF_KIND = 60  # characters before a quoted name in which the word for what it is stands


def names_after_cues(text: str, local: bool) -> Iterator[tuple[int, int]]:
    """Yield the names after such words, in the items of a list of projects, and in quotes beside a word of kind."""
    for cue in _PAID.finditer(text):
        start, end, quoted = _name_at(text, cue.end())
        if (
            quoted
            or _is_phrase(text[start:end])
            or (local and _is_single(text, start, end, cue.group().endswith("om ")))
        ):
            yield start, end
    for cue in _WITHIN.finditer(text):
        start, end, quoted = _name_at(text, cue.end())
        name = text[start:end]
        ordinary = is_common_word(name.split(" ")[0]) if name else False
        if (ordinary and _is_phrase(name)) or (local and _is_acronym(name)):
            yield start, end
    for item in _ITEM.finditer(text):
        if not item["paid"] or (local and not COMMON_OPENERS.match(item["name"])):
            yield item.span("name")
    for quote in QUOTED.finditer(text):
        if _KIND_BEFORE.search(text, max(0, quote.start() - _QUOTE_OF_KIND), quote.start()):
            yield quote.span(1)


def _is_phrase(name: str) -> bool:
    """Whether `name` is of a capital and small words, as names of projects are: "Ung framtid", "Fittja framåt"."""
    words = name.split()
    return len(words) > 1 and words[-1].islower() and len(words[-1]) > 2 and not words[0].isupper()


def _is_single(text: str, start: int, end: int, told_of: bool) -> bool:
    """Whether the name is one ordinary word, or a rare one in the definite form that the text tells of."""
    name = text[start:end]
    noun = is_common_word(name) or (told_of and _DEFINITE.search(name) is not None)
    return " " not in name and noun and not times(text, name[:1].lower() + name[1:])


def _is_acronym(name: str) -> bool:
    """Whether `name` is of letters for words and where it is: "SAFE Stockholm"."""
    first, _, rest = name.partition(" ")
    return len(first) > 2 and first.isupper() and bool(rest) and rest[:1].isupper() and rest[1:].islower()


def _name_at(text: str, start: int) -> tuple[int, int, bool]:
    quoted = QUOTED.match(text, start)
    return (*quoted.span(1), True) if quoted else (start, name_end(text, start), False)
