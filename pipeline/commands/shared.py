"""What several commands take and open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cite.forms import FORMS
from pipeline.errors import UsageError
from pipeline.home import open_home

if TYPE_CHECKING:
    from pipeline.search.ask import Searcher

JSON = click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
FORMAT = click.option(
    "--format", "format_", type=click.Choice(["text", "json", *FORMS]), help="How it is written: text unless --json."
)
PATH = click.Path(path_type=Path)
MODE = click.option("--mode", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True)
MUNICIPALITY = click.option("--municipality", help="Only pages that name this municipality (name or code).")
FOCUS_AREA = click.option("--focus-area", help="Only pages about this focus area (F1 to F6, or its name).")
SOURCE = click.option("--source", help="Only pages from this source.")


def form_of(format_: str | None, as_json_: bool) -> str:
    """Return which form is asked for; UsageError where --json and --format contradict each other."""
    if as_json_ and format_ not in (None, "json"):
        raise UsageError(f"--json and --format {format_} exclude each other")
    return "json" if as_json_ else format_ or "text"


def searcher(root: Path) -> Searcher:
    """Open the generation in use of the home at `root`, with what its settings name."""
    from pipeline.config import load_settings
    from pipeline.search.ask import open_searcher

    home = open_home(root)
    settings = load_settings(home.settings)
    return open_searcher(home, settings.embed, settings.search)
