"""What a generation holds of one kind, as `kb list … --json` has it: all of it, or a page of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.cards import affiliations
from pipeline.index.store import Store

Row = dict[str, Any]


def published_listing(store: Store, kind: str) -> list[Row]:
    """Return what a generation holds of one kind ("documents", "people", …), in the contracted shapes."""
    return _LISTINGS[kind](store)


def listing_page(
    store: Store, kind: str, limit: int, first: int, allowed: set[str] | None = None
) -> tuple[int, list[Row]]:
    """Return how many there are of one kind, and `limit` of them from the place `first` on, as `published_listing` has.

    Of documents only those whose id is `allowed`, if that is given, count and are listed.
    """
    part = slice(first, first + limit)
    if kind == "documents":
        ids = [
            key for (key,) in store.query(f"SELECT doc_id FROM documents {_ORDER}") if allowed is None or key in allowed
        ]
        return len(ids), _documents(store, ids[part])
    if kind == "people":
        total = store.query("SELECT count(DISTINCT entity_id) FROM mentions WHERE label = 'PERSON' AND " + _SHOWN)
        return total[0][0], _people(store, limit, first)
    rows = published_listing(store, kind)
    return len(rows), rows[part]


def _documents(store: Store, ids: Sequence[str] | None = None) -> list[Row]:
    """Return the documents of those ids, without them all."""
    among, values = ("", []) if ids is None else (f"WHERE doc_id IN ({','.join('?' * len(ids))})", list(ids))
    places: dict[str, list[Row]] = defaultdict(list)
    for doc_id, code, name in store.query(
        f"SELECT doc_id, code, name FROM municipality_links {among} ORDER BY doc_id, rowid", values
    ):
        places[doc_id].append({"code": code, "name": name})
    areas: dict[str, list[str]] = defaultdict(list)
    for doc_id, area in store.query(
        f"SELECT doc_id, id FROM focus_areas {among} ORDER BY doc_id, score DESC, id", values
    ):
        areas[doc_id].append(area)
    columns = ("doc_id", "url", "title", "source", "published", "reviewed")
    return [
        {
            **dict(zip(columns, row[:-1], strict=True)),
            "municipalities": places[row[0]],
            "focus_areas": areas[row[0]],
            "duplicate_of": row[-1],
        }
        for row in store.query(f"SELECT {', '.join(columns)}, duplicate_of FROM documents {among} {_ORDER}", values)
    ]


def _people(store: Store, limit: int = -1, first: int = 0) -> list[Row]:
    rows = store.query(
        "SELECT entity_id, name, count(DISTINCT doc_id), json_group_array(DISTINCT lower(role)) FROM mentions"
        f" WHERE label = 'PERSON' AND {_SHOWN} GROUP BY entity_id ORDER BY name, entity_id LIMIT ? OFFSET ?",
        [limit, first],
    )
    return [
        {
            "entity_id": key,
            "name": name,
            "documents": documents,
            "roles": sorted(filter(None, json.loads(roles))),
            "affiliations": affiliations(store, key),
        }
        for key, name, documents, roles in rows
    ]


def _municipalities(store: Store) -> list[Row]:
    relations = ("published_by", "about", "mentioned")
    sums = ", ".join(f"sum(relation = '{relation}')" for relation in relations)
    rows = store.query(
        f"SELECT code, name, count(DISTINCT doc_id), {sums} FROM municipality_links"
        f" WHERE {_SHOWN} GROUP BY code ORDER BY count(DISTINCT doc_id) DESC, name"
    )
    columns = ("code", "name", "documents", *relations)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _organisations(store: Store) -> list[Row]:
    rows = store.query(
        "SELECT entity_id, name, count(DISTINCT doc_id) FROM mentions WHERE label = 'ORGANISATION'"
        f" AND {_SHOWN} GROUP BY entity_id ORDER BY count(DISTINCT doc_id) DESC, name"
    )
    return [{"entity_id": key, "name": name, "documents": documents} for key, name, documents in rows]


def _initiatives(store: Store) -> list[Row]:
    facts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for key, kind, value in store.query(f"SELECT entity_id, kind, value FROM facts WHERE {_SHOWN}"):
        facts[key][kind].add(value)
    rows = store.query(
        "SELECT entity_id, name, count(DISTINCT doc_id) FROM mentions WHERE label = 'INITIATIVE'"
        f" AND {_SHOWN} GROUP BY entity_id ORDER BY count(DISTINCT doc_id) DESC, name"
    )
    return [
        {
            "entity_id": key,
            "name": name,
            "documents": documents,
            "municipalities": sorted(facts[key]["municipality"]),
            "focus_areas": sorted(facts[key]["focus_area"]),
        }
        for key, name, documents in rows
    ]


def _focus_areas(store: Store) -> list[Row]:
    rows = store.query(f"SELECT id, name, count(*) FROM focus_areas WHERE {_SHOWN} GROUP BY id ORDER BY id")
    return [{"id": key, "name": name, "documents": documents} for key, name, documents in rows]


def _sources(store: Store) -> list[Row]:
    rows = store.query("SELECT source, count(*), max(fetched_at) FROM documents GROUP BY source ORDER BY source")
    return [{"source": name, "documents": documents, "last_fetched": last} for name, documents, last in rows]


_ORDER = "ORDER BY source, title, doc_id"
# What stands in a duplicate stands in the document that is shown too, and would be counted twice.
_SHOWN = "doc_id NOT IN (SELECT doc_id FROM documents WHERE duplicate_of IS NOT NULL)"
_LISTINGS: dict[str, Callable[[Store], list[Row]]] = {
    "documents": _documents,
    "people": _people,
    "municipalities": _municipalities,
    "organisations": _organisations,
    "initiatives": _initiatives,
    "focus-areas": _focus_areas,
    "sources": _sources,
}
