"""The changes of a period, told once a page: what a reader who was away for that long would see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from pipeline.errors import UsageError
from pipeline.index.store import Store
from pipeline.records import Change, ChangeKind
from pipeline.search.filters import Filters, allowed_documents, day_of

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)?")


def changed_pages(
    store: Store,
    since: str,
    until: str | None = None,
    filters: Filters | None = None,
    kind: ChangeKind | None = None,
) -> list[Change]:
    """Return how pages differ from what they were before `since`, the newest first, up to and including `until`.

    Both are a day, month or year of local time ("2024-05-01", "2024-05", "2024"), or a time, which is UTC unless it
    says otherwise ("2024-05-01T02:00", "2024-05-01T04:00+02:00"). `filters` keep to what pages now are: one that is
    gone has no source, municipality or focus area and passes none. UsageError for other days and times, NothingFound
    for a filter that fits no page at all.
    """
    first = beginning(since)
    end = _utc("until", until, last=True) if until is not None else None
    allowed = allowed_documents(store, filters or Filters())
    found = store.changes(first)
    told = told_once(found if end is None else _made_before(end, found))
    return [
        change
        for change in told
        if (kind is None or change.kind == kind) and (allowed is None or change.doc_id in allowed)
    ]


def described(change: Change, store: Store) -> dict[str, Any]:
    """Return a change as JSON has it, with the municipalities and focus areas of its page, if that is still there."""
    places = [{"code": link.code, "name": link.name} for link in store.municipality_links(change.doc_id)]
    return asdict(change) | {
        "municipalities": places,
        "focus_areas": [area["id"] for area in store.focus_areas(change.doc_id)],
    }


def beginning(since: str) -> str:
    """Return the first moment that `since`, as `changed_pages` takes it, means: UTC, ISO 8601."""
    return _utc("since", since, last=False)


def _utc(option: str, value: str, *, last: bool) -> str:
    """The beginning of a day or time as UTC; with `last` the moment after it has ended, a time's being a second."""
    value = value.strip()
    try:
        if _TIME.fullmatch(value):
            at = datetime.fromisoformat(value)
            at = (at if at.tzinfo else at.replace(tzinfo=UTC)) + timedelta(seconds=last)
        else:
            day = date.fromisoformat(day_of(option, value, last=last)) + timedelta(days=last)
            at = datetime.combine(day, time()).astimezone()
        return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError):
        raise UsageError(f"--{option} must be a day or a time, not '{value}'") from None


def told_once(changes: Iterable[Change]) -> list[Change]:
    """Return one change a page, the newest first; `changes` come in any order, that of generations is what counts.

    Its kind compares the page before its first change with the page after its last: a page that came and went is left
    out, one that went and came back is changed. Words are summed; all else is that of the last change.
    """
    by_page: dict[str, list[Change]] = {}
    for change in sorted(changes, key=_generation):
        by_page.setdefault(change.doc_id, []).append(change)
    told = [one for page in by_page.values() if (one := _as_one(page)) is not None]
    return sorted(told, key=_generation, reverse=True)


def _made_before(end: str, changes: list[Change]) -> Iterator[Change]:
    """Yield, the oldest first, those of generations built before `end`; none is taken for older than one before it."""
    latest = ""
    for change in sorted(changes, key=_generation):
        latest = max(latest, change.at)
        if latest < end:
            yield change


def _generation(change: Change) -> str:
    return change.generation


def _as_one(changes: list[Change]) -> Change | None:
    was, is_there = changes[0].kind != "new", changes[-1].kind != "gone"
    if not was and not is_there:
        return None
    kind: ChangeKind = "gone" if not is_there else "changed" if was else "new"
    added = sum(change.words_added for change in changes)
    removed = sum(change.words_removed for change in changes)
    return replace(changes[-1], kind=kind, words_added=added, words_removed=removed)
