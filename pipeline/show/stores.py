"""What is stored, and whether it is whole."""

from __future__ import annotations

from typing import Any

import click

from pipeline.show.forms import as_json, counts


def status(found: dict[str, Any], as_json_: bool) -> None:
    """Print what is stored and published."""
    if as_json_:
        click.echo(as_json(found))
        return
    generation = found["generation"]
    click.echo(f"home        {found['home']}")
    click.echo(f"catalog     {counts(found['catalog']) if found['catalog'] else 'empty'}")
    if generation:
        click.echo(f"generation  {generation['name']} of {generation['created_at']}: {counts(generation['counts'])}")
        click.echo(f"model       {generation['model']}, {generation['dimensions']} dimensions")
        if others := [name for name in found["kept"] if name != generation["name"]]:
            click.echo(f"kept        {', '.join(others)}: see 'kb rollback'")
    elif not found["fault"]:
        click.echo("generation  none: run 'kb reindex --no-crawl'")
    if run := found["last_run"]:
        why = f": {run['error']}" if run["error"] else ""
        click.echo(f"last run    {run['outcome']} at {run['ended']} (exit code {run['exit_code']}){why}")
    if crawl := found["last_crawl"]:
        new, changed = (sum(source[key] for source in crawl["sources"].values()) for key in ("new", "changed"))
        whole = "" if crawl["finished"] else "; cut short by --limit"
        click.echo(f"last crawl  {new} new and {changed} changed pages of {len(crawl['sources'])} sources{whole}")
    for stage, count in found["rejected"].items():
        click.echo(f"rejected    {count} at {stage}: see 'kb list rejected'")
    if found["fault"]:
        click.echo(f"kb: {found['fault']}", err=True)


def rolled_back(before: str | None, now: str, as_json_: bool) -> None:
    """Print which generation was in use and which one is now."""
    if as_json_:
        click.echo(as_json({"before": before, "generation": now}))
        return
    click.echo(f"{now} is in use, {before or 'none'} was; the next 'kb reindex' goes on from it")


def problems(found: list[str], as_json_: bool) -> None:
    """Print what is wrong with the stores."""
    if as_json_:
        click.echo(as_json({"problems": found}))
        return
    for line in found:
        click.echo(f"kb: {line}", err=True)
    click.echo(f"{len(found)} problems" if found else "all stores are whole")
