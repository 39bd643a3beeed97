"""Pages, cards and listings."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import click

from pipeline.documents import described_document, names
from pipeline.show.forms import WIDTH, as_json, cell

if TYPE_CHECKING:
    from pipeline.index.store import Store

# Too much for a line of a listing; `kb show` prints it.
_FOR_CARDS = frozenset({"affiliations"})
_RELATIONS = {"published_by": "publisher", "about": "about it", "mentioned": "named"}


def document(store: Store, doc_id: str, removed: list[dict[str, Any]] | None, as_json_: bool) -> None:
    """Print one document, with the blocks that were left out of it if they are given."""
    found = described_document(store, doc_id)
    if as_json_:
        click.echo(as_json(found | ({} if removed is None else {"removed": removed})))
        return
    stored, mentions = store.document(doc_id), found["mentions"]
    click.secho(stored.title, bold=True)
    rows = [
        ("id", stored.doc_id),
        ("address", stored.url),
        ("source", stored.source),
        ("published", stored.published),
        ("reviewed", stored.reviewed),
        ("author", stored.author),
        ("publisher", stored.publisher or (stored.municipality.name if stored.municipality else None)),
        ("path", " / ".join(stored.breadcrumbs)),
        ("fetched", stored.fetched_at),
        ("versions", str(len(stored.versions))),
        ("answers show", stored.duplicate_of),
        ("also at", ", ".join(other["url"] or other["doc_id"] or "" for other in found["duplicates"])),
        ("people", ", ".join(names(mentions, "PERSON").values())),
        (
            "municipalities",
            ", ".join(f"{link['name']} ({_RELATIONS[link['relation']]})" for link in found["municipalities"]),
        ),
        ("organisations", ", ".join(names(mentions, "ORGANISATION").values())),
        ("initiatives", ", ".join(names(mentions, "INITIATIVE").values())),
        (
            "focus areas",
            ", ".join(f"{area['id']} {area['name']} ({area['score']:.2f})" for area in found["focus_areas"]),
        ),
    ]
    for label, value in rows:
        if value:
            click.echo(f"{label + ':':16}{value}")
    click.echo(f"\n{stored.text}")
    for block in removed or []:
        click.secho(f"\n[{block['reason']}] {block['text']}", dim=True)


def gone(found: dict[str, Any], as_json_: bool) -> None:
    """Print what is known of a page that is gone."""
    if as_json_:
        click.echo(as_json(found))
        return
    click.echo(found["title"] or found["url"] or found["doc_id"])
    click.echo(f"{found['url'] or found['doc_id']} is gone since {found['gone_at']}: it {found['reason']}")
    for version in found["versions"]:
        click.echo(f"archived version of {version['fetched_at']}  {version['content_hash'][:12]}")


def card(found: dict[str, Any], as_json_: bool) -> None:
    """Print what is known about a person, municipality, organisation or initiative."""
    if as_json_:
        click.echo(as_json(found))
        return
    click.secho(found["name"], bold=True)
    click.echo(f"{'id:':16}{found['entity_id']}")
    click.echo(f"{'written:':16}{', '.join(found['variants'])}")
    for one in found.get("affiliations", []):
        period = " – ".join(dict.fromkeys(filter(None, (one["since"], one["until"]))))
        who = " · ".join(filter(None, (one["role"], one["organisation"], period)))
        click.echo(f"{'role:':16}{who}")
    for line in _facts(found.get("facts", [])):
        click.echo(line)
    for page in found["documents"]:
        day = page["reviewed"] or page["published"] or ""
        relation = _RELATIONS.get(page.get("relation", ""), "")
        click.echo("\n" + " · ".join(filter(None, (page["title"], relation, day))))
        click.echo(f"   {page['url'] or page['doc_id']}")
        for line in textwrap.wrap(f"»{page['sentence']}«", WIDTH - 3, break_on_hyphens=False):
            click.echo("   " + line)


def rows(found: list[dict[str, Any]], as_json_: bool) -> None:
    """Print a listing, one tab-separated row each."""
    if as_json_:
        click.echo(as_json(found))
        return
    for row in found:
        click.echo("\t".join(cell(value) for key, value in row.items() if key not in _FOR_CARDS))


def _facts(found: list[dict[str, Any]]) -> list[str]:
    """Each thing that is stated, once, with the first page that states it and how many others do."""
    pages: dict[tuple[str, str], dict[str, str]] = {}
    for fact in found:
        pages.setdefault((fact["kind"], fact["value"]), {}).setdefault(fact["url"] or fact["doc_id"], fact["text"])
    lines = []
    for (kind, value), texts in pages.items():
        first, text = next(iter(texts.items()))
        said = text if text == value else f"{text} ({value})"
        more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
        lines.append(f"{kind.replace('_', ' ') + ':':16}{said} · {first}{more}")
    return lines
