"""The organisations that are known by name: a tab-separated file of id, name, kind and other written forms.

The file's own comment says how forms are written. Knows nothing about texts: whether a form counts where it stands is
for `finder`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.tag.slugs import is_slug
from pipeline.tag.written_forms import listed_forms, one_pattern

_DATA = Path(__file__).parent.parent / "data" / "organisations.tsv"
_MUNICIPALITIES = _DATA.with_name("municipalities.csv")
_PLACES_WITHIN = _DATA.with_name("places.csv")
_LANDS = """Sverige Norden Europa Norge Danmark Finland Island USA Skåne Småland Öland Dalarna Hälsingland Jämtland
    Ångermanland Medelpad Lappland Norrland Svealand Götaland Uppland Sörmland Östergötland Dalsland Bohuslän
    Bergslagen Skaraborg Mälardalen Storgöteborg Storstockholm Norr Söder Syd Väst Öst Mitt Nord Sydost"""
_COLUMNS = ("id", "name", "kind", "aliases")


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation: its id (an ASCII slug), canonical name, kind and other forms; "?" marks a doubtful form."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisations:
    """All known organisations, and what finds them: each written form → (organisation, whether it is doubtful).

    `places` are municipalities, their districts, counties and the like, which tell a local branch and are no
    organisations.
    """

    organisations: tuple[Organisation, ...]
    forms: dict[str, tuple[Organisation, bool]]
    pattern: re.Pattern[str]
    places: frozenset[str]


def load_organisations(own: Path | None = None) -> Organisations:
    """Return the bundled organisations, with those in the file `own` added; one with the same id takes its place.

    UsageError, with the file and the line, where a row is not as described.
    """
    known = {one.id: one for one in _read(_DATA)}
    if own is not None:
        known |= {one.id: one for one in _read(own)}
    forms = {form: (one, doubtful) for one in known.values() for form, doubtful in listed_forms(one.name, one.aliases)}
    for form, value in [*forms.items()]:
        forms.setdefault(_capitalised(form), value)
    return Organisations(tuple(known.values()), forms, one_pattern(forms), _places())


def _capitalised(form: str) -> str:
    """Return `form` with a capital in each word of three letters or more but "för", "mot" and "och"."""
    return re.sub(r"(?<= )(?!för |mot |och |vid )[a-zåäö](?=\w\w)", lambda first: first.group().upper(), form)


def _places() -> frozenset[str]:
    rows, within = (_rows(path) for path in (_MUNICIPALITIES, _PLACES_WITHIN))
    counties = {re.sub(r"s? län$", "", row["county"]) for row in rows}
    return frozenset({row["name"] for row in [*rows, *within]} | counties | set(_LANDS.split()))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def _read(path: Path) -> Iterator[Organisation]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
    for number, line in enumerate(lines, start=1):
        fields = tuple(field.strip() for field in line.split("\t"))
        if not line.strip() or line.startswith("#") or fields == _COLUMNS:
            continue
        yield _organisation(fields, f"{path} line {number}")


def _organisation(fields: tuple[str, ...], where: str) -> Organisation:
    if len(fields) not in (3, 4) or not all(fields[:3]):
        raise UsageError(f"{where}: expected {', '.join(_COLUMNS)}, parted by tabs, not {list(fields)}")
    id, name, kind, *rest = fields
    if not is_slug(id):
        raise UsageError(f"{where}: the id must be of a–z, 0–9 and hyphens, not {id!r}")
    aliases = tuple(filter(None, (alias.strip() for alias in "".join(rest).split("|"))))
    if any(len(form.lstrip("?")) < 2 for form in (name, *aliases)):
        raise UsageError(f"{where}: a name or alias needs two letters or more")
    return Organisation(id, name, kind, aliases)
