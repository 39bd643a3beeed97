"""The words by which a sentence tells of an aspect of an initiative: data/aspects.toml, read once.

Knows nothing about documents or facts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from pipeline.swedish.words import words

Aspect = Literal["target_group", "method", "partners", "funding", "results", "period"]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
# By so many letters a pattern whose first word has any ending is looked up.
_KEY = 2


class Phrases:
    """Names found in the words of a sentence; a pattern is words, "*" at the end of one for any ending."""

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        self._whole: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._starting: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for name, pattern in patterns:
            parts = tuple(pattern.split())
            if not parts[0].endswith("*"):
                self._whole.setdefault(parts[0], []).append((name, parts))
            elif len(parts[0]) > _KEY:
                self._starting.setdefault(parts[0][:_KEY], []).append((name, parts))
            else:
                raise ValueError(f"the pattern '{pattern}' begins with fewer than {_KEY} letters")

    def found(self, tokens: Sequence[str]) -> set[str]:
        """Return the names with a pattern in `tokens`, the lower-cased words of one sentence."""
        return {
            name
            for place, token in enumerate(tokens)
            for name, parts in (*self._whole.get(token, ()), *self._starting.get(token[:_KEY], ()))
            if _matches(parts, tokens, place)
        }


@dataclass(frozen=True, slots=True)
class AspectWords:
    """What tells of one aspect: cues (none means that the values alone do), values, and the `common` ones of these.

    A sentence with one of `unless` tells nothing.
    """

    cues: Phrases | None
    unless: Phrases
    values: Phrases
    common: frozenset[str]
    order: tuple[str, ...]


@cache
def load_aspects() -> dict[Aspect, AspectWords]:
    """Return the bundled lexicon; ValueError if it is not one."""
    text = files("pipeline.search").joinpath("data/aspects.toml").read_text(encoding="utf-8")
    return parse_aspects(text)


def parse_aspects(text: str) -> dict[Aspect, AspectWords]:
    """Return the lexicon that `text` holds in the form of data/aspects.toml; ValueError if it is not one."""
    tables = tomllib.loads(text)
    if tables.keys() != set(ASPECTS):
        raise ValueError(f"the aspects must be {', '.join(ASPECTS)}, not {', '.join(tables)}")
    return {aspect: _aspect(tables[aspect]) for aspect in ASPECTS}


def _aspect(table: dict[str, Any]) -> AspectWords:
    values: dict[str, list[str]] = table["values"]
    common = frozenset(table.get("common", ()))
    if unknown := common - values.keys():
        raise ValueError(f"common, but no values: {', '.join(sorted(unknown))}")
    cues = _phrases(table["cues"]) if "cues" in table else None
    phrases = Phrases((name, _as_words(pattern)) for name, patterns in values.items() for pattern in patterns)
    return AspectWords(cues, _phrases(table.get("unless", ())), phrases, common, tuple(values))


def _phrases(patterns: Iterable[str]) -> Phrases:
    return Phrases(("", _as_words(pattern)) for pattern in patterns)


def _as_words(pattern: str) -> str:
    """A pattern as sentences are read: letters as `words` has them, the stars kept."""
    return " ".join("".join(words(part)) + "*" * part.endswith("*") for part in pattern.split())


def _matches(parts: tuple[str, ...], tokens: Sequence[str], place: int) -> bool:
    if place + len(parts) > len(tokens):
        return False
    return all(
        token.startswith(part[:-1]) if part.endswith("*") else token == part
        for part, token in zip(parts, tokens[place : place + len(parts)], strict=True)
    )
