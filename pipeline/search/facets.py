"""Rows of passages → how many of their pages have each municipality, county, area, year, source and language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.index.store import Store
from pipeline.search.municipality_facts import municipality_facts

Rows = NDArray[np.int64]
FacetKind = Literal["municipality", "county", "focus_area", "year", "source", "language"]


@dataclass(frozen=True, slots=True)
class Facet:
    """A value, as `Filters` takes it, its name for people, and how many pages have it."""

    value: str
    name: str
    count: int


def facets(store: Store, rows: Rows) -> dict[FacetKind, tuple[Facet, ...]]:
    """Return the facets of the pages that `rows` lie on, the most frequent first, years the newest first.

    A page has the municipalities that publish it or that it is about, and the year of its publication, else review.
    """
    ids = tuple(dict.fromkeys(store.documents_of(rows).values()))
    among = f"IN ({','.join('?' * len(ids))})"
    links = f"FROM municipality_links WHERE relation != 'mentioned' AND doc_id {among}"
    places = store.query(f"SELECT code, name, count(DISTINCT doc_id) {links} GROUP BY code", ids)
    facts = municipality_facts()
    names = {one.county_code: one.county for one in facts.values()}
    counties = store.query(f"SELECT substr(code, 1, 2), count(DISTINCT doc_id) {links} GROUP BY 1", ids)
    areas = store.query(f"SELECT id, name, count(*) FROM focus_areas WHERE doc_id {among} GROUP BY id", ids)
    year = "substr(coalesce(published, reviewed), 1, 4)"
    of_documents = f"count(*) FROM documents WHERE doc_id {among}"
    years = store.query(f"SELECT {year}, {of_documents} GROUP BY 1 HAVING {year} IS NOT NULL ORDER BY 1 DESC", ids)
    sources = store.query(f"SELECT source, {of_documents} GROUP BY 1", ids)
    languages = store.query(f"SELECT language, {of_documents} AND language IS NOT NULL GROUP BY 1", ids)
    return {
        "municipality": _sorted([Facet(*place) for place in places]),
        "county": _sorted([Facet(code, names.get(code, code), count) for code, count in counties]),
        "focus_area": _sorted([Facet(*area) for area in areas]),
        "year": tuple(Facet(value, value, count) for value, count in years),
        "source": _sorted([Facet(value, value, count) for value, count in sources]),
        "language": _sorted([Facet(value, value, count) for value, count in languages]),
    }


def _sorted(found: list[Facet]) -> tuple[Facet, ...]:
    return tuple(sorted(found, key=lambda one: (-one.count, one.name)))
