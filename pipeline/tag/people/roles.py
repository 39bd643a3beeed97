"""The role and the organisation beside a person's name: "…, projektledare på Brå", "utredaren …", "… från Frivården".

Reads the characters right before and after a name; knows nothing about how names are found.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.tag.people.name_lists import NameLists
from pipeline.tag.people.names import UPPER
from pipeline.tag.people.role_words import MODIFIER, ROLE_WORD, UNIT

_BEFORE = 60  # characters before a name that may hold its role
_STEP = r"[ \u00a0]+"
_ROLE_TAIL = rf"(?:(?:{_STEP}och|,){_STEP}(?:{MODIFIER}{_STEP})?(?:{ROLE_WORD})(?!\w))?"
_FIELD = (
    rf"(?:{_STEP}(?:i|inom|för|mot){_STEP}(?:[a-zåäöé]+(?:t|a|ig|isk|nde){_STEP})?"
    rf"[a-zåäöé][\w-]*(?<!en)(?<!et)(?<!ens)(?<!ets)(?!\w)(?:{_STEP}och{_STEP}[a-zåäöé][\w-]*)?)?"
)
_ROLE = rf"(?P<role>(?:{MODIFIER}{_STEP}){{0,2}}(?:{ROLE_WORD})(?!\w){_ROLE_TAIL}{_FIELD})"
_LOOSE_ROLE = (
    rf"(?P<role>(?:(?!(?:som|och|att|har|är|var|samt|eller|men)\b)[a-zåäöé.-]+{_STEP}){{0,3}}(?:{ROLE_WORD})(?!\w)"
    rf"{_ROLE_TAIL}{_FIELD})"
)
_PLACED = rf"(?:{_STEP}i{_STEP}[{UPPER}][\w-]*(?:{_STEP}(?:[{UPPER}][\w-]*|kommun|stad))*)?"
_PROPER = (
    rf"[{UPPER}][\w&-]*(?:(?<=-){_STEP}och{_STEP}[a-zåäöé]\w+"
    rf"|(?<=Myndigheten){_STEP}för{_STEP}[a-zåäöé]+(?:{_STEP}och{_STEP}[a-zåäöé]+)?)?"
    rf"(?:{_STEP}(?:[{UPPER}&][\w&-]*|kommun|stad|län|universitet|högskola|tingsrätt|församling|gymnasium))*"
)
_ORG = rf"(?P<org>(?:{_PROPER}|(?:[a-zåäöé]\w*-{_STEP}och{_STEP})?{UNIT}(?!\w)){_PLACED})"
_AT = rf"(?:{_STEP}(?P<prep>på|vid|i|inom|hos|för|från|till){_STEP}{_ORG})?"
_ROLE_AFTER = (
    re.compile(rf",{_STEP}(?:som{_STEP}(?:är|arbetar{_STEP}som|jobbar{_STEP}som){_STEP})?{_LOOSE_ROLE}{_AT}"),
    re.compile(rf"(?:{_STEP}[–-])?{_STEP}{_ROLE}{_AT}"),
    re.compile(rf"\n{{1,2}}(?i:{_ROLE}),?{_AT}[ \t]*(?=\n|$)"),
)
_ROLE_BEFORE = re.compile(rf"(?<![\w-])(?P<role>(?:{MODIFIER}{_STEP})?(?:{ROLE_WORD})){_STEP}$", re.IGNORECASE)
_ORG_AFTER = re.compile(
    rf"(?:,(?P<comma>{_STEP})|{_STEP}(?:från|på|vid|hos){_STEP}){_ORG}(?(comma)(?=[,.;:)!?”\"\n]|$|{_STEP}och{_STEP}))"
)
# "verksamhetschef för Tredje spåret": names of activities go on in lower case.
_LOWER_REST = re.compile(rf"{_STEP}[a-zåäöé]+(?<!r)(?<!de)(?<!te)(?=[,.;)\n]|$|{_STEP}(?:i|på|vid){_STEP})")
_OFFICE = re.compile(rf"(?<!\w)(?:kommun|stad|län|region|{UNIT})(?!\w)", re.IGNORECASE)

Span = tuple[int, int]


def has_role(text: str, start: int, end: int) -> bool:
    """Whether a role stands right before or after text[start:end]."""
    return _role_before(text, start) is not None or any(pattern.match(text, end) for pattern in _ROLE_AFTER)


def role_and_organisation(
    text: str, start: int, end: int, people: list[Span], lists: NameLists
) -> tuple[str | None, str | None]:
    """Return what stands beside the name text[start:end] and is not another person's.

    `people` are the (start, end) of all full names in `text`, in text order.
    """
    for pattern in _ROLE_AFTER:
        match = pattern.match(text, end)
        if match and not _belongs_to_next(match, people):
            return match["role"], _organisation(match, match["prep"], people, lists)
    match = _ORG_AFTER.match(text, end)
    return _role_before(text, start), _organisation(match, "", people, lists) if match else None


def _role_before(text: str, start: int) -> str | None:
    match = _ROLE_BEFORE.search(text[max(0, start - _BEFORE) : start])
    return match["role"] if match else None


def _belongs_to_next(match: re.Match[str], people: list[Span]) -> bool:
    """Whether the role stands before another person ("Anna Berg, utredaren Bo Ek")."""
    end = match.end("role")
    following = _first_from(end, people)
    return following is not None and match.string[end:following].isspace()


def _organisation(match: re.Match[str], preposition: str | None, people: list[Span], lists: NameLists) -> str | None:
    """Return the organisation in `match`, unless it is another person or no more than a place."""
    organisation = match["org"]
    following = _first_from(match.start("org"), people)
    if not organisation or (following is not None and following < match.end("org")):
        return None
    if organisation in lists.municipalities or organisation.split()[0] in lists.given | {"Dr", "Prof"}:
        return None
    if preposition == "för" and (rest := _LOWER_REST.match(match.string, match.end())):
        return organisation + rest.group()
    if preposition == "i" and not _OFFICE.search(organisation):
        return None
    return organisation


def _first_from(place: int, people: list[Span]) -> int | None:
    """Return where the first name that opens at `place` or later opens."""
    following = bisect_right(people, (place, 0))
    return people[following][0] if following < len(people) else None
