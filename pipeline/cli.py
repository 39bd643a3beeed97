"""The command `kb`: parse, call, print. Commands stand in the order of the flow; what they print is in `show.py`."""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from pipeline import show as out
from pipeline.errors import KbError, NothingFound, StoreError, UsageError
from pipeline.home import Home, create_home, open_home

KINDS = (
    "documents",
    "people",
    "municipalities",
    "organisations",
    "initiatives",
    "focus-areas",
    "sources",
    "rejected",
    "repeated",
)
json_option = click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
PATH = click.Path(path_type=Path)


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


@cli.command()
@click.argument("folder", type=PATH)
def init(folder: Path) -> None:
    """Make a new knowledge base in FOLDER."""
    create_home(folder)
    click.echo(f"made {folder}: put pages in with 'kb --home {folder} ingest PATH'")


@cli.command()
@click.option("--source", "only", help="Only the source of this name.")
@click.option("--limit", type=click.IntRange(min=1), help="Ask for at most so many pages; the next run goes on.")
@click.option("--check", is_flag=True, help="Check sources.toml and say what would be visited; ask for nothing.")
@json_option
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


@cli.command()
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("--source", help="Name of the source (default: the site's host, else the file or folder).")
@json_option
@click.pass_obj
def ingest(root: Path, paths: tuple[Path, ...], source: str | None, as_json_: bool) -> None:
    """Take in files or folders that other tools fetched: .html .txt .md .pdf .docx .jsonl(.gz) .warc(.gz)."""
    from pipeline.ingest import ingest as run
    from pipeline.progress import shown

    report = run(open_home(root), list(paths), source, shown)
    out.ingested(report, as_json_)
    if report.rejected:
        sys.exit(NothingFound.exit_code)


@cli.command()
@click.option("--no-crawl", is_flag=True, help="Do not crawl first; index what is there.")
@click.option("--full", is_flag=True, help="Clean every page again, whether or not it has changed.")
@json_option
@click.pass_obj
def reindex(root: Path, no_crawl: bool, full: bool, as_json_: bool) -> None:
    """Crawl, then clean, tag, embed and publish what is new or changed."""
    from pipeline.config import load_settings
    from pipeline.progress import shown
    from pipeline.reindex import reindex as run

    home = open_home(root)
    settings = load_settings(home.settings)
    clean = True
    if not no_crawl:
        from pipeline.crawling import crawl_sources

        crawled = crawl_sources(home, settings.crawl, progress=shown)
        # --json promises one value on standard output: what the crawl did stands in 'kb status'.
        out.crawled(crawled, as_json_=False, to_stderr=as_json_)
        clean = crawled.is_clean
    report = run(home, settings, full=full, progress=shown)
    out.reindexed(report, as_json_)
    if report.lost or report.rejected or not clean:
        sys.exit(NothingFound.exit_code)


@cli.command()
@click.argument("question")
@click.option("-k", "k", default=5, show_default=True, help="How many passages.")
@click.option("--municipality", help="Only pages that name this municipality (name or code).")
@click.option("--focus-area", help="Only pages about this focus area (F1 to F6, or its name).")
@click.option("--person", help="Only pages that name this person.")
@click.option("--source", help="Only pages from this source.")
@click.option("--since", help="Only pages from this day, month or year on.")
@click.option("--until", help="Only pages up to and including this day, month or year.")
@click.option("--strict", is_flag=True, help="Keep to the places, people, areas and period that QUESTION names.")
@click.option("--mode", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True)
@json_option
@click.pass_obj
def ask(root: Path, /, question: str, k: int, strict: bool, mode: Any, as_json_: bool, **filters: str | None) -> None:
    """Answer QUESTION, asked in plain Swedish, with passages."""
    from pipeline.search.filters import Filters

    answer = _searcher(root).ask(question, k, Filters(**filters), mode, strict=strict)
    out.answer(answer, as_json_)
    if not answer.hits:
        sys.exit(NothingFound.exit_code)


