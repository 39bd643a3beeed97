from __future__ import annotations

from typing import Annotated

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from pipeline.search.filters import Filters
from pipeline.web.asked import Asked, asked_of, given_filters


@pytest.fixture
def read() -> list[Asked]:
    return []


@pytest.fixture
def asking(read: list[Asked]) -> TestClient:
    app = FastAPI()

    @app.get("/fraga")
    def ask(asked: Annotated[Asked, asked_of]) -> None:
        read.append(asked)

    return TestClient(app)


def test_an_address_says_what_is_asked(asking: TestClient, read: list[Asked]) -> None:
    asking.get("/fraga?q=+g%C3%A4ng+&kommun=Sala&lan=&fran=2023&bortse=a&bortse=b&bortse=a&ordning=datum&strikt=ja")
    asked = Asked("gäng", {"kommun": "Sala", "fran": "2023"}, ("a", "b"), "datum", True)
    assert read == [asked]
    assert asked.search_filters == Filters(municipality="Sala", since="2023")


def test_all_filters_have_a_name_in_an_address(asking: TestClient, read: list[Asked]) -> None:
    names = ["kommun", "lan", "fokus", "person", "kalla", "sprak", "fran", "till"]
    asking.get("/fraga", params={"q": "x"} | {name: name.upper() for name in names})
    assert read[0].search_filters == Filters("KOMMUN", "FOKUS", "PERSON", "KALLA", "LAN", "SPRAK", "FRAN", "TILL")
    assert given_filters(read[0].search_filters) == {name: name.upper() for name in names}


@pytest.mark.parametrize("wrong", ["ordning=x", "strikt=1"])
def test_other_values_are_refused(asking: TestClient, wrong: str) -> None:
    assert asking.get(f"/fraga?q=x&{wrong}").status_code == 422


def test_addresses_lead_back_to_what_they_were_made_from(asking: TestClient, read: list[Asked]) -> None:
    asked = Asked("gäng & stöd #1", {"kommun": "Sala", "till": "2024-01"}, ("F2",), "datum", True, "gen-000001")
    asking.get(asked.link(sida=3))
    assert read == [asked]


def test_an_address_differs_in_what_is_changed() -> None:
    asked = Asked("x", {"kommun": "Sala"}, ("F2",), "datum")
    assert asked.link() == "/fraga?q=x&kommun=Sala&bortse=F2&ordning=datum"
    assert asked.link(kommun="", bortse=(), ordning="") == "/fraga?q=x"
    assert asked.link("/fraga/hamta", fokus="F1", format="csv").endswith(
        "kommun=Sala&fokus=F1&bortse=F2&ordning=datum&format=csv"
    )
    assert asked.link(generation="gen-000001", sida=2).endswith("&generation=gen-000001&sida=2")
