"""What the commands print: text for people, JSON for programs in the contracted shapes."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from pipeline.records import given

if TYPE_CHECKING:
    from pipeline.evaluate import Evaluation
    from pipeline.index.store import Store
    from pipeline.ingest import IngestReport
    from pipeline.records import Answer, Hit, Rejected
    from pipeline.report import CrawlReport, ReindexReport

WIDTH = 100
MOST_REJECTIONS = 20
MOST_NAMED = 5
# Too much for a line of a listing; `kb show` prints it.
_FOR_CARDS = frozenset({"affiliations"})
_ALWAYS = ("requests", "new", "changed", "unchanged")
_WHERE_ANY = ("left_out", "missing", "gone", "denied", "trapped", "failed", "skipped")
_RELATIONS = {"published_by": "publisher", "about": "about it", "mentioned": "named"}


def as_json(value: Any) -> str:
    """Return `value` as one line of JSON, å, ä and ö as themselves."""
    return json.dumps(value, ensure_ascii=False)


def _restored(count: int) -> None:
    if count:
        click.echo(f"kb: the catalog was lost: {count} pages read back from the archive", err=True)


def ingested(report: IngestReport, as_json_: bool) -> None:
    """Print what became of the inputs; rejections go to stderr, one line each."""
    if as_json_:
        click.echo(as_json(asdict(report)))
        return
    _restored(report.restored)
    _rejections(report.rejected)
    click.echo(
        f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged, {len(report.rejected)} rejected"
    )
    if report.taken_over:
        click.echo(
            f"{report.taken_over} of the changed had the same id in another source: their earlier texts are now"
            " older versions; give the lines a 'url' to keep them apart",
            err=True,
        )


def plan(sources: list[dict[str, Any]], contact: str, as_json_: bool) -> None:
    """Print what a crawl would visit."""
    if as_json_:
        click.echo(as_json(sources))
        return
    if not contact:
        click.echo("kb: [crawl] contact in kb.toml is empty: nothing is crawled before it is set", err=True)
    for source in sources:
        place = f" ({source['municipality']})" if source["municipality"] else ""
        click.echo(f"{source['name']}{place}: {source['known']} addresses known")
        for key in ("start", "sitemaps", "feeds", "include", "exclude"):
            if source[key]:
                click.echo(f"  {key:9}{'  '.join(source[key])}")
        click.echo(
            f"  {'limits':9}depth {source['depth']}, {source['pages']} pages a night,"
            f" {source['delay']:g} s between requests, {', '.join(source['kinds'])}"
        )


def crawled(report: CrawlReport, as_json_: bool, *, to_stderr: bool = False) -> None:
    """Print what a crawl did, one source a line; what went wrong goes to stderr."""
    if as_json_:
        click.echo(as_json(asdict(report)))
        return
    _restored(report.restored)
    for name, source in report.sources.items():
        counts = asdict(source)
        shown = [f"{counts[key]} {key.replace('_', ' ')}" for key in _ALWAYS]
        shown += [f"{counts[key]} {key.replace('_', ' ')}" for key in _WHERE_ANY if counts[key]]
        click.echo(f"{name}: {', '.join(shown)}", err=to_stderr)
        if source.held_back:
            click.echo(
                f"kb: {name} lost {source.lost} of {source.pages} pages in one night and is held back: nothing of it is"
                " taken for gone; if they are, raise [crawl] lost_share in kb.toml for a night",
                err=True,
            )
        if source.rejected:
            click.echo(f"kb: {name}: {source.rejected} addresses gave nothing: see 'kb list rejected'", err=True)
    for name, reason in report.unreachable.items():
        click.echo(f"kb: {name} is left alone tonight: {reason}", err=True)
    if not report.finished:
        click.echo("stopped at --limit: the next 'kb crawl' goes on from here", err=to_stderr)


def reindexed(report: ReindexReport, as_json_: bool) -> None:
    """Print what a run did."""
    if as_json_:
        click.echo(as_json(asdict(report)))
        return
    _restored(report.restored)
    if report.lost:
        click.echo(f"kb: {report.lost} archived pages are damaged: see 'kb list rejected'", err=True)
    if report.rejected:
        click.echo(f"kb: there is nothing to keep of {report.rejected} pages: see 'kb list rejected'", err=True)
    if not report.published:
        click.echo(f"nothing has changed since {report.generation}: no work to do")
    else:
        click.echo(
            f"cleaned {report.cleaned}, rejected {report.rejected}, {_changes(report)}tagged {report.tagged},"
            f" cut {report.cut} passages, embedded {report.embedded}"
        )
        seconds = ", ".join(f"{stage} {value:.1f} s" for stage, value in report.seconds.items())
        click.echo(f"published {report.generation}: {_counts(report.counts)} ({seconds}; {report.peak_mb} MB)")


def _changes(report: ReindexReport) -> str:
    """How much known pages have changed, and what sites repeat; empty if neither."""
    changed = f"changed {report.changed} (+{report.words_added} −{report.words_removed} words), "
    repeated = f"left out {report.repeated} blocks that sites repeat, "
    return (changed if report.changed else "") + (repeated if report.sifted else "")


def answer(found: Answer, as_json_: bool) -> None:
    """Print the hits of a question, best first."""
    if as_json_:
        click.echo(as_json(asdict(found) | {"hits": [asdict(hit) for hit in found.hits]}))
        return
    for hit in found.hits:
        _hit(hit)
    for line in _understood(found.understood):
        click.echo(line, err=True)
    where = f" with {found.filters}" if found.filters else ""
    click.echo(f"{len(found.hits) or 'no'} passages from {found.generation}{where} in {found.took_ms} ms", err=True)


def _understood(understood: dict[str, Any]) -> list[str]:
    """What a question was read as, in one line for its spelling and one for what it names."""
    lines = []
    if corrections := understood.get("corrections"):
        lines.append("searched for " + ", ".join(f"'{c['meant']}' not '{c['written']}'" for c in corrections))
    named = [
        f"{name.replace('_', ' ')} {value if isinstance(value, str) else _cell(list(value))}"
        for name, value in understood.items()
        if name != "corrections"
    ]
    if named:
        lines.append("preferred (--strict keeps to it): " + "; ".join(named))
    return lines


def gone(found: dict[str, Any], as_json_: bool) -> None:
    """Print what is known of a page that is gone."""
    if as_json_:
        click.echo(as_json(found))
        return
    click.echo(found["title"] or found["url"] or found["doc_id"])
    click.echo(f"{found['url'] or found['doc_id']} is gone since {found['gone_at']}: it {found['reason']}")
    for version in found["versions"]:
        click.echo(f"archived version of {version['fetched_at']}  {version['content_hash'][:12]}")


def document(store: Store, doc_id: str, removed: list[dict[str, Any]] | None, as_json_: bool) -> None:
    """Print one document, with the blocks that were left out of it if they are given."""
    stored = store.document(doc_id)
    mentions = [given(m) for m in store.mentions(doc_id)]
    links = [asdict(link) for link in store.municipality_links(doc_id)]
    areas = store.focus_areas(doc_id)
    facts = {key: [asdict(fact) for fact in found] for key, found in store.facts(doc_id).items()}
    initiatives = _names(mentions, "INITIATIVE")
    others = [{"doc_id": other, "url": url} for other, url in store.duplicates(doc_id)]
    if as_json_:
        extra = {} if removed is None else {"removed": removed}
        found = {
            "duplicates": others,
            "mentions": mentions,
            "focus_areas": areas,
            "municipalities": links,
            "initiatives": [
                {"entity_id": key, "name": name, "facts": facts.get(key, [])} for key, name in initiatives.items()
            ],
        }
        click.echo(as_json(asdict(stored) | found | extra))
        return
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
        ("also at", ", ".join(other["url"] or other["doc_id"] or "" for other in others)),
        ("people", ", ".join(_names(mentions, "PERSON").values())),
        ("municipalities", ", ".join(f"{link['name']} ({_RELATIONS[link['relation']]})" for link in links)),
        ("organisations", ", ".join(_names(mentions, "ORGANISATION").values())),
        ("initiatives", ", ".join(initiatives.values())),
        ("focus areas", ", ".join(f"{area['id']} {area['name']} ({area['score']:.2f})" for area in areas)),
    ]
    for label, value in rows:
        if value:
            click.echo(f"{label + ':':16}{value}")
    click.echo(f"\n{stored.text}")
    for block in removed or []:
        click.secho(f"\n[{block['reason']}] {block['text']}", dim=True)


def _names(mentions: list[dict[str, Any]], label: str) -> dict[str, str]:
    """Return id → name of the entities of one kind, in text order."""
    return {m["entity_id"]: m["name"] for m in mentions if m["label"] == label}


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


def rows(found: list[dict[str, Any]], as_json_: bool) -> None:
    """Print a listing, one tab-separated row each."""
    if as_json_:
        click.echo(as_json(found))
        return
    for row in found:
        click.echo("\t".join(_cell(value) for key, value in row.items() if key not in _FOR_CARDS))


def evaluation(found: Evaluation, as_json_: bool) -> None:
    """Print the measures."""
    if found.missing:
        named = ", ".join(found.missing[:MOST_NAMED]) + (", …" if len(found.missing) > MOST_NAMED else "")
        click.echo(f"kb: {len(found.missing)} judged documents are not here and count as not found: {named}", err=True)
    result = {"queries": found.queries, **found.measures, "mode": found.mode}
    if as_json_:
        click.echo(as_json(result))
        return
    for label, value in result.items():
        click.echo(f"{label:12}{value}")


def status(found: dict[str, Any], as_json_: bool) -> None:
    """Print what is stored and published."""
    if as_json_:
        click.echo(as_json(found))
        return
    generation = found["generation"]
    click.echo(f"home        {found['home']}")
    click.echo(f"catalog     {_counts(found['catalog']) if found['catalog'] else 'empty'}")
    if generation:
        click.echo(f"generation  {generation['name']} of {generation['created_at']}: {_counts(generation['counts'])}")
        click.echo(f"model       {generation['model']}, {generation['dimensions']} dimensions")
    elif not found["fault"]:
        click.echo("generation  none: run 'kb reindex --no-crawl'")
    for stage, count in found["rejected"].items():
        click.echo(f"rejected    {count} at {stage}: see 'kb list rejected'")
    if found["fault"]:
        click.echo(f"kb: {found['fault']}", err=True)


def problems(found: list[str], as_json_: bool) -> None:
    """Print what is wrong with the stores."""
    if as_json_:
        click.echo(as_json({"problems": found}))
        return
    for line in found:
        click.echo(f"kb: {line}", err=True)
    click.echo(f"{len(found)} problems" if found else "all stores are whole")


def _hit(hit: Hit) -> None:
    click.echo(f"{hit.rank}. {click.style(hit.title, bold=True)}  {hit.score:.2f}")
    dates = [f"{label} {day}" for label, day in (("publicerad", hit.published), ("granskad", hit.reviewed)) if day]
    places = ", ".join(place["name"] for place in hit.municipalities[:4])
    page = f"s. {hit.page}" if hit.page else ""
    facts = [", ".join(dates), places, " ".join(hit.focus_areas), ", ".join(hit.people[:4])]
    click.echo("   " + " · ".join(fact for fact in [hit.url or hit.doc_id, page, *facts] if fact))
    if hit.also_at:
        shown = hit.also_at[:MOST_NAMED]
        more = f" och {len(hit.also_at) - len(shown)} till" if len(hit.also_at) > len(shown) else ""
        click.echo(f"   även på {', '.join(shown)}{more}")
    if hit.heading:
        click.echo(f"   [{hit.heading}]")
    for line in _marked(hit.text, hit.highlights):
        click.echo("   " + line)
    click.echo()


def _marked(text: str, highlights: tuple[tuple[int, int], ...]) -> list[str]:
    """The passage in lines, the answering sentences between » and «."""
    parts, last = [], 0
    for start, end in highlights:
        parts += [text[last:start], "»", text[start:end], "«"]
        last = end
    return textwrap.wrap("".join([*parts, text[last:]]), WIDTH - 3, break_on_hyphens=False)


def _rejections(rejected: list[Rejected]) -> None:
    for one in rejected[:MOST_REJECTIONS]:
        click.echo(f"kb: {one.url}: {one.reason}", err=True)
    if len(rejected) > MOST_REJECTIONS:
        click.echo(f"kb: … and {len(rejected) - MOST_REJECTIONS} more: see 'kb list rejected'", err=True)


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in counts.items())


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(item["name"] if isinstance(item, dict) else str(item) for item in value)
    return "" if value is None else str(value)
