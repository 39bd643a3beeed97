"""What OpenAPI says of the API holds for requests that schemathesis makes up: no 5xx, no status or shape undeclared."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from tests.web.api_client import api as api
from tests.web.test_api_shapes import REQUESTS

pytestmark = pytest.mark.slow
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


class KeptOpen:
    """An application that does not end when schemathesis ends it, which it does after every request."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self.app(scope, receive, send)
            return
        for part in ("startup", "shutdown"):
            assert (await receive())["type"] == f"lifespan.{part}"
            await send({"type": f"lifespan.{part}.complete"})


@pytest.fixture(scope="session")
def told(api: TestClient) -> Any:
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", KeptOpen(api.app))


# The parametrization of schemathesis itself reads a field of pytest's items that pytest 9.2 has no more.
@pytest.mark.parametrize("path", REQUESTS)
def test_answers_are_as_declared(told: Any, path: str) -> None:
    operation = told[path]["GET"]

    @given(case=st.one_of(operation.as_strategy(), operation.as_strategy(schemathesis.GenerationMode.NEGATIVE)))
    @settings(
        max_examples=20,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def check(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    check()
