from __future__ import annotations

from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from pipeline.home import Home
from pipeline.web.app import make_app
from tests.cli_home import Base
from tests.web.api_client import GUARDED, TOKEN

BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def guarded(base: Base) -> Iterator[TestClient]:
    with TestClient(make_app(Home(base.home), GUARDED), raise_server_exceptions=False) as client:
        yield client


def figures(client: TestClient) -> dict[tuple[str, ...], float]:
    told = client.get("/metrics", headers=BEARER)
    assert told.status_code == 200
    assert told.headers["content-type"].startswith("text/plain; version=")
    return {
        (one.name, *one.labels.values()): one.value
        for family in text_string_to_metric_families(told.text)
        for one in family.samples
        if not one.name.endswith("_created")
    }


def test_requests_are_counted_by_route_and_status_and_never_by_path(guarded: TestClient) -> None:
    for path in ("/api/v1/documents/rad-1", "/api/v1/documents/nope", "/api/v1/people"):
        guarded.get(path, headers=BEARER)
    guarded.get("/api/v1/people")
    guarded.get("/no/such/page")
    guarded.get("/static/none.css")
    told = figures(guarded)
    counted = {key[1:]: value for key, value in told.items() if key[0] == "kunskapsbank_http_requests_total"}
    assert counted == {
        ("/api/v1/documents/{doc_id:path}", "200"): 1,
        ("/api/v1/documents/{doc_id:path}", "404"): 1,
        ("/api/v1/people", "200"): 1,
        ("none", "401"): 1,
        ("none", "404"): 1,
        ("/static", "404"): 1,
    }
    assert told["kunskapsbank_http_request_duration_seconds_count", "/api/v1/documents/{doc_id:path}"] == 2


def test_what_is_served_is_told(guarded: TestClient, base: Base) -> None:
    told = figures(guarded)
    generation = base.kb("status")["generation"]
    assert told["kunskapsbank_served_records", "documents"] == generation["counts"]["documents"] == 5
    assert told["kunskapsbank_served_records", "passages"] == generation["counts"]["passages"]
    assert told[("kunskapsbank_served_up_to_date",)] == 1
    (info,) = (key for key in told if key[0] == "kunskapsbank_served_generation_info")
    assert {generation["name"], generation["created_at"], generation["model"]} == {*info[1:]}


def test_programs_without_the_token_are_told_nothing(guarded: TestClient) -> None:
    refused = guarded.get("/metrics")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
