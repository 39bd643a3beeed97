"""kb.toml → Settings. Strict: an unknown table or key, or a value of the wrong type, is an error."""

from __future__ import annotations

import dataclasses
import tomllib
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.clean.rules import CleanOptions
from pipeline.embed.options import EmbedOptions
from pipeline.embed.passages import PassageOptions
from pipeline.errors import UsageError
from pipeline.search.options import SearchOptions


@dataclass(frozen=True, slots=True)
class Settings:
    """One options dataclass a stage; the field's name is the table in kb.toml."""

    clean: CleanOptions = field(default_factory=CleanOptions)
    passages: PassageOptions = field(default_factory=PassageOptions)
    embed: EmbedOptions = field(default_factory=EmbedOptions)
    search: SearchOptions = field(default_factory=SearchOptions)


def load_settings(path: Path) -> Settings:
    """Return the settings in `path`, defaults where it is absent or silent; UsageError names the wrong key."""
    if not path.exists():
        return Settings()
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}") from error
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    return typing.cast(Settings, _build(Settings, tables, str(path), ""))


def _build(kind: type, values: dict[str, Any], path: str, where: str) -> Any:
    types = typing.get_type_hints(kind)
    for name, value in values.items():
        if name not in types:
            known = ", ".join(sorted(types))
            raise UsageError(f"{path}: unknown key '{where}{name}' (known: {known})")
        if dataclasses.is_dataclass(types[name]):
            if not isinstance(value, dict):
                raise UsageError(f"{path}: '{where}{name}' must be a table")
            values[name] = _build(typing.cast(type, types[name]), value, path, f"{where}{name}.")
        else:
            values[name] = _checked(value, types[name], f"{path}: '{where}{name}'")
    try:
        return kind(**values)
    except ValueError as error:
        raise UsageError(f"{path}: {where}{error}") from error


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
