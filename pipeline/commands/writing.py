"""The commands that write: `init`, `crawl`, `ingest`, `reindex`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.commands.shared import JSON, PATH
from pipeline.errors import NothingFound
from pipeline.home import create_home, open_home
from pipeline.show import runs as out
from pipeline.show.plans import intended


@click.command()
@click.argument("folder", type=PATH)
def init(folder: Path) -> None:
    """Make a new knowledge base in FOLDER."""
    create_home(folder)
    click.echo(f"made {folder}: put pages in with 'kb --home {folder} ingest PATH'")


@click.command()
@click.option("--source", "only", help="Only the source of this name.")
@click.option("--limit", type=click.IntRange(min=1), help="Ask for at most so many pages; the next run goes on.")
@click.option("--check", is_flag=True, help="Check sources.toml and say what would be visited; ask for nothing.")
@JSON
@click.pass_obj
def crawl(root: Path, only: str | None, limit: int | None, check: bool, as_json_: bool) -> None:
    """Fetch what is new and changed of the sources in corpus/sources.toml, politely."""
    from pipeline.config import load_settings
    from pipeline.crawling import crawl_sources, planned
    from pipeline.progress import shown

    home = open_home(root)
    settings = load_settings(home.settings).crawl
    if check:
        out.plan(planned(home, only), settings.contact, as_json_)
        return
    report = crawl_sources(home, settings, only=only, limit=limit, progress=shown)
    out.crawled(report, as_json_)
    if not report.is_clean:
        sys.exit(NothingFound.exit_code)


@click.command()
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("--source", help="Name of the source (default: the site's host, else the file or folder).")
@JSON
@click.pass_obj
def ingest(root: Path, paths: tuple[Path, ...], source: str | None, as_json_: bool) -> None:
    """Take in files or folders that other tools fetched: .html .txt .md .pdf .docx .jsonl(.gz) .warc(.gz)."""
    from pipeline.ingest import ingest as run
    from pipeline.progress import shown

    report = run(open_home(root), list(paths), source, shown)
    out.ingested(report, as_json_)
    if report.rejected:
        sys.exit(NothingFound.exit_code)


@click.command()
@click.option("--no-crawl", is_flag=True, help="Do not crawl first; index what is there.")
@click.option("--full", is_flag=True, help="Clean every page again, whether or not it has changed.")
@click.option("--dry-run", is_flag=True, help="Say what would be done as far as it is known, and do nothing.")
@JSON
@click.pass_obj
def reindex(root: Path, no_crawl: bool, full: bool, dry_run: bool, as_json_: bool) -> None:
    """Crawl, then clean, tag, embed and publish what is new or changed."""
    from pipeline.config import load_settings
    from pipeline.night import run_night
    from pipeline.progress import shown
    from pipeline.stopping import stop_on_signals

    home = open_home(root)
    settings = load_settings(home.settings)
    if dry_run:
        from pipeline.plan import plan_night

        intended(plan_night(home, settings, crawl=not no_crawl, full=full), as_json_)
        return
    with stop_on_signals() as stop:
        report = run_night(home, settings, crawl=not no_crawl, full=full, progress=shown, stop=stop)
    out.ran(report, as_json_)
    if report.exit_code:
        sys.exit(report.exit_code)
