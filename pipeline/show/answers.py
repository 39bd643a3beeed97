"""Answers to questions, and how good they are."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from pipeline.show.forms import MOST_NAMED, WIDTH, as_json, cell

if TYPE_CHECKING:
    from pipeline.cite.citation import Citation
    from pipeline.cite.forms import Form
    from pipeline.evaluate import Evaluation
    from pipeline.records import Answer, Hit


def answer(found: Answer, as_json_: bool) -> None:
    """Print the hits of a question, best first."""
    if as_json_:
        click.echo(as_json(asdict(found) | {"hits": [asdict(hit) for hit in found.hits]}))
        return
    for hit in found.hits:
        print_hit(hit)
    summary(found)


def citations(found: list[Citation], form: Form) -> None:
    """Print citations in one of the forms, to be kept as a file."""
    from pipeline.cite.forms import written

    click.echo(written(found, form), nl=False)


def summary(found: Answer) -> None:
    """Print to standard error what the question was read as, and what was found."""
    for line in _understood(found.understood):
        click.echo(line, err=True)
    where = f" with {found.filters}" if found.filters else ""
    click.echo(f"{len(found.hits) or 'no'} passages from {found.generation}{where} in {found.took_ms} ms", err=True)


def evaluation(found: Evaluation, as_json_: bool) -> None:
    """Print the measures."""
    if found.missing:
        named = ", ".join(found.missing[:MOST_NAMED]) + (", …" if len(found.missing) > MOST_NAMED else "")
        click.echo(f"kb: {len(found.missing)} judged documents are not here and count as not found: {named}", err=True)
    result = {"queries": found.queries, **found.measures, "mode": found.mode}
    if as_json_:
        click.echo(as_json(result))
        return
    for label, value in result.items():
        click.echo(f"{label:12}{value}")


def _understood(understood: dict[str, Any]) -> list[str]:
    """What a question was read as, in one line for its spelling and one for what it names."""
    lines = []
    if corrections := understood.get("corrections"):
        lines.append("searched for " + ", ".join(f"'{c['meant']}' not '{c['written']}'" for c in corrections))
    named = [
        f"{name.replace('_', ' ')} {value if isinstance(value, str) else cell(list(value))}"
        for name, value in understood.items()
        if name != "corrections"
    ]
    if named:
        lines.append("preferred (--strict keeps to it): " + "; ".join(named))
    return lines


def print_hit(hit: Hit) -> None:
    """Print its source in a line and its passage with the answering sentences marked."""
    click.echo(f"{hit.rank}. {click.style(hit.title, bold=True)}  {hit.score:.2f}")
    dates = [f"{label} {day}" for label, day in (("publicerad", hit.published), ("granskad", hit.reviewed)) if day]
    places = ", ".join(place["name"] for place in hit.municipalities[:4])
    page = f"s. {hit.page}" if hit.page else ""
    facts = [", ".join(dates), places, " ".join(hit.focus_areas), ", ".join(hit.people[:4])]
    click.echo("   " + " · ".join(fact for fact in [hit.url or hit.doc_id, page, *facts] if fact))
    if hit.also_at:
        shown = hit.also_at[:MOST_NAMED]
        more = f" och {len(hit.also_at) - len(shown)} till" if len(hit.also_at) > len(shown) else ""
        click.echo(f"   även på {', '.join(shown)}{more}")
    if hit.heading:
        click.echo(f"   [{hit.heading}]")
    for line in _marked(hit.text, hit.highlights):
        click.echo("   " + line)
    click.echo()


def _marked(text: str, highlights: tuple[tuple[int, int], ...]) -> list[str]:
    """The passage in lines, the answering sentences between » and «."""
    parts, last = [], 0
    for start, end in highlights:
        parts += [text[last:start], "»", text[start:end], "«"]
        last = end
    return textwrap.wrap("".join([*parts, text[last:]]), WIDTH - 3, break_on_hyphens=False)
