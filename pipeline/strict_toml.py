"""TOML → frozen dataclasses. Strict: an unknown key, a missing one or a value of the wrong type is a UsageError."""

from __future__ import annotations

import dataclasses
import tomllib
import typing
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import UsageError

T = TypeVar("T")


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file; UsageError if it cannot be read or is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}") from error
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error


def build(kind: type, values: dict[str, Any], path: str, where: str) -> Any:
    """Return a `kind` made of `values`; UsageError names `path` and the key, which `where` stands before.

    A ValueError of its constructor begins with the key that is wrong.
    """
    types = typing.get_type_hints(kind)
    made = {}
    for name, value in values.items():
        if name not in types:
            known = ", ".join(sorted(types))
            raise UsageError(f"{path}: unknown key '{where}{name}' (known: {known})")
        if dataclasses.is_dataclass(types[name]):
            if not isinstance(value, dict):
                raise UsageError(f"{path}: '{where}{name}' must be a table")
            made[name] = build(typing.cast(type, types[name]), value, path, f"{where}{name}.")
        else:
            made[name] = _checked(value, types[name], f"{path}: '{where}{name}'")
    for field in dataclasses.fields(kind):
        if field.default is field.default_factory is dataclasses.MISSING and field.name not in made:
            raise UsageError(f"{path}: '{where}{field.name}' is missing")
    try:
        return kind(**made)
    except ValueError as error:
        raise UsageError(f"{path}: {where}{error}") from error


def build_named(kind: type[T], path: Path, table: str) -> dict[str, T]:
    """Return a `kind` for each [[`table`]] of a TOML file that holds nothing else, by its `name`.

    UsageError names the file, the table and the key that is wrong; two of one name are wrong too.
    """
    tables = read_toml(path)
    if unknown := next((key for key in tables if key != table), None):
        raise UsageError(f"{path}: unknown key '{unknown}' (known: {table})")
    found = tables.get(table, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise UsageError(f"{path}: '{table}' must be tables: write [[{table}]]")
    made: dict[str, T] = {}
    for number, values in enumerate(found, start=1):
        named = f" ({values['name']})" if isinstance(values.get("name"), str) else ""
        where = f"{table} {number}{named}"
        one = build(kind, values, str(path), f"{where}.")
        if one.name in made:
            raise UsageError(f"{path}: two {table}s are named '{one.name}': their '{where}.name' must differ")
        made[one.name] = one
    return made


def _checked(value: Any, wanted: Any, what: str) -> Any:
    if wanted == tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise UsageError(f"{what} must be a list of strings, not {value!r}")
        return tuple(value)
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is not wanted:
        raise UsageError(f"{what} must be {wanted.__name__}, not {value!r}")
    return value
