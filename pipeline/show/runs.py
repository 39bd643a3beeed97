"""What the commands that write did: `kb ingest`, `kb crawl`, `kb reindex`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from pipeline.show.forms import MOST_NAMED, as_json, counts

if TYPE_CHECKING:
    from pipeline.ingest import IngestReport
    from pipeline.records import Rejected
    from pipeline.report import CrawlReport, QuestionsReport, ReindexReport, RunReport

MOST_REJECTIONS = 20
_ALWAYS = ("requests", "new", "changed", "unchanged")
_WHERE_ANY = ("left_out", "missing", "gone", "denied", "trapped", "failed", "skipped")


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


def ran(report: RunReport, as_json_: bool) -> None:
    """Print what a run of crawl and reindex did, and what is new for the saved questions.

    --json promises one value on standard output, what the reindex did; all else goes to stderr.
    """
    if report.crawl:
        crawled(report.crawl, as_json_=False, to_stderr=as_json_)
    if report.reindex:
        reindexed(report.reindex, as_json_)
    if report.news:
        _news(report.news, to_stderr=as_json_)


def _news(news: QuestionsReport, *, to_stderr: bool) -> None:
    """Print what is new for the saved questions, one line each."""
    if news.problem:
        click.echo(f"kb: the saved questions were not asked: {news.problem}", err=True)
    for asked in news.questions:
        if asked.problem:
            click.echo(f"kb: the question '{asked.name}' cannot be asked: {asked.problem}", err=True)
            continue
        titles = list(dict.fromkeys(hit.title for hit in asked.hits))
        named = "; ".join(titles[:MOST_NAMED]) + ("; …" if len(titles) > MOST_NAMED else "")
        click.echo(f"{asked.name}: {f'{len(asked.hits)} new: {named}' if titles else 'nothing new'}", err=to_stderr)


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
    if report.held_back and report.canaries:
        click.echo(
            f"kb: {report.held_back} is held back and {report.generation} stays in use: known pages are found at a mean"
            f" reciprocal rank of {report.canaries.after} instead of {report.canaries.before}"
            + "".join(f"; no longer found: '{question}'" for question in report.canaries.lost)
            + f"; 'kb rollback {report.held_back}' puts it in use all the same",
            err=True,
        )
    if not report.published and not report.held_back:
        click.echo(f"nothing has changed since {report.generation}: no work to do")
        return
    click.echo(
        f"cleaned {report.cleaned}, rejected {report.rejected}, {_changes(report)}tagged {report.tagged},"
        f" cut {report.cut} passages, embedded {report.embedded}"
    )
    if report.published:
        seconds = ", ".join(f"{stage} {value:.1f} s" for stage, value in report.seconds.items())
        click.echo(f"published {report.generation}: {counts(report.counts)} ({seconds}; {report.peak_mb} MB)")
    if report.removed:
        click.echo(f"removed {', '.join(report.removed)}", err=True)


def _restored(count: int) -> None:
    if count:
        click.echo(f"kb: the catalog was lost: {count} pages read back from the archive", err=True)


def _changes(report: ReindexReport) -> str:
    """How much known pages have changed, and what sites repeat; empty if neither."""
    changed = f"changed {report.changed} (+{report.words_added} −{report.words_removed} words), "
    repeated = f"left out {report.repeated} blocks that sites repeat, "
    return (changed if report.changed else "") + (repeated if report.sifted else "")


def _rejections(rejected: list[Rejected]) -> None:
    for one in rejected[:MOST_REJECTIONS]:
        click.echo(f"kb: {one.url}: {one.reason}", err=True)
    if len(rejected) > MOST_REJECTIONS:
        click.echo(f"kb: … and {len(rejected) - MOST_REJECTIONS} more: see 'kb list rejected'", err=True)
