"""Dates that a page states about itself, in the forms Swedish content systems print them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
_DATE = (
    r"(?:(?P<y>(?:19|20)\d\d)[-.](?P<m>\d\d?)[-.](?P<d>\d\d?)"
    rf"|(?P<d2>\d\d?) (?P<month>{'|'.join(name[:3] for name in _MONTHS)})[a-z]*\.? (?P<y2>(?:19|20)\d\d)"
    r"|(?P<d3>\d\d?)/(?P<m3>\d\d?)[ -](?P<y3>(?:19|20)\d\d))"
)
_WEEKDAY = r"(?:den |(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?(?: den)? )?"
_PUBLISHED = re.compile(rf"\b(?:publicerad|publicerat|skapad|publiceringsdatum)(?: den)?:? *{_WEEKDAY}{_DATE}", re.I)
_REVIEWED = re.compile(
    rf"\b(?:granskad|uppdaterad|uppdaterat|ändrad|reviderad)(?: den)?:? *{_WEEKDAY}{_DATE}",
    re.I,
)
_DATE_LINE = re.compile(
    r"^(?:(?:sidan|artikeln|texten|senast|är) )*(?:publicerad|publicerat|skapad|granskad|uppdaterad|uppdaterat|ändrad"
    r"|reviderad|publiceringsdatum|sidansvarig)\b",
    re.I,
)
_DATE_LINE_WORDS = 14
_SENTENCE_END = re.compile(r"(?<=\w\w)[.!?] +(?=[A-ZÅÄÖ])")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[-/](\d\d)[-/](\d\d)(?=[-/.]|$)")


@dataclass(frozen=True, slots=True)
class StatedDates:
    """ISO dates, None where the page does not say."""

    published: str | None = None
    reviewed: str | None = None


def stated_dates(lines: Iterable[str]) -> StatedDates:
    """Return the first "Publicerad …" and the latest "Senast granskad/uppdaterad/ändrad …" among `lines`."""
    published: list[str] = []
    reviewed: list[str] = []
    for line in lines:
        published += [found for m in _PUBLISHED.finditer(line) if (found := _iso(m))]
        reviewed += [found for m in _REVIEWED.finditer(line) if (found := _iso(m))]
    return StatedDates(published[0] if published else None, max(reviewed, default=None))


def is_date_line(line: str) -> bool:
    """Say whether a line is nothing but such a statement, with or without a name or a user id ("av KLALIW")."""
    opens = all(_DATE_LINE.match(sentence) for sentence in _SENTENCE_END.split(line))
    length = len(line.split())
    return opens and (length <= 3 or (length <= _DATE_LINE_WORDS and bool(re.search(r"\d{4}|:$", line))))


def address_date(url: str | None) -> str | None:
    """Return the day written in an address (/2024-03-12-rubrik, /2024/03/12/rubrik/)."""
    found = _IN_ADDRESS.search(url or "")
    return _checked(*found.groups()) if found else None


def iso_date(value: str | None) -> str | None:
    """Return the day of an ISO date or time (2024-03-12T10:00:00+01:00), None for anything else."""
    found = re.match(r"((?:19|20)\d\d)-(\d\d)-(\d\d)", (value or "").strip())
    return _checked(*found.groups()) if found else None


def _iso(found: re.Match[str]) -> str | None:
    group = found.groupdict()
    if group["month"]:
        month = next(i for i, name in enumerate(_MONTHS, start=1) if name.startswith(group["month"].lower()))
        return _checked(group["y2"], month, group["d2"])
    return _checked(group["y"] or group["y3"], group["m"] or group["m3"], group["d"] or group["d3"])


def _checked(year: str, month: str | int, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
