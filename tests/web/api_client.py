"""A server over the small knowledge base of the command line's tests, without a bound on requests or a token."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from pipeline.config import Settings
from pipeline.home import Home
from pipeline.web.app import make_app
from pipeline.web.options import ServeOptions
from tests.cli_home import Base

TOKEN = "hemlig"
UNBOUNDED = Settings(serve=ServeOptions(requests_per_minute=0))
GUARDED = Settings(serve=ServeOptions(requests_per_minute=0, token=TOKEN))


@pytest.fixture(scope="session")
def api(base: Base) -> Iterator[TestClient]:
    with TestClient(make_app(Home(base.home), UNBOUNDED), raise_server_exceptions=False) as client:
        yield client
