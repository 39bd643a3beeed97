"""The commands that run one stage on files and store nothing: `clean`, `tag`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from pipeline.commands.shared import JSON, PATH
from pipeline.errors import NothingFound
from pipeline.home import open_home
from pipeline.show.forms import as_json


@click.command()
@click.argument("files", type=PATH, nargs=-1, required=True)
@JSON
def clean(files: tuple[Path, ...], as_json_: bool) -> None:
    """Clean FILES and print one JSON object a line; nothing is stored."""
    from pipeline.one_stage import clean_files

    _print_lines(clean_files(list(files)))


@click.command()
@click.argument("files", type=PATH, nargs=-1)
@JSON
@click.pass_obj
def tag(root: Path, files: tuple[Path, ...], as_json_: bool) -> None:
    """Tag FILES (or text on standard input) and print one JSON object a line; nothing is stored."""
    from pipeline.one_stage import tag_files

    _print_lines(tag_files(list(files), sys.stdin.buffer, open_home(root).root))


def _print_lines(items: Any) -> None:
    """Print results as JSON lines and rejections on stderr; exit 1 if there was one."""
    from pipeline.records import Rejected

    failed = False
    for item in items:
        if isinstance(item, Rejected):
            failed = True
            print(f"kb: {item.url}: {item.reason}", file=sys.stderr)
        else:
            print(as_json(item), flush=True)
    if failed:
        sys.exit(NothingFound.exit_code)
