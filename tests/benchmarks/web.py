"""How fast `kb serve` answers: each page for one user, and questions from fifty at once beside one.

`python -m tests.benchmarks.web HOME`: HOME is a built knowledge base; the questions are those of corpus/sample, asked
in turn. Needs wrk (Debian's package): a client in Python would take the processors from the server that it measures.
The rate limit is off.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from urllib.parse import quote

import httpx

from pipeline.config import load_settings
from pipeline.home import Home
from pipeline.index.generation import open_generation
from tests.benchmarks.cold_start import REPO

USERS = 50
SECONDS = 30
ROUNDS = 20
QUESTIONS = [line.split("\t")[1] for line in (REPO / "corpus" / "sample_questions.tsv").read_text().splitlines()]
# wrk's own summary leaves the 95th percentile out.
_SCRIPT = """
local paths = { %s }
local at = 0
function setup(thread) thread:set("offset", at); at = at + 7 end
function init() at = offset end
function request() at = at %% #paths + 1; return wrk.format("GET", paths[at]) end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests": %%d, "p50_ms": %%.1f, "p95_ms": %%.1f, "max_ms": %%.1f, "errors": %%d}\\n',
    summary.requests, latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency.max / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Serve `home` in a process of its own; the address."""
    command = [sys.executable, "-m", "tests.benchmarks.web", "--serve", str(home)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=REPO, env=os.environ) as process:
        assert process.stderr is not None
        yield process.stderr.readline().split()[0].rstrip("/")
        process.terminate()


def load(address: str, users: int) -> dict[str, float]:
    """Let `users` ask as fast as they are answered; figures of wrk."""
    paths = ", ".join(f'"/fraga?q={quote(question)}"' for question in QUESTIONS)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_SCRIPT % paths)
        script.flush()
        threads = str(min(users, 2))
        command = ["wrk", "-t", threads, "-c", str(users), "-d", f"{SECONDS}s", "--timeout", "60s", "-s", script.name]
        printed = subprocess.run([*command, address], check=True, capture_output=True, text=True).stdout
    found: dict[str, float] = json.loads(printed.splitlines()[-1])
    return found


def pages(home: Path) -> dict[str, str]:
    """One address of each kind of page."""
    generation = open_generation(Home(home).indexes)
    query = generation.store.query
    named = "SELECT {} FROM mentions WHERE label = ? GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    doc_id = query("SELECT doc_id FROM municipality_links GROUP BY 1 ORDER BY max(confidence) DESC, doc_id LIMIT 1")[0][
        0
    ]
    found = {
        "start": "/",
        "ask": f"/fraga?q={quote(QUESTIONS[0])}",
        "document": f"/dokument/{quote(doc_id)}",
        "compare": f"/jamfor?dokument={quote(doc_id)}",
        "overview": "/overblick",
        "people": "/personer",
        "watch": f"/bevaka?q={quote(QUESTIONS[0])}",
    }
    for name, label in (("person", "PERSON"), ("initiative", "INITIATIVE"), ("municipality", "MUNICIPALITY")):
        column = "code" if label == "MUNICIPALITY" else "substr(entity_id, instr(entity_id, ':') + 1)"
        path = {"person": "person", "initiative": "initiativ", "municipality": "kommun"}[name]
        if key := query(named.format(column), [label]):
            found[name] = f"/{path}/{quote(str(key[0][0]), safe='')}"
    generation.close()
    return found


def times(address: str, path: str) -> dict[str, float]:
    """How long a page takes when nobody else asks, after it has been asked for once."""
    taken = []
    with httpx.Client(base_url=address, timeout=120) as client:
        first = time.perf_counter()
        client.get(path).raise_for_status()
        first = time.perf_counter() - first
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            client.get(path).raise_for_status()
            taken.append(time.perf_counter() - begun)
    return {"first_ms": round(first * 1000, 1), "median_ms": round(median(taken) * 1000, 1)}


def main() -> None:
    """Print one JSON object."""
    if sys.argv[1] == "--serve":
        from pipeline.web.server import serve

        home = Home(Path(sys.argv[2]))
        settings = load_settings(home.settings)
        free = replace(settings, serve=replace(settings.serve, requests_per_minute=0, token=""))
        serve(home, free, "127.0.0.1", 0)
        return
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed: apt-get install wrk")
    root = Path(sys.argv[1])
    with serving(root) as address:
        figures = {name: times(address, path) for name, path in pages(root).items()}
        one, many = load(address, 1), load(address, USERS)
    ratio = round(many["p95_ms"] / one["p95_ms"], 1)
    print(json.dumps({"pages": figures, "one_user": one, f"{USERS}_users": many, "p95_ratio": ratio}))


if __name__ == "__main__":
    main()
