"""/metrics: what was asked of this server, how long it took, and what it answers from, for Prometheus."""

from __future__ import annotations

import time
from dataclasses import dataclass

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.web.request import InLibrary

router = APIRouter()
# Seconds; a question of a million passages takes some tenths.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0)
# The label of what no route answers, which is never the path: anyone can ask for any.
UNKNOWN = "none"


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of one application, in a registry of its own."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    generation: Info
    holds: Gauge
    up_to_date: Gauge


def make_metrics() -> Metrics:
    """Return figures of which nothing has been counted yet."""
    registry = CollectorRegistry()
    return Metrics(
        registry,
        Counter("kunskapsbank_http_requests", "Requests by route and status.", ["route", "status"], registry=registry),
        Histogram(
            "kunskapsbank_http_request_duration_seconds",
            "How long requests took.",
            ["route"],
            buckets=_BUCKETS,
            registry=registry,
        ),
        Info("kunskapsbank_served_generation", "The generation that questions are asked of.", registry=registry),
        Gauge("kunskapsbank_served_records", "What that generation holds.", ["kind"], registry=registry),
        Gauge("kunskapsbank_served_up_to_date", "0 if a newer generation cannot be opened.", registry=registry),
    )


class Traffic:
    """Count every request by the route that answers it, those that are refused before one does too."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, seen)
        finally:
            route = _route(scope)
            self._metrics.requests.labels(route, str(status)).inc()
            self._metrics.seconds.labels(route).observe(time.perf_counter() - started)


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request, library: InLibrary) -> Response:
    """The figures, those of the generation as they are now."""
    told: Metrics = request.app.state.metrics
    with library.searcher() as searcher:
        manifest = searcher.generation.manifest
    told.generation.info({"name": manifest.name, "created_at": manifest.created_at, "model": manifest.model})
    for kind, count in manifest.counts.items():
        told.holds.labels(kind).set(count)
    told.up_to_date.set(float(library.fault is None))
    return Response(generate_latest(told.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _route(scope: Scope) -> str:
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else "/static" if scope["path"].startswith("/static/") else UNKNOWN
