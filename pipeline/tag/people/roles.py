"""The role and the organisation beside a person's name: "…, projektledare på Brå", "utredaren …", "… från Frivården".

A role is given in lower case and in the indefinite form, an organisation as the text has it, without a genitive s.
Reads the characters around a name; knows nothing about how names are found.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.tag.people.name_lists import NameLists
from pipeline.tag.people.names import UPPER
from pipeline.tag.people.role_words import MODIFIER, ROLE_PLURAL, ROLE_WORD, UNIT, has_role_word, indefinite

_BEFORE = 110  # characters before a name that may hold its role
_MOST_JOINED = 30  # names joined by commas and "och" that share what is said of all
_STEP = r"[ \u00a0]+"
_LINE = r"(?:[ \t]*\r?\n){1,2}"
_ROLE_TAIL = rf"(?:(?:{_STEP}och|,){_STEP}(?-i:(?![{UPPER}]))(?:{MODIFIER}{_STEP})?(?:{ROLE_WORD})(?!\w)){{0,2}}"
_MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_FIELD = (
    rf"(?:{_STEP}(?:i|inom|för|mot){_STEP}(?!(?:\w+{_STEP})?(?:år|månader|veckor|dag|{_MONTH})\b)(?:[a-zåäöé]+(?:t|a|ig|isk|nde){_STEP})?"
    rf"[a-zåäöé][\w-]*(?<!en)(?<!et)(?<!ens)(?<!ets)(?!\w)"
    rf"(?:{_STEP}och{_STEP}[a-zåäöé][\w-]*(?<!en)(?<!et)(?!\w))?(?<!-))?"
)
_SHARED_START = rf"(?:[\w-]+-{_STEP}(?:och|samt){_STEP})?"
_ROLE = (
    rf"(?P<role>{_SHARED_START}(?:(?:{MODIFIER}|teknisk[ae]?){_STEP}){{0,2}}(?:{ROLE_WORD})(?!\w|-[a-zåäö])"
    rf"{_ROLE_TAIL}{_FIELD})"
)
_LOOSE_ROLE = (
    rf"(?P<role>{_SHARED_START}(?:(?!(?:som|och|att|har|är|var|samt|eller|men|till|inte|blev|under|för|av|idag|dag|dessförinnan|numera|närmast|sedan|nu)\b)[a-zåäöé.-]+{_STEP})"
    rf"{{0,3}}(?:{ROLE_WORD})(?!\w|-[a-zåäö]){_ROLE_TAIL}{_FIELD})"
)
_PLACED = rf"(?:{_STEP}i{_STEP}[{UPPER}][\w-]*(?:{_STEP}(?:[{UPPER}][\w-]*|kommun|stad))*)?"
_PROPER = (
    rf"[{UPPER}][\w&-]*(?:(?<=-){_STEP}och{_STEP}[a-zåäöé]\w+"
    rf"|(?<=Myndigheten){_STEP}för{_STEP}[a-zåäöé]+(?:{_STEP}och{_STEP}[a-zåäöé]+)?)?"
    rf"(?:{_STEP}(?:[{UPPER}&][\w&-]*|kommun|stad|län|universitet|högskola|tingsrätt|församling|gymnasium|filmfestival|förlag|teater"
    rf"|{UNIT}(?!\w)))*"
)
# "institutionen för genusvetenskap på Uppsala universitet"
_OF_FIELD = (
    rf"(?:[Mm]yndigheten|[Ii]nstitutionen|[Ee]nheten|[Aa]vdelningen|[Cc]entrum){_STEP}för{_STEP}[a-zåäöé]+"
    rf"(?:-?(?:,{_STEP}[a-zåäöé]+)*{_STEP}och{_STEP}[a-zåäöé]+)?(?:{_STEP}(?:på|vid){_STEP}{_PROPER})?"
)
_ORG = rf"(?P<org>(?:{_OF_FIELD}|{_PROPER}|(?:[a-zåäöé]\w*-{_STEP}och{_STEP})?{UNIT}(?!\w)){_PLACED})"
_UNIT_BEHIND_COMMA = _ORG.replace("<org>", "<unit>")
_AT = (
    rf"(?:{_STEP}(?P<prep>på|vid|i|inom|hos|för|från|till){_STEP}{_ORG}"
    rf"|,{_STEP}{_UNIT_BEHIND_COMMA}(?=[,.;:)!?\r\n]|$))?"
)
_PARTY = rf"(?:{_STEP}\((?:S|M|C|V|L|KD|MP|SD|FP|s|m|c|v|l|kd|mp|sd|fp)\))?"
# An authority that bears its head's title.
_AUTHORITY = r"(?:Diskriminerings|Barn|Konsument|Justitie)ombudsmannen(?!\w)"
_PLAIN_AFTER = re.compile(rf"{_STEP}(?=\w)")
# "en erfaren politisk ledare" praises and names no post.
_PRAISE = re.compile(
    r"(?:en )?(?:(?:erfaren|politisk|stark|duktig|skicklig|engagerad|karismatisk|god|bra|ung|naturlig|modig|andlig"
    r"|framstående|religiös|global) )+ledare"
)
_ROLE_AFTER = (
    re.compile(
        rf"{_PARTY}(?:,{_STEP}\d\d?(?:{_STEP}år)?)?,{_STEP}(?:som{_STEP}(?:är|var|arbetar{_STEP}som|jobbar{_STEP}som|har{_STEP}anställts{_STEP}som){_STEP}"
        rf"|(?:en|ny|nu){_STEP})?(?!{_AUTHORITY}){_LOOSE_ROLE}{_AT}"
    ),
    re.compile(rf"(?:{_PARTY}{_STEP}[–-]|-|{_PARTY}:)?{_STEP}{_ROLE}{_AT}"),
    re.compile(rf"{_STEP}\({_ROLE}{_AT}\)", re.IGNORECASE),
    re.compile(
        rf"{_STEP}(?:(?:(?:och|som){_STEP})?(?:(?:är|var|blir|blev|(?:har{_STEP})?varit)(?:{_STEP}(?:också|även|i{_STEP}dag|sedan{_STEP}\d{{4}}))?"
        rf"|(?:har{_STEP})?(?:arbetar|arbetat|jobbar|jobbat|anställts|anställs){_STEP}som"
        rf"|(?:har{_STEP})?(?:utses|utsågs|utsetts|utnämns|förordnas)(?:{_STEP}nyligen)?{_STEP}till)){_STEP}{_LOOSE_ROLE}{_AT}"
    ),
    re.compile(rf"{_LINE}(?i:{_ROLE}),?{_AT}[ \t]*(?=\r?\n|$)"),
    re.compile(rf"{_LINE}(?i:{_ROLE}){_STEP}{_ORG}[ \t]*(?=\r?\n|$)"),
    re.compile(rf"[ \u00a0]*[|\t][ \u00a0]*(?i:{_ROLE}){_AT}[ \t]*(?=[|\t\r\n]|$)"),
    re.compile(rf"{_LINE}(?i:{_ROLE}){_STEP}(?:hos|till){_STEP}(?P<org>[^\W\d_]+)[^\r\n.!?]{{0,80}}(?=\r?\n|$)"),
    re.compile(
        rf"[^.!?\n]{{0,150}}[.!?]{_STEP}"
        rf"(?:(?:Hon|Han){_STEP}(?:är|arbetar{_STEP}som|jobbar{_STEP}som)|(?:I{_STEP}dag|Nu|Numera){_STEP}är{_STEP}h[oa]n){_STEP}"
        rf"{_LOOSE_ROLE}{_AT}"
    ),
)
_ROLE_BEFORE = (
    re.compile(
        rf"(?<![\w-])(?:(?P<org>(?:[{UPPER}]\w+{_STEP})?{UNIT}|[{UPPER}]{{2,}}:?|[{UPPER}]\w+(?:verket|rådet|styrelsen|myndigheten|kommun))s{_STEP})?"
        rf"(?P<role>(?i:{_SHARED_START}(?:{MODIFIER}{_STEP})?(?:(?:{ROLE_WORD}){_STEP}och{_STEP})?(?:{MODIFIER}{_STEP})?"
        rf"(?:{ROLE_WORD})))(?:{_STEP}(?:är|var|heter)|:)?{_STEP}$"
    ),
    re.compile(rf"(?:^|[.!?:\n–])[ \u00a0]*(?P<role>[{UPPER}](?:{ROLE_WORD})(?<=[nt])),{_STEP}$"),
    re.compile(rf"(?<![\w-])(?:[Dd]en|[Vv]år|[Mm]in){_STEP}(?P<role>(?:{MODIFIER}{_STEP})?(?:{ROLE_WORD})),{_STEP}$"),
    re.compile(
        rf"(?<![\w-])(?P<role>(?i:(?:{MODIFIER}{_STEP})?(?:{ROLE_WORD})))(?!\w){_STEP}(?P<prep>för|på|vid|hos|i|från){_STEP}{_ORG}"
        rf"(?:,|{_STEP}(?:är|heter))?{_STEP}$"
    ),
    re.compile(
        rf"(?<![\w-])(?P<role>(?i:(?:{MODIFIER}{_STEP})?(?:{ROLE_WORD}))(?:{_STEP}(?:för|mot){_STEP}[a-zåäöé][\w-]*"
        rf"(?:{_STEP}[a-zåäöé][\w-]*)?))(?:{_STEP}(?:är|heter)|:){_STEP}$"
    ),
    re.compile(
        rf"(?<![\w-])(?P<role>(?i:\w*(?:minister|kommissionär)(?:n|en)?){_STEP}för{_STEP}[a-zåäöé][\w-]*"
        rf"(?:{_STEP}(?:och{_STEP})?[a-zåäöé][\w-]*){{0,2}}){_STEP}$"
    ),
)
# What stands before several names joined by commas and "och" and is said of each.
_ROLE_BEFORE_ALL = (
    re.compile(rf"(?<![\w-])(?P<role>(?i:(?:{MODIFIER}{_STEP})?{ROLE_PLURAL})){_STEP}$"),
    re.compile(rf"(?:^|\n)[ \t]*(?P<role>(?i:{ROLE_WORD}))(?:[ \t]*:)?[ \t]*\n{{1,2}}$"),
)
_JOINT = re.compile(rf"(?:,|,?{_STEP}(?:och|samt|&)){_STEP}")
_ORG_AFTER = re.compile(
    rf"{_PARTY}(?:,(?P<comma>{_STEP})|,?{_STEP}(?:som{_STEP}(?:jobbar|arbetar){_STEP})?(?:från|på|vid|hos|inom){_STEP}){_ORG}(?(comma)(?=[,.;:)!?”\"\r\n]|$|{_STEP}och{_STEP}))"
)
# "…, som forskar om gäng vid Stockholms universitet"
_ORG_OF_WORK = re.compile(
    rf",?{_STEP}(?:som{_STEP})?(?:forskar|arbetar|jobbar|undervisar|leder|ansvarar|utreder)(?:{_STEP}[a-zåäöé][\w-]*){{0,6}}?"
    rf"{_STEP}(?P<prep>vid|på|i|hos|inom){_STEP}{_ORG}"
)
# Said of all the names before it: "Bo Ek och Anna Berg från Krami".
_ORG_AFTER_ALL = re.compile(rf"{_STEP}(?:som{_STEP}(?:jobbar|arbetar){_STEP}(?:på|vid|inom)|från){_STEP}{_ORG}")
# "verksamhetschef för Tredje spåret": names of activities go on in lower case.
_LOWER_REST = re.compile(rf"{_STEP}[a-zåäöé]+(?<!r)(?<!de)(?<!te)(?=[,.;)\n]|$|{_STEP}(?:i|på|vid){_STEP})")
_MUNICIPAL = re.compile(r"[ \u00a0](?:kommun|stad|län)\b")
# "kommunstyrelsens ordförande": the organisation in a role.
_OWNER = re.compile(rf"({UNIT})s{_STEP}(?=\w)")
_OFFICE = re.compile(rf"(?<!\w)(?:kommun|stad|län|region|{UNIT})(?!\w)", re.IGNORECASE)

Span = tuple[int, int]


def has_role(text: str, start: int, end: int) -> bool:
    """Whether a role stands right before or after text[start:end]."""
    return _role_before(text, start) is not None or any(pattern.match(text, end) for pattern in _ROLE_AFTER[:-1])


def role_and_organisation(
    text: str, start: int, end: int, people: list[Span], lists: NameLists
) -> tuple[str | None, str | None]:
    """Return what stands beside the name text[start:end] and is not another person's.

    `people` are the (start, end) of all full names in `text`, in text order.
    """
    own = _role_before(text, start)
    before = own or _role_before_all(text, start, people)
    after = _role_after(
        text, end, people, has_role_before=before is not None, is_titled=_is_title(text, start, own, people)
    )
    if after:
        owner = _OWNER.match(after["role"])
        organisation = _organisation(after, people, lists) or (owner[1] if owner else None)
        return _on_one_line(indefinite(after["role"][owner.end() if owner else 0 :])), _on_one_line(organisation)
    matches = (
        _ORG_AFTER.match(text, end),
        _ORG_OF_WORK.match(text, end),
        _ORG_AFTER_ALL.match(text, _last_joined(text, end, people)),
    )
    organisations = (_organisation(match, people, lists) for match in matches if match)
    organisation = next((found for found in organisations if found), None)
    if before is None:
        return None, _on_one_line(organisation)
    organisation = organisation or _organisation_before(before, lists)
    return _on_one_line(indefinite(before["role"])), _on_one_line(organisation)


def _role_after(
    text: str, end: int, people: list[Span], *, has_role_before: bool, is_titled: bool
) -> re.Match[str] | None:
    """Return the role behind the name that ends at `end`; one that follows without a comma yields to a title."""
    for pattern in _ROLE_AFTER[:-1] if has_role_before else _ROLE_AFTER:
        match = pattern.match(text, end)
        if match is None or (
            is_titled and text[end : match.start("role")].strip(" \u00a0") == "" and "\n" not in match[0]
        ):
            continue
        if not _belongs_to_next(match, end, people) and not _PRAISE.fullmatch(match["role"]):
            return match
    return None


def _is_title(text: str, start: int, own: re.Match[str] | None, people: list[Span]) -> bool:
    """Whether the role before a name is that name's, and does not follow another name as the role of that one."""
    if own is None:
        return False
    role = max(0, start - _BEFORE) + own.start("role")
    place = bisect_right(people, (role, 0)) - 1
    return place < 0 or not text[people[place][1] : role].isspace()


