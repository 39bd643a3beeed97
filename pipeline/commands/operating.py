"""The commands of whoever runs it: `status`, `verify`, `rollback`, `schedule`, `serve`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.commands.shared import JSON, PATH
from pipeline.errors import StoreError, UsageError
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


@click.command()
@click.argument("kind", type=click.Choice(["systemd", "cron"]))
@click.option("--at", default="02:30", show_default=True, help="Time of day, HH:MM, on the machine's clock.")
@click.option("--to", type=PATH, help="Write the units into this folder (systemd only).")
@click.pass_obj
def schedule(root: Path, kind: str, at: str, to: Path | None) -> None:
    """Print what runs 'kb reindex' every night: a systemd service and timer, or a line for cron."""
    from pipeline.config import load_settings
    from pipeline.metrics import metrics_path
    from pipeline.timer import crontab_line, own_command, owner, systemd_units, write_units

    base = open_home(root)
    home, kb = base.root.absolute(), own_command()
    if kind == "cron":
        if to:
            raise UsageError("--to is for systemd; put the line into a crontab with 'crontab -e'")
        click.echo(crontab_line(kb, home, at), nl=False)
        return
    report = load_settings(base.settings).report
    elsewhere = [metrics_path(base, report).absolute().parent] if report.metrics else []
    units = systemd_units(kb, home, at, owner(home), elsewhere)
    if to:
        write_units(to, units)
        click.echo(f"wrote {', '.join(units)} into {to}")
        return
    for name, text in units.items():
        click.echo(f"# {name}\n{text}")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 takes a free one."
)
@click.pass_obj
def serve(root: Path, /, host: str, port: int) -> None:
    """Serve the web pages and /api/v1 until stopped."""
    from pipeline.config import load_settings
    from pipeline.web.server import serve as run

    home = open_home(root)
    run(home, load_settings(home.settings), host, port)
