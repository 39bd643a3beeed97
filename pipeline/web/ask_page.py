"""Fråga: one field, and passages that answer with their place in the source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from pipeline.cite.citation import cite_hit
from pipeline.cite.plain import reference
from pipeline.errors import NothingFound, UsageError
from pipeline.index.store import SHOWN, Store
from pipeline.records import Answer, Hit
from pipeline.search.ask import LONGEST_QUESTION, Found, Searcher
from pipeline.search.facets import Facet, FacetKind, facets
from pipeline.search.municipality_facts import municipality_facts
from pipeline.web.asked import Asked, asked_of
from pipeline.web.request import InLibrary
from pipeline.web.views import marked, page

router = APIRouter(include_in_schema=False)
PER_PAGE = 10
LANGUAGES = {
    "sv": "svenska",
    "en": "engelska",
    "fi": "finska",
    "da": "danska",
    "no": "norska",
    "nb": "norska",
    "de": "tyska",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that the question was read to name: addresses to keep to it and to disregard it."""

    kind: str
    name: str
    keep: str | None
    disregard: str


@router.get("/")
def start(library: InLibrary) -> HTMLResponse:
    """The start page: the field, what there is to ask, and examples."""
    with library.searcher() as searcher:
        counts, areas, places = searcher.once(_held)
        manifest = searcher.generation.manifest
    context = {"asked": Asked("", {}), "counts": counts, "areas": areas, "places": places, "manifest": manifest}
    return page("start.html", context)


def _held(store: Store) -> tuple[dict[str, int], list[tuple[str, str, int]], int]:
    """What there is: the counts of the tables, the focus areas with their pages, how many municipalities."""
    areas = store.query(
        "SELECT id, f.name, count(*) FROM focus_areas f JOIN documents d USING (doc_id)"
        f" WHERE {SHOWN} GROUP BY id ORDER BY id"
    )
    places = store.query("SELECT count(DISTINCT code) FROM municipality_links WHERE relation != 'mentioned'")
    return store.counts(), areas, places[0][0]


@router.get("/fraga")
def ask(
    library: InLibrary, asked: Annotated[Asked, asked_of], sida: Annotated[int, Query(ge=1, le=100)] = 1
) -> HTMLResponse:
    """The list of answers."""
    if not asked.q:
        return start(library)
    try:
        with library.searcher(asked.generation) as searcher:
            return _answered(searcher, asked, sida, is_pinned=asked.generation is not None)
    except (NothingFound, UsageError) as error:
        return page(
            "ask.html", _nothing(asked, _problem(asked, error)), 404 if isinstance(error, NothingFound) else 422
        )


def _answered(searcher: Searcher, asked: Asked, number: int, *, is_pinned: bool) -> HTMLResponse:
    found = asked.found_by(searcher)
    first = (number - 1) * PER_PAGE
    answer = searcher.answer(found, PER_PAGE, first, newest=asked.order == "datum")
    context = {
        "asked": asked,
        "problem": None,
        "answer": answer,
        "total": len(found.rows),
        "is_sure": found.is_sure,
        "hits": [_shown(searcher.generation.store, hit, answer.generation) for hit in answer.hits],
        "chips": _chips(asked, answer),
        "corrections": answer.understood.get("corrections", []),
        "facets": _facets(searcher, found),
        "permalink": asked.link(generation=answer.generation),
        "is_pinned": is_pinned,
        "manifest": searcher.generation.manifest,
        "number": number,
        "has_more": len(found.rows) > first + PER_PAGE,
    }
    return page("ask.html", context | _names(searcher, asked))


def _shown(store: Store, hit: Hit, generation: str) -> dict[str, Any]:
    cited = reference(cite_hit(store, hit, generation))
    return {"hit": hit, "segments": marked(hit.text, hit.highlights), "reference": cited}


