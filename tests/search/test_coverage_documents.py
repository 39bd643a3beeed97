"""The documents behind a cell or a bar: those that are counted there, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from pipeline.index.store import Store, StoreEntry, open_store
from pipeline.index.store_writer import build_store
from pipeline.records import Evidence, FocusArea, MunicipalityLink, Relation, Tags
from pipeline.search.coverage_documents import Covered, covered_documents
from tests.index.made import entry


def made(number: int, how: Relation, area: str, day: str | None, duplicate_of: str | None = None) -> StoreEntry:
    one = entry(number)
    tags = Tags(
        focus_areas=(FocusArea(area, area, 0.9, Evidence(0, 4, one.stored.text[:4])),),
        municipalities=(MunicipalityLink("1981", "Sala", how, 1.0, ""),),
    )
    return replace(one, stored=replace(one.stored, reviewed=day, duplicate_of=duplicate_of), tags=tags)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("store") / "s.sqlite"
    entries = [
        made(0, "about", "F1", "2024-03-10"),
        made(1, "published_by", "F1", "2025-01-01"),
        made(2, "mentioned", "F1", "2025-02-02"),
        made(3, "published_by", "F2", None),
        made(4, "published_by", "F1", "2025-01-01", "d1"),
    ]
    build_store(path, entries)
    with closing(open_store(path)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("municipality", "area", "year", "expected"),
    [
        ("", "", "", ["d2", "d1", "d0", "d3"]),
        ("1981", "", "", ["d1", "d0", "d3"]),
        ("1981", "F1", "", ["d1", "d0"]),
        ("", "F1", "2025", ["d2", "d1"]),
        ("", "F2", "0", ["d3"]),
        ("0180", "", "", []),
    ],
)
def test_what_is_counted_is_listed(store: Store, municipality: str, area: str, year: str, expected: list[str]) -> None:
    total, found = covered_documents(store, municipality, area, year)
    assert (total, [one.doc_id for one in found]) == (len(expected), expected)


def test_a_page_of_the_list_has_the_day_and_whose_the_documents_are(store: Store) -> None:
    assert covered_documents(store, limit=1) == (4, [Covered("d2", "Titel", "2025-02-02", ())])
    assert covered_documents(store, limit=1, first=1) == (4, [Covered("d1", "Titel", "2025-01-01", ("Sala",))])
