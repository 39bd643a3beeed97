"""A Swedish question → the days that it keeps to: "sedan 2020", "mellan 2019 och 2022", "förra året".

Rules over years, months and seasons and the words before them. A year whose relation is unclear ("rapporten 2023") is
left out. Knows nothing about names.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

Days = tuple[date | None, date | None]
_FIRST_YEAR = 1990
_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
# By the calendar; a winter lies in two years and is left out.
_SEASONS = {"våren": (3, 5), "sommaren": (6, 8), "hösten": (9, 11)}
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
# A year, not the number of a law (2023:196), a case or a telephone, and not a count of something.
_YEAR = (
    r"(?<![\w:/.,])(?<!\d\s)(?:(?<![–—-])|(?<=\b(?:19|20)\d\d[–—-]))(?:19|20)\d\d(?![\w:/])(?![.,]\d)"
    r"(?![–—-](?!(?:19|20)\d\d(?![\w:/–—-]))\d)(?!\s?[\d%])(?!\s(?:års|kronor|kr|euro|tusen|miljoner|miljarder|procent"
    r"|st|stycken|invånare|personer|barn|unga|ungdomar|elever|poliser|fall|brott|ärenden|anmälningar|kommuner|timmar"
    r"|dagar|kameror)\b)"
)
_POINT = re.compile(
    rf"\b(?:(?P<first>{_MONTH})\s*(?:och|eller|till|–|-)\s*)?(?P<month>{_MONTH})\s+(?P<of_month>{_YEAR})"
    rf"|\b(?P<season>{'|'.join(_SEASONS)})\s+(?P<of_season>{_YEAR})"
    rf"|(?P<last>\b(?:förra\s+årets?|i\s+fjol)\b)|(?P<this>\bi\s+år\b(?!\s\d))|(?P<year>{_YEAR})",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:sedan|från\s+och\s+med|fr\.?\s?o\.?\s?m\.?)(?:\s+(?:år|i))?\s+$", re.IGNORECASE)
_AFTER = re.compile(r"\befter(?:\s+år)?\s+$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:före|innan)(?:\s+år)?\s+$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?)(?:\s+(?:år|i))?\s+$", re.IGNORECASE)
_DURING = re.compile(r"\b(?:(?:under|i)(?:\s+år(?:en)?)?|år(?:et|en)?)\s+$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bmellan(?:\s+åren)?\s+$", re.IGNORECASE)
_NOT_CLEAR = re.compile(r"(?:\b(av|till|från|inför)|\d(?::[ae])?)\s+$", re.IGNORECASE)
_NOT = re.compile(r"\b(?:inte|ej|utom|förutom|bortsett\s+från|exklusive)(?:\s+(?:i|under))?\s+$", re.IGNORECASE)
_TO = re.compile(r"\s*[–—-]\s*|\s+(?:fram\s+)?(?:till(?:\s+och\s+med)?|t\.?\s?o\.?\s?m\.?)(?:\s+år)?\s+", re.IGNORECASE)
_AND = re.compile(r"\s*,\s*|\s+(?:och|eller|samt)\s+", re.IGNORECASE)
_NUMBERS = "noll ett två tre fyra fem sex sju åtta nio tio elva tolv".split()
_LATEST = re.compile(
    rf"\bsenaste\s+(?:(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS[2:])})\s+(?P<many>åren|månaderna|veckorna)"
    r"|(?P<one>året|månaden|veckan|halvåret))s?\b",
    re.IGNORECASE,
)


def period(text: str, today: date) -> Days:
    """Return the first and last day of all periods named in NFC `text`; neither where they contradict one another."""
    spans = [*_latest(text, today), *_dated(text, today)]
    since = min((first for first, _ in spans if first), default=None)
    until = max((last for _, last in spans if last), default=None)
    return (None, None) if since and until and since > until else (since, until)


def _latest(text: str, today: date) -> Iterator[Days]:
    for found in _LATEST.finditer(text):
        number, unit = (found["number"] or "1").lower(), (found["many"] or found["one"]).lower()
        count = int(number) if number.isdigit() else _NUMBERS.index(number)
        if unit.startswith("veck"):
            yield today - timedelta(weeks=count), None
        else:
            months = count * {"å": 12, "h": 6, "m": 1}[unit[0]]
            year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
            yield date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1])), None


def _dated(text: str, today: date) -> Iterator[Days]:
    points = list(_POINT.finditer(text))
    while points:
        count = _joined(text, points)
        days = [_days(point, today) for point in points[:count]]
        valid = [one for one in days if one]
        if len(valid) == count > 1 and not _NOT.search(text, 0, points[0].start()):
            yield min(first for first, _ in valid), max(last for _, last in valid)
        elif len(valid) == count == 1:
            yield _related(text, points[0], *valid[0])
        points = points[count:]


def _joined(text: str, points: list[re.Match[str]]) -> int:
    """Return how many of the first `points` make one period: "2019–2022", "mellan 2019 och 2022"."""
    gaps = [(left.end(), right.start()) for left, right in pairwise(points)]
    if gaps and _TO.fullmatch(text, *gaps[0]):
        return 2
    if gaps and _BETWEEN.search(text, 0, points[0].start()) and _AND.fullmatch(text, *gaps[0]):
        return 2
    count = 1
    if points[0]["year"] and _DURING.search(text, 0, points[0].start()):
        while count < len(points) and points[count]["year"] and _AND.fullmatch(text, *gaps[count - 1]):
            count += 1
    return count


def _days(point: re.Match[str], today: date) -> tuple[date, date] | None:
    year = int(point["of_month"] or point["of_season"] or point["year"] or today.year - bool(point["last"]))
    if not _FIRST_YEAR <= year <= today.year + 1:
        return None
    first, last = 1, 12
    if month := point["month"]:
        first, last = (_MONTHS.index(name.lower()) + 1 for name in (point["first"] or month, month))
    elif season := point["season"]:
        first, last = _SEASONS[season.lower()]
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _related(text: str, point: re.Match[str], first: date, last: date) -> Days:
    """Return the days that the words before a point in time make of it: "sedan 2020" has no end."""
    day, start = timedelta(days=1), point.start()
    spans: tuple[tuple[re.Pattern[str], Days], ...] = (
        (_SINCE, (first, None)),
        (_AFTER, (last + day, None)),
        (_BEFORE, (None, first - day)),
        (_UNTIL, (None, last)),
        (_DURING, (first, last)),
    )
    for relation, span in spans:
        if found := relation.search(text, 0, start):
            return (None, None) if _NOT.search(text, 0, found.start()) else span
    unclear = _NOT_CLEAR.search(text, 0, start)
    if unclear and (point["last"] or point["this"]) and unclear[1] and unclear[1].lower() == "från":
        unclear = None
    return (None, None) if point["year"] or unclear or _NOT.search(text, 0, start) else (first, last)
