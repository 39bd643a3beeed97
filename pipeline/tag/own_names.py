"""A user's own names of municipalities: HOME/municipalities.csv.

One name a row under the header `code,name,kind`; the code is SCB's, four digits:

    1480,Götet,alias        another name of the municipality
    1480,Kviberg,district   a place in it
    1470,Vara,trap          a name that means something else too, and counts only where the text shows the place

Knows nothing about what is bundled: whether the code exists and the name is free is for `gazetteer`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.errors import UsageError

OwnKind = Literal["alias", "district", "trap"]

_COLUMNS = ["code", "name", "kind"]
_KINDS: dict[str, OwnKind] = {"alias": "alias", "district": "district", "trap": "trap"}
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class OwnName:
    """One row: what `name` is to the municipality `code`; `where` is the file and line, for messages."""

    code: str
    name: str
    kind: OwnKind
    where: str


def read_own_names(path: Path) -> list[OwnName]:
    """Return the rows of the user's file in order; UsageError names the file and the line that is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot read {path}: it is not UTF-8 (byte {error.start})") from error
    try:
        return list(_names(path, text))
    except csv.Error as error:
        raise UsageError(f"cannot read {path}: {error}") from error


def _names(path: Path, text: str) -> Iterator[OwnName]:
    reader = csv.reader(text.splitlines(keepends=True))
    header = [field.strip() for field in next(reader, [])]
    if header != _COLUMNS:
        raise UsageError(f"{path} line 1: expected the header {','.join(_COLUMNS)}, not {','.join(header)}")
    for row in reader:
        where = f"{path} line {reader.line_num}"
        fields = [" ".join(field.split()) for field in row]
        if not any(fields):
            continue
        if len(fields) != len(_COLUMNS):
            raise UsageError(f"{where}: expected {','.join(_COLUMNS)}, not {len(fields)} fields")
        code, name, kind = fields
        if kind not in _KINDS:
            raise UsageError(f"{where}: the kind is alias, district or trap, not {kind!r}")
        if len(name) > _LONGEST or not name[:1].isalpha() or len(name) < 2:
            raise UsageError(
                f"{where}: {name!r} is no name: it begins with a letter and has 2 to {_LONGEST} characters"
            )
        yield OwnName(code.zfill(4), name, _KINDS[kind], where)
