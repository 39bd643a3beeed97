"""Addresses that a site makes without end: calendars, faceted lists, paths that repeat themselves.

`trap` sees what one address shows by itself. What only many show is left to counting: addresses with one `shape`
differ in nothing but numbers and values, and the frontier takes no more than so many of them.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

# Chosen by hand: enough for every numbered page of a list, too few for a calendar's days or a shop's filters.
MOST_OF_A_SHAPE = 500
MOST_WITH_A_QUERY = 60
_LONGEST = 500
_DEEPEST = 16
_MOST_PARAMETERS = 5
_NUMBERS = re.compile(r"\d+")
_CALENDAR = re.compile(r"kalend|calendar|evenemang|almanack", re.IGNORECASE)
_DAY = re.compile(r"(?:19|20)\d\d(?:[-/]?\d{1,2})?|\d{1,2}")
_DATE_KEY = re.compile(
    r"(?:start|end|from|till?|since|until|cal)?_?-?(?:date|datum|day|dag|month|manad|m%C3%A5nad|månad|week|vecka|year|ar|år)",
    re.IGNORECASE,
)
_FACET_KEY = re.compile(
    r"(?:sort|order|dir|filter|facet|category|kategori|tag|tags|view|layout|limit|per_?page|page_?size)"
    r"(?:_?by)?(?:\[.*\]|\..*)?",
    re.IGNORECASE,
)
_MOST_FACETS = 1
_OVERLONG, _REPEATED, _DAYS, _FACETS = "overlong address", "path that repeats itself", "calendar", "list with filters"
TRAPS = frozenset({_OVERLONG, _REPEATED, _DAYS, _FACETS})


def trap(url: str) -> str | None:
    """Return what makes canonical `url` one of endlessly many, None if nothing does."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    query = parse_qsl(parts.query, keep_blank_values=True)
    if len(url) > _LONGEST:
        return _OVERLONG
    if len(segments) > _DEEPEST or any(count > 2 for count in Counter(segments).values()):
        return _REPEATED
    if any(_DATE_KEY.fullmatch(key) and _NUMBERS.search(value) for key, value in query):
        return _DAYS
    named = next((place for place, segment in enumerate(segments) if _CALENDAR.search(segment)), None)
    if named is not None and any(_DAY.fullmatch(segment) for segment in segments[named + 1 :]):
        return _DAYS
    if len(query) > _MOST_PARAMETERS or sum(bool(_FACET_KEY.fullmatch(key)) for key, _ in query) > _MOST_FACETS:
        return _FACETS
    return None


def shape(url: str) -> str:
    """Return canonical `url` with its numbers as "0" and its query as names only."""
    parts = urlsplit(url)
    path = _NUMBERS.sub("0", parts.path)
    keys = sorted({key for key, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{parts.netloc.removeprefix('www.')}{path}" + (f"?{'&'.join(keys)}" if keys else "")


def most_of(shape_: str) -> int:
    """Return how many addresses of this shape are taken from links."""
    return MOST_WITH_A_QUERY if "?" in shape_ else MOST_OF_A_SHAPE
