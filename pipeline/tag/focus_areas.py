"""Which focus areas a document is about, by weighted phrases from a taxonomy file.

A taxonomy is a TOML file of `[[area]]` tables: `id`, `name`, `definition`, `phrases` (a list of `{pattern, weight}`)
and `examples`. A pattern is read over the lower-cased words of one sentence:

    otillåten påverkan      these words, beside each other, whole
    avhopp*                 a word that begins so; `*lös` ends so, `skydda* boende*` both words bend
    (unga|ett barn)         one of these; `(mycket |)` may be absent; groups may stand inside groups
    barn … rekryter*        at most eight other words between them (`...` will do)

`weight` is what a hit adds: 1.0 shows the area alone, less supports it. Weight 0 marks a look-alike: no phrase of the
area counts where it overlaps one ("avhopp från studierna"). Overlapping hits count once, the heaviest.

A document's strength for an area is its best sentence, a share of the others and its title, weakened in long texts
where one sentence proves little; a sentence or bullet list that only lists areas hardly counts. Strength s becomes
the score 1 − e^(−s). Many documents are about none. Knows nothing about documents beyond a title and a text.
"""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.records import Evidence, FocusArea
from pipeline.swedish.sentences import sentence_spans

_DATA = Path(__file__).parent / "data" / "taxonomy.toml"
_GAP = r"\W+(?:\w+\W+){0,8}?"
_TOKEN = re.compile(r"\s*…\s*|\s+|[(|)*]|[^\s…(|)*]+")
_SYNTAX = {"(": "(?:", "|": "|", ")": ")", "*": r"\w*"}

_BEST_AT_MOST = 1.6
_SUPPORT = 0.3
_SUPPORT_AT_MOST = 1.2
_TITLE_AT_MOST = 1.2
_CLEAR = 0.5  # no number of weaker hints is enough: laws on terrorism or relapse repeat one such word
_LISTED_AREAS = 4  # a sentence or bullet list that names so many areas is about none of them
_LISTED_WEIGHT = 0.2
_LIST_ITEM = 90  # characters; a longer line explains more than it lists
_SHORT_TEXT = 12  # sentences; in a longer text one sentence weighs less
_LONG_TEXT_FLOOR = 0.6
# Swept from 0.45 to 1.1 over the 57 pages of corpus/sample, labelled by hand (precision / recall): 0.65 .90 / .98,
# 0.75 .95 / .91, 0.85 .98 / .87. The phrases were improved on the same pages: new pages will do a little worse.
_THRESHOLD = 0.75


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern with its weight; a sentence without one word part of every group in `needles` cannot match."""

    pattern: str
    weight: float
    regex: re.Pattern[str]
    needles: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A focus area; its phrases with the look-alikes first, then the heaviest."""

    id: str
    name: str
    definition: str
    phrases: tuple[Phrase, ...]
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The focus areas, in the order of their files."""

    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence's offsets and its strength per area id, as it counts."""

    start: int
    end: int
    strengths: dict[str, float]


def load_taxonomy(path: Path | None = None) -> Taxonomy:
    """Return the bundled focus areas, with those in the file `path` added; one with the same id takes its place.

    UsageError where the file cannot be read or an area in it is not as the module describes.
    """
    areas = {area.id: area for area in _read(_DATA)}
    if path is not None:
        areas |= {area.id: area for area in _read(path)}
    return Taxonomy(tuple(areas.values()))


def compile_phrase(pattern: str, weight: float) -> Phrase:
    """Return the phrase that `pattern` describes; ValueError where it is not a pattern."""
    pattern = " ".join(pattern.lower().replace("...", "…").split())
    if "|" in re.sub(r"\(.*\)", "", pattern):
        pattern = f"({pattern})"
    regex = "".join(_regex(token) for token in _TOKEN.findall(pattern))
    try:
        compiled = re.compile(rf"(?<!\w)(?:{regex})(?!\w)")
    except re.error as error:
        raise ValueError(error.msg) from error
    if compiled.fullmatch("") or not _parts(pattern):
        raise ValueError("can match without naming a word")
    return Phrase(pattern, weight, compiled, _needles(pattern))


def label_focus_areas(taxonomy: Taxonomy, title: str, text: str) -> tuple[FocusArea, ...]:
    """Return the focus areas that the document is about, surest first; none is a normal answer.

    `evidence` is the sentence of `text` that speaks most clearly for the area (its first where only the title does).
    """
    sentences = _sentences(taxonomy, text)
    if not sentences:
        return ()
    of_title = _strengths(_phrases_in(taxonomy, title.lower()), title.lower())
    labels = [_label(area, of_title.get(area.id, 0.0), sentences, text) for area in taxonomy.areas]
    return tuple(sorted(filter(None, labels), key=lambda label: (-label.score, label.id)))


