"""Dates that a page states about itself, in the forms content systems print them, Swedish ones first.

A date is read only where it can mean one day: a month without a day is none, nor is 03/04/2021, nor six digits that
make a day of a web page in more than one order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# Swedish, English, Norwegian and Danish, German, Finnish; whole names and the common abbreviations.
_MONTHS = (
    "januari january januar jan tammikuuta tammikuu",
    "februari february februar feb helmikuuta helmikuu",
    "mars march märz mar mrt maaliskuuta maaliskuu",
    "april apr huhtikuuta huhtikuu",
    "maj may mai toukokuuta toukokuu",
    "juni june jun kesäkuuta kesäkuu",
    "juli july jul heinäkuuta heinäkuu",
    "augusti august aug elokuuta elokuu",
    "september sept sep syyskuuta syyskuu",
    "oktober october okt oct lokakuuta lokakuu",
    "november nov marraskuuta marraskuu",
    "december desember dezember dec des dez joulukuuta joulukuu",
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:(?P<y>{_YEAR})[-./](?P<m>\d\d?)[-./](?P<d>\d\d?)(?!\d)"
    rf"|(?P<d2>\d\d?)(?:\.|:[ae]|st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\.?,? (?P<y2>{_YEAR})"
    rf"|(?P<month4>{_MONTH})\.? (?P<d4>\d\d?)(?:st|nd|rd|th)?,? (?P<y4>{_YEAR})"
    rf"|(?P<d3>\d\d?)/(?P<m3>\d\d?)[ -](?P<y3>{_YEAR})"
    rf"|(?P<d5>\d\d?)\. ?(?P<m5>\d\d?)\. ?(?P<y5>{_YEAR})"
    rf"|(?P<packed>(?:19|20)?\d{{6}})(?![\d-]))"
)
_BY = r"(?: (?:av|by|von|af) [^\d\n|·]{2,40}?)?"
_LINK = r"(?: ?[:|·–-])? *"
_WEEKDAY = r"(?:(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?,? |[A-Z][a-z]{2,8}, )?(?:(?:den|on|am|the) )?"
_BEFORE_DATE = rf"(?: den| on| am)?{_BY}{_LINK}{_WEEKDAY}"
_SUBJECT = r"(?:sidan|sidans innehåll|artikeln|nyheten|texten|informationen|innehållet)"
_PASSIVE = rf"{_SUBJECT}(?: på sidan)?(?: är)?(?: senast)? (?:%s)"
_PUBLISHED_WORDS = "publicerad|publicerat|skapad|publiceringsdatum|upplagd"
_REVIEWED_WORDS = (
    "granskad|granskat|faktagranskad|kontrollerad|uppdaterad|uppdaterat|ändrad|ändrat|reviderad|modifierad"
    "|senast sparad|senaste? uppdatering(?:en)?|senaste? ändring(?:en)?|senaste? granskning(?:en)?"
    "|uppdateringsdatum|ändringsdatum|granskningsdatum"
)
# In other languages such a word is also said in running text, but not with a capital or first on its line.
_FOREIGN_PUBLISHED = (
    "published|posted|first published|date published|publish date|publication date|publisert|offentliggjort|udgivet"
    "|julkaistu|veröffentlicht|erschienen"
)
_FOREIGN_REVIEWED = (
    "(?:last |date )?(?:updated|modified|reviewed|revised)|medically reviewed|last update|sist oppdatert|oppdatert"
    "|sist endret|sidst opdateret|opdateret|senest ændret|päivitetty|muokattu|zuletzt aktualisiert|aktualisiert"
)


def _stated(swedish: str, passive: str, foreign: str) -> re.Pattern[str]:
    own = rf"\b(?:{swedish}|{_PASSIVE % passive})"
    other = rf"(?:^|(?<![\w'])(?=(?-i:[A-ZÄÖÆØ])))(?:{foreign})"
    return re.compile(rf"(?:{own}|{other}){_BEFORE_DATE}{_DATE}", re.I)


_PUBLISHED = _stated(_PUBLISHED_WORDS, "publicerades|skapades", _FOREIGN_PUBLISHED)
_REVIEWED = _stated(_REVIEWED_WORDS, "uppdaterades|ändrades|granskades|reviderades", _FOREIGN_REVIEWED)
_WRITTEN = re.compile(rf"{_WEEKDAY}{_DATE}(?!\d)", re.I)
_LABEL = (
    rf"(?:(?:{_SUBJECT}|senast|är|på) )*(?:(?:{_PUBLISHED_WORDS}|{_REVIEWED_WORDS})(?: (?:och|&|/) )?)+"
    rf"|{_PASSIVE % 'uppdaterades|ändrades|granskades|publicerades|reviderades|skapades'}"
)
# Labels alone, or one followed by a day, a month, or how long ago it was.
_DATE_LINE = re.compile(
    rf"^(?:{_LABEL})(?:(?:[:., ]*(?:{_LABEL}))*[:., ]*$"
    rf"|{_BEFORE_DATE}(?:\d|(?:{_MONTH})\b|i ?dag\b|i ?går\b|för \w+ \w+ sedan))",
    re.I,
)
_RESPONSIBLE = re.compile(r"^sidansvarig\b(?:\W+[\w-]+){0,5}\W*$", re.I)
_FOREIGN_DATE_LINE = re.compile(
    rf"^(?:{_FOREIGN_PUBLISHED}|{_FOREIGN_REVIEWED}){_BEFORE_DATE}{_DATE}"
    r"(?:,? (?:at |kl\.? )?[\d:.]+(?: ?[ap]m)?)?\.?$",
    re.I,
)
_DATE_LINE_WORDS = 14
_SENTENCE_END = re.compile(r"(?<=\w\w)[.!?] +(?=[A-ZÅÄÖ])")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[-/](\d\d)[-/](\d\d)(?=[-/.]|$)")
# Six digits are read in the order that makes a day of the years in which municipalities have had such web pages.
_WEB_YEARS = range(2005, 2060)


@dataclass(frozen=True, slots=True)
class StatedDates:
    """ISO dates, None where the page does not say."""

    published: str | None = None
    reviewed: str | None = None


def stated_dates(lines: Iterable[str]) -> StatedDates:
    """Return the first "Publicerad …" and the latest "Senast granskad/uppdaterad/ändrad …" among `lines`."""
    published, reviewed = stated_days(lines)
    return StatedDates(published[0] if published else None, max(reviewed, default=None))


def stated_days(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the days of all publications and of all reviews that `lines` state, each once, in order."""
    published: list[str] = []
    reviewed: list[str] = []
    for line in lines:
        published += [found for m in _PUBLISHED.finditer(line) if (found := _iso(m))]
        reviewed += [found for m in _REVIEWED.finditer(line) if (found := _iso(m))]
    return list(dict.fromkeys(published)), list(dict.fromkeys(reviewed))


