"""The record of a run → pages in Swedish: what it did, and what is new for the saved questions."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_TEMPLATES = Path(__file__).parent / "show" / "data"
_WIDTH = 76


def run_page(record: dict[str, Any]) -> str:
    """Return the page that tells a person about a run, whole in itself and without script."""
    return _rendered("run.html", record)


def digest_page(record: dict[str, Any]) -> str:
    """Return the page that tells what is new for the saved questions, and nothing else of the run."""
    return _rendered("digest.html", record)


def digest_text(record: dict[str, Any]) -> str:
    """Return what `digest_page` tells as plain text, such as goes into a mail."""
    return _rendered("digest.txt", record).rstrip() + "\n"


def _rendered(name: str, record: dict[str, Any]) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"marked": _marked, "quoted": _quoted}
    return environment.get_template(name).render(record)


def _marked(hit: dict[str, Any]) -> Iterator[tuple[bool, str]]:
    """The passage in pieces, each with whether it answers."""
    text, last = hit["text"], 0
    for start, end in hit["highlights"]:
        yield False, text[last:start]
        yield True, text[start:end]
        last = end
    yield False, text[last:]


def _quoted(hit: dict[str, Any]) -> str:
    """The passage in indented lines, what answers between » and «."""
    text = "".join(f"»{piece}«" if answers else piece for answers, piece in _marked(hit))
    return textwrap.fill(text, _WIDTH, initial_indent="   ", subsequent_indent="   ", break_on_hyphens=False)
