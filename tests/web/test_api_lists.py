from __future__ import annotations

from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tests.cli_home import AVHOPP, Base
from tests.web.api_client import api as api


@pytest.mark.parametrize(
    "kind", ["documents", "people", "municipalities", "organisations", "initiatives", "focus-areas", "sources"]
)
def test_a_list_is_that_of_the_command_a_page_at_a_time(api: TestClient, base: Base, kind: str) -> None:
    found = api.get(f"/api/v1/{kind}", params={"limit": 100}).json()
    code = 0 if found["items"] else 1
    assert found["items"] == base.kb("list", kind, code=code)
    assert found["total"] == len(found["items"])
    rows, path = [], f"/api/v1/{kind}?limit=1"
    while path:
        page = api.get(path)
        assert page.json()["total"] == found["total"]
        rows += page.json()["items"]
        path = page.links["next"]["url"] if "next" in page.links else ""
    assert rows == found["items"]


def test_documents_are_kept_to_those_that_pass_the_filters(api: TestClient) -> None:
    found = api.get("/api/v1/documents", params={"municipality": "Vara"}).json()
    assert (found["total"], [row["url"] for row in found["items"]]) == (1, [AVHOPP])
    assert api.get("/api/v1/documents", params={"source": "nowhere"}).status_code == 404


@pytest.mark.parametrize("reference", ["rad-1", AVHOPP])
def test_a_document_is_that_of_the_command_by_id_or_address(api: TestClient, base: Base, reference: str) -> None:
    found = api.get(f"/api/v1/documents/{quote(reference, safe='')}")
    assert found.json() == base.kb("show", reference)


@pytest.mark.parametrize("reference", ["person:anna-berg", "Anna Berg", "municipality:1470"])
def test_a_card_is_that_of_the_command_by_id_or_name(api: TestClient, base: Base, reference: str) -> None:
    assert api.get(f"/api/v1/entities/{quote(reference)}").json() == base.kb("show", reference)


def test_what_is_not_there_is_not_found(api: TestClient) -> None:
    missing = api.get("/api/v1/documents/<script>")
    assert (missing.status_code, missing.json()) == (404, {"detail": "there is no document '<script>'"})
    assert api.get("/api/v1/entities/person:nobody").status_code == 404


def test_a_place_beyond_the_last_one_leads_back(api: TestClient) -> None:
    beyond = api.get("/api/v1/documents", params={"limit": 2, "offset": 100})
    assert (beyond.json()["items"], beyond.json()["total"]) == ([], 5)
    assert beyond.headers["link"] == '</api/v1/documents?limit=2&offset=3>; rel="prev"'
