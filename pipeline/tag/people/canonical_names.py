"""The one name behind the forms of a person's full name: no genitive s, the longest form, and the entity id.

Looks at the forms in one text only; knows nothing about how they were found, about roles, or about other texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from pipeline.tag.people.candidates import Candidate
from pipeline.tag.people.cues import SPEECH
from pipeline.tag.people.name_lists import NameLists
from pipeline.tag.people.names import looks_like_surname
from pipeline.tag.slugs import slug

_NO_GENITIVE = re.compile(
    rf"[.,;:)!?\n]|[ \u00a0]+(?:i|på|från|vid|med|som|har|hade|är|var|kan|ska|vill|en|ett|den|det|de|{SPEECH})(?!\w)"
)
# Noble names in s, whose form without it is a surname too: "af Ugglas", beside "Uggla".
_NOBLE = re.compile(r".* (?:af|von) Ugglas")
_APOSTROPHE = re.compile(r"['’´] [a-zåäö]")
_NOUN = re.compile(r"[ \u00a0]{1,2}[a-zåäö]")
_FUNCTION_WORD = re.compile(
    r"[ \u00a0]+(?:och|eller|som|i|på|från|vid|med|till|för|om|av|att|har|hade|är|var|kan|ska|vill|inte|också|men|samt"
    r"|webb|[a-zåäöé]+(?:r|ade|de|te|it))(?!\w)"
)


def person_id(name: str) -> str:
    """Return the entity id of the canonical `name`: "Åsa Räty-Berg" → "person:asa-raty-berg"."""
    return "person:" + slug(name.replace("’", "'"))


def canonical_names(text: str, people: list[Candidate], lists: NameLists) -> dict[str, str]:
    """Return surface → canonical name: no genitive s, and the longest form of the same given and last name."""
    first_of = {found.surface: found for found in reversed(people)}
    names = {
        surface: surface[:-1] if _is_genitive(text, found, first_of.keys(), lists) else surface
        for surface, found in first_of.items()
    }
    longer = {name for name in names.values() if name.count(" ") > 1}
    return {surface: _longest_form(name, longer) for surface, name in names.items()}


def _longest_form(name: str, longer: set[str]) -> str:
    """Return the one name in `longer` that `name` shortens: "Rut Moberg", "Carlsson Moberg" → "Rut Carlsson Moberg"."""
    parts = name.split(" ")
    forms = [form for form in longer if form != name and _shortens(parts, form)]
    return forms[0] if len(forms) == 1 else name


def _shortens(parts: list[str], form: str) -> bool:
    if form.endswith(" " + " ".join(parts)):
        return True
    words = iter(form.split(" "))
    return form.startswith(parts[0] + " ") and all(part in words for part in parts)


def _is_genitive(text: str, found: Candidate, surfaces: Set[str], lists: NameLists) -> bool:
    last = found.words[-1].plain
    if not last.endswith("s") or last.endswith("ss") or len(last) < 4 or _NOBLE.fullmatch(found.surface):
        return False
    base = last[:-1]
    if found.surface[:-1] in surfaces:
        return True
    if any(_NO_GENITIVE.match(text, place) for place in _ends(text, found)):
        return False
    if last in lists.surnames or (last in lists.given and base not in lists.surnames):
        return False
    if base in lists.surnames or looks_like_surname(base):
        return True
    return _NOUN.match(text, found.end) is not None and not _FUNCTION_WORD.match(text, found.end)


def end_with_apostrophe(text: str, end: int) -> int:
    """Return `end`, or the place behind the apostrophe that makes a name in s, x or z a genitive: "Håkan Lars' bil"."""
    return end + 1 if text[end - 1] in "sxz" and _APOSTROPHE.match(text, end) else end


def _ends(text: str, found: Candidate) -> Iterator[int]:
    """Yield where each occurrence of the surface of `found` ends."""
    return (match.end() for match in re.finditer(re.escape(text[found.start : found.end]) + r"(?!\w)", text))
