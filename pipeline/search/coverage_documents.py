"""The documents that a cell of the overview counts, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.index.store import SHOWN, Store


@dataclass(frozen=True, slots=True)
class Covered:
    """A document as a list shows it; `day` is that of publication, where it is unknown of review."""

    doc_id: str
    title: str
    day: str | None
    municipalities: tuple[str, ...]


def covered_documents(
    store: Store, municipality: str = "", area: str = "", year: str = "", limit: int = 50, first: int = 0
) -> tuple[int, list[Covered]]:
    """Return how many shown documents are by or about the municipality (a code), of the area (an id) and of the year.

    And of them `limit` from the place `first` on. What is "" limits nothing; the year "0" stands for the undated.
    """
    where, values = [SHOWN], []
    own = "(SELECT doc_id FROM municipality_links WHERE code = ? AND relation != 'mentioned')"
    if municipality:
        where.append(f"d.doc_id IN {own}")
        values.append(municipality)
    if area:
        where.append("d.doc_id IN (SELECT doc_id FROM focus_areas WHERE id = ?)")
        values.append(area)
    if year:
        day = "coalesce(d.published, d.reviewed)"
        where.append(f"coalesce(substr({day}, 1, 4), '0') = ?")
        values.append(year)
    chosen = f"FROM documents d WHERE {' AND '.join(where)}"
    total = store.query(f"SELECT count(*) {chosen}", values)[0][0]
    rows = store.query(
        f"SELECT d.doc_id, d.title, coalesce(d.published, d.reviewed) AS day {chosen}"
        " ORDER BY day DESC, d.title, d.doc_id LIMIT ? OFFSET ?",
        [*values, limit, first],
    )
    return total, [Covered(doc_id, title, day, _municipalities(store, doc_id)) for doc_id, title, day in rows]


def _municipalities(store: Store, doc_id: str) -> tuple[str, ...]:
    return tuple(link.name for link in store.municipality_links(doc_id) if link.relation != "mentioned")
