"""Filters on a question → the rows of the passages that pass them all."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import NothingFound, UsageError
from pipeline.index.store import Store, marks
from pipeline.search.municipality_facts import municipality_facts

Rows = NDArray[np.int64]
# SQL over `passages p JOIN documents d`, and the values of its marks.
Condition = tuple[str, list[Any]]
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_DOCUMENT_DATE = "coalesce(d.published, d.reviewed)"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the user asked to keep to; None means everything.

    `municipality` is a name, with or without "kommun" or "stad", or a four-digit code; `focus_area` an id or a name;
    `county` a name ("Örebro län") or a two-digit code, and keeps to what its municipalities publish and what is about
    them; `language` is a code of two letters ("sv"); `since` and `until` are days, months or years, both included,
    compared with the date of publication, else of review.
    """

    municipality: str | None = None
    focus_area: str | None = None
    person: str | None = None
    source: str | None = None
    county: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None

    def given(self) -> dict[str, str]:
        """Return the filters that are set."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def allowed_rows(store: Store, filters: Filters) -> Rows | None:
    """Return the sorted rows that pass, or None when no filter is set.

    NothingFound names a value that the generation does not have; UsageError a date that is none.
    """
    rows = _passing(store, filters, "row", "ORDER BY row")
    return None if rows is None else np.array([row for (row,) in rows], dtype=np.int64)


def allowed_documents(store: Store, filters: Filters) -> set[str] | None:
    """Return the ids of the documents with a passage that passes, or None when no filter is set; raises the same."""
    rows = _passing(store, filters, "DISTINCT p.doc_id")
    return None if rows is None else {doc_id for (doc_id,) in rows}


def _passing(store: Store, filters: Filters, columns: str, order: str = "") -> list[tuple[Any, ...]] | None:
    conditions = list(_conditions(store, filters))
    if not conditions:
        return None
    where = " AND ".join(sql for sql, _ in conditions)
    values = [value for _, given in conditions for value in given]
    sql = f"SELECT {columns} FROM passages p JOIN documents d USING (doc_id) WHERE {where} {order}"
    return store.query(sql, values)


def _conditions(store: Store, filters: Filters) -> Iterator[Condition]:
    if filters.municipality is not None:
        yield _municipality(store, filters.municipality)
    if filters.person is not None:
        yield _mentioned(store, "PERSON", filters.person, "people")
    if filters.focus_area is not None:
        key = _focus_area(store, filters.focus_area)
        yield "d.doc_id IN (SELECT doc_id FROM focus_areas WHERE id = ?)", [key]
    if filters.source is not None:
        if not store.query("SELECT 1 FROM documents WHERE source = ? LIMIT 1", [filters.source]):
            raise NothingFound(f"there is no source '{filters.source}': see 'kb list sources'")
        # A source also published what a page of another source stands for.
        sql = "d.doc_id IN (SELECT coalesce(duplicate_of, doc_id) FROM documents WHERE source = ?)"
        yield sql, [filters.source]
    if filters.county is not None:
        yield _county(filters.county)
    if filters.language is not None:
        yield "d.language = ?", [filters.language.casefold()]
    if filters.since is not None:
        yield f"{_DOCUMENT_DATE} >= ?", [day_of("since", filters.since, last=False)]
    if filters.until is not None:
        yield f"{_DOCUMENT_DATE} <= ?", [day_of("until", filters.until, last=True)]


def of_municipalities(codes: Sequence[str]) -> Condition:
    """Return the condition for passages of pages that one of the municipalities publishes or that are about one.

    Of other pages the passages that name one themselves: a page that lists thirty municipalities is no answer about
    each of them but where it speaks of it.
    """
    of_page, values = on_municipalities(codes)
    sql = (
        f"({of_page} OR EXISTS (SELECT 1 FROM mentions m WHERE m.doc_id = p.doc_id AND m.code IN ({marks(codes)})"
        " AND m.start < p.end AND p.start < m.end))"
    )
    return sql, [*values, *codes]


def on_municipalities(codes: Sequence[str]) -> Condition:
    """Return the condition for passages of pages that one of the municipalities publishes or that are about one."""
    links = f"SELECT doc_id FROM municipality_links WHERE code IN ({marks(codes)}) AND relation != 'mentioned'"
    return f"d.doc_id IN ({links})", list(codes)


def _municipality(store: Store, wanted: str) -> Condition:
    forms = _forms(wanted)
    known = store.query("SELECT DISTINCT code, name FROM municipality_links")
    codes = [code for code, name in known if name.casefold() in forms or wanted in (code, f"municipality:{code}")]
    if not codes:
        # A district, or another way to write it, as some page does.
        sql = "SELECT DISTINCT code, text FROM mentions WHERE label = 'MUNICIPALITY' AND code IS NOT NULL"
        codes = sorted({code for code, text in store.query(sql) if text.casefold() in forms})
    if not codes:
        raise NothingFound(f"no page names '{wanted}': see 'kb list municipalities'")
    return of_municipalities(codes)


def _county(wanted: str) -> Condition:
    name = wanted.casefold().strip()
    known = {one.county_code: one.county for one in municipality_facts().values()}
    for code, county in known.items():
        if name in (code, county.casefold(), county.casefold().removesuffix(" län")):
            links = "SELECT doc_id FROM municipality_links WHERE relation != 'mentioned' AND substr(code, 1, 2) = ?"
            return f"d.doc_id IN ({links})", [code]
    raise NothingFound(f"there is no county '{wanted}' (known: {', '.join(known.values())})")


def _mentioned(store: Store, label: str, wanted: str, kind: str) -> Condition:
    known = store.query("SELECT DISTINCT entity_id, name, code FROM mentions WHERE label = ?", [label])
    forms = _forms(wanted)
    found = [key for key, name, code in known if name.casefold() in forms or wanted in (key, code)]
    if not found:
        raise NothingFound(f"no page names '{wanted}': see 'kb list {kind}'")
    sql = f"SELECT doc_id FROM mentions WHERE label = ? AND entity_id IN ({marks(found)})"
    return f"d.doc_id IN ({sql})", [label, *found]


def _forms(wanted: str) -> set[str]:
    """The name as given, and without "kommun", "stad" and a genitive before them."""
    name = " ".join(normalize("NFC", wanted).casefold().split())
    bare = re.sub(r" (?:kommuns?|stads?)$", "", name)
    return {name, bare, bare.removesuffix("s")} if bare != name else {name}


def _focus_area(store: Store, wanted: str) -> str:
    known = store.query("SELECT DISTINCT id, name FROM focus_areas")
    for key, name in known:
        if wanted.casefold() in (key.casefold(), name.casefold()):
            return str(key)
    raise NothingFound(f"no page has the focus area '{wanted}': see 'kb list focus-areas'")


def day_of(option: str, value: str, *, last: bool) -> str:
    """Return the first, or with `last` the last, day that a day, month or year means; UsageError for others."""
    found = _DAY.fullmatch(value.strip())
    try:
        if found is None:
            raise ValueError
        year, month = int(found[1]), int(found[2] or (12 if last else 1))
        day = int(found[3] or (calendar.monthrange(year, month)[1] if last else 1))
        return date(year, month, day).isoformat()
    except ValueError:
        raise UsageError(f"--{option} must be a date such as 2023-03-10, 2023-03 or 2023, not '{value}'") from None
