"""What a run would do: `kb reindex --dry-run`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pipeline.show.forms import as_json

if TYPE_CHECKING:
    from pipeline.plan import Plan

_STEPS = (
    ("clean", "pages", "pages_to_clean"),
    ("sift", "sites", "sites_to_sift"),
    ("compare", "documents", "documents_to_compare"),
    ("tag", "documents", "documents_to_tag"),
    ("cut", "documents", "documents_to_cut"),
    ("embed", "passages", "passages_to_embed"),
)


def intended(plan: Plan, as_json_: bool) -> None:
    """Print what is pending at each stage, and what cannot be told yet."""
    if as_json_:
        click.echo(as_json(asdict(plan)))
        return
    for visit in plan.visits:
        resumed = ", going on with the night that was cut short" if visit.resumed else ""
        click.echo(
            f"visit     {visit.source}: {visit.due} of {visit.known} known addresses due,"
            f" at most {visit.pages} pages{resumed}"
        )
    if plan.restore:
        click.echo(f"restore   the catalog is lost: {plan.restore} files of the archive to read")
    for step, what, name in _STEPS:
        click.echo(f"{step:9} {getattr(plan, name)} {what}")
    click.echo(f"in use    {plan.generation or 'no generation'}; another is published if what is searched differs")
    for line in plan.unknown:
        click.echo(f"unknown   {line}")
