"""The focus areas and where they come from: the bundled file, and one of the user's own.

A taxonomy is a TOML file of `[[area]]` tables: `id`, `name`, `definition`, `phrases` (a list of `{pattern, weight}`)
and `examples`. `weight` is what a hit adds: 1.0 shows the area alone, less supports it. Weight 0 marks a look-alike: no
phrase of the area counts where it overlaps one ("avhopp från studierna").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.strict_toml import read_toml
from pipeline.tag.focus_areas.phrases import Phrase, compile_phrase

_DATA = Path(__file__).parents[1] / "data" / "taxonomy.toml"


@dataclass(frozen=True, slots=True)
class Area:
    """A focus area; its phrases with the look-alikes first, then the heaviest. `bundled`: not of the user's file."""

    id: str
    name: str
    definition: str
    phrases: tuple[Phrase, ...]
    examples: tuple[str, ...] = ()
    bundled: bool = False


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The focus areas, in the order of their files."""

    areas: tuple[Area, ...]


def load_taxonomy(path: Path | None = None) -> Taxonomy:
    """Return the bundled focus areas, with those in the file `path` added; one with the same id takes its place.

    UsageError where the file cannot be read or an area in it is not as the module describes.
    """
    areas = {area.id: replace(area, bundled=True) for area in _read(_DATA)}
    if path is not None:
        areas |= {area.id: area for area in _read(path)}
    return Taxonomy(tuple(areas.values()))


def _read(path: Path) -> list[Area]:
    tables = read_toml(path)
    areas = tables.pop("area", None)
    if tables or not isinstance(areas, list):
        raise UsageError(f"{path} must hold [[area]] tables and nothing else, not {sorted(tables) or areas!r}")
    return [_area(area, path) for area in areas]


def _area(table: Any, path: Path) -> Area:
    known = {"id": str, "name": str, "definition": str, "phrases": list, "examples": list}
    if not isinstance(table, dict) or set(table) - set(known) or not {"id", "name", "phrases"} <= set(table):
        raise UsageError(f"{path}: an area has id, name, definition, phrases, examples, not {sorted(table)}")
    for key, value in table.items():
        if not isinstance(value, known[key]) or value == "":
            raise UsageError(f"{path}: '{key}' of area {table['id']!r} must be a {known[key].__name__}, not {value!r}")
    phrases = sorted((_phrase(entry, table["id"], path) for entry in table["phrases"]), key=_precedence)
    examples = tuple(map(str, table.get("examples", [])))
    return Area(table["id"], table["name"], table.get("definition", ""), tuple(phrases), examples)


def _phrase(entry: Any, area: str, path: Path) -> Phrase:
    try:
        pattern, weight = entry["pattern"], entry["weight"]
        if len(entry) != 2 or not isinstance(pattern, str) or type(weight) not in (int, float):
            raise ValueError("needs a pattern (text) and a weight (number)")
        if not 0 <= weight <= 2:
            raise ValueError("needs a weight from 0 to 2")
        return compile_phrase(pattern, float(weight))
    except (TypeError, KeyError, ValueError) as error:
        raise UsageError(f"{path}: phrase {entry!r} of area {area!r}: {error}") from error


def _precedence(phrase: Phrase) -> tuple[bool, float]:
    return phrase.weight > 0, -phrase.weight