@cli.command()
@click.argument("what")
@click.option("--removed", is_flag=True, help="Also show what was left out of the page, and why.")
@json_option
@click.pass_obj
def show(root: Path, what: str, removed: bool, as_json_: bool) -> None:
    """Show a document, by its id or address, or a person, place, organisation or initiative, by its id or name."""
    from pipeline.cards import card, find_entities
    from pipeline.index.generation import open_generation
    from pipeline.overview import find_document, gone_page, removed_blocks

    home = open_home(root)
    if (buried := gone_page(home, what)) is not None:
        out.gone(buried, as_json_)
        return
    store = open_generation(home.indexes).store
    if (doc_id := find_document(store, what)) is not None:
        out.document(store, doc_id, removed_blocks(home, doc_id) if removed else None, as_json_)
    elif len(named := find_entities(store, what)) == 1:
        out.card(card(store, named[0]), as_json_)
    elif named:
        raise NothingFound(f"several are called '{what}': say which, {', '.join(named)}")
    else:
        raise NothingFound(
            f"there is no document '{what}': see 'kb list documents' (nor one person, place or initiative)"
        )


@cli.command(name="list")
@click.argument("kind", type=click.Choice(KINDS))
@json_option
@click.pass_obj
def list_(root: Path, kind: str, as_json_: bool) -> None:
    """List what the knowledge base holds of one KIND."""
    from pipeline.overview import listing

    rows = listing(open_home(root), kind)
    out.rows(rows, as_json_)
    if not rows:
        sys.exit(NothingFound.exit_code)


@cli.command()
@click.argument("files", type=PATH, nargs=-1, required=True)
@json_option
def clean(files: tuple[Path, ...], as_json_: bool) -> None:
    """Clean FILES and print one JSON object a line; nothing is stored."""
    from pipeline.one_stage import clean_files

    _print_lines(clean_files(list(files)))


@cli.command()
@click.argument("files", type=PATH, nargs=-1)
@json_option
@click.pass_obj
def tag(root: Path, files: tuple[Path, ...], as_json_: bool) -> None:
    """Tag FILES (or text on standard input) and print one JSON object a line; nothing is stored."""
    from pipeline.one_stage import tag_files

    _print_lines(tag_files(list(files), sys.stdin.buffer, open_home(root).root))


@cli.command()
@click.option("--queries", type=PATH, required=True, help="Lines of qid, tab, question.")
@click.option("--qrels", type=PATH, required=True, help="TREC qrels with document ids or addresses.")
@click.option("--run", "run_file", type=PATH, help="Also write the ranking as a TREC run file.")
@click.option("--mode", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True)
@json_option
@click.pass_obj
def evaluate(root: Path, queries: Path, qrels: Path, run_file: Path | None, mode: Any, as_json_: bool) -> None:
    """Measure retrieval on judged questions."""
    from pipeline.evaluate import evaluate as run
    from pipeline.evaluate import read_qrels, read_queries, write_run
    from pipeline.progress import shown

    asked, judged = read_queries(queries), read_qrels(qrels)
    result = run(_searcher(root), asked, judged, mode, shown)
    if run_file is not None:
        write_run(run_file, result)
    out.evaluation(result, as_json_)


@cli.command()
@json_option
@click.pass_obj
def status(root: Path, as_json_: bool) -> None:
    """Say what is stored, what is published and what was rejected."""
    from pipeline.overview import status as read

    found = read(open_home(root))
    out.status(found, as_json_)
    if found["fault"]:
        sys.exit(StoreError.exit_code)


@cli.command()
@json_option
@click.pass_obj
def verify(root: Path, as_json_: bool) -> None:
    """Check every store: hashes, counts, archive records, the catalog's integrity."""
    from pipeline.overview import problems
    from pipeline.progress import shown

    found = problems(open_home(root), shown)
    out.problems(found, as_json_)
    if found:
        sys.exit(StoreError.exit_code)


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


def _searcher(root: Path) -> Any:
    from pipeline.config import load_settings
    from pipeline.search.ask import open_searcher

    home: Home = open_home(root)
    settings = load_settings(home.settings)
    return open_searcher(home, settings.embed, settings.search)


def _print_lines(items: Any) -> None:
    """Print results as JSON lines and rejections on stderr; exit 1 if there was one."""
    from pipeline.records import Rejected

    failed = False
    for item in items:
        if isinstance(item, Rejected):
            failed = True
            print(f"kb: {item.url}: {item.reason}", file=sys.stderr)
        else:
            print(out.as_json(item), flush=True)
    if failed:
        sys.exit(NothingFound.exit_code)


if __name__ == "__main__":
    main()
