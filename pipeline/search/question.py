"""A Swedish question → the municipalities, people, focus areas and period that it names.

Rules over the names that a generation has. What is unclear is left out: a filter too few costs less than one too many.
Knows nothing about stores, and of municipalities only which names are ordinary words or surnames.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal
from unicodedata import normalize

from pipeline.search.period import period
from pipeline.swedish.vocabulary import word_counts
from pipeline.swedish.words import STOP_WORDS

Kind = Literal["municipality", "person", "focus_area"]
# Names that are also words or given names; names that are words in lower case only; names that are surnames too.
_ORDINARY = frozenset(
    "ale berg boden dorotea ed eda falkenberg habo heby kil kinda klippan köping lund mark mora nora norberg sala salem"
    " sunne säter vara vilhelmina åre".split()
)
_ORDINARY_IN_LOWER = frozenset(
    "grums härjedalen nacka orsa sandviken skara smedjebacken trosa vindeln älvdalen älvsbyn".split()
)
_SURNAMES = frozenset("avesta borgholm hallsberg karlsborg lerum ljungby varberg österåker".split())
# The given names among the words of `word_counts`, which otherwise holds no names; none is longer than this.
_GIVEN_NAMES = frozenset("andre inge inger kaj lova per rita rosa saga said tom åse".split())
_LONGEST_GIVEN_NAME = 11
_SHORTEST_IN_LOWER = 6

_WORD = re.compile(r"[^\W\d_]\.(?=\s)|\w+(?:['’]\w+)*")
_GAP = re.compile(r"[\s\u2011-]+")
_LISTED = r"(?:[\s,/&]|\b(?:och|eller|samt|kommun\w*|stads?|staden|städerna|län\w*|[Rr]egion\w*|[A-ZÅÄÖ][\w-]*)\b)*"
_IN_PLACE = re.compile(rf"(?<!\w)[iI]\s{_LISTED}$")
_KOMMUN = re.compile(r"\s+(?i:kommun(?:ens?|er|erna|ernas|ers|s)?|stads?|staden)\b")
_BESIDE_KOMMUN = re.compile(rf"{_LISTED}{_KOMMUN.pattern}")
_REGION_BEFORE = re.compile(r"\b(?i:\w*region(?:en)?|landstinget|länsstyrelsen(?:\s+i)?)\s+$")
_OTHER_BODY = re.compile(r"\s+(?i:län(?:et|ets|s)?|länsstyrelse\w*|universitet\w*|högskola\w*|tingsrätt\w*)\b")
_OTHER_COUNTY = re.compile(r"(?:(?:,|\s+(?:och|eller|samt))(?:\s+[A-ZÅÄÖ][\w-]*)+)+\s+län\b")
_PREVIOUS = re.compile(r"([^\W\d_]\.|[\w-]+)\s+$")
_FOLLOWING = re.compile(r"\s+([A-ZÅÄÖ][\w-]+)")
_SENTENCE_START = re.compile(r"(?:^|[.!?]\s|\n)\W*$")
_WITHOUT = re.compile(
    r"\b(?i:utom|förutom|utöver|frånsett|bortsett\s+från|exklusive|med\s+undantag\s+(?:för|av)|(?:inte|ej)\s+i"
    r"|(?:andra|annan|annat|fler|flera)(?:\s+(?:kommun|kommuner|stad|städer|ort|orter|ställen|håll))?"
    r"(?:\s+(?:och|eller)\s+(?:kommuner|städer))?\s+än)\b"
    r"|(?:\b(?:men|och|dock|fast)|,)\s+(?:inte|ej)\b"
)
_WITHOUT_THESE = re.compile(_LISTED + rf"(?:\b(?:i|från|för|hos)\b{_LISTED})*")


@dataclass(frozen=True, slots=True)
class Known:
    """The names of a generation: (code, name), (entity id, full name) and (focus area id, name)."""

    municipalities: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    focus_areas: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question asks for, in the order named; `since` and `until` are ISO days, both included."""

    municipalities: tuple[str, ...] = ()
    without_municipalities: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    focus_areas: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def given(self) -> dict[str, str | tuple[str, ...]]:
        """Return what is set."""
        return {name: value for name, value in asdict(self).items() if value}

    def without(self, ignored: frozenset[str]) -> Understood:
        """Return the rest: `ignored` holds codes of municipalities, ids of people and areas, and "period"."""
        kept: dict[str, Any] = {
            name: tuple(key for key in value if key not in ignored) if isinstance(value, tuple) else value
            for name, value in self.given().items()
        }
        if "period" in ignored:
            kept |= {"since": None, "until": None}
        return Understood(**kept)


@dataclass(frozen=True, slots=True)
class _Form:
    kind: Kind
    keys: tuple[str, ...]
    name: str
    genitive: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    form: _Form


