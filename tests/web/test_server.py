from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.errors import StoreError, UsageError
from pipeline.home import Home, create_home
from pipeline.web.server import _listen, serve
from tests.conftest import REPO


@pytest.mark.slow
def test_it_answers_until_it_is_told_to_stop(served: Home) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "--home", str(served.root), "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        found = re.fullmatch(r"(http://127\.0\.0\.1:\d+/) answers from (\S+); stop with Ctrl-C\n", line)
        assert found is not None, line + server.stderr.read()
        assert found[2] == str(served.root)
        with urllib.request.urlopen(found[1] + "health", timeout=60) as answer:
            assert json.load(answer)["status"] == "ok"
            assert "server" not in answer.headers
        with urllib.request.urlopen(urllib.request.Request(found[1], method="HEAD"), timeout=60) as answer:
            assert (answer.status, answer.read()) == (200, b"")
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0
        assert server.stderr.read() == ""


def test_an_address_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"cannot listen at 127.0.0.1, port {port}: Address already in use"):
            _listen("127.0.0.1", port)


def test_nothing_published_is_told_before_anything_listens(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        serve(create_home(tmp_path / "kb"), Settings(), "127.0.0.1", 0)
