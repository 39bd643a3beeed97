"""The gazetteer: the 290 Swedish municipalities, the places in them, the forms they are written in, and one pattern.

`data/municipalities.csv` holds the municipalities (SCB's codes and names) with their other names: forms in use ("Gbg"),
older spellings, what they call themselves ("Malmö stad"). Its column `trap` marks the names that mean something else
too:

    word    an ordinary word (Vara, Mark)
    person  a common surname (Lund, Berg), or a given name among others
    given   a common given name (Nora, Vilhelmina)
    start   an ordinary word, to be told from the name by its small letter within a sentence (Boden, Köping)
    rare    a rare surname (Varberg)
    lower   an ordinary word in lower case only (skara, trosa)

`data/places.csv` holds places that mean the municipality they lie in, one row for each municipality that has one:

    police    an area of the police's lists of vulnerable areas, of one year or several: Polisen/NOA, "Utsatta områden"
              2015 and the "Lägesbild över utsatta områden" of 2017, 2019, 2021, 2023 and 2025
    district  another part of a town, by the municipalities' own names for them
    town      a locality, by SCB's "Tätorter"

There `trap` is `shared` where others have the name as well (Alby, Norrby), `person` where it is a given name (Seved),
`word` where it is an ordinary word or a surname (Söder, Viken). Names and places of a user's own come from `own_names`.
Knows nothing about texts: what a form means where it stands is for `place_names` and `municipalities`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pipeline.errors import StoreError, UsageError
from pipeline.tag.own_names import OwnName, read_own_names

Kind = Literal["name", "alias", "police", "district", "town"]

_DATA = Path(__file__).parent / "data"
_COLUMNS = ["code", "name", "official", "county_code", "county", "aliases", "trap"]
_PLACE_COLUMNS = ["name", "code", "kind", "trap"]
_NAMES_KOMMUN = re.compile(r"(.+?) (?:kommun|stad)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality: its SCB code (four digits), short and official name, county, other names, kind of trap."""

    code: str
    name: str
    official: str
    county_code: str
    county: str
    aliases: tuple[str, ...] = ()
    trap: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a municipality or a place in it; `needs_kommun` where only "Falu kommun" means it, not "Falu"."""

    written: str
    municipality: Municipality
    kind: Kind = "name"
    trap: str = ""
    needs_kommun: bool = False

    @property
    def is_place(self) -> bool:
        """Whether it is a place in the municipality."""
        return self.kind not in ("name", "alias")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All municipalities, and what finds them: each written form, case-folded → what it may mean, names first.

    What stands after one of the `given_names` is a surname; `given_words` are those that are ordinary words too.
    """

    municipalities: tuple[Municipality, ...]
    forms: dict[str, tuple[Form, ...]]
    counties: frozenset[str]
    given_names: frozenset[str]
    given_words: frozenset[str]
    pattern: re.Pattern[str]


def load_gazetteer(own: Path | None = None, data: Path = _DATA) -> Gazetteer:
    """Return the gazetteer in the folder `data`, with the names in the user's file `own` where there is one.

    StoreError where a file of `data` is missing or has other columns, UsageError where a row of `own` is wrong.
    """
    municipalities = tuple(_municipality(row) for row in _rows(data / "municipalities.csv", _COLUMNS))
    by_code = {one.code: one for one in municipalities}
    places = (_place(row, by_code) for row in _rows(data / "places.csv", _PLACE_COLUMNS))
    forms: dict[str, tuple[Form, ...]] = {}
    for form in (*(form for one in municipalities for form in _forms(one)), *places):
        _add(forms, form)
    if own is not None and own.exists():
        _add_own(forms, read_own_names(own), by_code)
    counties = frozenset(one.county.casefold() for one in municipalities)
    given, words = _given_names(data / "given_names.txt", forms)
    return Gazetteer(municipalities, forms, counties, given, words, _pattern(forms))


def _rows(path: Path, columns: list[str]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames != columns:
                raise StoreError(f"{path} must have the columns {','.join(columns)}, not {reader.fieldnames}")
            return list(reader)
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror}") from error


