"""What stands before every request: HEAD, security headers, the token, the rate limit, and ETags."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import date

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self';"
    " manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    # What is kept is asked about each time, so that a page is never shown with an older sheet.
    "Cache-Control": "no-cache",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_UNCOUNTED = ("/static/", "/health")
_FOR_PROGRAMS = ("/api/", "/metrics")
_NOT_FROM_A_GENERATION = ("/static/", "/health", "/metrics")


class SecurityHeaders:
    """Put the headers on every answer that has not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class Token:
    """Ask programs for the bearer token; pages need none."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self.app = app
        self._wanted = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 401."""
        if scope["type"] == "http" and scope["path"].startswith(_FOR_PROGRAMS):
            given = Headers(scope=scope).get("authorization", "")
            if not secrets.compare_digest(given.encode("utf-8", "replace"), self._wanted):
                refusal = JSONResponse({"detail": "a bearer token is needed"}, 401, {"WWW-Authenticate": "Bearer"})
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)


class RateLimit:
    """Let one address ask so often a minute, by a moving window."""

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self.app = app
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._limit = RateLimitItemPerMinute(per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 429."""
        if scope["type"] == "http" and not scope["path"].startswith(_UNCOUNTED):
            client = scope["client"][0] if scope.get("client") else "unknown"
            if not self._limiter.hit(self._limit, client):
                await self._refusal(scope)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response:
        headers = {"Retry-After": "60"}
        if scope["path"].startswith(_FOR_PROGRAMS):
            said = f"more than {self._limit.amount} requests a minute from one address"
            return JSONResponse({"detail": said}, 429, headers)
        return PlainTextResponse("För många förfrågningar. Vänta en minut och försök igen.", 429, headers)


class Unchanged:
    """Answer 304 where the client has what would be answered.

    `state` changes when an answer to the same request may; the day counts too, since questions name days.
    """

    def __init__(self, app: ASGIApp, state: Callable[[], str]) -> None:
        self.app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with an ETag, or answer 304."""
        asks = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not asks or scope["path"].startswith(_NOT_FROM_A_GENERATION):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # A newer generation is opened by whoever asks first, which must not hold up all others.
        state = await run_in_threadpool(self._state)
        parts = (state, date.today().isoformat(), scope["path"], headers.get("host", ""))
        key = hashlib.sha256("\n".join(parts).encode("utf-8", "replace") + scope["query_string"]).hexdigest()[:32]
        etag = f'W/"{key}"'
        kept = {"ETag": etag, "Cache-Control": "no-cache"}
        if etag in (one.strip() for one in headers.get("if-none-match", "").split(",")):
            await Response(status_code=304, headers=kept)(scope, receive, send)
            return

        async def with_etag(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message).update(kept)
            await send(message)

        await self.app(scope, receive, with_etag)


class HeadAsGet:
    """Answer HEAD as GET would be, without the body: handlers know of GET alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, without_body)
