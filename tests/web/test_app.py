from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pipeline.config import Settings
from pipeline.errors import StoreError
from pipeline.home import Home, create_home
from pipeline.web.app import make_app
from pipeline.web.guard import POLICY
from pipeline.web.options import ServeOptions
from tests.test_architecture import loaded_after

PAGES = (
    "/",
    "/fraga?q=stöd",
    "/jamfor",
    "/jamfor?dokument=exit",
    "/overblick",
    "/kommuner",
    "/personer",
    "/initiativ",
    "/bevaka?q=stöd",
    "/dokument/exit",
    "/kommun/1981",
    "/person/anna-ek",
    "/nowhere",
)


class Outside(HTMLParser):
    """What a page fetches from anywhere but here, and script in it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [(tag, name) for name in given if name.startswith("on") or name == "style"]
        fetched = given.get("src", "") + (given.get("href", "") if tag == "link" else "") + given.get("action", "")
        if fetched and not fetched.startswith("/"):
            self.found.append((tag, fetched))
        if tag == "script" and given.get("src") != "/static/enhance.js":
            self.found.append((tag, str(given)))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fetches_nothing_elsewhere_and_holds_no_script(client: Any, path: str) -> None:
    page = client.get(path)
    assert page.status_code == (404 if path == "/nowhere" else 200)
    assert page.headers["content-security-policy"] == POLICY
    outside = Outside()
    outside.feed(page.text)
    assert [one for one in outside.found if one[0] != "link" or "/bevaka.atom" not in one[1]] == []
    assert page.text.startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["style.css", "enhance.js", "icon.svg", "coverage.css"])
def test_what_pages_are_made_of_is_served(client: Any, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 200


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/docs", "/redoc", "/openapi.json"])
def test_nothing_else_is(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/fraga?q=x", "/dokument/exit", "/api/v1/openapi.json"])
def test_no_request_changes_anything(client: Any, method: str, path: str) -> None:
    assert client.request(method, path).status_code == 405


def test_the_settings_guard_it(served: Home) -> None:
    guarded = Settings(serve=ServeOptions(token="hemligt", requests_per_minute=3))
    with TestClient(make_app(served, guarded)) as client:
        assert client.get("/api/v1/openapi.json").status_code == 401
        assert client.get("/api/v1/openapi.json", headers={"Authorization": "Bearer hemligt"}).status_code == 200
        assert [client.get("/").status_code for _ in range(2)] == [200, 429]


def test_a_page_that_the_reader_has_is_not_sent_again(client: Any) -> None:
    etag = client.get("/fraga?q=stöd").headers["etag"]
    assert client.get("/fraga?q=stöd", headers={"If-None-Match": etag}).status_code == 304


def test_without_a_generation_there_is_no_application(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        make_app(create_home(tmp_path / "kb"), Settings())


def test_the_command_line_starts_without_the_web(tmp_path: Path) -> None:
    web = {"fastapi", "starlette", "uvicorn", "limits", "prometheus_client", "jinja2", "pydantic"}
    assert not loaded_after("import pipeline.cli, pipeline.config") & web
