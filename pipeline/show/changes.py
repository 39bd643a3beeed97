"""What has changed in a period, and what of it answers saved questions."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from pipeline.show.answers import print_hit
from pipeline.show.forms import as_json

if TYPE_CHECKING:
    from pipeline.index.generation import Generation
    from pipeline.new_answers import NewAnswers
    from pipeline.records import Change


def changes(
    found: list[Change], answers: list[NewAnswers], generation: Generation, asked: dict[str, Any], as_json_: bool
) -> None:
    """Print the pages that have changed, the newest first, one tab-separated line each, then what is new by question.

    The day is that of local time. `asked` is what the JSON says of the period and the filters.
    """
    if as_json_:
        from pipeline.changes import described

        pages, questions = [described(one, generation.store) for one in found], [_answered(one) for one in answers]
        name = generation.manifest.name
        click.echo(as_json({**asked, "generation": name, "changes": pages, "questions": questions}))
        return
    for one in found:
        words = f"+{one.words_added} −{one.words_removed} words"
        day = datetime.fromisoformat(one.at).astimezone().date().isoformat()
        click.echo("\t".join([one.kind, day, one.title, one.url or one.doc_id, words]))
    if found and answers:
        click.echo()
    for each in answers:
        _new(each)


def _answered(found: NewAnswers) -> dict[str, Any]:
    return {
        "name": found.question.name,
        "question": found.question.question,
        "filters": found.question.filters.given(),
        "hits": [asdict(hit) | {"kind": kind} for hit, kind in found.hits],
        "problem": found.problem,
    }


def _new(found: NewAnswers) -> None:
    name = found.question.name
    if found.problem:
        click.echo(f"kb: the question '{name}' cannot be asked: {found.problem}", err=True)
        return
    click.echo(f"{name}: {len(found.hits) or 'nothing'} new")
    for hit, _ in found.hits:
        print_hit(hit)
