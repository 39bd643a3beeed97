"""What a generation covers, in numbers that can be counted by hand, and why a cell is empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.extent import Extent, SourceState
from pipeline.index.store import Store, StoreEntry, open_store
from pipeline.index.store_writer import build_store
from pipeline.records import Evidence, FocusArea, MunicipalityLink, Relation, Tags
from pipeline.search.coverage import Coverage, Emptiness, coverage
from tests.index.made import entry

AREAS = (("F1", "Unga"), ("F2", "Hot"), ("F3", "Avhopp"))
DENIED = SourceState("Arboga", "1984", "denied", "denied", "2026-01-02T00:00:00Z")
SOURCES = (
    DENIED,
    SourceState("Fagersta", "1982", "unvisited"),
    SourceState("Köping", "1983", "unreachable", "failed 500", "2026-01-01T00:00:00Z"),
    SourceState("Köping ungdom", "1983", "denied", "denied", "2026-01-03T00:00:00Z"),
    SourceState("Sala", "1981", "read", None, "2026-01-02T00:00:00Z", 2),
)


def made(
    number: int,
    links: dict[str, Relation],
    areas: str = "",
    published: str | None = None,
    reviewed: str | None = None,
    duplicate_of: str | None = None,
) -> StoreEntry:
    one = entry(number)
    text = one.stored.text
    tags = Tags(
        focus_areas=tuple(FocusArea(key, dict(AREAS)[key], 0.9, Evidence(0, 4, text[:4])) for key in areas.split()),
        municipalities=tuple(MunicipalityLink(code, code, how, 1.0, "") for code, how in links.items()),
    )
    stored = replace(one.stored, published=published, reviewed=reviewed, duplicate_of=duplicate_of)
    return replace(one, stored=stored, tags=tags)


ENTRIES = (
    made(0, {"1981": "published_by", "1980": "mentioned"}, "F1 F2", "2024-03-10", "2025-06-01"),
    made(1, {"1981": "published_by"}, "F1", None, "2026-01-01"),
    made(2, {"1981": "published_by"}, "F1", "2024-01-01", duplicate_of="d0"),
    made(3, {"1980": "about", "1984": "about"}, "F1"),
    made(4, {}, "F2", "2022-05-05"),
    made(5, {"1980": "about"}, "", "2020-01-01"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("store") / "s.sqlite"
    build_store(path, ENTRIES, (), Extent(AREAS, SOURCES))
    with closing(open_store(path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def found(store: Store) -> Coverage:
    return coverage(store)


def test_documents_by_or_about_a_municipality_are_counted_and_copies_and_mentions_are_not(found: Coverage) -> None:
    rows = {row.facts.name: (row.documents, dict(row.by_area), row.latest) for row in found.known}
    assert rows == {
        "Västerås": (2, {"F1": 1, "F2": 0, "F3": 0}, "2020-01-01"),
        "Sala": (2, {"F1": 2, "F2": 1, "F3": 0}, "2026-01-01"),
        "Fagersta": (0, {"F1": 0, "F2": 0, "F3": 0}, None),
        "Köping": (0, {"F1": 0, "F2": 0, "F3": 0}, None),
        "Arboga": (1, {"F1": 1, "F2": 0, "F3": 0}, None),
    }
    assert (len(found.rows), found.documents, found.labelled, found.areas) == (290, 5, 4, AREAS)


@pytest.mark.parametrize(
    ("code", "empty"),
    [
        ("1981", "none_found"),
        ("1980", "none_found"),
        ("1982", "unreachable"),
        ("1984", "unreachable"),
        ("0180", "no_source"),
    ],
)
def test_an_empty_cell_says_why(found: Coverage, code: str, empty: Emptiness) -> None:
    assert next(row.empty for row in found.rows if row.facts.code == code) == empty


def test_of_several_sources_the_last_visited_tells_why_nothing_was_read(found: Coverage) -> None:
    unread = {row.facts.name: row.unread.name if row.unread else None for row in found.known}
    assert unread == {
        "Västerås": None,
        "Sala": None,
        "Fagersta": "Fagersta",
        "Köping": "Köping ungdom",
        "Arboga": "Arboga",
    }


def test_the_years_are_of_publication_else_of_review(found: Coverage) -> None:
    told = [(one.id, dict(one.years), one.undated, one.documents) for one in found.timeline]
    assert told == [("F1", {2024: 1, 2026: 1}, 1, 3), ("F2", {2022: 1, 2024: 1}, 0, 2), ("F3", {}, 0, 0)]


def test_an_area_that_is_looked_for_no_longer_comes_after_the_others(tmp_path: Path) -> None:
    build_store(tmp_path / "s.sqlite", ENTRIES, (), Extent((("F9", "Ny"),)))
    with closing(open_store(tmp_path / "s.sqlite")) as opened:
        assert coverage(opened).areas == (("F9", "Ny"), ("F1", "Unga"), ("F2", "Hot"))
