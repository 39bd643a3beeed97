"""What a question names, as a preference or as a condition: which passages it speaks for and which against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.index.store import Store
from pipeline.search.question import Known, Understood

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
# What each named thing that a document has adds to a passage's score, and what is left of it where the document is
# about a municipality that the question leaves out. On the sample, 7 of whose 60 questions name something, 0 to .3 give
# the same nDCG@10 within .001, so that a bonus decides only between passages that are about as good.
BONUS = 0.1
LEFT_OUT = 0.5
_MENTIONS = "SELECT doc_id FROM mentions WHERE label = '{}' AND {} IN ({})"


def known_names(store: Store) -> Known:
    """Return every name that the generation's documents hold."""
    places = store.query("SELECT DISTINCT code, name FROM mentions WHERE label = 'MUNICIPALITY' ORDER BY code")
    people = store.query("SELECT DISTINCT entity_id, name FROM mentions WHERE label = 'PERSON' ORDER BY entity_id")
    areas = store.query("SELECT DISTINCT id, name FROM focus_areas ORDER BY id")
    return Known(tuple(places), tuple(people), tuple(areas))


def preferred(store: Store, understood: Understood, rows: Rows, scores: Scores) -> tuple[Rows, Scores]:
    """Return `rows` and their scores, best first, after what the question names has spoken for and against them."""
    wanted = [_documents(store, *condition) for condition in _conditions(understood)]
    against = _left_out(store, understood)
    if not wanted and not against:
        return rows, scores
    owners = store.documents_of(rows)
    factors = [
        (1 + BONUS * sum(owners[row] in documents for documents in wanted))
        * (LEFT_OUT if owners[row] in against else 1.0)
        for row in rows.tolist()
    ]
    weighted = np.asarray(scores * np.array(factors, dtype=np.float32) / (1 + BONUS * len(wanted)), dtype=np.float32)
    order = np.argsort(-weighted, kind="stable")
    return rows[order], weighted[order]


def required(store: Store, understood: Understood, allowed: Rows | None) -> Rows | None:
    """Return the sorted rows of `allowed` (None is all) whose documents have all that the question names."""
    conditions = list(_conditions(understood))
    against = _left_out(store, understood)
    if not conditions and not against:
        return allowed
    documents = {doc_id for (doc_id,) in store.query("SELECT doc_id FROM documents")} - against
    for condition in conditions:
        documents &= _documents(store, *condition)
    kept = [row for row, doc_id in store.query("SELECT row, doc_id FROM passages ORDER BY row") if doc_id in documents]
    rows = np.array(kept, dtype=np.int64)
    return rows if allowed is None else np.intersect1d(rows, allowed)


def _conditions(understood: Understood) -> Iterator[tuple[str, list[Any]]]:
    named = (
        ("MUNICIPALITY", "code", understood.municipalities),
        ("PERSON", "entity_id", understood.people),
    )
    for label, column, keys in named:
        if keys:
            yield _MENTIONS.format(label, column, _marks(keys)), list(keys)
    if understood.focus_areas:
        areas = understood.focus_areas
        yield f"SELECT doc_id FROM focus_areas WHERE id IN ({_marks(areas)})", list(areas)
    if understood.since or understood.until:
        yield (
            "SELECT doc_id FROM documents WHERE coalesce(published, reviewed) BETWEEN ? AND ?",
            [understood.since or "0000", understood.until or "9999"],
        )


def _left_out(store: Store, understood: Understood) -> set[str]:
    """Documents about a municipality left out: those that name it and none that is not left out more often."""
    codes = understood.without_municipalities
    if not codes:
        return set()
    sql = (
        "SELECT doc_id FROM mentions WHERE label = 'MUNICIPALITY' GROUP BY doc_id"
        f" HAVING 2 * sum(code IN ({_marks(codes)})) >= count(*)"
    )
    return _documents(store, sql, list(codes))


def _documents(store: Store, sql: str, values: list[Any]) -> set[str]:
    return {str(doc_id) for (doc_id,) in store.query(sql, values)}


def _marks(values: tuple[str, ...]) -> str:
    return ",".join("?" * len(values))
