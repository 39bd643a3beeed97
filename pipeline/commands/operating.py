"""The commands of whoever runs it: `status`, `verify`, `rollback`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.commands.shared import JSON
from pipeline.errors import StoreError
from pipeline.home import open_home
from pipeline.show import stores as out


@click.command()
@JSON
@click.pass_obj
def status(root: Path, as_json_: bool) -> None:
    """Say what is stored, what is published and what was rejected."""
    from pipeline.overview import status as read

    found = read(open_home(root))
    out.status(found, as_json_)
    if found["fault"]:
        sys.exit(StoreError.exit_code)


@click.command()
@click.argument("generation", required=False)
@JSON
@click.pass_obj
def rollback(root: Path, generation: str | None, as_json_: bool) -> None:
    """Put GENERATION in use again, or the one before the one in use; the next reindex goes on from it."""
    from pipeline.rollback import roll_back

    out.rolled_back(*roll_back(open_home(root), generation), as_json_)


@click.command()
@JSON
@click.pass_obj
def verify(root: Path, as_json_: bool) -> None:
    """Check every store: hashes, counts, archive records, the catalog's integrity."""
    from pipeline.overview import problems
    from pipeline.progress import shown

    found = problems(open_home(root), shown)
    out.problems(found, as_json_)
    if found:
        sys.exit(StoreError.exit_code)
