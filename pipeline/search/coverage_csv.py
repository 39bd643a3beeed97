"""What a generation covers → rows of CSV in Swedish, as a spreadsheet opens them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from pipeline.csv_cells import guarded_cell
from pipeline.search.coverage import Coverage, MunicipalityRow
from pipeline.search.coverage_words import EMPTY, why_unread
from pipeline.search.municipality_facts import POPULATION_YEAR

Cells = list[str | int | float]


def matrix_rows(coverage: Coverage) -> Iterator[Cells]:
    """Yield a head and a row for each municipality, known or not; "Tomma rutor" says why its zeros are zeros."""
    yield [
        *("Kommunkod", "Kommun", "Län", f"Folkmängd {POPULATION_YEAR}", "Kommungrupp", "Latitud", "Longitud", "Sidor"),
        *(f"{key} {name}" for key, name in coverage.areas),
        *("Senaste datum", "Tomma rutor", "Källor", "Senaste besök", "Skäl"),
    ]
    for row in coverage.rows:
        yield [*_facts(row), row.documents, *row.by_area.values(), row.latest or "", *_sources(row)]


def timeline_rows(coverage: Coverage) -> Iterator[Cells]:
    """Yield a head and a row for each focus area and year from its first to its last, then one for its undated."""
    yield ["Fokusområde", "Namn", "År", "Sidor"]
    for area in coverage.timeline:
        for year in every_year(area.years):
            yield [area.id, area.name, year, area.years.get(year, 0)]
        yield [area.id, area.name, "utan datum", area.undated]


def every_year(years: Iterable[int]) -> range:
    """Return the years from the first to the last of `years`, without gaps; none if there is none."""
    found = sorted(years)
    return range(found[0], found[-1] + 1) if found else range(0)


def csv_text(rows: Iterable[Cells]) -> str:
    """Return the rows as CSV (RFC 4180); a text that a spreadsheet would take for a formula begins with "'"."""
    out = io.StringIO()
    csv.writer(out).writerows([_guarded(cell) for cell in row] for row in rows)
    return out.getvalue()


def _guarded(cell: str | int | float) -> str | int | float:
    return guarded_cell(cell) if isinstance(cell, str) else cell


def _facts(row: MunicipalityRow) -> Cells:
    one = row.facts
    return [one.code, one.name, one.county, one.population, one.kind_name, one.latitude, one.longitude]


def _sources(row: MunicipalityRow) -> Cells:
    visited = max((each.visited_at or "" for each in row.sources), default="")
    reason = why_unread(row.unread) if row.unread else ""
    return [EMPTY[row.empty], ", ".join(each.name for each in row.sources), visited, reason]
