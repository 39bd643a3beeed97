"""Överblick: which municipalities write about what, since when, and where nothing is known, with the same as CSV."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from pipeline.errors import UsageError
from pipeline.registers import alphabetical
from pipeline.search.coverage import Coverage, MunicipalityRow, coverage
from pipeline.search.coverage_csv import csv_text, matrix_rows, timeline_rows
from pipeline.search.coverage_documents import covered_documents
from pipeline.search.coverage_words import EMPTY, EMPTY_EXPLAINED, EMPTY_MARKS, why_unread
from pipeline.search.municipality_facts import POPULATION_YEAR, municipality_facts
from pipeline.web.coverage_charts import BAR, CHART_HEIGHT, charts, country_map
from pipeline.web.links import with_query
from pipeline.web.request import InLibrary
from pipeline.web.views import download, page

router = APIRouter(include_in_schema=False)
PER_PAGE = 50
Order = Literal["", "sidor", "folkmangd"]


@router.get("/overblick")
def overview(
    library: InLibrary,
    lan: str = "",
    fokus: str = "",
    visa: Literal["", "alla"] = "",
    ordning: Order = "",
) -> HTMLResponse:
    """The map, the matrix and the years; the county and what is shown limit the first two."""
    with library.searcher() as searcher:
        covered = searcher.once(coverage)
        manifest = searcher.generation.manifest
    counties = {one.county_code: one.county for one in municipality_facts().values()}
    if (lan and lan not in counties) or (fokus and fokus not in dict(covered.areas)):
        raise UsageError("there is no such county or focus area")
    chosen = [row for row in covered.rows if lan in ("", row.facts.county_code)]
    context = {
        "covered": covered,
        "rows": _ordered((row for row in chosen if visa or row.is_known), ordning),
        "unread": _ordered((row for row in chosen if row.unread), ""),
        "map": country_map(chosen, fokus),
        "charts": charts(covered.timeline),
        "counties": sorted(counties.items(), key=lambda one: alphabetical(one[1])),
        "lan": lan,
        "fokus": fokus,
        "visa": visa,
        "ordning": ordning,
        "empty": EMPTY,
        "marks": EMPTY_MARKS,
        "explained": EMPTY_EXPLAINED,
        "why_unread": why_unread,
        "pages_link": pages_link,
        "population_year": POPULATION_YEAR,
        "manifest": manifest,
        "bar": (BAR, CHART_HEIGHT),
    }
    return page("coverage.html", context)


@router.get("/overblick/sidor")
def documents(
    library: InLibrary,
    kommun: str = "",
    fokus: str = "",
    ar: Annotated[str, Query(pattern=r"^(|0|\d{4})$")] = "",
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """The pages that a cell or a bar counts."""
    with library.searcher() as searcher:
        store = searcher.generation.store
        areas = dict(searcher.known.focus_areas)
        total, found = covered_documents(store, kommun, fokus, ar, PER_PAGE, (sida - 1) * PER_PAGE)
    place = municipality_facts().get(kommun)
    if kommun and place is None:
        raise UsageError("there is no such municipality")
    context = {
        "total": total,
        "found": found,
        "place": place,
        "area": areas.get(fokus, fokus),
        "area_id": fokus,
        "year": ar,
        "earlier": pages_link(kommun, fokus, ar, sida - 1) if sida > 1 else None,
        "later": pages_link(kommun, fokus, ar, sida + 1) if sida * PER_PAGE < total else None,
        "first": (sida - 1) * PER_PAGE + 1,
    }
    return page("coverage_documents.html", context)


@router.get("/overblick.csv")
def matrix_file(library: InLibrary) -> Response:
    """The matrix, all municipalities."""
    return download(csv_text(matrix_rows(_covered(library))), "text/csv", "overblick.csv")


@router.get("/overblick-tid.csv")
def timeline_file(library: InLibrary) -> Response:
    """The years."""
    return download(csv_text(timeline_rows(_covered(library))), "text/csv", "overblick-tid.csv")


def pages_link(municipality: str = "", area: str = "", year: str = "", number: int = 1) -> str:
    """Return the address of the pages that are counted there; the year "0" stands for the undated."""
    told = [("kommun", municipality), ("fokus", area), ("ar", year), ("sida", "" if number == 1 else str(number))]
    return with_query("/overblick/sidor", told)


def _covered(library: InLibrary) -> Coverage:
    with library.searcher() as searcher:
        return searcher.once(coverage)


def _ordered(rows: Iterable[MunicipalityRow], order: Order) -> list[MunicipalityRow]:
    by_name = sorted(rows, key=lambda row: alphabetical(row.facts.name))
    if order == "sidor":
        return sorted(by_name, key=lambda row: -row.documents)
    if order == "folkmangd":
        return sorted(by_name, key=lambda row: -row.facts.population)
    return by_name
