"""What a generation covers: municipality × focus area, focus area × year, and why a cell is empty.

Documents that are published by a municipality or about it count as its own, those that only mention it do not; a
document with several focus areas counts in each, one that stands behind another in none. Knows nothing of how it is
shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.extent import SourceState
from pipeline.index.store import Store
from pipeline.search.municipality_facts import MunicipalityFacts, municipality_facts

# Why there is nothing: its pages were read and none is about the area; none of its sources could be read; it has
# neither pages nor a source.
Emptiness = Literal["none_found", "unreachable", "no_source"]
_OWN = (
    "FROM municipality_links m JOIN documents d USING (doc_id) {}"
    "WHERE d.duplicate_of IS NULL AND m.relation != 'mentioned' GROUP BY m.code"
)
_DATED = "coalesce(d.published, d.reviewed)"


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
    """Return what the generation of `store` covers; StoreError if it is damaged."""
    areas = _areas(store)
    counted = store.query("SELECT count(*) FROM documents WHERE duplicate_of IS NULL")
    labelled = store.query(
        "SELECT count(DISTINCT doc_id) FROM focus_areas JOIN documents d USING (doc_id) WHERE d.duplicate_of IS NULL"
    )
    return Coverage(areas, tuple(_rows(store, areas)), tuple(_timeline(store, areas)), counted[0][0], labelled[0][0])


def _areas(store: Store) -> tuple[tuple[str, str], ...]:
    """The areas that were looked for, then any others that documents have (made before the taxonomy changed)."""
    looked_for = store.extent().areas
    ids = {key for key, _ in looked_for}
    rows = store.query("SELECT id, min(name) FROM focus_areas GROUP BY id ORDER BY id")
    return looked_for + tuple((key, name) for key, name in rows if key not in ids)


def _rows(store: Store, areas: tuple[tuple[str, str], ...]) -> list[MunicipalityRow]:
    totals = {
        code: (count, latest or None, own)
        for code, count, latest, own in store.query(
            "SELECT m.code, count(DISTINCT doc_id), max(max(coalesce(d.reviewed, ''), coalesce(d.published, ''))),"
            f" sum(m.relation = 'published_by') {_OWN.format('')}"
        )
    }
    cells: dict[str, dict[str, int]] = defaultdict(dict)
    join = "JOIN focus_areas f USING (doc_id) "
    for code, area, count in store.query(f"SELECT m.code, f.id, count(DISTINCT doc_id) {_OWN.format(join)}, f.id"):
        cells[code][area] = count
    sources: dict[str, list[SourceState]] = defaultdict(list)
    for source in store.extent().sources:
        sources[source.municipality].append(source)
    found = []
    for code, facts in municipality_facts().items():
        count, latest, own = totals.get(code, (0, None, 0))
        by_area = {key: cells[code].get(key, 0) for key, _ in areas}
        empty = _emptiness(count, own, sources[code])
        found.append(MunicipalityRow(facts, count, by_area, latest, tuple(sources[code]), empty))
    return found


def _emptiness(documents: int, own: int, sources: list[SourceState]) -> Emptiness:
    """Why a cell is empty: documents that others publish about a municipality do not make its own sources read."""
    if own or any(source.reach == "read" for source in sources):
        return "none_found"
    if sources:
        return "unreachable"
    return "none_found" if documents else "no_source"


def _timeline(store: Store, areas: tuple[tuple[str, str], ...]) -> list[AreaYears]:
    years: dict[str, dict[int, int]] = defaultdict(dict)
    undated: dict[str, int] = {}
    rows = store.query(
        f"SELECT f.id, substr({_DATED}, 1, 4) AS year, count(DISTINCT doc_id)"
        " FROM focus_areas f JOIN documents d USING (doc_id) WHERE d.duplicate_of IS NULL"
        " GROUP BY f.id, year ORDER BY f.id, year"
    )
    for area, year, count in rows:
        if year is None:
            undated[area] = count
        else:
            years[area][int(year)] = count
    return [AreaYears(key, name, years[key], undated.get(key, 0)) for key, name in areas]
