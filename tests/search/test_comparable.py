from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from pipeline.errors import NothingFound, UsageError
from pipeline.search.ask import Searcher
from pipeline.search.comparable import ComparableFilters, Comparables, comparable_to, comparable_to_text
from tests.search.pages_of_four import PAGES, made


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("comparable")
    opened = made(folder)
    yield opened
    opened.close()


def ids(found: Comparables) -> list[str]:
    return [one.doc_id for one in found.comparables]


def test_the_best_page_of_each_other_municipality(searcher: Searcher) -> None:
    found = comparable_to(searcher, "https://www.sala.example/sala")
    # Neither the own municipality's page in a newspaper nor Brå's.
    assert ids(found) == ["mora", "lund", "vara"]
    assert [one.rank for one in found.comparables] == [1, 2, 3]
    scores = [one.score for one in found.comparables]
    assert scores == sorted(scores, reverse=True)
    assert (found.query.kind, found.query.title, found.query.municipalities) == ("document", "Steget i Sala", ("1981",))
    first = found.comparables[0]
    assert (first.municipality, first.published, first.focus_areas) == (
        {"code": "2062", "name": "Mora"},
        "2024-01-02",
        ("F1",),
    )


def test_one_page_a_municipality(searcher: Searcher) -> None:
    found = comparable_to(searcher, "mora", k=10)
    assert ids(found) == ["sala-too", "lund", "vara"]


def test_national_pages_come_when_asked_for(searcher: Searcher) -> None:
    found = comparable_to(searcher, "mora", k=2, filters=ComparableFilters(include_national=True))
    assert set(ids(found)) == {"sala-too", "bra"}
    (national,) = [one for one in found.comparables if one.doc_id == "bra"]
    assert national.municipality is None


def test_aspects_stand_side_by_side_with_their_sentences(searcher: Searcher) -> None:
    first = comparable_to(searcher, "sala").comparables[0]
    sides = {side.aspect: side for side in first.aspects}
    assert list(sides) == ["target_group", "method", "partners", "funding", "results", "period"]
    assert (sides["method"].told_by, sides["method"].shared) == ("both", ("hembesök",))
    assert sides["method"].differs.comparable == ("mentor",)
    assert (sides["funding"].told_by, sides["funding"].comparable) == ("query", ())
    assert sides["funding"].differs.query == ("Brå", "2 miljoner kronor")
    assert (sides["results"].told_by, sides["results"].query) == ("comparable", ())
    assert sides["period"].told_by == "neither"
    for side in first.aspects:
        for sentence in (*side.query, *side.comparable):
            assert sentence.doc_id is not None
            assert PAGES[sentence.doc_id][1][sentence.start : sentence.end] == sentence.text


def test_a_description_finds_whoever_does_it(searcher: Searcher) -> None:
    found = comparable_to_text(searcher, "  Vakter i centrum på\nkvällen ", k=1)
    assert ids(found) == ["lund"]
    assert (found.query.kind, found.query.reference) == ("text", "Vakter i centrum på kvällen")
    side = found.comparables[0].aspects[1]
    assert [(s.doc_id, s.text) for s in side.query] == [(None, "Vakter i centrum på kvällen")]


def test_an_initiative_is_compared_by_its_pages(searcher: Searcher) -> None:
    found = comparable_to(searcher, "initiative:steget", k=1)
    assert ids(found) == ["mora"]
    assert (found.query.kind, found.query.doc_ids) == ("initiative", ("sala",))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (ComparableFilters(population_from=15_788, population_to=20_279), ["mora", "vara"]),
        (ComparableFilters(population_from=20_280), ["lund"]),
        (ComparableFilters(kinds=frozenset({"C7", "C9"})), ["mora", "vara"]),
        (ComparableFilters(population_to=10), []),
    ],
)
def test_municipalities_are_kept_to_by_size_and_type(
    searcher: Searcher, filters: ComparableFilters, expected: list[str]
) -> None:
    assert ids(comparable_to(searcher, "sala", filters=filters)) == expected


def test_what_cannot_be_asked(searcher: Searcher) -> None:
    with pytest.raises(NothingFound, match="there is no document or initiative 'none'"):
        comparable_to(searcher, "none")
    with pytest.raises(UsageError, match="-k must be at least 1"):
        comparable_to(searcher, "sala", k=0)
    with pytest.raises(UsageError, match="the question is empty"):
        comparable_to_text(searcher, " ")
    with pytest.raises(UsageError, match="there is no type of municipality 'small'"):
        comparable_to(searcher, "sala", filters=ComparableFilters(kinds=frozenset({"small"})))


def test_the_records_are_json(searcher: Searcher) -> None:
    found = asdict(comparable_to(searcher, "sala", k=1))
    assert (
        found["comparables"][0]["aspects"][1]["query"][0]["text"] == "En socialsekreterare gör hembesök inom två dygn."
    )
