"""/api/v1: what the commands give with `--json`, for programs. A request reads one generation and changes nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query

from pipeline.changes import changed_pages, described
from pipeline.errors import UsageError
from pipeline.overview import find_document
from pipeline.records import ChangeKind
from pipeline.search.comparable import ComparableFilters, Comparables, comparable_to, comparable_to_text
from pipeline.search.coverage import coverage
from pipeline.search.facets import facets
from pipeline.search.filters import Filters
from pipeline.search.options import Mode
from pipeline.web.api_paging import Filtered, InPart, faults
from pipeline.web.api_shapes import AnswerPage, ChangeList, CoverageShape, GenerationShape, Sort
from pipeline.web.request import InLibrary

router = APIRouter(prefix="/api/v1")
_QUESTION = Query(description="In plain Swedish.", examples=["Hur får den som vill lämna ett gäng stöd?"])
_IGNORED = Query(
    description='What the question is not to be read as: a code or id of `understood`, "period" or "corrections".'
)


@router.get("/ask", response_model=AnswerPage, operation_id="ask", tags=["answers"], responses=faults(404))
def ask(
    library: InLibrary,
    part: InPart,
    filters: Filtered,
    question: Annotated[str, _QUESTION],
    strict: Annotated[bool, Query(description="Keep to what the question names.")] = False,
    mode: Mode = "hybrid",
    sort: Sort = "relevance",
    ignore: Annotated[list[str], _IGNORED] = [],  # noqa: B006
    generation: Annotated[str | None, Query(description="An earlier one by name, if it is kept.")] = None,
) -> Any:
    """Passages that answer a question, best first, and how many of their pages have each municipality, year …"""
    with library.searcher(generation or None) as searcher:
        found = searcher.find(question, filters, mode, strict=strict, ignored=frozenset(ignore))
        answer = searcher.answer(found, part.limit, part.offset, newest=sort == "date")
        counted = facets(searcher.generation.store, found.rows)
    total = len(found.rows)
    part.link(total)
    return asdict(answer) | {"total": total, "is_sure": found.is_sure, "facets": counted}


@router.get("/similar", response_model=Comparables, operation_id="similar", tags=["answers"], responses=faults(404))
def similar(
    library: InLibrary,
    doc: Annotated[
        str, Query(description="Id or address of a document, id of an initiative.", examples=["initiative:gvi"])
    ] = "",
    text: Annotated[str, Query(description="A description of the work instead.")] = "",
    limit: Annotated[int, Query(ge=1, le=100, description="How many municipalities.")] = 5,
    min_population: Annotated[int | None, Query(ge=0)] = None,
    max_population: Annotated[int | None, Query(ge=0)] = None,
    type: Annotated[list[str], Query(description="SKR's groups, A1 to C9.", examples=[["C6", "C7"]])] = [],  # noqa: B006
    national: Annotated[bool, Query(description="Also pages of no municipality.")] = False,
) -> Any:
    """Comparable work in other municipalities, at most one page each, aspect by aspect with its sentences."""
    if bool(doc) == bool(text):
        raise UsageError("say either doc or text")
    filters = ComparableFilters(min_population, max_population, frozenset(type), national)
    with library.searcher() as searcher:
        if text:
            return comparable_to_text(searcher, text, limit, filters)
        return comparable_to(searcher, find_document(searcher.generation.store, doc) or doc, limit, filters)


@router.get("/changes", response_model=ChangeList, operation_id="changes", tags=["pages"], responses=faults(404))
def changes(
    library: InLibrary,
    part: InPart,
    since: Annotated[str, Query(description="From this day, month, year or time on.", examples=["2024-05-01"])],
    until: Annotated[str | None, Query(description="Up to and including this day, month, year or time.")] = None,
    kind: ChangeKind | None = None,
    municipality: str | None = None,
    focus_area: str | None = None,
    source: str | None = None,
) -> Any:
    """Pages that are new, changed or gone, the newest first."""
    filters = Filters(municipality=municipality or None, focus_area=focus_area or None, source=source or None)
    with library.searcher() as searcher:
        store = searcher.generation.store
        found = changed_pages(store, since, until or None, filters, kind)
        told = [described(one, store) for one in found[part.offset : part.offset + part.limit]]
        name = searcher.generation.manifest.name
    part.link(len(found))
    given = filters.given() | ({"kind": kind} if kind else {})
    asked = {"since": since, "until": until, "filters": given}
    return {**asked, "generation": name, "total": len(found), "changes": told}


@router.get("/coverage", response_model=CoverageShape, operation_id="coverage", tags=["lists"], responses=faults())
def covered(library: InLibrary) -> Any:
    """How many pages each municipality has of each focus area, each area of each year, and why there are none."""
    with library.searcher() as searcher:
        found, name = searcher.once(coverage), searcher.generation.manifest.name
    rows = [
        {
            "facts": row.facts,
            "documents": row.documents,
            "by_area": dict(row.by_area),
            "latest": row.latest,
            "sources": [
                {key: value for key, value in asdict(one).items() if key != "municipality"} for one in row.sources
            ],
            "empty": row.empty,
        }
        for row in found.rows
    ]
    timeline = [
        {"id": one.id, "name": one.name, "years": {str(k): v for k, v in one.years.items()}, "undated": one.undated}
        for one in found.timeline
    ]
    counts = {"documents": found.documents, "labelled": found.labelled}
    return {"generation": name, **counts, "municipalities": rows, "timeline": timeline}


@router.get(
    "/generation", response_model=GenerationShape, operation_id="generation", tags=["operation"], responses=faults()
)
def generation(library: InLibrary) -> Any:
    """The generation that questions are asked of."""
    with library.searcher() as searcher:
        manifest = searcher.generation.manifest
    return {key: getattr(manifest, key) for key in ("name", "created_at", "model", "dimensions", "counts")}
