"""The words by which a sentence tells of an aspect of an initiative: data/aspects.toml, read once.

Knows nothing about documents or facts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Generic, Literal, TypeVar, get_args

from pipeline.swedish.words import words

Aspect = Literal["target_group", "method", "partners", "funding", "results", "period"]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
# By so many letters a pattern whose first word has any ending is looked up.
_KEY = 2


Name = TypeVar("Name", bound=Hashable)
Role = Literal["cue", "unless", "value"]


class Phrases(Generic[Name]):
    """Names found in the words of a sentence; a pattern is words, "*" at the end of one for any ending."""

    def __init__(self, patterns: Iterable[tuple[Name, str]]) -> None:
        self._whole: dict[str, list[tuple[Name, tuple[str, ...]]]] = {}
        self._starting: dict[str, list[tuple[Name, tuple[str, ...]]]] = {}
        for name, pattern in patterns:
            parts = tuple(pattern.split())
            if not parts[0].endswith("*"):
                self._whole.setdefault(parts[0], []).append((name, parts))
            elif len(parts[0]) > _KEY:
                self._starting.setdefault(parts[0][:_KEY], []).append((name, parts))
            else:
                raise ValueError(f"the pattern '{pattern}' begins with fewer than {_KEY} letters")
        # The words of pages come again and again, and most begin no pattern.
        self._beginning = lru_cache(maxsize=50_000)(self._look_up)

    def found(self, tokens: Sequence[str]) -> set[Name]:
        """Return the names with a pattern in `tokens`, the lower-cased words of one sentence."""
        names: set[Name] = set()
        for place, token in enumerate(tokens):
            for name, rest in self._beginning(token):
                if name not in names and _continues(rest, tokens, place + 1):
                    names.add(name)
        return names

    def _look_up(self, token: str) -> tuple[tuple[Name, tuple[str, ...]], ...]:
        """The patterns whose first word `token` is, without that word."""
        starting = self._starting.get(token[:_KEY], ())
        met = [*self._whole.get(token, ()), *(one for one in starting if token.startswith(one[1][0][:-1]))]
        return tuple((name, parts[1:]) for name, parts in met)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The patterns of all aspects, read in one pass, and of each aspect what else there is to know.

    `cued` are the aspects with cues; `common` the common values, `order` all values, of each aspect.
    """

    phrases: Phrases[tuple[Aspect, Role, str]]
    cued: frozenset[Aspect]
    common: Mapping[Aspect, frozenset[str]]
    order: Mapping[Aspect, tuple[str, ...]]


@cache
def load_lexicon() -> Lexicon:
    """Return the bundled lexicon; ValueError if it is not one."""
    return parse_lexicon(files("pipeline.search").joinpath("data/aspects.toml").read_text(encoding="utf-8"))


def parse_lexicon(text: str) -> Lexicon:
    """Return the lexicon that `text` holds in the form of data/aspects.toml; ValueError if it is not one."""
    tables = tomllib.loads(text)
    if tables.keys() != set(ASPECTS):
        raise ValueError(f"the aspects must be {', '.join(ASPECTS)}, not {', '.join(tables)}")
    common = {aspect: frozenset(tables[aspect].get("common", ())) for aspect in ASPECTS}
    for aspect in ASPECTS:
        if unknown := common[aspect] - tables[aspect]["values"].keys():
            raise ValueError(f"common, but no values: {', '.join(sorted(unknown))}")
    return Lexicon(
        Phrases(pattern for aspect in ASPECTS for pattern in _patterns(aspect, tables[aspect])),
        frozenset(aspect for aspect in ASPECTS if "cues" in tables[aspect]),
        common,
        {aspect: tuple(tables[aspect]["values"]) for aspect in ASPECTS},
    )


def _patterns(aspect: Aspect, table: dict[str, Any]) -> Iterator[tuple[tuple[Aspect, Role, str], str]]:
    yield from (((aspect, "cue", ""), _as_words(pattern)) for pattern in table.get("cues", ()))
    yield from (((aspect, "unless", ""), _as_words(pattern)) for pattern in table.get("unless", ()))
    for value, patterns in table["values"].items():
        yield from (((aspect, "value", value), _as_words(pattern)) for pattern in patterns)


def _as_words(pattern: str) -> str:
    """A pattern as sentences are read: letters as `words` has them, the stars kept."""
    return " ".join("".join(words(part)) + "*" * part.endswith("*") for part in pattern.split())


def _continues(rest: tuple[str, ...], tokens: Sequence[str], place: int) -> bool:
    """Whether the words from `place` on are those of `rest`."""
    if place + len(rest) > len(tokens):
        return False
    return all(
        token.startswith(part[:-1]) if part.endswith("*") else token == part
        for part, token in zip(rest, tokens[place : place + len(rest)], strict=True)
    )
