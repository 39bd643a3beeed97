"""OpenAPI says of every request what it is called, where it belongs, and every status that it can have."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.web.api_client import api as api

REQUESTS = {
    "/api/v1/ask": "ask",
    "/api/v1/changes": "changes",
    "/api/v1/coverage": "coverage",
    "/api/v1/documents": "list_documents",
    "/api/v1/documents/{doc_id}": "document",
    "/api/v1/entities/{entity_id}": "entity",
    "/api/v1/focus-areas": "list_focus_areas",
    "/api/v1/generation": "generation",
    "/api/v1/initiatives": "list_initiatives",
    "/api/v1/municipalities": "list_municipalities",
    "/api/v1/organisations": "list_organisations",
    "/api/v1/people": "list_people",
    "/api/v1/similar": "similar",
    "/api/v1/sources": "list_sources",
}


def test_requests_have_the_names_that_programs_know_and_are_only_read(api: TestClient) -> None:
    paths = api.get("/api/v1/openapi.json").json()["paths"]
    assert {path: told["get"]["operationId"] for path, told in paths.items() if path.startswith("/api/")} == REQUESTS
    assert {method for told in paths.values() for method in told} == {"get"}


def test_every_request_declares_its_errors_in_one_shape(api: TestClient) -> None:
    told = api.get("/api/v1/openapi.json").json()
    for path in REQUESTS:
        answers = told["paths"][path]["get"]["responses"]
        assert {"200", "304", "401", "422", "429", "500", "503"} <= answers.keys() <= {*answers, "404"}
        schemas = [one["content"]["application/json"]["schema"] for key, one in answers.items() if key > "400"]
        assert {one["$ref"] for one in schemas} == {"#/components/schemas/Fault"}
