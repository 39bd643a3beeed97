"""The words that make two pages of one template two pages: numbers, names, days, ordinals, kinds of document.

"Protokoll 2022-03-01" and "Protokoll 2022-04-01" share all boilerplate and are not the same page, nor are the pages of
two municipalities. Knows nothing about likeness; titles and texts are looked at the same way.
"""

from __future__ import annotations

import re

from pipeline.swedish.vocabulary import word_counts
from pipeline.swedish.words import STOP_WORDS

_PIECE = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[.!?:;…|–—\-(\"”»•*/]|\n+")
_COUNTED = frozenset(
    "januari februari mars april maj juni juli augusti september oktober november december"
    " våren sommaren hösten vintern"
    " två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo trettio"
    " fyrtio femtio sextio sjuttio åttio nittio hundra tusen halva hälften tredjedel fjärdedel dubbla dubbelt"
    " inte ej icke aldrig ingen inget inga utan"
    " ökar ökade ökat ökning minskar minskade minskat minskning beviljar beviljade beviljat avslår avslog avslagit"
    " första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde"
    " norra södra östra västra förra nästa"
    # "Nåd i brottmål" and "Nåd i brottmål, på arabiska".
    " engelska arabiska somaliska persiska dari tigrinja finska samiska spanska franska tyska polska ryska ukrainska"
    " bosniska kurdiska turkiska teckenspråk lättläst kortversion sammanfattning bilaga".split()
)
_NUMBER = re.compile(
    r"(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)(?:ett?|en|två|tre|fyra|fem|sex|sju|åtta|nio)$"
)
_DAY = re.compile(r"(?:mån|tis|ons|tors|fre|lör|sön)dag(?:ar)?(?:en|s|ens|na)?$")
# Of 1,136 pairs of regeringen.se pages with the same numbers and names and a Jaccard from .7 on these part 835, mostly
# a bill and the draft of it, whose summaries are else word for word the same.
_KIND = re.compile(
    "lagrådsremiss|proposition|promemori|utkast|betänkand|slutbetänkand|delbetänkand|skrivelse|remiss|motion"
    "|interpellation|direktiv|kallelse|protokoll|dagordning|föredragningslist|delårsrapport|årsredovisning"
)
# "Sala kommun" opens a sentence as often as it stands in one, and "Mark" is a word as well.
_OWNERS = frozenset("kommun kommuns kommunen stad stads län läns region".split())


_IN_ADDRESS = re.compile(
    "lagradsremiss|proposition|promemori|betankande|skrivelse|remiss|motion|interpellation|direktiv|kallelse|protokoll"
    "|dagordning|foredragningslist|delarsrapport|arsredovisning"
)


def told_by_address(url: str | None) -> frozenset[str]:
    """Return the kinds of document that an address names, without Swedish letters."""
    return frozenset(_IN_ADDRESS.findall((url or "").lower()))


def telling_words(text: str) -> tuple[str, ...]:
    """Return the telling words of `text` in their order, lower-cased, repetitions included.

    A capital that opens a sentence, a heading or a list item makes a name of a word only if Swedish texts do not write
    it in lower case: "Kommunen" is none, "Lund" is one.
    """
    pieces = _PIECE.findall(text)
    found = []
    opens = True
    for place, piece in enumerate(pieces):
        if not piece[0].isalnum():
            opens = True
            continue
        word = piece.lower()
        following = pieces[place + 1].lower() if place + 1 < len(pieces) else ""
        if piece[0].isdigit() or word in _COUNTED or _DAY.match(word) or _NUMBER.match(word):
            found.append(word)
        elif kind := _KIND.match(word):
            found.append(kind.group())
        elif piece[0].isupper() and not (opens and _ordinary(word) and following not in _OWNERS):
            found.append(word)
        opens = False
    return tuple(found)


def _ordinary(word: str) -> bool:
    return word in STOP_WORDS or word in word_counts()
