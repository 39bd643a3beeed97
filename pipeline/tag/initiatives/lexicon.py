"""The initiatives that are known by name: a TOML file of `[[initiative]]` tables, described in the file itself.

Knows nothing about texts: whether a form counts where it stands is for `finder`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.tag.slugs import is_slug
from pipeline.tag.written_forms import AFTER_WORD, listed_forms, one_pattern

_DATA = Path(__file__).parent.parent / "data" / "initiatives.toml"
KINDS = ("method", "programme", "project", "service", "campaign")
_REQUIRED = {"id", "name", "kind"}
_LISTS = {"aliases", "focus_areas"}
# "SSPF-koordinator" names SSPF; "Krami-verksamheten" is another name of Krami.
_AFTER = (
    rf"(?:{AFTER_WORD}|(?=[\u2011-](?:koordinator|samordnar|värd|ledar|tränar|instruktör|handläggar|coach|konsulent|utbildar"
    r"|terapeut|behandlar|möte|grupp|team|arbete)))"
)
_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*initiative[ \t]*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class KnownInitiative:
    """One initiative: its id (an ASCII slug), canonical name, kind, other forms and the focus areas it belongs to."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    focus_areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownInitiatives:
    """All known initiatives, and what finds them: each written form → (initiative, whether it is doubtful)."""

    initiatives: tuple[KnownInitiative, ...]
    forms: dict[str, tuple[KnownInitiative, bool]]
    pattern: re.Pattern[str]


def load_initiatives(own: Path | None = None) -> KnownInitiatives:
    """Return the bundled initiatives, with those in the file `own` added; one with the same id takes its place.

    UsageError, with the file and the line, where a table is not as described.
    """
    known = {one.id: one for one in _read(_DATA)}
    if own is not None:
        known |= {one.id: one for one in _read(own)}
    forms = {form: (one, doubtful) for one in known.values() for form, doubtful in listed_forms(one.name, one.aliases)}
    return KnownInitiatives(tuple(known.values()), forms, one_pattern(forms, _AFTER))


def _read(path: Path) -> Iterator[KnownInitiative]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}") from error
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    tables = document.pop("initiative", [])
    if document or not isinstance(tables, list):
        raise UsageError(f"{path} must hold [[initiative]] tables and nothing else, not {sorted(document)}")
    lines = [text.count("\n", 0, match.start()) + 1 for match in _TABLE.finditer(text)]
    for number, table in enumerate(tables):
        yield _initiative(table, f"{path} line {lines[number]}" if number < len(lines) else str(path))


def _initiative(table: dict[str, Any], where: str) -> KnownInitiative:
    if not _REQUIRED <= set(table) <= _REQUIRED | _LISTS:
        raise UsageError(f"{where}: an initiative has id, name, kind, aliases, focus_areas, not {sorted(table)}")
    for key, value in table.items():
        texts = value if key in _LISTS and isinstance(value, list) else [value]
        if (key in _LISTS) != isinstance(value, list) or not all(isinstance(one, str) and one for one in texts):
            raise UsageError(
                f"{where}: '{key}' must be {'a list of texts' if key in _LISTS else 'a text'}, not {value!r}"
            )
    if not is_slug(table["id"]) or table["kind"] not in KINDS:
        raise UsageError(f"{where}: needs an id of a–z, 0–9 and hyphens and one of the kinds {', '.join(KINDS)}")
    if any(len(form.lstrip("?")) < 2 for form in (table["name"], *table.get("aliases", ()))):
        raise UsageError(f"{where}: a name or alias needs two letters or more")
    lists = {key: tuple(table.get(key, ())) for key in sorted(_LISTS)}
    return KnownInitiative(table["id"], table["name"], table["kind"], **lists)
