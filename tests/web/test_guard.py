from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pipeline.web.guard import POLICY, HeadAsGet, RateLimit, SecurityHeaders, Token, Unchanged


async def said(request: Any) -> PlainTextResponse:
    own = {"Content-Security-Policy": "sandbox"} if request.url.path == "/sealed" else None
    status = 404 if request.url.path == "/missing" else 200
    return PlainTextResponse("Räksmörgås", status, own)


PATHS = ("/", "/sealed", "/missing", "/static/x", "/health", "/api/v1/x", "/metrics")


def behind(guard: Any, **options: Any) -> TestClient:
    app = Starlette(routes=[Route(path, said, methods=["GET"]) for path in PATHS])
    return TestClient(guard(app, **options))


def test_every_answer_has_the_headers_unless_it_set_its_own() -> None:
    client = behind(SecurityHeaders)
    for path in ("/", "/nowhere"):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "unsafe-inline" not in POLICY
    assert client.get("/sealed").headers["content-security-policy"] == "sandbox"


@pytest.mark.parametrize(
    "given", [None, "", "Bearer", "Bearer fel", "bearer hemligt", "Bearer hemligt ", "Basic hemligt"]
)
def test_programs_need_the_token(given: str | None) -> None:
    client = behind(Token, token="hemligt")
    headers = {} if given is None else {"Authorization": given}
    for path in ("/api/v1/x", "/metrics"):
        answer = client.get(path, headers=headers)
        assert (answer.status_code, answer.json()) == (401, {"detail": "a bearer token is needed"})
        assert answer.headers["www-authenticate"] == "Bearer"


def test_the_token_lets_programs_in_and_pages_need_none() -> None:
    client = behind(Token, token="hemligt")
    assert client.get("/api/v1/x", headers={"Authorization": "Bearer hemligt"}).status_code == 200
    assert client.get("/").status_code == client.get("/health").status_code == 200


def test_who_asks_too_often_is_told_when_to_come_back() -> None:
    client = behind(RateLimit, per_minute=2)
    assert [client.get("/").status_code for _ in range(3)] == [200, 200, 429]
    page, program = client.get("/"), client.get("/api/v1/x")
    assert page.headers["retry-after"] == program.headers["retry-after"] == "60"
    assert page.text == "För många förfrågningar. Vänta en minut och försök igen."
    assert program.json() == {"detail": "more than 2 requests a minute from one address"}
    assert client.get("/static/x").status_code == client.get("/health").status_code == 200


def test_each_address_has_its_own_window() -> None:
    app = RateLimit(Starlette(routes=[Route("/", said)]), per_minute=1)
    first, second = TestClient(app, client=("192.0.2.1", 1)), TestClient(app, client=("192.0.2.2", 1))
    assert [first.get("/").status_code, second.get("/").status_code, first.get("/").status_code] == [200, 200, 429]


def test_what_the_client_has_is_not_sent_again_until_something_changes() -> None:
    state = ["gen-000001"]
    client = behind(Unchanged, state=lambda: state[0])
    etag = client.get("/?q=1").headers["etag"]
    again = client.get("/?q=1", headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert client.get("/?q=2", headers={"If-None-Match": etag}).status_code == 200
    assert client.get("/?q=1", headers={"If-None-Match": etag, "Host": "kb.example"}).status_code == 200
    state[0] = "gen-000002"
    changed = client.get("/?q=1", headers={"If-None-Match": etag})
    assert (changed.status_code, changed.headers["etag"] != etag) == (200, True)


@pytest.mark.parametrize("path", ["/missing", "/static/x", "/health", "/metrics"])
def test_what_does_not_follow_from_a_generation_has_no_such_etag(path: str) -> None:
    assert "etag" not in behind(Unchanged, state=lambda: "").get(path).headers


def test_head_is_answered_as_get_is_without_the_body() -> None:
    client = behind(HeadAsGet)
    answer = client.head("/")
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "13")
    assert client.get("/").text == "Räksmörgås"
    assert client.post("/").status_code == 405