def _given_names(path: Path, forms: Container[str]) -> tuple[frozenset[str], frozenset[str]]:
    try:
        rows = [line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror}") from error
    rows = [row for row in rows if row[0].casefold() not in forms]
    return frozenset(name for name, _, _ in rows), frozenset(name for name, _, kind in rows if kind)


def _municipality(row: dict[str, str]) -> Municipality:
    aliases = tuple(filter(None, row["aliases"].split("|")))
    return Municipality(
        row["code"], row["name"], row["official"], row["county_code"], row["county"], aliases, row["trap"]
    )


def _forms(one: Municipality) -> Iterator[Form]:
    yield Form(one.name, one, "name", one.trap)
    for written in (one.official, *one.aliases):
        yield from _alias(written, one)


def _alias(written: str, one: Municipality, trap: str = "") -> Iterator[Form]:
    with_kommun = _NAMES_KOMMUN.fullmatch(written)
    form = with_kommun.group(1) if with_kommun else written
    if form not in (one.name, one.name + "s"):
        yield Form(form, one, "alias", trap, needs_kommun=with_kommun is not None)


def _place(row: dict[str, str], by_code: dict[str, Municipality]) -> Form:
    kind: Kind = "police" if row["kind"] == "police" else "district" if row["kind"] == "district" else "town"
    return Form(row["name"], by_code[row["code"]], kind, row["trap"])


def _add(forms: dict[str, tuple[Form, ...]], form: Form) -> None:
    key = form.written.casefold()
    forms[key] = (*forms.get(key, ()), form)


def _add_own(forms: dict[str, tuple[Form, ...]], names: Iterable[OwnName], by_code: dict[str, Municipality]) -> None:
    for own in names:
        if (municipality := by_code.get(own.code)) is None:
            raise UsageError(f"{own.where}: there is no municipality {own.code}")
        if own.kind == "trap":
            _mark_trap(forms, own, municipality)
        elif own.kind == "alias":
            for form in _alias(own.name, municipality):
                if taken := [other for other in _others(forms, form) if not other.is_place]:
                    raise UsageError(f"{own.where}: {own.name} is a name of {taken[0].municipality.name}")
                forms[form.written.casefold()] = (form, *_others(forms, form))
        else:
            _add_district(forms, Form(own.name, municipality, "district"))


def _others(forms: dict[str, tuple[Form, ...]], form: Form) -> tuple[Form, ...]:
    known = forms.get(form.written.casefold(), ())
    return tuple(other for other in known if other.municipality != form.municipality)


def _add_district(forms: dict[str, tuple[Form, ...]], form: Form) -> None:
    key, others = form.written.casefold(), _others(forms, form)
    if len(others) == len(forms.get(key, ())):
        forms[key] = (*others, replace(form, trap="shared") if others else form)


def _mark_trap(forms: dict[str, tuple[Form, ...]], own: OwnName, municipality: Municipality) -> None:
    known = forms.get(own.name.casefold(), ())
    if not any(form.municipality == municipality for form in known):
        raise UsageError(f"{own.where}: {own.name} is no known name of {municipality.name} or of a place in it")
    forms[own.name.casefold()] = tuple(
        replace(form, trap="word") if form.municipality == municipality else form for form in known
    )


def _pattern(forms: dict[str, tuple[Form, ...]]) -> re.Pattern[str]:
    # Grouped by first letters: the engine then skips a whole group at a glance (8 times faster than one flat list).
    groups: dict[str, dict[str, list[str]]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        written = re.escape(form[2:]).replace(r"\ ", "[ \u00a0]+").replace(r"\-", "[\u2011-]")
        groups.setdefault(form[0], {}).setdefault(form[1:2], []).append(written)
    names = "|".join(f"{first}(?:{_seconds(seconds)})" for first, seconds in sorted(groups.items()))
    return re.compile(
        rf"(?<![\w@])(?<!\w[\u00ad\u2011-])({names})(?:(?<![sxz])s|:s)?(?![\w\u00ad\u2011-])", re.IGNORECASE
    )


def _seconds(seconds: dict[str, list[str]]) -> str:
    return "|".join(f"{_second(second)}(?:{'|'.join(rest)})" for second, rest in sorted(seconds.items()))


def _second(letter: str) -> str:
    return {" ": "[ \u00a0]+", "-": "[\u2011-]"}.get(letter, re.escape(letter))
