"""What a question names, as a preference or as a condition: which passages it speaks for and which against."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.index.store import Store, marks
from pipeline.search.filters import Condition, of_municipalities, on_municipalities
from pipeline.search.question import Known, Understood

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
# What each named thing that a document has adds to a passage's score, and what is left of it where the document is
# about a municipality that the question leaves out: a bonus decides between passages that are nearly as good.
BONUS = 0.1
LEFT_OUT = 0.5


def known_names(store: Store) -> Known:
    """Return every name that the generation's documents hold."""
    places = store.query("SELECT DISTINCT code, name FROM municipality_links ORDER BY code")
    people = store.query("SELECT DISTINCT entity_id, name FROM mentions WHERE label = 'PERSON' ORDER BY entity_id")
    areas = store.query("SELECT DISTINCT id, name FROM focus_areas ORDER BY id")
    return Known(tuple(places), tuple(people), tuple(areas))


def preferred(store: Store, understood: Understood, rows: Rows, scores: Scores) -> tuple[Rows, Scores]:
    """Return `rows` and their scores, best first, after what the question names has spoken for and against them."""
    conditions = list(_conditions(understood))
    if codes := understood.municipalities:
        # Once more for a page that it publishes or that is about it, or one that thanks Göteborg goes before Göteborg's
        # own: nDCG@10 on the sample, 7 of whose 60 questions name something, is .878 without and .887 with it.
        conditions.append(on_municipalities(codes))
    wanted = [_meeting(store, condition, rows) for condition in conditions]
    against = _meeting(store, _left_out(understood), rows) if understood.without_municipalities else set()
    if not wanted and not against:
        return rows, scores
    factors = [
        (1 + BONUS * sum(row in met for met in wanted)) * (LEFT_OUT if row in against else 1.0) for row in rows.tolist()
    ]
    weighted = np.asarray(scores * np.array(factors, dtype=np.float32) / (1 + BONUS * len(wanted)), dtype=np.float32)
    order = np.argsort(-weighted, kind="stable")
    return rows[order], weighted[order]


def required(store: Store, understood: Understood, allowed: Rows | None) -> Rows | None:
    """Return the sorted rows of `allowed` (None is all) that have all that the question names."""
    conditions = list(_conditions(understood))
    if understood.without_municipalities:
        sql, values = _left_out(understood)
        conditions.append((f"NOT ({sql})", values))
    if not conditions:
        return allowed
    met = set.intersection(*(_meeting(store, condition) for condition in conditions))
    rows = np.array(sorted(met), dtype=np.int64)
    return rows if allowed is None else np.intersect1d(rows, allowed)


def _conditions(understood: Understood) -> Iterator[Condition]:
    if understood.municipalities:
        yield of_municipalities(understood.municipalities)
    if people := understood.people:
        sql = f"SELECT doc_id FROM mentions WHERE label = 'PERSON' AND entity_id IN ({marks(people)})"
        yield f"d.doc_id IN ({sql})", list(people)
    if areas := understood.focus_areas:
        yield f"d.doc_id IN (SELECT doc_id FROM focus_areas WHERE id IN ({marks(areas)}))", list(areas)
    if understood.since or understood.until:
        period = [understood.since or "0000", understood.until or "9999"]
        yield "coalesce(d.published, d.reviewed) BETWEEN ? AND ?", period


def _left_out(understood: Understood) -> Condition:
    """Pages of or about a municipality that is left out, and about no other."""
    codes = understood.without_municipalities
    links = f"SELECT doc_id FROM municipality_links WHERE relation != 'mentioned' AND code {{}} IN ({marks(codes)})"
    return f"d.doc_id IN ({links.format('')}) AND d.doc_id NOT IN ({links.format('NOT')})", [*codes, *codes]


def _meeting(store: Store, condition: Condition, rows: Rows | None = None) -> set[int]:
    """Return those of `rows` (None is all) that meet the condition."""
    sql, values = condition
    among = "" if rows is None else f" AND row IN ({','.join(map(str, rows.tolist()))})"
    found = store.query(f"SELECT row FROM passages p JOIN documents d USING (doc_id) WHERE {sql}{among}", values)
    return {row for (row,) in found}
