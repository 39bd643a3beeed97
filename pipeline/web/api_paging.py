"""What the API's requests share: filters, a page of a list with its Link header, and the errors they declare."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, Any

from fastapi import Depends, Query, Request, Response

from pipeline.search.filters import Filters
from pipeline.web.api_shapes import Fault

MOST = 100
# A place in a list is a place in SQLite's too, which takes no number without bound.
LAST_PLACE = 10_000_000

_DESCRIBED = {
    304: "What the client has (If-None-Match) is what would be answered.",
    401: "The bearer token is missing or wrong.",
    404: "There is nothing of that name or id.",
    405: "The API is only read.",
    422: "A parameter has a value that cannot be used.",
    429: "Too many requests from one address; Retry-After says when to come back.",
    500: "An error that was not foreseen.",
    503: "The knowledge base cannot be read.",
}


def faults(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return how the OpenAPI tells of the errors of a request, those that all have and the given ones."""
    told: dict[int | str, dict[str, Any]] = {}
    for status in sorted({304, 401, 422, 429, 500, 503, *statuses}):
        told[status] = {"description": _DESCRIBED[status]} | ({} if status == 304 else {"model": Fault})
    return told


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a list that is asked for."""

    limit: int
    offset: int
    request: Request
    response: Response

    def link(self, total: int) -> None:
        """Say in the Link header where the next and the previous part of `total` are (RFC 8288)."""
        links = []
        if self.offset + self.limit < total:
            links.append(self._link("next", self.offset + self.limit))
        if self.offset:
            links.append(self._link("prev", max(0, min(self.offset, total) - self.limit)))
        if links:
            self.response.headers["Link"] = ", ".join(links)

    def _link(self, relation: str, offset: int) -> str:
        url = self.request.url.include_query_params(limit=self.limit, offset=offset)
        return f'<{url.path}?{url.query}>; rel="{relation}"'


def _part(
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many.")] = 10,
    offset: Annotated[int, Query(ge=0, le=LAST_PLACE, description="How many come before.")] = 0,
) -> Part:
    return Part(limit, offset, request, response)


def _filters(
    municipality: Annotated[
        str | None, Query(description="Name or code of a municipality.", examples=["Strängnäs", "0486"])
    ] = None,
    county: Annotated[
        str | None, Query(description="Name or code of a county.", examples=["Södermanlands län"])
    ] = None,
    focus_area: Annotated[str | None, Query(description="Id or name of a focus area.", examples=["F2"])] = None,
    person: Annotated[str | None, Query(description="Only pages that name this person.")] = None,
    source: Annotated[str | None, Query(description="Only pages of this source.")] = None,
    language: Annotated[str | None, Query(description="A code of two letters.", examples=["sv"])] = None,
    since: Annotated[str | None, Query(description="A day, month or year, included.", examples=["2023-03"])] = None,
    until: Annotated[str | None, Query(description="A day, month or year, included.", examples=["2024"])] = None,
) -> Filters:
    given = {"municipality": municipality, "county": county, "focus_area": focus_area, "person": person}
    given |= {"source": source, "language": language, "since": since, "until": until}
    assert given.keys() == {field.name for field in fields(Filters)}
    return Filters(**{name: value or None for name, value in given.items()})


InPart = Annotated[Part, Depends(_part)]
Filtered = Annotated[Filters, Depends(_filters)]
