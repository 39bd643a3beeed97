"""One request, one answer: the only module that opens a network connection (httpx).

Redirects are not followed and nothing is decided here. One client a server, with one connection. A body is read no
further than its type allows, one that nobody reads is not fetched at all, and a slow one is given up.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from pipeline.crawl.content import MAX_PAGE_BYTES, most_bytes, served_type
from pipeline.crawl.urls import server

_ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,*/*;q=0.5"
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: `content` without transfer and content encoding.

    `truncated` says why `content` is not all of it, in the words of WARC 1.1 ("length", "unspecified").
    """

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    content: bytes
    asked: tuple[tuple[str, str], ...]
    truncated: str | None = None

    def header(self, name: str) -> str | None:
        """Return the first header of that name."""
        return next(iter(self.all(name)), None)

    def all(self, name: str) -> list[str]:
        """Return all headers of that name."""
        return [value for key, value in self.headers if key.lower() == name]


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Why there is none."""

    url: str
    reason: str


class Fetcher:
    """Asks servers; may be used by several threads as long as each server has one at a time."""

    def __init__(self, agent: str, timeout: float, longest: float) -> None:
        """Name ourselves `agent`; give up a silence of `timeout` seconds, and an answer after `longest`."""
        self._headers = {"User-Agent": agent, "Accept": _ACCEPT, "Accept-Language": "sv, en;q=0.5"}
        self._timeout = timeout
        self._longest = longest
        self._context = ssl.create_default_context()
        self._clients: dict[str, httpx.Client] = {}

    def fetch(self, url: str, conditions: Mapping[str, str], *, page: bool) -> Answer | NoAnswer:
        """Ask for `url`; of a `page` that is no kind a reader takes only the head is read."""
        deadline = time.monotonic() + self._longest
        try:
            request = self._client(url).build_request("GET", url, headers=dict(conditions))
            response = self._client(url).send(request, stream=True)
            try:
                content, truncated = _body(response, url, deadline, page)
            finally:
                response.close()
        except TimeoutError:
            return NoAnswer(url, f"not all of it came within {self._longest:g} s")
        except httpx.TimeoutException:
            return NoAnswer(url, f"no answer within {self._timeout:g} s")
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            return NoAnswer(url, " ".join(str(error).split())[:200] or type(error).__name__)
        headers = tuple(response.headers.multi_items())
        asked = tuple(request.headers.multi_items())
        return Answer(url, response.status_code, response.reason_phrase, headers, content, asked, truncated)

    def close(self) -> None:
        """Close all connections."""
        for client in self._clients.values():
            client.close()

    def __enter__(self) -> Fetcher:
        """Return the fetcher."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        self.close()

    def _client(self, url: str) -> httpx.Client:
        name = server(url)
        if name not in self._clients:
            limits = httpx.Limits(max_connections=1, max_keepalive_connections=1)
            self._clients[name] = httpx.Client(
                headers=self._headers, timeout=self._timeout, limits=limits, verify=self._context
            )
        client = self._clients[name]
        client.cookies.clear()
        return client


def _body(response: httpx.Response, url: str, deadline: float, page: bool) -> tuple[bytes, str | None]:
    most = MAX_PAGE_BYTES
    if page and response.status_code == 200:
        media_type = served_type(response.headers.get("Content-Type"), url)
        if media_type is None:
            return b"", "unspecified"
        most = most_bytes(media_type)
    content = bytearray()
    for chunk in response.iter_bytes(_CHUNK):
        content += chunk
        if len(content) > most:
            return bytes(content[: most + 1]), "length"
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(content), None