def _on_one_line(words: str | None) -> str | None:
    """Return `words` with single spaces where a line broke among them."""
    return re.sub("  +", " ", words) if words else None


def _role_before_all(text: str, start: int, people: list[Span]) -> re.Match[str] | None:
    """Return the role before the first of the names that the one at `start` is joined to."""
    place = bisect_right(people, (start, 0)) - 1
    last = max(place - _MOST_JOINED, -1)
    while place > last and _JOINT.fullmatch(text, people[place][1], start):
        start = people[place][0]
        place -= 1
    before = text[max(0, start - _BEFORE) : start]
    return (
        None
        if not has_role_word(before)
        else next((match for pattern in _ROLE_BEFORE_ALL if (match := pattern.search(before))), None)
    )


def _last_joined(text: str, end: int, people: list[Span]) -> int:
    """Return where the last of the names ends that the one that ends at `end` is joined to."""
    place = bisect_right(people, (end, 0))
    last = min(place + _MOST_JOINED, len(people))
    while place < last and _JOINT.fullmatch(text, end, people[place][0]):
        end = people[place][1]
        place += 1
    return end


def _role_before(text: str, start: int) -> re.Match[str] | None:
    place = max(0, start - _BEFORE)
    before = text[place:start]
    return (
        None
        if not has_role_word(before)
        else next((match for pattern in _ROLE_BEFORE if (match := pattern.search(before))), None)
    )


