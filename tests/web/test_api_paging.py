from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import Response

from pipeline.web.api_paging import Part, faults

SCOPE = {"type": "http", "method": "GET", "scheme": "http", "server": ("kb.example", 80), "headers": []}


@pytest.mark.parametrize(
    ("limit", "offset", "total", "link"),
    [
        (10, 0, 10, None),
        (10, 0, 11, '</l?q=%C3%A5&limit=10&offset=10>; rel="next"'),
        (10, 10, 11, '</l?q=%C3%A5&limit=10&offset=0>; rel="prev"'),
        (2, 2, 6, '</l?q=%C3%A5&limit=2&offset=4>; rel="next", </l?q=%C3%A5&limit=2&offset=0>; rel="prev"'),
        (10, 900, 25, '</l?q=%C3%A5&limit=10&offset=15>; rel="prev"'),
        (10, 900, 0, '</l?q=%C3%A5&limit=10&offset=0>; rel="prev"'),
    ],
)
def test_a_part_says_where_its_neighbours_are(limit: int, offset: int, total: int, link: str | None) -> None:
    request = Request({**SCOPE, "path": "/l", "query_string": b"q=%C3%A5"})
    response = Response()
    Part(limit, offset, request, response).link(total)
    assert response.headers.get("link") == link


def test_a_client_that_has_the_answer_gets_no_body() -> None:
    told = faults(404)
    assert list(told) == [304, 401, 404, 422, 429, 500, 503]
    assert "model" not in told[304]