def is_date_line(line: str) -> bool:
    """Say whether a line is nothing but such a statement, with or without a name or a user id ("av KLALIW")."""
    if _FOREIGN_DATE_LINE.match(line):
        return True
    return len(line.split()) <= _DATE_LINE_WORDS and all(
        _DATE_LINE.match(sentence) or _RESPONSIBLE.match(sentence) for sentence in _SENTENCE_END.split(line)
    )


def address_date(url: str | None) -> str | None:
    """Return the day written in an address (/2024-03-12-rubrik, /2024/03/12/rubrik/)."""
    found = _IN_ADDRESS.search(url or "")
    return _checked(*found.groups()) if found else None


def iso_date(value: str | None) -> str | None:
    """Return the day of an ISO date or time (2024-03-12T10:00:00+01:00), None for anything else."""
    found = re.match(r"((?:19|20)\d\d)-(\d\d)-(\d\d)", (value or "").strip())
    return _checked(*found.groups()) if found else None


def written_date(value: str | None) -> str | None:
    """Return the day that `value` opens with: ISO, "5 mars 2024", "March 5, 2024"; None for anything else."""
    text = " ".join((value or "").split())
    found = _WRITTEN.match(text)
    return iso_date(text) or (_iso(found) if found else None)


def _iso(found: re.Match[str]) -> str | None:
    group = found.groupdict()
    if packed := group["packed"]:
        return _unpacked(packed)
    if name := group["month"] or group["month4"]:
        return _checked(group["y2"] or group["y4"], _MONTH_NUMBER[name.lower()], group["d2"] or group["d4"])
    year, month, day = (group[key] or group[f"{key}3"] or group[f"{key}5"] for key in "ymd")
    return _checked(year, month, day)


def _unpacked(digits: str) -> str | None:
    if len(digits) == 8:
        return _checked(digits[:4], digits[4:6], digits[6:])
    first, month, last = digits[:2], digits[2:4], digits[4:]
    readings = {_checked(f"20{year}", month, day) for year, day in ((first, last), (last, first))}
    days = [day for day in readings if day and int(day[:4]) in _WEB_YEARS]
    return days[0] if len(days) == 1 else None


def _checked(year: str, month: str | int, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
