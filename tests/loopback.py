"""Web sites on loopback for the crawler to visit, whose own log says what was asked, when and on which connection."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

DAY = 86_400.0


def only_loopback(connect: Callable[..., None]) -> Callable[..., None]:
    """Return `socket.connect` for tests: nothing but this machine can be reached."""

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family == socket.AF_UNIX or address[0] in {"127.0.0.1", "::1", "localhost"}:
            return connect(self, address)
        raise AssertionError(f"a test tried to reach {address}")

    return guarded


class FakeClock:
    """Time that passes only when somebody waits for it, and stands still while requests are under way."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.time = now

    def now(self) -> float:
        return self.time

    def wait(self, running: set[Future[Any]], seconds: float | None) -> set[Future[Any]]:
        if running:
            return set(wait(running, 20, FIRST_COMPLETED).done)
        self.time += seconds or 0
        return set()


@dataclass(frozen=True)
class Reply:
    """What a path answers; one with an ETag answers 304 to who has it. `broken` ends in the middle of the body."""

    body: bytes | str = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    kind: str = "text/html; charset=utf-8"
    broken: bool = False
    pause: float = 0.0


@dataclass(frozen=True)
class Asked:
    """A line of the server's log."""

    path: str
    status: int
    at: float
    headers: dict[str, str]


def page(title: str, *links: str, text: str = "", head: str = "") -> Reply:
    """An HTML page that says something and leads somewhere."""
    anchors = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
    body = f"<p>{text or f'Kommunen arbetar brottsförebyggande med {title.lower()} varje dag i veckan.'}</p>"
    return Reply(
        f'<!doctype html><html lang="sv"><head><title>{title}</title>{head}</head>'
        f"<body><main><h1>{title}</h1>{body}</main><ul>{anchors}</ul></body></html>"
    )


@dataclass
class Site:
    """One server on its own port. `replies` may hold functions, which are called for every request."""

    replies: dict[str, Reply | Callable[[], Reply]] = field(default_factory=dict)
    clock: Callable[[], float] = lambda: 0.0
    default: Callable[[str], Reply] | None = None
    log: list[Asked] = field(default_factory=list)
    most_connections: int = 0
    most_at_once: int = 0
    port: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def asked(self, status: int | None = None) -> list[str]:
        """The paths that were asked for, in order, without robots.txt."""
        return [a.path for a in self.log if a.path != "/robots.txt" and status in {None, a.status}]

    def reply(self, path: str) -> Reply:
        found = self.replies.get(path)
        if found is None:
            return self.default(path) if self.default else Reply("borta", 404)
        return found() if callable(found) else found

    @contextmanager
    def served(self) -> Iterator[Site]:
        server = _serve(self)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _serve(site: Site) -> ThreadingHTTPServer:
    lock = threading.Lock()
    counts = {"connections": 0, "requests": 0}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            with lock:
                counts["connections"] += 1
                site.most_connections = max(site.most_connections, counts["connections"])

        def finish(self) -> None:
            with lock:
                counts["connections"] -= 1
            super().finish()

        def do_GET(self) -> None:
            with lock:
                counts["requests"] += 1
                site.most_at_once = max(site.most_at_once, counts["requests"])
            reply = site.reply(self.path)
            known = reply.etag is not None and self.headers.get("If-None-Match") == reply.etag
            status = 304 if known else reply.status
            with lock:
                site.log.append(Asked(self.path, status, site.clock(), dict(self.headers)))
            threading.Event().wait(reply.pause)
            try:
                self._answer(reply, status)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            with lock:
                counts["requests"] -= 1

        def _answer(self, reply: Reply, status: int) -> None:
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(status)
            if reply.etag:
                self.send_header("ETag", reply.etag)
            for name, value in reply.headers:
                self.send_header(name, value)
            if status == 304:
                self.end_headers()
                return
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(body) + 100 * reply.broken))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = self.close_connection or reply.broken

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A crawler that hangs up, or is killed, is no error."""

    server = Server(("127.0.0.1", site.port), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    return server
