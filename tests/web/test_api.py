from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.cli_home import AVHOPP, Base
from tests.web.api_client import api as api

QUESTION = "Hur får den som vill lämna ett gäng stöd?"
HOSTILE = "<script>alert('gäng')</script>"


def test_an_answer_is_that_of_the_command_and_says_how_many_there_are(api: TestClient, base: Base) -> None:
    found = api.get("/api/v1/ask", params={"question": QUESTION, "limit": 5}).json()
    printed = base.kb("ask", QUESTION)
    total, is_sure, facets = (found.pop(key) for key in ("total", "is_sure", "facets"))
    assert found | {"took_ms": 0} == printed | {"took_ms": 0}
    assert total >= len(found["hits"]) > 0
    assert is_sure is True
    assert facets["year"][0] == {"value": "2024", "name": "2024", "count": 1}
    assert found["hits"][0]["url"] == AVHOPP


def test_parts_of_an_answer_follow_on_one_another(api: TestClient) -> None:
    whole = api.get("/api/v1/ask", params={"question": "gäng", "limit": 100}).json()
    first = api.get("/api/v1/ask", params={"question": "gäng", "limit": 1})
    link = '</api/v1/ask?question=g%C3%A4ng&limit=1&offset=1>; rel="next"'
    assert first.headers["link"] == link
    second = api.get(first.links["next"]["url"])
    assert [one["rank"] for one in second.json()["hits"]] == [2]
    assert first.json()["hits"] + second.json()["hits"] == whole["hits"][:2]
    assert second.links["prev"]["url"] == "/api/v1/ask?question=g%C3%A4ng&limit=1&offset=0"


def test_what_the_question_is_not_to_be_read_as_is_left_alone(api: TestClient) -> None:
    asked = {"question": "gäng i Vara"}
    named = api.get("/api/v1/ask", params=asked).json()["understood"]
    assert named == {"municipalities": [{"code": "1470", "name": "Vara"}]}
    assert api.get("/api/v1/ask", params=asked | {"ignore": "1470"}).json()["understood"] == {}


def test_filters_that_fit_keep_to_them(api: TestClient) -> None:
    found = api.get("/api/v1/ask", params={"question": "gäng", "municipality": "Åre", "sort": "date"}).json()
    assert [(one["doc_id"], one["published"]) for one in found["hits"]] == [("rad-1", "2023-05-06")]
    assert found["filters"] == {"municipality": "Åre"}


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("ask", 422, "question: Field required"),
        ("ask?question=%20", 422, "the question is empty"),
        ("ask?question=x&limit=101", 422, "limit: Input should be less than or equal to 100"),
        ("ask?question=x&offset=-1", 422, "offset: Input should be greater than or equal to 0"),
        ("ask?question=stöd&since=igår", 422, "--since must be a date"),
        ("ask?question=stöd&municipality=Narnia", 404, "Narnia"),
        ("ask?question=stöd&generation=gen-999999", 404, "the generation 'gen-999999' is kept no longer"),
        ("ask?question=stöd&generation=../..", 404, "the generation '../..' is kept no longer"),
        ("similar", 422, "say either doc or text"),
        ("similar?doc=nope", 404, "there is no document or initiative 'nope'"),
        ("similar?doc=rad-1&type=X1", 422, "X1"),
        ("changes", 422, "since: Field required"),
        ("changes?since=igår", 422, "igår"),
        ("nothing", 404, "Not Found"),
    ],
)
def test_errors_are_json_that_says_what_is_wrong(api: TestClient, path: str, status: int, said: str) -> None:
    answer = api.get(f"/api/v1/{path}")
    assert (answer.status_code, list(answer.json())) == (status, ["detail"])
    assert said in answer.json()["detail"]


def test_comparable_work_is_that_of_the_command(api: TestClient, base: Base) -> None:
    printed = base.kb("similar", "rad-1")
    assert api.get("/api/v1/similar", params={"doc": "rad-1"}).json() == printed
    assert printed["comparables"]
    text = api.get("/api/v1/similar", params={"text": "Stöd till unga som vill lämna gäng", "limit": 1}).json()
    assert [one["rank"] for one in text["comparables"]] == [1]


def test_changes_are_those_of_the_command(api: TestClient, base: Base) -> None:
    printed = base.kb("changes", "--since", "2020", "--kind", "new", code=0)
    found = api.get("/api/v1/changes", params={"since": "2020", "kind": "new", "limit": 100}).json()
    assert found.pop("total") == len(printed["changes"])
    del printed["questions"]
    assert found == printed


def test_coverage_has_every_municipality_and_why_cells_are_empty(api: TestClient) -> None:
    found = api.get("/api/v1/coverage").json()
    assert len(found["municipalities"]) == 290
    (vara,) = (row for row in found["municipalities"] if row["facts"]["name"] == "Vara")
    assert (vara["documents"], vara["empty"], vara["latest"]) == (1, "none_found", "2024-03-10")
    assert found["documents"] == 5


def test_the_generation_says_what_it_holds(api: TestClient, base: Base) -> None:
    found = api.get("/api/v1/generation").json()
    assert found == base.kb("status")["generation"]


def test_a_hostile_question_stays_json(api: TestClient) -> None:
    answer = api.get("/api/v1/ask", params={"question": HOSTILE})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["question"] == HOSTILE


def test_an_answer_that_the_client_has_is_not_sent_again(api: TestClient) -> None:
    path = "/api/v1/sources"
    etag = api.get(path).headers["etag"]
    again = api.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert api.get("/api/v1/people", headers={"If-None-Match": etag}).status_code == 200


def test_head_tells_of_an_answer_without_it_and_nothing_else_is_taken(api: TestClient) -> None:
    asked, told = api.get("/api/v1/sources?limit=1"), api.head("/api/v1/sources?limit=1")
    assert (told.status_code, told.content) == (200, b"")
    assert (told.headers["etag"], told.headers["content-length"]) == (
        asked.headers["etag"],
        asked.headers["content-length"],
    )
    refused = api.post("/api/v1/sources")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET")
    assert refused.json() == {"detail": "Method Not Allowed"}
