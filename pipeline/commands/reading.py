"""The commands that read a generation: `ask`, `similar`, `changes`, `show`, `list`, `evaluate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from pipeline.cite.forms import FORMS
from pipeline.commands.shared import FOCUS_AREA, FORMAT, JSON, MODE, MUNICIPALITY, PATH, SOURCE, form_of, searcher
from pipeline.errors import NothingFound, UsageError
from pipeline.home import Home, open_home
from pipeline.records import CHANGE_KINDS
from pipeline.show import answers as answered
from pipeline.show import changes as told
from pipeline.show import comparables as compared
from pipeline.show import pages

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


@click.command()
@click.argument("question")
@click.option("-k", "k", default=5, show_default=True, help="How many passages.")
@MUNICIPALITY
@FOCUS_AREA
@click.option("--person", help="Only pages that name this person.")
@SOURCE
@click.option("--county", help="Only what municipalities of this county publish, and what is about them.")
@click.option("--language", help="Only pages in this language: sv, en …")
@click.option("--since", help="Only pages from this day, month or year on.")
@click.option("--until", help="Only pages up to and including this day, month or year.")
@click.option("--strict", is_flag=True, help="Keep to the places, people, areas and period that QUESTION names.")
@MODE
@FORMAT
@JSON
@click.pass_obj
def ask(
    root: Path,
    /,
    question: str,
    k: int,
    strict: bool,
    mode: Any,
    format_: str | None,
    as_json_: bool,
    **filters: str | None,
) -> None:
    """Answer QUESTION, asked in plain Swedish, with passages."""
    from pipeline.search.filters import Filters

    form = form_of(format_, as_json_)
    asking = searcher(root)
    answer = asking.ask(question, k, Filters(**filters), mode, strict=strict)
    if form in FORMS:
        from pipeline.cite.citation import cite_answer

        answered.citations(cite_answer(asking.generation.store, answer), form)
        answered.summary(answer)
    else:
        answered.answer(answer, form == "json")
    if not answer.hits:
        sys.exit(NothingFound.exit_code)


@click.command()
@click.argument("doc", required=False)
@click.option("--text", help="Describe the work in your own words instead of naming a page.")
@click.option("-k", "k", default=5, show_default=True, help="How many municipalities.")
@click.option("--min-population", type=int, help="Only municipalities with at least so many inhabitants.")
@click.option("--max-population", type=int, help="Only municipalities with at most so many inhabitants.")
@click.option("--type", "kinds", multiple=True, help="Only municipalities of this type, A1 to C9; may be repeated.")
@click.option("--national", is_flag=True, help="Also pages of no municipality, such as Brå's.")
@JSON
@click.pass_obj
def similar(
    root: Path,
    doc: str | None,
    text: str | None,
    k: int,
    min_population: int | None,
    max_population: int | None,
    kinds: tuple[str, ...],
    national: bool,
    as_json_: bool,
) -> None:
    """Show comparable work in other municipalities: like DOC (a document's id or address, an initiative's id)."""
    from pipeline.overview import find_document
    from pipeline.search.comparable import ComparableFilters, comparable_to, comparable_to_text

    if (doc is None) == (text is None):
        raise UsageError("say either DOC or --text")
    asking = searcher(root)
    filters = ComparableFilters(min_population, max_population, frozenset(kinds), national)
    if text is not None:
        found = comparable_to_text(asking, text, k, filters)
    else:
        reference = find_document(asking.generation.store, doc or "") or doc or ""
        found = comparable_to(asking, reference, k, filters)
    compared.comparables(found, as_json_)
    if not found.comparables:
        sys.exit(NothingFound.exit_code)


@click.command()
@click.option("--since", required=True, help="From this day, month, year or time on.")
@click.option("--until", help="Up to and including this day, month, year or time.")
@click.option("--kind", type=click.Choice(CHANGE_KINDS), help="Only changes of this kind.")
@MUNICIPALITY
@FOCUS_AREA
@SOURCE
@click.option("--question", help="Of the saved questions only the one of this name.")
@click.option("--no-questions", is_flag=True, help="Leave the saved questions out.")
@JSON
@click.pass_obj
def changes(
    root: Path,
    /,
    since: str,
    until: str | None,
    kind: Any,
    question: str | None,
    no_questions: bool,
    as_json_: bool,
    **filters: str | None,
) -> None:
    """Tell which pages are new, changed or gone, and what on them is new to the questions in questions.toml."""
    from pipeline.changes import changed_pages
    from pipeline.index.generation import open_generation
    from pipeline.new_answers import new_answers
    from pipeline.saved_questions import load_questions
    from pipeline.search.filters import Filters

    if question is not None and no_questions:
        raise UsageError("--question and --no-questions exclude each other")
    home, given = open_home(root), Filters(**filters)
    saved = () if no_questions else load_questions(home.questions, question)
    asking = searcher(root) if saved else None
    generation = asking.generation if asking else open_generation(home.indexes)
    found = changed_pages(generation.store, since, until, given, kind)
    answers = new_answers(asking, home.indexes, saved, found, since) if asking else []
    asked = {"since": since, "until": until, "filters": given.given() | ({"kind": kind} if kind else {})}
    told.changes(found, answers, generation, asked, as_json_)
    if not found:
        sys.exit(NothingFound.exit_code)


@click.command()
@click.argument("what")
@click.option("--removed", is_flag=True, help="Also show what was left out of the page, and why.")
@click.option("--versions", is_flag=True, help="List the versions of the page instead.")
@click.option(
    "--diff",
    metavar="[HASH]",
    is_flag=False,
    flag_value="",
    help="Show what changed from that version of the page to the next one instead; without HASH the last change.",
)
@FORMAT
@JSON
@click.pass_obj
def show(
    root: Path, what: str, removed: bool, versions: bool, diff: str | None, format_: str | None, as_json_: bool
) -> None:
    """Show a document, by its id or address, or a person, place, organisation or initiative, by its id or name."""
    from pipeline.cards import card, find_entities
    from pipeline.index.generation import open_generation
    from pipeline.overview import find_document, gone_page, removed_blocks

    form = form_of(format_, as_json_)
    home = open_home(root)
    if removed + versions + (diff is not None) + (form in FORMS) > 1:
        raise UsageError("--removed, --versions, --diff and citing (--format) exclude each other")
    if form in FORMS:
        _cite(home, what, form)
        return
    as_json_ = form == "json"
    if versions or diff is not None:
        _history(home, what, diff, as_json_)
        return
    if (buried := gone_page(home, what)) is not None:
        pages.gone(buried, as_json_)
        return
    store = open_generation(home.indexes).store
    if (doc_id := find_document(store, what)) is not None:
        pages.document(store, doc_id, removed_blocks(home, doc_id) if removed else None, as_json_)
    elif len(named := find_entities(store, what)) == 1:
        pages.card(card(store, named[0]), as_json_)
    elif named:
        raise NothingFound(f"several are called '{what}': say which, {', '.join(named)}")
    else:
        raise NothingFound(
            f"there is no document '{what}': see 'kb list documents' (nor one person, place or initiative)"
        )


def _cite(home: Home, what: str, form: Any) -> None:
    """Print the citation of a document; nothing else can be cited."""
    from pipeline.cite.citation import cite_document
    from pipeline.index.generation import open_generation
    from pipeline.overview import find_document

    generation = open_generation(home.indexes)
    doc_id = find_document(generation.store, what)
    if doc_id is None:
        raise NothingFound(f"there is no document '{what}' to cite: see 'kb list documents'")
    answered.citations([cite_document(generation.store.document(doc_id), generation.manifest.name)], form)


def _history(home: Home, what: str, diff: str | None, as_json_: bool) -> None:
    """Print the versions of the page that `what` names, or what changed from the version `diff` on."""
    from pipeline.show import versions as shown
    from pipeline.versions import compare, find_page, versions

    if (doc_id := find_page(home, what)) is None:
        raise NothingFound(f"there is no document '{what}': see 'kb list documents'")
    if diff is None:
        shown.versions(versions(home, doc_id), as_json_)
    else:
        shown.comparison(compare(home, doc_id, diff or None), as_json_)


@click.command(name="list")
@click.argument("kind", type=click.Choice(KINDS))
@JSON
@click.pass_obj
def list_(root: Path, kind: str, as_json_: bool) -> None:
    """List what the knowledge base holds of one KIND."""
    from pipeline.overview import listing

    rows = listing(open_home(root), kind)
    pages.rows(rows, as_json_)
    if not rows:
        sys.exit(NothingFound.exit_code)


@click.command()
@click.option("--queries", type=PATH, required=True, help="Lines of qid, tab, question.")
@click.option("--qrels", type=PATH, required=True, help="TREC qrels with document ids or addresses.")
@click.option("--run", "run_file", type=PATH, help="Also write the ranking as a TREC run file.")
@MODE
@JSON
@click.pass_obj
def evaluate(root: Path, queries: Path, qrels: Path, run_file: Path | None, mode: Any, as_json_: bool) -> None:
    """Measure retrieval on judged questions."""
    from pipeline.evaluate import evaluate as run
    from pipeline.evaluate import read_qrels, read_queries, write_run
    from pipeline.progress import shown

    asked, judged = read_queries(queries), read_qrels(qrels)
    result = run(searcher(root), asked, judged, mode, shown)
    if run_file is not None:
        write_run(run_file, result)
    answered.evaluation(result, as_json_)
