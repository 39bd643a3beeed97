"""/api/v1: documents, everyone and everything named, and sources: lists of them by the page, and each by its id."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from pipeline.cards import card, find_entities
from pipeline.documents import described_document
from pipeline.errors import NothingFound
from pipeline.listings import listing_page
from pipeline.overview import find_document
from pipeline.search.filters import Filters, allowed_documents
from pipeline.web.api_paging import Filtered, InPart, Part, faults
from pipeline.web.api_shapes import (
    Card,
    DocumentList,
    DocumentShape,
    FocusAreaList,
    InitiativeList,
    MunicipalityList,
    OrganisationList,
    PersonList,
    SourceList,
)
from pipeline.web.library import Library
from pipeline.web.request import InLibrary

router = APIRouter(prefix="/api/v1")


@router.get(
    "/documents", response_model=DocumentList, operation_id="list_documents", tags=["pages"], responses=faults(404)
)
def documents(library: InLibrary, part: InPart, filters: Filtered) -> Any:
    """Documents by source and title; with filters those that a question could be answered from."""
    return _listed(library, "documents", part, filters)


@router.get(
    "/documents/{doc_id:path}",
    response_model=DocumentShape,
    operation_id="document",
    tags=["pages"],
    responses=faults(404),
)
def document(
    library: InLibrary, doc_id: Annotated[str, Path(description="The id of a document, or its address.")]
) -> Any:
    """A document: its text, who, where and what about, with offsets."""
    with library.searcher() as searcher:
        store = searcher.generation.store
        if (found := find_document(store, doc_id)) is None:
            raise NothingFound(f"there is no document '{doc_id}'")
        return described_document(store, found)


@router.get(
    "/entities/{entity_id:path}", response_model=Card, operation_id="entity", tags=["entities"], responses=faults(404)
)
def entity(
    library: InLibrary,
    entity_id: Annotated[
        str,
        Path(description="The id, or the name if only one bears it.", examples=["municipality:0486", "initiative:gvi"]),
    ],
) -> Any:
    """A person, municipality, organisation or initiative: each statement with its page and sentence."""
    with library.searcher() as searcher:
        store = searcher.generation.store
        named = find_entities(store, entity_id)
        if len(named) > 1:
            raise NothingFound(f"several are called '{entity_id}': say which, {', '.join(named)}")
        if not named:
            raise NothingFound(f"there is no person, place, organisation or initiative '{entity_id}'")
        return card(store, named[0])


@router.get("/people", response_model=PersonList, operation_id="list_people", tags=["entities"], responses=faults())
def people(library: InLibrary, part: InPart) -> Any:
    """People in public roles, by name."""
    return _listed(library, "people", part)


@router.get(
    "/municipalities",
    response_model=MunicipalityList,
    operation_id="list_municipalities",
    tags=["entities"],
    responses=faults(),
)
def municipalities(library: InLibrary, part: InPart) -> Any:
    """Municipalities, those with the most pages first."""
    return _listed(library, "municipalities", part)


@router.get(
    "/organisations",
    response_model=OrganisationList,
    operation_id="list_organisations",
    tags=["entities"],
    responses=faults(),
)
def organisations(library: InLibrary, part: InPart) -> Any:
    """Organisations, those on the most pages first."""
    return _listed(library, "organisations", part)


@router.get(
    "/initiatives",
    response_model=InitiativeList,
    operation_id="list_initiatives",
    tags=["entities"],
    responses=faults(),
)
def initiatives(library: InLibrary, part: InPart) -> Any:
    """Initiatives, those on the most pages first."""
    return _listed(library, "initiatives", part)


@router.get(
    "/focus-areas", response_model=FocusAreaList, operation_id="list_focus_areas", tags=["lists"], responses=faults()
)
def focus_areas(library: InLibrary, part: InPart) -> Any:
    """Focus areas, by id."""
    return _listed(library, "focus-areas", part)


@router.get("/sources", response_model=SourceList, operation_id="list_sources", tags=["lists"], responses=faults())
def sources(library: InLibrary, part: InPart) -> Any:
    """Sources, by name."""
    return _listed(library, "sources", part)


def _listed(library: Library, kind: str, part: Part, filters: Filters | None = None) -> dict[str, Any]:
    with library.searcher() as searcher:
        store = searcher.generation.store
        allowed = allowed_documents(store, filters) if filters else None
        total, rows = listing_page(store, kind, part.limit, part.offset, allowed)
        name = searcher.generation.manifest.name
    part.link(total)
    return {"generation": name, "total": total, "items": rows}
