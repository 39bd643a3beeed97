"""Templates → HTML, and how dates, numbers and texts are written for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from pipeline.search.municipality_facts import municipality_facts
from pipeline.search.passage_link import passage_link
from pipeline.web.links import document_path, entity_path, is_web_address, with_query

_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
Segment = tuple[str, bool]


def page(template: str, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """Return `template` filled in; a name that it uses and `context` lacks raises."""
    return HTMLResponse(environment().get_template(template).render(context), status)


@cache
def environment() -> Environment:
    """Return the templates; all that is put into them is escaped."""
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    templates = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters |= {"day": day, "number": number, "municipality_name": municipality_name}
    templates.globals |= {
        "passage_link": passage_link,
        "is_web_address": is_web_address,
        "document_path": document_path,
        "entity_path": entity_path,
        "with_query": with_query,
    }
    return templates


def download(content: str, media_type: str, name: str) -> Response:
    """Return a text to be saved as the file `name`, which is ASCII."""
    if media_type == "text/csv":
        # Spreadsheets take a file for UTF-8 only with a mark at its beginning.
        content = f"\ufeff{content}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=f"{media_type}; charset=utf-8", headers=headers)


def day(value: str) -> str:
    """Return an ISO date or time as "10 mars 2023"; what is none as it stands."""
    found = _DAY.match(value)
    try:
        on = date(*map(int, found.groups())) if found else None
    except ValueError:
        on = None
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}" if on else value


def number(value: int) -> str:
    """Return a whole number with no-break spaces between thousands."""
    return f"{value:,}".replace(",", "\u00a0")


def municipality_name(code: str) -> str:
    """Return the name of the municipality with that code; of none the code."""
    facts = municipality_facts().get(code)
    return facts.name if facts else code


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> list[Segment]:
    """Return `text` in segments, each with whether one of the `spans` (rising, apart) covers it."""
    segments: list[Segment] = []
    last = 0
    for start, end in spans:
        segments += [(text[last:start], False), (text[start:end], True)]
        last = end
    return [segment for segment in [*segments, (text[last:], False)] if segment[0]]