def _read(path: Path) -> list[Area]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}") from error
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
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


def _regex(token: str) -> str:
    if token.strip() == "…":
        return _GAP
    return r"\s+" if token.isspace() else _SYNTAX.get(token, re.escape(token))


def _parts(pattern: str) -> list[str]:
    return re.findall(r"[^\s…(|)*]+", pattern)


def _needles(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Return groups of word parts, one part of each of which every match contains; nested groups give none."""
    groups = re.findall(r"\(([^()]*)\)|([^\s…(|)*]+)", re.sub(r"\([^()]*\([^()]*\).*\)", " ", pattern))
    found: list[tuple[str, ...]] = []
    for alternatives, word in groups:
        longest = (
            [max(_parts(choice), key=len, default="") for choice in alternatives.split("|")] if not word else [word]
        )
        if all(longest):
            found.append(tuple(dict.fromkeys(longest)))
    return tuple(found)


def _lower(text: str) -> str:
    """Return `text` in lower case, as long as it was ("İ" alone would grow)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _sentences(taxonomy: Taxonomy, text: str) -> list[_Sentence]:
    lowered = _lower(text)
    candidates = _phrases_in(taxonomy, lowered)
    spans = sentence_spans(text)
    strengths = [_strengths(candidates, lowered[start:end]) if candidates else {} for start, end in spans]
    passing = _passing(spans, strengths)
    return [
        _Sentence(start, end, {area: s * _LISTED_WEIGHT for area, s in found.items()} if i in passing else found)
        for i, ((start, end), found) in enumerate(zip(spans, strengths, strict=True))
    ]


def _phrases_in(taxonomy: Taxonomy, lowered: str) -> list[tuple[str, Phrase]]:
    return [(area.id, phrase) for area in taxonomy.areas for phrase in area.phrases if _possible(phrase, lowered)]


def _possible(phrase: Phrase, lowered: str) -> bool:
    return all(any(needle in lowered for needle in group) for group in phrase.needles)


def _strengths(candidates: list[tuple[str, Phrase]], sentence: str) -> dict[str, float]:
    """Return the summed weights of the phrases in the lower-cased `sentence`, per area id."""
    taken: dict[str, list[tuple[int, int]]] = {}
    found: dict[str, float] = {}
    for area, phrase in candidates:
        if not _possible(phrase, sentence):
            continue
        for match in phrase.regex.finditer(sentence):
            if all(match.end() <= start or end <= match.start() for start, end in taken.get(area, ())):
                taken.setdefault(area, []).append(match.span())
                if phrase.weight:
                    found[area] = found.get(area, 0.0) + phrase.weight
                    break
    return found


def _passing(spans: list[tuple[int, int]], strengths: list[dict[str, float]]) -> set[int]:
    """Return the positions of the sentences that only list areas: in one sentence, or as short lines on end."""
    passing: set[int] = set()
    run: list[int] = []
    for i, ((start, end), found) in enumerate(zip(spans, strengths, strict=True)):
        if not found or end - start > _LIST_ITEM:
            run = []
        else:
            run.append(i)
        if len({area for j in run for area in strengths[j]}) >= _LISTED_AREAS:
            passing.update(run)
        if len(found) >= _LISTED_AREAS:
            passing.add(i)
    return passing


def _label(area: Area, title: float, sentences: list[_Sentence], text: str) -> FocusArea | None:
    best = max(sentences, key=lambda sentence: sentence.strengths.get(area.id, 0.0))
    found = [sentence.strengths[area.id] for sentence in sentences if area.id in sentence.strengths]
    support = sum(min(strength, 1.0) for strength in found) - min(max(found, default=0.0), 1.0)
    body = min(max(found, default=0.0), _BEST_AT_MOST) + min(_SUPPORT * support, _SUPPORT_AT_MOST)
    dilution = max(_LONG_TEXT_FLOOR, min(1.0, (_SHORT_TEXT / len(sentences)) ** 0.25))
    strength = body * dilution + min(title, _TITLE_AT_MOST)
    if strength < _THRESHOLD or max(title, *found, 0.0) < _CLEAR:
        return None
    evidence = Evidence(best.start, best.end, text[best.start : best.end])
    return FocusArea(area.id, area.name, round(1.0 - math.exp(-strength), 4), evidence)
