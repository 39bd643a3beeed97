"""What has changed in a period."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from pipeline.show.forms import as_json

if TYPE_CHECKING:
    from pipeline.index.generation import Generation
    from pipeline.index.store import Store
    from pipeline.records import Change


def changes(found: list[Change], generation: Generation, asked: dict[str, Any], as_json_: bool) -> None:
    """Print the pages that have changed, the newest first, one tab-separated line each.

    The day is that of local time. `asked` is what the JSON says of the period and the filters.
    """
    if as_json_:
        told = [described(one, generation.store) for one in found]
        click.echo(as_json({**asked, "generation": generation.manifest.name, "changes": told}))
        return
    for one in found:
        words = f"+{one.words_added} −{one.words_removed} words"
        day = datetime.fromisoformat(one.at).astimezone().date().isoformat()
        click.echo("\t".join([one.kind, day, one.title, one.url or one.doc_id, words]))


def described(change: Change, store: Store) -> dict[str, Any]:
    """Return a change as JSON has it, with the municipalities and focus areas of its page, if that is still there."""
    places = [{"code": link.code, "name": link.name} for link in store.municipality_links(change.doc_id)]
    return asdict(change) | {
        "municipalities": places,
        "focus_areas": [area["id"] for area in store.focus_areas(change.doc_id)],
    }
