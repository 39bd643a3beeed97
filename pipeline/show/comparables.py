"""Comparable work in other municipalities, side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pipeline.show.forms import WIDTH, as_json

if TYPE_CHECKING:
    from pipeline.search.aspects import Cited
    from pipeline.search.comparable import Comparable, Comparables, Side

_NAMES = {
    "target_group": "target group",
    "method": "method",
    "partners": "partners",
    "funding": "funding",
    "results": "results",
    "period": "period",
}


def comparables(found: Comparables, as_json_: bool) -> None:
    """Print comparables, best first, each aspect with what is shared, what differs and a sentence of either side."""
    if as_json_:
        click.echo(as_json(asdict(found)))
        return
    for one in found.comparables:
        _print(one)
    what = found.query.title or found.query.reference
    click.echo(f"{len(found.comparables) or 'nothing'} comparable to {what} in {found.generation}", err=True)


def _print(one: Comparable) -> None:
    place = one.municipality["name"] if one.municipality else "national"
    click.echo(f"{one.rank}. {place}: {click.style(one.title, bold=True)}  {one.score:.2f}")
    dates = [f"{label} {day}" for label, day in (("publicerad", one.published), ("granskad", one.reviewed)) if day]
    names = ", ".join(each["name"] for each in one.initiatives[:4])
    click.echo("   " + " · ".join(filter(None, [one.url or one.doc_id, ", ".join(dates), names])))
    for side in one.aspects:
        for line in _lines(side):
            click.echo("   " + line)
    click.echo()


def _lines(side: Side) -> Iterator[str]:
    parts = [
        f"{label}: {', '.join(values)}"
        for label, values in (
            ("shared", side.shared),
            ("only here", side.differs.query),
            ("only there", side.differs.comparable),
        )
        if values
    ]
    silent = {"query": "the other page says nothing", "comparable": "the page asked about says nothing"}
    said = "; ".join([*parts, *filter(None, [silent.get(side.told_by)])])
    yield from textwrap.wrap(
        f"{_NAMES[side.aspect] + ':':14}{said or 'neither says anything'}",
        WIDTH - 3,
        subsequent_indent=" " * 14,
        break_on_hyphens=False,
    )
    for mark, sentences in (("here  »", side.query), ("there »", side.comparable)):
        yield from _quoted(mark, sentences[:1])


def _quoted(mark: str, sentences: tuple[Cited, ...]) -> Iterator[str]:
    for one in sentences:
        yield from textwrap.wrap(
            f"{' ' * 14}{mark}{' '.join(one.text.split())}«",
            WIDTH - 3,
            subsequent_indent=" " * 21,
            break_on_hyphens=False,
        )
