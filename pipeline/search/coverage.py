"""What a generation covers: municipality × focus area, focus area × year, and why a cell is empty.

Documents that are published by a municipality or about it count as its own, those that only mention it do not; a
document with several focus areas counts in each, one that stands behind another in none. Knows nothing of how it is
shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.extent import Extent, SourceState
from pipeline.index.store import Store
from pipeline.search.municipality_facts import MunicipalityFacts, municipality_facts

# Why there is nothing: its pages were read and none is about the area; none of its sources could be read; it has
# neither pages nor a source.
Emptiness = Literal["none_found", "unreachable", "no_source"]
Days = dict[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """A municipality: its documents in all and by focus area (every area of the matrix), and its sources.

    `latest` is the newest day (ISO 8601) on which one of them was published or reviewed. `empty` says why a cell that
    is 0 is so; it is the same for all of a row.
    """

    facts: MunicipalityFacts
    documents: int
    by_area: Mapping[str, int]
    latest: str | None
    sources: tuple[SourceState, ...]
    empty: Emptiness

    @property
    def unread(self) -> SourceState | None:
        """The source that tells why nothing could be read: of several the one visited last."""
        if self.empty != "unreachable":
            return None
        return max(self.sources, key=lambda each: (each.visited_at or "", each.name))

    @property
    def is_known(self) -> bool:
        """Say whether it has documents or a source."""
        return self.empty != "no_source"


@dataclass(frozen=True, slots=True)
class AreaYears:
    """The documents of one focus area by year, rising: of publication, where that is unknown of review."""

    id: str
    name: str
    years: Mapping[int, int]
    undated: int

    @property
    def documents(self) -> int:
        """How many there are in all."""
        return sum(self.years.values()) + self.undated


@dataclass(frozen=True, slots=True)
class Coverage:
    """All of it: `areas` (id, name) are the columns of every row, `rows` are all municipalities by code.

    `documents` are the shown documents of the generation, `labelled` those of them with any focus area.
    """

    areas: tuple[tuple[str, str], ...]
    rows: tuple[MunicipalityRow, ...]
    timeline: tuple[AreaYears, ...]
    documents: int
    labelled: int

    @property
    def known(self) -> tuple[MunicipalityRow, ...]:
        """The municipalities with documents or a source."""
        return tuple(row for row in self.rows if row.is_known)


def coverage(store: Store) -> Coverage:
    """Return what the generation of `store` covers; StoreError if it is damaged.

    Three tables are read from end to end and joined here: SQLite would read every text to come to a document's days.
    """
    days: Days = {
        doc_id: (published, reviewed)
        for doc_id, published, reviewed in store.query(
            "SELECT doc_id, published, reviewed FROM documents WHERE duplicate_of IS NULL"
        )
    }
    labels: dict[str, list[str]] = defaultdict(list)
    for doc_id, area in store.query("SELECT DISTINCT doc_id, id FROM focus_areas"):
        if doc_id in days:
            labels[doc_id].append(area)
    extent = store.extent()
    areas = _areas(store, extent)
    rows = _rows(_by_municipality(store, days), labels, days, areas, extent)
    return Coverage(areas, tuple(rows), tuple(_timeline(labels, days, areas)), len(days), len(labels))


def _areas(store: Store, extent: Extent) -> tuple[tuple[str, str], ...]:
    """The areas that were looked for, then any others that documents have (made before the taxonomy changed)."""
    ids = {key for key, _ in extent.areas}
    rows = store.query("SELECT id, min(name) FROM focus_areas GROUP BY id ORDER BY id")
    return extent.areas + tuple((key, name) for key, name in rows if key not in ids)


def _by_municipality(store: Store, days: Days) -> dict[str, dict[str, bool]]:
    """Return each municipality's documents, with whether it published them."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for doc_id, code, relation in store.query(
        "SELECT doc_id, code, relation FROM municipality_links WHERE relation != 'mentioned'"
    ):
        if doc_id in days:
            found[code][doc_id] = found[code].get(doc_id, False) or relation == "published_by"
    return found


def _rows(
    documents: Mapping[str, dict[str, bool]],
    labels: Mapping[str, list[str]],
    days: Days,
    areas: tuple[tuple[str, str], ...],
    extent: Extent,
) -> Iterator[MunicipalityRow]:
    sources: dict[str, list[SourceState]] = defaultdict(list)
    for source in extent.sources:
        sources[source.municipality].append(source)
    for code, facts in municipality_facts().items():
        own = documents.get(code, {})
        counted = Counter(area for doc_id in own for area in labels.get(doc_id, ()))
        latest = max((day for doc_id in own for day in days[doc_id] if day), default=None)
        empty = _emptiness(len(own), any(own.values()), sources[code])
        by_area = {key: counted[key] for key, _ in areas}
        yield MunicipalityRow(facts, len(own), by_area, latest, tuple(sources[code]), empty)


def _emptiness(documents: int, has_own: bool, sources: list[SourceState]) -> Emptiness:
    """Why a cell is empty: documents that others publish about a municipality do not make its own sources read."""
    if has_own or any(source.reach == "read" for source in sources):
        return "none_found"
    if sources:
        return "unreachable"
    return "none_found" if documents else "no_source"


def _timeline(labels: Mapping[str, list[str]], days: Days, areas: tuple[tuple[str, str], ...]) -> Iterator[AreaYears]:
    years: dict[str, Counter[int]] = defaultdict(Counter)
    undated: Counter[str] = Counter()
    for doc_id, found in labels.items():
        published, reviewed = days[doc_id]
        day = published or reviewed
        for area in found:
            if day is None:
                undated[area] += 1
            else:
                years[area][int(day[:4])] += 1
    for key, name in areas:
        yield AreaYears(key, name, dict(sorted(years[key].items())), undated[key])