def _names(searcher: Searcher, asked: Asked) -> dict[str, Any]:
    """Return how what an address says by code or id is called."""
    known = searcher.known
    counties = {one.county_code: one.county for one in municipality_facts().values()}
    by_key = {
        "kommun": dict(known.municipalities),
        "fokus": dict(known.focus_areas),
        "person": dict(known.people),
        "lan": counties,
        "sprak": LANGUAGES,
    }
    named = {(key, value): by_key.get(key, {}).get(value, value) for key, value in asked.filters.items()}
    return {"value_names": named, "area_names": dict(known.focus_areas), "language_names": LANGUAGES}


def _facets(searcher: Searcher, found: Found) -> list[tuple[str, str, tuple[Facet, ...]]]:
    """Return (our name in an address, heading, values) of each kind that has any."""
    counted = facets(searcher.generation.store, found.rows)
    kinds: list[tuple[str, str, FacetKind]] = [
        ("kommun", "Kommun", "municipality"),
        ("lan", "Län", "county"),
        ("fokus", "Fokusområde", "focus_area"),
        ("fran", "År", "year"),
        ("kalla", "Källa", "source"),
        ("sprak", "Språk", "language"),
    ]
    return [(key, heading, counted[kind]) for key, heading, kind in kinds if counted[kind]]


def _chips(asked: Asked, answer: Answer) -> list[Chip]:
    read = answer.understood
    chips = []
    for kind, named, key in (("Kommun", "municipalities", "kommun"), ("Person", "people", "person")):
        for one in read.get(named, ()):
            value = one.get("code") or one["entity_id"]
            chips.append(
                Chip(
                    kind,
                    one["name"],
                    asked.link(**{key: value, "bortse": _more(asked, value)}),
                    asked.link(bortse=_more(asked, value)),
                )
            )
    for one in read.get("without_municipalities", ()):
        chips.append(Chip("Utom kommunen", one["name"], None, asked.link(bortse=_more(asked, one["code"]))))
    for area in read.get("focus_areas", ()):
        chips.append(
            Chip(
                "Fokusområde",
                area,
                asked.link(fokus=area, bortse=_more(asked, area)),
                asked.link(bortse=_more(asked, area)),
            )
        )
    since, until = read.get("since", ""), read.get("until", "")
    if since or until:
        keep = asked.link(fran=since, till=until, bortse=_more(asked, "period"))
        chips.append(Chip("Tid", f"{since} – {until}".strip(), keep, asked.link(bortse=_more(asked, "period"))))
    return chips


def _more(asked: Asked, key: str) -> tuple[str, ...]:
    return (*asked.ignored, key)


def _nothing(asked: Asked, problem: str) -> dict[str, Any]:
    without: dict[str, Any] = dict.fromkeys(("answer", "permalink", "manifest"))
    none: dict[str, Any] = {key: [] for key in ("hits", "chips", "corrections", "facets")}
    no: dict[str, Any] = dict.fromkeys(("is_sure", "is_pinned", "has_more"), False)
    names = {"value_names": {}, "area_names": {}, "language_names": LANGUAGES}
    return {"asked": asked, "problem": problem, "total": 0, "number": 1} | without | none | no | names


def _problem(asked: Asked, error: NothingFound | UsageError) -> str:
    """Say in Swedish why a question could not be asked."""
    if isinstance(error, NothingFound):
        if "generation" in str(error):
            return f"Utgåvan {asked.generation} finns inte kvar. Ställ frågan till den som gäller nu."
        return "Inget i kunskapsbanken passar de val som du har gjort. Ta bort något av dem."
    if len(asked.q) > LONGEST_QUESTION:
        return f"Frågan är för lång. Den får ha högst {LONGEST_QUESTION} tecken."
    if {"fran", "till"} & asked.filters.keys() and "must be a date" in str(error):
        return "Datum skrivs som 2023, 2023-03 eller 2023-03-10."
    return "Det finns inget ord att söka efter i frågan. Skriv med egna ord vad du vill veta."
