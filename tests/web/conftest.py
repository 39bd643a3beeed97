"""A server over a small generation, and one before it in which the page about leaving a gang had another title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from pipeline.config import Settings
from pipeline.home import Home, create_home
from pipeline.web.app import make_app
from pipeline.web.options import ServeOptions
from tests.cli_home import Base
from tests.web.served_pages import entries, entry, publish

EARLIER, NOW = "gen-000001", "gen-000002"
UNBOUNDED = Settings(serve=ServeOptions(requests_per_minute=0))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = create_home(tmp_path_factory.mktemp("web") / "kb")
    now = list(entries())
    old = replace(now[0], stored=replace(now[0].stored, title="Så hette sidan förut"))
    assert publish(home, [old, entry("waste", "Sophämtning", "Kärlen töms på tisdagar.")]) == EARLIER
    assert publish(home, now) == NOW
    return home


@pytest.fixture(scope="session")
def client(served: Home) -> Iterator[TestClient]:
    with TestClient(make_app(served, UNBOUNDED), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def client_of_base(base: Base) -> Iterator[TestClient]:
    """A server over a knowledge base that has a catalog and an archive, too."""
    with TestClient(make_app(Home(base.home), UNBOUNDED), raise_server_exceptions=False) as opened:
        yield opened
