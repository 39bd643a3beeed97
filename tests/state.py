"""What a knowledge base holds, in a form in which two of them can be compared: ids, not row numbers and file bytes."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import numpy as np

from pipeline.catalog import open_catalog
from pipeline.home import Home
from pipeline.index.generation import open_generation

Content = dict[str, list[str]]

# By table, the columns that depend on when something was done, where in the archive it lies and how often it was tried.
# `key` of a generation's document is a hash over some of them.
LEFT_OUT = {
    "pages": {"fetched_at", "archive_file", "archive_offset"},
    "versions": {"fetched_at", "archive_file", "archive_offset"},
    "tombstones": {"gone_at"},
    "rejected": {"at"},
    "frontier": {"fetched_at", "visited", "visited_at", "missing_since", "lastmod"},
    "generation documents": {"fetched_at", "versions", "key"},
    "generation changes": {"generation", "at"},
    "generation passages": {"row"},
}
CATALOG = (
    "pages",
    "versions",
    "tombstones",
    "rejected",
    "documents",
    "tags",
    "people",
    "passages",
    "vectors",
    "sites",
    "repeated_blocks",
    "frontier",
    "out_links",
)
GENERATION = (
    "documents",
    "passages",
    "mentions",
    "focus_areas",
    "facts",
    "municipality_links",
    "words",
    "changes",
)


def content(home: Home, questions: tuple[str, ...]) -> Content:
    """Return, by table and by store, every row of a knowledge base that has a generation, sorted.

    `questions` are put to the lexical leg, whose terms cannot be read.
    """
    return _catalog(home) | _generation(home, questions)


def must_be_equal(one: Home, other: Home, questions: tuple[str, ...]) -> None:
    """Fail with a line for each thing that only one of two knowledge bases holds."""
    found = differences(content(one, questions), content(other, questions))
    assert not found, "\n".join(found[:20])


def differences(one: Content, other: Content) -> list[str]:
    """Return what only one of two holds, a line each with the place; [] if they are equal."""
    found = []
    for place in sorted({*one, *other}):
        first, second = one.get(place, []), other.get(place, [])
        if first != second:
            only = [f"only the first: {line}" for line in sorted({*first} - {*second})]
            only += [f"only the second: {line}" for line in sorted({*second} - {*first})]
            found += [f"{place}: {line[:300]}" for line in only or ["another number of equal rows"]]
    return found


def _catalog(home: Home) -> Content:
    with closing(open_catalog(home.catalog)) as catalog:
        rows = catalog._database.rows
        return {table: _table(rows, table, table) for table in CATALOG}


def _generation(home: Home, questions: tuple[str, ...]) -> Content:
    with closing(open_generation(home.indexes)) as generation:
        query = generation.store.query
        found = {
            f"generation {table}": _table(lambda sql, q=query: q(sql), table, f"generation {table}")
            for table in GENERATION
        }
        ids = dict(query("SELECT row, passage_id FROM passages"))
        numbers = np.arange(len(ids))
        tokens = [generation.tokens.of(np.array([row]))[0].tolist() for row in numbers]
        found["tokens"] = sorted(f"{ids[row]} {tokens[row]}" for row in range(len(ids)))
        vectors = generation.dense.vectors(numbers)
        found["vectors by passage"] = sorted(f"{ids[row]} {vectors[row].tobytes().hex()}" for row in range(len(ids)))
        for question in questions:
            # Without the scores: in them count passages that are deleted and not yet merged away.
            found[f"lexical: {question}"] = sorted(
                ids[int(row)] for row in generation.lexical.search(question, 1000)[0]
            )
    return found


def _table(rows: Any, table: str, place: str) -> list[str]:
    left_out = LEFT_OUT.get(place, set())
    columns = [name for _, name, *_ in rows(f"PRAGMA table_info({table})") if name not in left_out]
    assert columns, f"there is no table {table}"
    return sorted(map(repr, rows(f"SELECT {', '.join(columns)} FROM {table}")))
