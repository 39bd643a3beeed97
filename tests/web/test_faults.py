from __future__ import annotations

import logging
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from pipeline.errors import NothingFound, StoreError, UsageError
from pipeline.web.faults import add_faults

RAISED: dict[str, Exception] = {
    "none": NothingFound("there is no '<b>'"),
    "usage": UsageError("the question is empty"),
    "store": StoreError("the store /srv/kb is damaged"),
    "teapot": HTTPException(418, "short and stout", {"X-Tea": "yes"}),
    "bug": RuntimeError("secret"),
}


@pytest.fixture
def failing() -> TestClient:
    app = FastAPI()

    @app.get("/{where}/{what}")
    @app.get("/api/{where}/{what}")
    def fail(what: str, number: int = 0) -> None:
        raise RAISED[what]

    add_faults(app)
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("what", "status", "detail"),
    [
        ("none", 404, "there is no '<b>'"),
        ("usage", 422, "the question is empty"),
        ("store", 503, "the store /srv/kb is damaged"),
        ("teapot", 418, "short and stout"),
        ("bug", 500, "an error that was not foreseen"),
    ],
)
def test_programs_are_told_in_json(failing: TestClient, what: str, status: int, detail: str) -> None:
    answer = failing.get(f"/api/v1/{what}")
    assert (answer.status_code, answer.json()) == (status, {"detail": detail})


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/x/none", 404, "Sidan finns inte"),
        ("/x/usage", 422, "Adressen går inte att förstå"),
        ("/x/none?number=x", 422, "Adressen går inte att förstå"),
        ("/x/store", 503, "Kunskapsbanken går inte att läsa"),
        ("/x/bug", 500, "Något gick fel"),
        ("/nowhere", 404, "Sidan finns inte"),
    ],
)
def test_people_are_told_in_swedish_without_the_inside(failing: TestClient, path: str, status: int, said: str) -> None:
    answer = failing.get(path)
    assert answer.status_code == status
    assert f"<h1>{said}</h1>" in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "/srv/kb" not in answer.text


def test_headers_of_a_refusal_are_kept(failing: TestClient) -> None:
    assert failing.get("/api/v1/teapot").headers["x-tea"] == "yes"
    assert failing.post("/x/none").headers["allow"] == "GET"
    assert "Det går inte" in failing.post("/x/none").text


def test_what_is_wrong_with_a_parameter_is_named(failing: TestClient) -> None:
    detail: Any = failing.get("/api/v1/none?number=x").json()["detail"]
    assert detail.startswith("number: Input should be a valid integer")


def test_the_log_tells_what_people_are_not_told(failing: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "kunskapsbank.web"):
        failing.get("/x/store")
        failing.get("/x/bug")
        failing.get("/x/none")
    assert [record.getMessage() for record in caplog.records if record.name == "kunskapsbank.web"] == [
        "/x/store: the store /srv/kb is damaged",
        "/x/bug",
    ]
