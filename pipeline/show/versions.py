"""The versions of a page, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pipeline.diff import BlockChange, Segment, folded
from pipeline.show.forms import as_json

if TYPE_CHECKING:
    from pipeline.versions import Comparison, Version

# Enough of a hash to name a version of a page by.
_DIGITS = 12
_MARKS = {"unchanged": " ", "removed": "-", "added": "+", "changed": "~"}
_COLOURS = {"removed": "red", "added": "green"}
# Said beside the colours, which a file or a printer does not have.
_BRACKETS = {"removed": ("[-", "-]"), "added": ("{+", "+}")}


def versions(found: Sequence[Version], as_json_: bool) -> None:
    """Print the versions of a page, a tab-separated row each: number, time, hash, media type, "current"."""
    if as_json_:
        click.echo(as_json([asdict(version) for version in found]))
        return
    for version in found:
        kind = version.media_type or "not readable in the archive"
        current = ["current"] if version.is_current else []
        row = [str(version.number), version.fetched_at, version.content_hash[:_DIGITS], kind, *current]
        click.echo("\t".join(row))


def comparison(found: Comparison, as_json_: bool) -> None:
    """Print what changed; unchanged blocks far from a change are only counted, in the JSON they stand in full."""
    changed = found.diff
    words = {kind: changed.words(kind) for kind in ("added", "removed")}
    if as_json_:
        told = asdict(changed) | {f"words_{kind}": count for kind, count in words.items()}
        click.echo(as_json({"old": asdict(found.old), "new": asdict(found.new)} | told))
        return
    for side, version in (("from", found.old), ("to", found.new)):
        click.echo(f"{side + ':':6}version {version.number}, {version.fetched_at}, {version.content_hash[:_DIGITS]}")
    click.echo(f"words: {words['added']} added, {words['removed']} removed")
    click.secho(f"\n{_marked(changed.title)}", bold=True)
    if not changed.differs:
        click.echo("\nnothing that a reader would see differs")
        return
    for block in folded(changed.blocks):
        click.echo(f"\n  … {len(block)} unchanged blocks …" if isinstance(block, tuple) else f"\n{_block(block)}")


def _block(block: BlockChange) -> str:
    page = block.new_page or block.old_page
    place = f"[p. {page}] " if page else ""
    if block.kind == "unchanged":
        return f"  {place}{block.segments[0].text}"
    if block.kind == "changed":
        return f"{_MARKS[block.kind]} {place}{_marked(block.segments)}"
    return click.style(f"{_MARKS[block.kind]} {place}{block.segments[0].text}", fg=_COLOURS[block.kind])


def _marked(segments: Sequence[Segment]) -> str:
    """The text with what was removed and added between brackets, as wdiff (GNU) writes it."""
    return "".join(_marked_segment(segment) for segment in segments)


def _marked_segment(segment: Segment) -> str:
    if segment.kind == "kept":
        return segment.text
    before, after = _BRACKETS[segment.kind]
    return click.style(f"{before}{segment.text}{after}", fg=_COLOURS[segment.kind])
