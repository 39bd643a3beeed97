"""Personer, kommuner, initiativ och organisationer: registers, and a page for each one named."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from pipeline import namings
from pipeline.cards import Pages, affiliations, facts
from pipeline.errors import NothingFound
from pipeline.index.store import SHOWN, Store
from pipeline.records import Relation
from pipeline.registers import Entry, Register, matching, register
from pipeline.search.municipality_facts import POPULATION_YEAR, municipality_facts
from pipeline.web.links import entity_path, with_query
from pipeline.web.request import InLibrary
from pipeline.web.views import page

router = APIRouter(include_in_schema=False)
PER_PAGE = 20
PER_REGISTER_PAGE = 200
_FACTS = {
    "municipality": "Kommun",
    "target_group": "Målgrupp",
    "age": "Ålder",
    "partner": "Samarbetar med",
    "funding": "Pengar",
    "period": "Tid",
    "focus_area": "Fokusområde",
}
_LABELS = {"PERSON": "person", "ORGANISATION": "organisation", "INITIATIVE": "initiativ"}
# Our names of the relations in an address.
_RELATIONS: dict[str, Relation] = {"utgivare": "published_by", "handlar-om": "about", "namns": "mentioned"}
_REGISTERS: dict[Register, dict[str, str]] = {
    "people": {"path": "/personer", "heading": "Personer", "one": "person", "many": "personer"},
    "municipalities": {"path": "/kommuner", "heading": "Kommuner", "one": "kommun", "many": "kommuner"},
    "initiatives": {"path": "/initiativ", "heading": "Initiativ", "one": "initiativ", "many": "initiativ"},
}

Number = Annotated[int, Query(ge=1, le=10_000)]


@router.get("/personer")
def people(library: InLibrary, q: str = "", sida: Number = 1) -> HTMLResponse:
    """The register of people in public roles."""
    return _register(library, "people", q, sida)


@router.get("/kommuner")
def municipalities(library: InLibrary, q: str = "", sida: Number = 1) -> HTMLResponse:
    """The register of municipalities."""
    return _register(library, "municipalities", q, sida)


@router.get("/initiativ")
def initiatives(library: InLibrary, q: str = "", sida: Number = 1) -> HTMLResponse:
    """The register of initiatives."""
    return _register(library, "initiatives", q, sida)


@router.get("/person/{key:path}")
def person(library: InLibrary, key: str, sida: Number = 1) -> HTMLResponse:
    """The page of a person: roles with their periods, and what pages say with the name in it."""
    return _entity(library, f"person:{key}", sida)


@router.get("/organisation/{key:path}")
def organisation(library: InLibrary, key: str, sida: Number = 1) -> HTMLResponse:
    """The page of an organisation."""
    return _entity(library, f"organisation:{key}", sida)


@router.get("/initiativ/{key:path}")
def initiative(library: InLibrary, key: str, sida: Number = 1) -> HTMLResponse:
    """The page of an initiative: what is stated about it, each thing with its sentence and page."""
    return _entity(library, f"initiative:{key}", sida)


@router.get("/kommun/{code}")
def municipality(
    library: InLibrary, code: str, sida: Number = 1, hur: Literal["", "utgivare", "handlar-om", "namns"] = ""
) -> HTMLResponse:
    """The page of a municipality, one of the 290 or any that pages have to do with."""
    about = municipality_facts().get(code)
    with library.searcher() as searcher:
        store = searcher.generation.store
        counted = namings.relations(store, code)
        named = store.query("SELECT name FROM municipality_links WHERE code = ? LIMIT 1", [code])
        if about is None and not named:
            raise NothingFound(f"there is no municipality '{code}'")
        relation = _RELATIONS.get(hur)
        total = counted.get(relation, 0) if relation else _pages_of(store, code)
        found = namings.municipality_pages(store, code, (sida - 1) * PER_PAGE, PER_PAGE, relation)
        context = {
            "code": code,
            "name": about.name if about else named[0][0],
            "about": about,
            "population_year": POPULATION_YEAR,
            "relations": [(ours, theirs, counted.get(theirs, 0)) for ours, theirs in _RELATIONS.items()],
            "people": namings.people_of_municipality(store, code),
            "initiatives": namings.initiatives_of_municipality(store, code),
            "how": hur,
        }
    link = with_query(f"/kommun/{code}", [("hur", hur)])
    return page("municipality.html", context | _pages(found, total, sida, link))


def _register(library: Any, kind: Register, words: str, number: int) -> HTMLResponse:
    with library.searcher() as searcher:
        entries: list[Entry] = searcher.once(register, kind)
    found = matching(entries, words)
    first = (number - 1) * PER_REGISTER_PAGE
    shown = found[first : first + PER_REGISTER_PAGE]
    context = {
        "kind": kind,
        "words": words.strip(),
        "known": len(entries),
        "letters": [(letter, list(group)) for letter, group in groupby(shown, key=lambda entry: entry.letter)],
        "total": len(found),
        "number": number,
        "has_more": len(found) > first + PER_REGISTER_PAGE,
    }
    return page("register.html", context | _REGISTERS[kind])


def _entity(library: Any, entity_id: str, number: int) -> HTMLResponse:
    with library.searcher() as searcher:
        store = searcher.generation.store
        found = namings.entity(store, entity_id)
        if found is None or found.label not in _LABELS:
            raise NothingFound(f"no page names '{entity_id}'")
        named = namings.namings(store, found, (number - 1) * PER_PAGE, PER_PAGE)
        context = {
            "entity": found,
            "label": _LABELS[found.label],
            "affiliations": affiliations(store, entity_id) if found.label == "PERSON" else [],
            "facts": _facts(store, entity_id) if found.label == "INITIATIVE" else [],
        }
    return page("entity.html", context | _pages(named, found.documents, number, entity_path(entity_id)))


def _pages(found: list[namings.Naming], total: int, number: int, link: str) -> dict[str, Any]:
    join = "&" if "?" in link else "?"
    return {
        "pages": found,
        "total": total,
        "number": number,
        "before": None if number == 1 else f"{link}{join}sida={number - 1}",
        "after": f"{link}{join}sida={number + 1}" if total > number * PER_PAGE else None,
    }


def _pages_of(store: Store, code: str) -> int:
    sql = (
        "SELECT count(DISTINCT doc_id) FROM municipality_links JOIN documents d USING (doc_id)"
        f" WHERE code = ? AND {SHOWN}"
    )
    return int(store.query(sql, [code])[0][0])


def _facts(store: Store, entity_id: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return (heading, what is stated) by kind: each value once, with the sentences that state it."""
    stated: dict[str, dict[str, dict[str, Any]]] = {}
    for fact in facts(store, entity_id, Pages(store)):
        values = stated.setdefault(fact["kind"], {})
        if fact["value"] not in values:
            values[fact["value"]] = {"text": _said(fact), "link": _link(store, fact), "sources": []}
        value = values[fact["value"]]
        if fact["doc_id"] not in {source["doc_id"] for source in value["sources"]}:
            value["sources"].append(fact | {"title": store.document(fact["doc_id"]).title})
    return [(heading, list(stated[kind].values())) for kind, heading in _FACTS.items() if kind in stated]


def _said(fact: dict[str, Any]) -> str:
    known = municipality_facts().get(fact["value"]) if fact["kind"] == "municipality" else None
    return known.name if known else str(fact["text"])


def _link(store: Store, fact: dict[str, Any]) -> str | None:
    """The page of the one that a fact names, where there is one."""
    if fact["kind"] == "municipality":
        return f"/kommun/{fact['value']}" if fact["value"] in municipality_facts() else None
    if fact["kind"] == "partner" and namings.entity(store, fact["value"]):
        return entity_path(fact["value"])
    return None
