"""What kind of thing a question asks for, and whether a text holds one: a number, a time, names, a definition."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"\d|\b(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|femton|tjugo|trettio|fyrtio|femtio|hundra\w*|tusen\w*"
    r"|miljon\w*|miljard\w*|hälften|ett tiotal|ett dussin)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|våren|sommaren|hösten|vintern|årsskiftet)\b",
    re.IGNORECASE,
)
# Three names in a row, told apart from a sentence's own capital: "Linköping, Södertälje och Göteborg".
_NAME = r"[A-ZÅÄÖ][\wåäöÅÄÖ-]+(?: [A-ZÅÄÖ][\wåäöÅÄÖ-]+)?"
_NAMES = re.compile(rf"{_NAME}(?:, {_NAME})+,? (?:och|samt|eller) {_NAME}")
_PERSON = re.compile(r"(?<![.!?] )(?<!^)[A-ZÅÄÖ][a-zåäöé-]+ [A-ZÅÄÖ][a-zåäöé-]+")
_DEFINITION = re.compile(
    r"\b(?:är (?:en|ett|namnet på|benämningen på)|innebär|betyder|handlar om|går ut på|står för|kallas|förkortat)\b|\(",
    re.IGNORECASE,
)
_KINDS = (
    (r"\b(?:hur (?:mycket|många|stor\w*|lång\w*|gam\w+|ofta|hög\w*)|vad kosta\w*)\b", _NUMBER),
    (r"\b(?:när|vilket år|vilket datum|sedan när|hur länge)\b", _TIME),
    (r"\bvilka (?:\w+ )?(?:kommuner|städer|orter|myndigheter|län|aktörer|organisationer|länder|områden)\b", _NAMES),
    (r"^(?:vem|vilka personer|vilken person)\b", _PERSON),
    (r"^vad (?:är|innebär|betyder|menas)\b", _DEFINITION),
)
_ASKED = tuple((re.compile(question, re.IGNORECASE), kind) for question, kind in _KINDS)


def holds_asked_for(question: str, text: str) -> bool:
    """Say whether `text` holds the kind of thing `question` asks for; False for questions that ask for no such kind."""
    return any(asked.search(question) and kind.search(text) for asked, kind in _ASKED)
