from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import NothingFound, UsageError
from pipeline.index.generation import Generation
from pipeline.index.store import StoreEntry, open_store
from pipeline.index.store_writer import build_store
from pipeline.records import MunicipalityLink, Relation
from pipeline.search.filters import Filters, allowed_documents, allowed_rows
from tests.search.conftest import entry


def rows(generation: Generation, **filters: str) -> list[int] | None:
    found = allowed_rows(generation.store, Filters(**filters))
    return None if found is None else found.tolist()


def test_no_filter_allows_everything(generation: Generation) -> None:
    assert rows(generation) is None
    assert allowed_documents(generation.store, Filters()) is None


def test_a_county_that_is_none_is_told_with_those_there_are(generation: Generation) -> None:
    with pytest.raises(NothingFound, match=r"there is no county 'Skaraborgs län' .*Uppsala län"):
        rows(generation, county="Skaraborgs län")


def test_documents_pass_with_any_of_their_passages(generation: Generation) -> None:
    assert allowed_documents(generation.store, Filters(municipality="Sala")) == {"d1", "d3"}
    assert allowed_documents(generation.store, Filters(municipality="Sala", since="2024")) == {"d3"}
    with pytest.raises(NothingFound, match="no page names 'Kiruna'"):
        allowed_documents(generation.store, Filters(municipality="Kiruna"))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"municipality": "Sala"}, [0, 1, 3]),
        ({"municipality": "sala kommun"}, [0, 1, 3]),
        ({"municipality": "Salas kommun"}, [0, 1, 3]),
        ({"municipality": "2062"}, [2]),
        ({"county": "Västmanlands län"}, [0, 1, 3]),
        ({"county": "dalarnas"}, [2]),
        ({"county": "19", "since": "2024"}, [3]),
        ({"language": "fi"}, []),
        ({"person": "anna ek"}, [2]),
        ({"focus_area": "f1"}, [0, 1]),
        ({"focus_area": "Unga"}, [0, 1]),
        ({"source": "mora.example"}, [2, 4]),
        ({"since": "2024"}, [2, 3]),
        ({"since": "2024-02-02"}, [3]),
        ({"until": "2024-06"}, [0, 1, 2, 3]),
        ({"until": "2023"}, [0, 1]),
        ({"since": "2024", "municipality": "Sala"}, [3]),
        ({"since": "2025"}, []),
    ],
)
def test_filters_keep_the_passages_of_pages_that_pass(
    generation: Generation, filters: dict[str, str], expected: list[int]
) -> None:
    assert rows(generation, **filters) == expected


@pytest.mark.parametrize("kind", ["municipality", "person", "focus_area", "source"])
def test_a_value_that_is_nowhere_is_named_with_the_command_that_lists_them(generation: Generation, kind: str) -> None:
    with pytest.raises(NothingFound, match=r"'Atlantis'.*kb list"):
        rows(generation, **{kind: "Atlantis"})


@pytest.mark.parametrize("value", ["i går", "2024-13", "2024-02-30", "24", ""])
def test_a_date_that_is_none_is_a_usage_error(generation: Generation, value: str) -> None:
    with pytest.raises(UsageError, match="--since must be a date"):
        rows(generation, since=value)


def test_a_source_has_the_pages_that_stand_for_its_own(tmp_path: Path) -> None:
    shown = entry("d1", "Gäng", "Gäng i Sala. Skolan larmar.", "sala.example", None, None)
    copy = replace(shown.stored, doc_id="d9", source="lund.example", duplicate_of="d1")
    build_store(tmp_path / "s.sqlite", [shown, StoreEntry(copy, shown.tags, ())])
    store = open_store(tmp_path / "s.sqlite")
    for source in ("sala.example", "lund.example"):
        found = allowed_rows(store, Filters(source=source))
        assert found is not None and found.tolist() == [0, 1]


def linked(entry: StoreEntry, relation: Relation) -> StoreEntry:
    """The same page, which has to do with Sala in that way."""
    link = MunicipalityLink("1981", "Sala", relation, 0.9, "reason")
    return replace(entry, tags=replace(entry.tags, municipalities=(link,)))


def test_a_page_is_its_publishers_and_its_subjects_and_of_others_the_passages_that_name_it(tmp_path: Path) -> None:
    silent, named = "Skolan är trygg. Polisen kommer.", "Gäng rekryterar i Sala. Skolan larmar."
    pages = [
        linked(entry("a", "Plan", silent, "x", None, None), "published_by"),
        linked(entry("d1", "Plan", named, "x", None, None), "mentioned"),
        entry("c", "Plan", silent, "x", None, None),
        linked(entry("d", "Plan", silent, "x", None, None), "about"),
    ]
    build_store(tmp_path / "s.sqlite", pages)
    store = open_store(tmp_path / "s.sqlite")
    for wanted in ("Sala", "sala kommun", "1981", "municipality:1981"):
        found = allowed_rows(store, Filters(municipality=wanted))
        assert found is not None
        assert [store.passage(int(row)).passage_id for row in found] == ["a-0", "d1-0", "d-0"]
    store.close()
