"""Which municipality publishes a page."""

from __future__ import annotations

import csv

import pytest

from pipeline.clean.publisher import (
    clean_publisher,
    load_publishers,
    municipality_in_title,
    municipality_of,
    municipality_with_code,
)
from pipeline.records import Municipality
from tests.conftest import REPO

TROLLHATTAN = Municipality("1488", "Trollhättan")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://www.trollhattan.se/a", "1488"),
        ("https://trollhattan.se", "1488"),
        ("https://kommun.falkenberg.se/a", "1382"),
        ("https://www.habo.se/", "0305"),
        ("https://habokommun.se/", "0643"),
        ("https://www.engelholm.se/", "1292"),
        ("https://www.herjedalen.se/", "2361"),
        ("https://start.stockholm/", "0180"),
        ("https://www.nytrollhattan.se/", None),
        ("https://trollhattan.se.example/", None),
        ("https://bra.se/", None),
        ("file:///tmp/trollhattan.se/a.html", None),
        (None, None),
    ],
)
def test_by_its_host(url: str | None, code: str | None) -> None:
    found = municipality_of(None, url)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("publisher", "code"),
    [
        ("Trollhättans Stad", "1488"),
        ("trollhättans  kommun", "1488"),
        ("Malmö stad", "1280"),
        ("Falu kommun", "2080"),
        ("Region Gotland", "0980"),
        ("Botkyrka kommun | Startsida", "0127"),
        ("www.trollhattan.se", "1488"),
        ("Mora", None),
        ("Brottsförebyggande rådet", None),
        ("Mora kommuns vänner", None),
        (None, None),
    ],
)
def test_by_what_it_calls_itself(publisher: str | None, code: str | None) -> None:
    found = municipality_of(publisher)
    assert (found.code if found else None) == code


def test_the_host_goes_before_the_name() -> None:
    assert municipality_of("Malmö stad", "https://a.example/", "https://www.trollhattan.se/") == TROLLHATTAN


def test_a_title_that_ends_in_a_municipality() -> None:
    assert municipality_in_title("Äldreomsorg - Botkyrka kommun") == "Botkyrka kommun"
    assert municipality_in_title("Äldreomsorg | Lokalbladet") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [(" Gnesta\n kommun ", "Gnesta kommun"), ("", None), ("https://a.se", None), ("x" * 101, None)],
)
def test_a_publishers_name(name: str, expected: str | None) -> None:
    assert clean_publisher(name) == expected


def test_the_table_names_the_290_of_the_gazetteer_and_no_site_twice() -> None:
    def rows(path: str) -> list[dict[str, str]]:
        with (REPO / "pipeline" / path).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    known, sites = rows("tag/data/municipalities.csv"), rows("clean/data/municipality_sites.csv")
    keys = ("code", "name", "official")
    assert [[row[key] for key in keys] for row in sites] == [[row[key] for key in keys] for row in known]
    assert len(sites) == 290
    assert len(load_publishers().sites) == sum(len(row["sites"].split("|")) for row in sites)


def test_a_municipality_by_its_code() -> None:
    assert municipality_with_code("1981") == Municipality("1981", "Sala")
    assert municipality_with_code("9999") is None
    assert municipality_with_code(None) is None
