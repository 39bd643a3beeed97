"""When something runs, as an interval open where the text is: "2022/2024", "2023-H2/", "2023-03/", "/2025", "P3Y".

H1 is spring, H2 autumn. A year that only dates a figure ("Under 2023 tog 71 personer kontakt") is no period. Knows
nothing about initiatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tag.initiatives.stated import Stated, apart

_S = r"[ \u00a0]"
_YEAR = r"(?:19|20)\d\d"
_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_WHEN = (
    rf"(?:den{_S})?(?:\d{{1,2}}{_S})?(?:(?:i{_S})?(?:början|mitten|slutet){_S}(?:av|på){_S})?(?:under{_S})?"
    rf"(?:(?P<season>hösten|våren|sommaren|vintern|höst|vår|årsskiftet){_S}|(?P<month>{_MONTH}){_S})?(?P<year>{_YEAR})"
)
_RANGE = re.compile(
    rf"(?<![\w/:-])(?:(?:mellan|från(?:{_S}och{_S}med)?|åren|perioden){_S})?(?P<from>{_YEAR}){_S}?"
    rf"(?:[–—\u2011-]|till|och|t\.o\.m\.|/){_S}?(?P<to>{_YEAR}|\d\d)(?![\w:,.]\d|\w)"
)
_MONTH_RANGE = re.compile(
    rf"(?<!\w)(?P<first>{_MONTH})(?:{_S}(?P<from>{_YEAR}))?{_S}?[–—\u2011-]{_S}?(?P<last>{_MONTH}){_S}(?P<to>{_YEAR})(?!\w)"
)
_STARTS = re.compile(
    r"(?<!\w)(?:startade|startades|startar|startats|startat|inleddes|inleds|invigdes|öppnade|öppnades|öppnar|infördes"
    r"|införs"
    r"|bildades"
    rf"|lanserades|lanseras|drog{_S}(?:i{_S})?gång|drogs{_S}igång|grundades|skapades|började|påbörjades|funnits"
    rf"|pågått|bedrivits"
    rf"|arbetat|pågår|finns|[Ss]tartår:?|[Ss]tart:?)(?:{_S}(?:upp|redan|officiellt|här|i{_S}kommunen|i{_S}[A-ZÅÄÖ]\w+(?:{_S}[A-ZÅÄÖ]\w+)?"
    rf"|av{_S}\w+(?:{_S}(?:kommun|stad))?))?"
    rf"(?:{_S}(?:i|under|sedan|från|den|hos{_S}oss{_S}sedan))?{_S}?{_WHEN}(?!\w|[–—-]\d)"
)
_START_WAS = re.compile(rf"(?<!\w)[Ss]tart(?:en)?(?:{_S}i{_S}\w+)?(?:{_S}var{_S}|:{_S}){_WHEN}(?!\w)")
_SINCE = re.compile(
    rf"(?<!\w)(?:[Ss]edan|[Ff]rån(?:{_S}och{_S}med)?|[Ff]r\.?o\.?m\.?){_S}(?:i{_S})?{_WHEN}(?!\w|[–—-]\d)"
)
_UNTIL = re.compile(
    rf"(?<!\w)(?:(?:avslutades|avslutas|upphörde|lades{_S}ned|slutredovisas|pågår|gäller|löper(?:{_S}ut)?"
    rf"|fortsätter){_S}"
    rf"(?:fram{_S}till{_S}|till(?:{_S}och{_S}med)?{_S}|t\.o\.m\.{_S}|i{_S}|under{_S}|fram{_S}till{_S})?"
    rf"|till{_S}och{_S}med{_S}|t\.o\.m\.{_S}){_WHEN}(?!\w|[–—-]\d)"
)
_NUMBERS = {"ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "tio": 10, "tolv": 12, "arton": 18}
_LONGEST = 10  # years; more are an age
_NUMBER = "|".join(_NUMBERS)
_LENGTH = re.compile(
    rf"(?<!\w)(?:(?:[Uu]nder|[Ii]|[Öö]ver|[Pp]å){_S}(?P<number>{_NUMBER}|\d{{1,2}}){_S}(?P<unit>år|månader)(?!\w)"
    r"|(?P<compound>ett|två|tre|fyra|fem)årig(?:t|a)?(?!\w))"
)


def periods(text: str, start: int = 0, end: int | None = None) -> Iterator[Stated]:
    """Yield the periods in text[start:end], in text order and without overlaps."""
    return apart(_all(text, start, len(text) if end is None else end))


def _all(text: str, start: int, end: int) -> Iterator[Stated]:
    for match in _RANGE.finditer(text, start, end):
        to = match["to"] if len(match["to"]) == 4 else match["from"][:2] + match["to"]
        if to > match["from"]:
            yield Stated(*match.span(), f"{match['from']}/{to}")
    for match in _MONTH_RANGE.finditer(text, start, end):
        first, last = (f"-{_MONTHS.index(match[name]) + 1:02}" for name in ("first", "last"))
        yield Stated(*match.span(), f"{match['from'] or match['to']}{first}/{match['to']}{last}")
    for pattern in (_STARTS, _START_WAS, _SINCE):
        for match in pattern.finditer(text, start, end):
            yield Stated(*match.span(), _when(match) + "/")
    for match in _UNTIL.finditer(text, start, end):
        yield Stated(*match.span(), "/" + _when(match))
    for match in _LENGTH.finditer(text, start, end):
        number = _NUMBERS.get(match["number"] or match["compound"]) or int(match["number"])
        if match["unit"] == "år" and number > _LONGEST:
            continue
        yield Stated(*match.span(), f"P{number}{'M' if match['unit'] == 'månader' else 'Y'}")


def _when(match: re.Match[str]) -> str:
    if match["month"]:
        return f"{match['year']}-{_MONTHS.index(match['month']) + 1:02}"
    half = {"vår": "-H1", "hös": "-H2"}.get((match["season"] or "")[:3], "")
    return match["year"] + half
