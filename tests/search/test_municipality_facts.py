"""The facts about municipalities: every one once, sums that are published, and what a torn file says."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.search import municipality_facts as module
from pipeline.search.municipality_facts import KINDS, MunicipalityFacts, municipality_facts
from tests.conftest import REPO


@pytest.fixture
def unread() -> Iterator[None]:
    """Files are read again, before and after."""
    municipality_facts.cache_clear()
    yield
    municipality_facts.cache_clear()


def test_a_municipality_has_its_name_county_place_and_kind() -> None:
    sala = municipality_facts()["1981"]
    assert sala == MunicipalityFacts("1981", "Sala", "19", "Västmanlands län", 22353, 59.92, 16.6, "B4")
    assert sala.kind_name == "Pendlingskommun nära större stad"


def test_they_are_the_municipalities_of_the_gazetteer() -> None:
    with (REPO / "pipeline" / "tag" / "data" / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        known = [row["code"] for row in csv.DictReader(file)]
    assert list(municipality_facts()) == sorted(known)
    assert len(known) == 290


def test_the_population_adds_up_to_that_of_the_country() -> None:
    # SCB: 9 995 153 on 31 December 2016.
    assert sum(one.population for one in municipality_facts().values()) == 9_995_153


def test_the_kinds_are_as_many_as_in_the_edition_of_2023() -> None:
    counted = Counter(one.kind for one in municipality_facts().values())
    assert counted == {"A1": 3, "A2": 43, "B3": 23, "B4": 63, "B5": 24, "C6": 27, "C7": 51, "C8": 35, "C9": 21}
    assert list(KINDS) == sorted(counted)


def test_every_place_lies_in_sweden_and_northern_counties_lie_north() -> None:
    found = municipality_facts().values()
    assert all(55.3 <= one.latitude <= 69.1 and 11.1 <= one.longitude <= 24.2 for one in found)
    assert min(one.latitude for one in found if one.county_code == "25") > 65
    assert max(one.latitude for one in found if one.county_code == "12") < 56.6


@pytest.mark.parametrize("torn", ["code,population\n0114,1\n", "code,kind\n9999,A1\n"])
def test_a_torn_file_is_told(unread: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, torn: str) -> None:
    (tmp_path / "facts.csv").write_text(torn, "utf-8")
    monkeypatch.setattr(module, "_FACTS", tmp_path / "facts.csv")
    with pytest.raises(StoreError, match="not as it was installed"):
        municipality_facts()


def test_a_missing_file_is_told(unread: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "_FACTS", tmp_path / "none.csv")
    with pytest.raises(StoreError, match="cannot read"):
        municipality_facts()
