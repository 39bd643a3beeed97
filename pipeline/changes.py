"""The changes of a period, told once a page: what a reader who was away for that long would see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.records import Change, ChangeKind


def told_once(changes: Iterable[Change]) -> list[Change]:
    """Return one change a page, the newest first; `changes` come in any order.

    Its kind compares the page before its first change with the page after its last: a page that came and went is left
    out, one that went and came back is changed. Words are summed; all else is that of the last change.
    """
    by_page: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda change: (change.at, change.generation)):
        by_page.setdefault(change.doc_id, []).append(change)
    told = [one for page in by_page.values() if (one := _as_one(page)) is not None]
    return sorted(told, key=lambda change: (change.at, change.generation), reverse=True)


def _as_one(changes: list[Change]) -> Change | None:
    was, is_there = changes[0].kind != "new", changes[-1].kind != "gone"
    if not was and not is_there:
        return None
    kind: ChangeKind = "gone" if not is_there else "changed" if was else "new"
    added = sum(change.words_added for change in changes)
    removed = sum(change.words_removed for change in changes)
    return replace(changes[-1], kind=kind, words_added=added, words_removed=removed)
