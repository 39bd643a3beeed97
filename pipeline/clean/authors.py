"""Who wrote a page: people only, never the site, an organisation or a user id."""

from __future__ import annotations

import re
from collections.abc import Iterable

_AND = re.compile(r"\s*(?:;|\||/|,| & | och | and | og | samt )\s*(?:(?:and|och|&) )?", re.I)
_LABEL = re.compile(
    r"^(?:av|by|text(?: och (?:foto|bild))?|foto och text|skribent|författare|reporter|journalist|written by|author)"
    r"(?: av)?(?::\s*|\s+)(?=\S)",
    re.I,
)
_LABELLED = re.compile(rf"{_LABEL.pattern}(?P<names>.{{3,120}})$", re.I)
_TOKEN = re.compile(r"[^\W\d_][^\W\d_'’.‑-]*(?:[-‑'’.][^\W\d_]+)*\.?")
_DATED = re.compile(
    r"(?:\s*[|,–-]\s*|\s+)(?:(?:jan|feb|mar|apr|ma[ijy]|jun|jul|aug|sep|o[kc]t|nov|de[cs])[a-z]{0,8}\.? )?\d.*$", re.I
)
_LEADING_DAY = re.compile(r"^(?:19|20)\d\d-\d\d-\d\d(?: \d\d[.:]\d\d)?\s*[·|,–-]\s*")
_OTHER_WORK = re.compile(r"\s+(?:foto|bild|illustration|photo)(?:graf)?\b.*$", re.I)
_PARTICLES = frozenset("af av de del den der di la le ten ter van von y".split())
_NO_PERSON = re.compile(
    r"(?:\w*(?:kommun|kommunen|kommuns|förvaltning|förvaltningen|förbund|förbundet|nämnd|nämnden|myndighet|myndigheten"
    r"|redaktion|redaktionen|avdelning|avdelningen|enhet|enheten|styrelse|styrelsen|verket|byrå|byrån|rådet|center"
    r"|centrum|skola|skolan|universitet|högskola|högskolan|biblioteket|tjänst|tjänsten|kontor|kontoret|gruppen"
    r"|bolaget|föreningen|stiftelsen|webb|webben|webbplats|webbredaktör|webbmaster)"
    r"|stad|stads|staden|region|regionen|län|läns|polis|polisen|brå|ab|hb|för|kommunikation|kommunikatör"
    r"|information|admin|administrator|administratör|redaktör|webmaster|editor|editors|editorial|staff|team|the|news"
    r"|inc|ltd|llc|gmbh|company|group|university|college|clinic|magazine|media|press|blog|guest|contributor|user"
    r"|support|marketing|office|department|council|provisions|studio|agency|www|http|https)",
    re.I,
)


def people(text: str, not_people: Iterable[str] = ()) -> list[str]:
    """Return the persons that an author field names, in order; titles, degrees and organisations are left out.

    A person has two to four names. `not_people` are the names of the site and its publisher, which are no part of a
    person's name either ("Toptal Research").
    """
    known = {_compact(name) for name in not_people}
    bare = _DATED.sub("", _OTHER_WORK.sub("", _LABEL.sub("", " ".join(text.split()))))
    parts = [part.strip(" .") if part.count(".") < 2 else part.strip() for part in _AND.split(bare)]
    names = [part for part in parts if _is_person(part) and not known & {_compact(part), *map(_compact, part.split())}]
    turned = " ".join(reversed(parts))
    if not names and len(parts) == 2 and "," in bare and all(len(part.split()) == 1 for part in parts):
        names = [turned] if _is_person(turned) and _compact(turned) not in known else []
    return list(dict.fromkeys(names))


def author(candidates: Iterable[str], not_people: Iterable[str] = ()) -> str | None:
    """Return the persons named by the first of `candidates` that names any, joined by ", "."""
    unwanted = list(not_people)
    found = (people(candidate, unwanted) for candidate in candidates)
    return next((", ".join(names) for names in found if names), None)


def byline(line: str) -> str | None:
    """Return whom a line such as "2024-04-05 · av Eva Lind och Bo Ek" names if it says nothing else."""
    found = _LABELLED.match(_LEADING_DAY.sub("", line))
    if found is None:
        return None
    said = _DATED.sub("", found["names"].strip())
    parts = _AND.split(said)
    names = people(said)
    return ", ".join(names) if names and len(names) == len(parts) else None


def _is_person(name: str) -> bool:
    tokens = name.split()
    proper = [token for token in tokens if token.casefold() not in _PARTICLES]
    if not 2 <= len(proper) <= 4 or len(tokens) > 6 or len(name) > 60 or tokens[0] not in proper:
        return False
    for token in proper:
        # A word in capitals is an abbreviation, a degree or a user id; an initial is part of a name.
        initial = re.fullmatch(r"[^\W\d_]\.?", token) is not None
        if not _TOKEN.fullmatch(token) or not token[0].isupper() or (token.isupper() and not initial):
            return False
        if _NO_PERSON.fullmatch(token):
            return False
    return True


def _compact(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
