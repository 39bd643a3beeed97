"""`kb`: its commands in the order of the flow, and errors as one line with their exit code."""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from pipeline.commands.operating import rollback, schedule, serve, status, verify
from pipeline.commands.reading import ask, changes, evaluate, list_, show, similar
from pipeline.commands.shared import PATH
from pipeline.commands.stages import clean, tag
from pipeline.commands.writing import crawl, ingest, init, reindex
from pipeline.errors import KbError, StoreError, UsageError


class FlowOrder(click.Group):
    """Lists commands as they stand here, not by the alphabet."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the commands' names in order of definition."""
        return list(self.commands)

    def invoke(self, context: click.Context) -> Any:
        """Run a command; a reader (head, less) that has seen enough and gone away is no error."""
        try:
            return super().invoke(context)
        except BrokenPipeError:
            # Python would complain once more while closing stdout.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=FlowOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kunskapsbank", prog_name="kb")
@click.option("--home", type=PATH, help="Folder of the knowledge base (default: $KB_HOME, else the current folder).")
@click.option("--debug", is_flag=True, help="Show a traceback when something goes wrong.")
@click.pass_context
def cli(context: click.Context, home: Path | None, debug: bool) -> None:
    """Search what Swedish municipalities and Brå publish about crime prevention."""
    context.obj = home or Path(os.environ.get("KB_HOME") or ".")


for command in (
    init,
    crawl,
    ingest,
    reindex,
    ask,
    similar,
    changes,
    show,
    list_,
    clean,
    tag,
    evaluate,
    status,
    verify,
    rollback,
    schedule,
    serve,
):
    cli.add_command(command)


def main() -> None:
    """Run `kb`: errors become one line on stderr and the exit code of their kind."""
    debug = "--debug" in sys.argv
    for stream in (sys.stdout, sys.stderr):
        # Swedish in, Swedish out, whatever the locale says: scripts read the output as UTF-8.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        cli.main(prog_name="kb", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message(), file=sys.stderr)
        sys.exit(UsageError.exit_code)
    except click.ClickException as error:
        _fail(error.format_message(), UsageError.exit_code)
    except KbError as error:
        if debug:
            traceback.print_exc()
        _fail(str(error), error.exit_code)
    except Exception as error:
        if debug:
            traceback.print_exc()
        # The nearest of the contracted codes: nothing should be relied on before somebody has looked.
        _fail(f"unexpected {type(error).__name__}: {error}; --debug shows where", StoreError.exit_code)


def _fail(message: str, code: int) -> None:
    print(f"kb: {' '.join(message.split())}", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
