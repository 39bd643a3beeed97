"""Scenarios in forked children of a process that has everything imported and the tagger loaded: a run costs no start.

Python's fork server imports this module once, in a process that has no other thread and has computed nothing; each
scenario runs in a child of it, and each `kb` in a child of that. Whoever runs tests is never forked.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

# Before anything that counts: threads do not survive a fork.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}

LONGEST = 240.0
_SERVED = "KB_TESTS_FORK_SERVER"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a `kb` ended, below 0 by a signal, and what it printed."""

    code: int
    out: str
    err: str


def in_child(scenario: Callable[..., Any], *arguments: Any, longest: float = LONGEST) -> Any:
    """Run a function of a test module in a child of the fork server; return what it does, or fail as it did.

    It fails as well when it has not ended after `longest` seconds.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    os.environ[_SERVED] = "1"
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_report, args=(there, scenario, arguments))
    try:
        child.start()
    finally:
        del os.environ[_SERVED]
    there.close()
    try:
        assert here.poll(longest), f"{scenario.__name__} has not ended after {longest:.0f} s"
        fault, result = here.recv()
    except EOFError as error:
        child.join()
        raise AssertionError(f"{scenario.__name__} ended without a word, with exit code {child.exitcode}") from error
    finally:
        child.kill()
        child.join()
    if fault is not None:
        raise AssertionError(fault)
    return result


def kb(home: Path, *arguments: object, prepare: Callable[[], None] = lambda: None) -> Ran:
    """Run `kb` in a child of this scenario, after `prepare` in that child."""
    return finish(start(home, *arguments, prepare=prepare))


@dataclass(frozen=True, slots=True)
class Running:
    """A `kb` that has been started: its process and the files it prints to."""

    process: int
    out: Path
    err: Path


def start(home: Path, *arguments: object, prepare: Callable[[], None] = lambda: None) -> Running:
    """Start `kb` in a child of this scenario."""
    files = [Path(tempfile.mkstemp(prefix="kb-ran-")[1]) for _ in range(2)]
    child = os.fork()
    if not child:
        _become_kb(files, ["kb", "--home", str(home), *map(str, arguments)], prepare)
    return Running(child, *files)


def finish(running: Running) -> Ran:
    """Wait for a `kb` to end."""
    status = os.waitpid(running.process, 0)[1]
    said = [path.read_text(encoding="utf-8") for path in (running.out, running.err)]
    for path in (running.out, running.err):
        path.unlink()
    return Ran(os.waitstatus_to_exitcode(status), *said)


def _become_kb(files: list[Path], command: list[str], prepare: Callable[[], None]) -> None:
    from pipeline.cli import main

    code: Any = 0
    try:
        for descriptor, path in enumerate(files, start=1):
            os.dup2(os.open(path, os.O_WRONLY), descriptor)
        sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115
        sys.argv = command
        prepare()
        main()
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
        code = 99
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code if isinstance(code, int) else 1)


def _report(to: Connection, scenario: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        to.send((None, scenario(*arguments)))
    except BaseException:
        to.send((traceback.format_exc(), None))


def _load() -> None:
    """What every scenario needs, once: modules, the tagger, what reads questions and is read at the first page."""
    import datasketch  # noqa: F401
    import faiss  # noqa: F401
    import tantivy  # noqa: F401

    import pipeline.canaries
    import pipeline.cli
    import pipeline.crawling
    import pipeline.embed.encoder
    import pipeline.ingest
    import pipeline.night
    import pipeline.overview
    import pipeline.publish
    import pipeline.reindex
    import pipeline.rollback
    import pipeline.search.ask
    from pipeline.clean.document import clean_page
    from pipeline.duplicates.signature import sign
    from pipeline.embed.options import EmbedOptions
    from pipeline.home import Home
    from pipeline.records import Page
    from pipeline.search.options import SearchOptions
    from pipeline.tag.tagger import load_tagger
    from tests.loopback import only_loopback

    faulthandler.enable()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    tagger = load_tagger()
    pipeline.reindex.load_tagger = lambda own=None: tagger  # type: ignore[assignment]
    tools = pipeline.search.ask.load_tools(Home(Path()), EmbedOptions(), SearchOptions())
    pipeline.search.ask.load_tools = lambda *_: tools  # type: ignore[assignment]
    socket.socket.connect = only_loopback(socket.socket.connect)  # type: ignore[method-assign]
    document = clean_page(Page("d", "https://sala.example/", "", "text/html", _FIRST.encode(), "2024-01-01T00:00:00Z"))
    list(tagger.tag_many([document]))
    sign(document)
    assert len([*Path("/proc/self/task").iterdir()]) == 1, "a fork of this process would lack its other threads"


_FIRST = """<html><body><main><h1>Trygghetsvandring</h1><p>Polisen gick i Sala med Anna Berg, samordnare i Sala kommun,
och pekade ut de mörka gångtunnlar som behöver bättre belysning.</p></main></body></html>"""

if os.environ.get(_SERVED):
    _load()
