"""`kb serve`: the web application, put together.

    guard.py            every request: HEAD, headers, token, rate limit, ETag
    library.py          the generations that are open
    *_page.py           one page each: read the address, ask the read path, fill in a template
    api.py, api_lists.py  the same for programs, under /api/v1
    health.py, traffic.py for those who watch the server
    views.py, links.py  how things are written and addressed; templates/ and static/ are what they look like

Pages are whole without script; nothing is asked of another server. Only reading: no request changes anything.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from pipeline.config import Settings
from pipeline.home import Home
from pipeline.web import (
    api,
    api_lists,
    ask_page,
    cite_page,
    compare_page,
    coverage_page,
    document_page,
    entity_pages,
    health,
    history_pages,
    traffic,
    watch_page,
)
from pipeline.web.faults import add_faults
from pipeline.web.guard import HeadAsGet, RateLimit, SecurityHeaders, Token, Unchanged
from pipeline.web.library import Library

VERSION = "1.0.0"
# Requests that are worked on at the same time. Each is mostly arithmetic: more threads would take turns on the same
# processors, each with its own tables in memory.
AT_WORK = 8


def make_app(home: Home, settings: Settings) -> FastAPI:
    """Return the application over `home`; StoreError if nothing is published there."""
    library = Library(home, settings)
    metrics = traffic.make_metrics()
    # HEAD first: it makes a request of its own, whose route the next one is to see.
    counted = Middleware(traffic.Traffic, metrics=metrics)
    guards = [Middleware(HeadAsGet), counted, Middleware(SecurityHeaders)]
    if settings.serve.requests_per_minute:
        guards.append(Middleware(RateLimit, per_minute=settings.serve.requests_per_minute))
    if settings.serve.token:
        guards.append(Middleware(Token, token=settings.serve.token))
    guards.append(Middleware(Unchanged, state=library.state))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = AT_WORK
        yield
        library.close()

    app = FastAPI(
        title="kunskapsbank",
        version=VERSION,
        description="What Swedish municipalities and Brå publish about local crime prevention.",
        # The pages that FastAPI has for its documentation fetch script from another server.
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        middleware=guards,
        lifespan=lifespan,
    )
    app.state.library, app.state.metrics = library, metrics
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    # A document's own pages come before the one that takes any address.
    pages = (ask_page, cite_page, compare_page, coverage_page, history_pages, document_page, entity_pages, watch_page)
    for part in (*pages, api, api_lists, health, traffic):
        app.include_router(part.router)
    add_faults(app)
    return app
