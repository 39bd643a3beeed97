from __future__ import annotations

from fastapi import FastAPI
from starlette.testclient import TestClient

from pipeline.config import Settings
from pipeline.home import Home
from pipeline.web.library import Library
from pipeline.web.options import ServeOptions
from pipeline.web.request import Address, InLibrary


def asked(home: Home, address: str) -> dict[str, str]:
    app = FastAPI()
    app.state.library = Library(home, Settings(serve=ServeOptions(address=address)))

    @app.get("/")
    def where(library: InLibrary, address: Address) -> dict[str, str]:
        return {"home": str(library.home.root), "address": address}

    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        found: dict[str, str] = client.get("/").json()
    app.state.library.close()
    return found


def test_a_handler_is_given_the_library_and_where_it_is_reached(served: Home) -> None:
    assert asked(served, "") == {"home": str(served.root), "address": "http://127.0.0.1:8000"}
    assert asked(served, "https://kb.example/sv/")["address"] == "https://kb.example/sv"