def _belongs_to_next(match: re.Match[str], end: int, people: list[Span]) -> bool:
    """Whether the role stands before another person ("Anna Berg, utredaren Bo Ek"), or another one stands between."""
    following = _first_from(end, people)
    if following is None:
        return False
    between = [match.string[place:following] for place in (match.end("role"), match.end()) if place <= following]
    organisation = match.groupdict().get("org") and match.span("org")
    if organisation and organisation[0] < following < organisation[1]:
        return True
    return following < match.start("role") or any(gap.isspace() and "\n" not in gap for gap in between)


def _organisation_before(match: re.Match[str], lists: NameLists) -> str | None:
    """Return the organisation of a role before the name: "LO:s vice ordförande", "analyschefen för Film i Väst"."""
    groups = match.groupdict()
    organisation = groups.get("org")
    if not organisation or organisation in lists.municipalities:
        return None
    if groups.get("prep") == "i" and not _OFFICE.search(organisation):
        return None
    return organisation.rstrip(":")


def _organisation(match: re.Match[str], people: list[Span], lists: NameLists) -> str | None:
    """Return the organisation in `match`, unless it is another person or no more than a place."""
    groups = match.groupdict()
    organisation, preposition = groups["org"], groups.get("prep")
    if groups.get("unit"):
        organisation, preposition = groups["unit"], ","
    following = _first_from(match.start("unit" if groups.get("unit") else "org"), people) if organisation else None
    if not organisation or (following is not None and following < match.end("unit" if groups.get("unit") else "org")):
        return None
    opener = organisation.split()[0]
    if organisation in lists.municipalities or (
        opener in lists.given | {"Dr", "Prof"} and not _MUNICIPAL.search(organisation)
    ):
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