def understand(question: str, known: Known, today: date) -> Understood:
    """Return what `question` asks for among the names `known`; periods count from `today`.

    A municipality both asked about and left out ("Lund och andra kommuner än Lund") is asked about.
    """
    text = normalize("NFC", question)
    named = list(_named(text, known))
    listed = text
    for one in named:
        listed = listed[: one.start] + "X" * (one.end - one.start) + listed[one.end :]
    places = [one for one in named if one.form.kind == "municipality" and _is_meant(text, listed, one)]
    wanted = _keys(one for one in places if not _is_left_out(listed[: one.start]))
    since, until = period(text, today)
    return Understood(
        municipalities=wanted,
        without_municipalities=tuple(code for code in _keys(places) if code not in wanted),
        people=_keys(one for one in named if one.form.kind == "person"),
        focus_areas=_keys(one for one in named if one.form.kind == "focus_area"),
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
    )


def _keys(named: Iterable[_Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for one in named for key in one.form.keys))


def _split(text: str) -> tuple[str, ...]:
    return tuple(word.rstrip(".").casefold() for word in _WORD.findall(normalize("NFC", text)))


def _names(known: Known) -> Iterator[tuple[Kind, str, str]]:
    for code, name in known.municipalities:
        yield "municipality", code, name
        if name == "Falun":
            yield "municipality", code, "Falu kommun"
    yield from (("person", key, name) for key, name in known.people if len(_split(name)) > 1)
    yield from (("focus_area", key, form) for key, name in known.focus_areas for form in (key, name) if _split(form))


@lru_cache(maxsize=4)
def _forms(known: Known) -> dict[tuple[str, ...], _Form]:
    """Return the known by the words of their names, in the genitive too; people with one name share a form."""
    forms: dict[tuple[str, ...], _Form] = {}
    for kind, key, name in _names(known):
        words = _split(name)
        keys = (*forms[words].keys, key) if words in forms else (key,)
        forms[words] = _Form(kind, keys, " ".join(words))
    for (*start, end), form in list(forms.items()):
        if not end.endswith(("s", "x", "z")):
            forms.setdefault((*start, f"{end}s"), replace(form, genitive=True))
    return forms


def _named(text: str, known: Known) -> Iterator[_Named]:
    """Yield the longest known names from left to right, save parts of a hyphenated word ("Göteborgs-Posten")."""
    forms = _forms(known)
    found = list(_WORD.finditer(text))
    longest, at = max(map(len, forms), default=0), 0
    while at < len(found):
        for count in range(min(longest, len(found) - at), 0, -1):
            part = found[at : at + count]
            start, end = part[0].start(), part[-1].end()
            form = forms.get(tuple(word[0].rstrip(".").casefold() for word in part))
            joined = all(_GAP.fullmatch(text, left.end(), right.start()) for left, right in pairwise(part))
            if form and joined and not {text[start - 1 : start], text[end : end + 1]} & {"-", "\u2011"}:
                yield _Named(start, end, form)
                at += count - 1
                break
        at += 1


def _is_meant(text: str, listed: str, one: _Named) -> bool:
    """Say whether a name means the municipality; `listed` is `text` with an X for each letter of a known name."""
    before, after, name = listed[: one.start], listed[one.end :], one.form.name
    if _OTHER_BODY.match(after) or (_REGION_BEFORE.search(before) and name != "gotland"):
        return False
    if one.form.genitive and _OTHER_COUNTY.match(after):
        return False
    if name in _ORDINARY | _SURNAMES and not _KOMMUN.match(after) and _is_in_a_persons_name(text, one):
        return False
    in_place, beside_kommun = bool(_IN_PLACE.search(before)), bool(_BESIDE_KOMMUN.match(after))
    if text[one.start].isupper():
        weak = text[one.start : one.end].isupper() or _SENTENCE_START.search(before)
        return name not in _ORDINARY or in_place or beside_kommun or not weak
    if in_place and beside_kommun:
        return True
    return name not in _ORDINARY | _ORDINARY_IN_LOWER and (in_place or len(name) >= _SHORTEST_IN_LOWER)


def _is_in_a_persons_name(text: str, one: _Named) -> bool:
    beside = (_PREVIOUS.search(text, 0, one.start), _FOLLOWING.match(text, one.end))
    return any(word and _is_like_a_given_name(word[1]) for word in beside)


def _is_like_a_given_name(word: str) -> bool:
    lower = word.casefold()
    if not word.istitle() or len(word) > _LONGEST_GIVEN_NAME:
        return False
    return word[-1] == "." or lower in _GIVEN_NAMES or not (lower in STOP_WORDS or lower in word_counts())


def _is_left_out(before: str) -> bool:
    """Say whether the list that goes on after `before` is one that the question leaves out."""
    marks = list(_WITHOUT.finditer(before))
    return bool(marks) and _WITHOUT_THESE.fullmatch(before, marks[-1].end()) is not None
