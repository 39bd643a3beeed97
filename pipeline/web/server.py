"""The application behind uvicorn."""

from __future__ import annotations

import signal
import socket
import sys

import uvicorn

from pipeline.config import Settings
from pipeline.errors import UsageError
from pipeline.home import Home
from pipeline.web.app import make_app

# Requests that are answered at the same time; more wait in the socket.
AT_A_TIME = 200


def serve(home: Home, settings: Settings, host: str, port: int) -> None:
    """Serve `home` until SIGTERM or Ctrl-C; UsageError if the address is taken, StoreError if nothing is published."""
    app = make_app(home, settings)
    listening = _listen(host, port)
    name, number = listening.getsockname()[:2]
    shown = f"[{name}]" if ":" in name else name
    print(f"http://{shown}:{number}/ answers from {home.root}; stop with Ctrl-C", file=sys.stderr, flush=True)
    for stop in (signal.SIGTERM, signal.SIGINT):
        # uvicorn ends its requests and then raises the signal again, which would end the process as killed.
        signal.signal(stop, lambda *_: sys.exit(0))
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, limit_concurrency=AT_A_TIME, lifespan="on"
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise UsageError(f"cannot listen at {host}, port {port}: {error.strerror or error}") from error
    # What is accepted inherits it. asyncio sets it for sockets that were made with TCP's number alone, which this was
    # not; without it the body of each answer waits 40 ms for the client to acknowledge the head.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
