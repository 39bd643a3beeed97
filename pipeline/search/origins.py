"""Whose work each document tells of: a municipality's, or that of a site without one.

A page belongs to the municipality that publishes it, else to the first of the one or two that it is about: one that is
about more tells of no single municipality's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.index.store import Store

_MOST_ABOUT = 2


@dataclass(frozen=True, slots=True)
class Origin:
    """The site of a document, and the municipality it tells of, None for none."""

    site: str
    code: str | None
    name: str | None


def origins(store: Store) -> dict[str, Origin]:
    """Return the origin of every document that answers show, by id."""
    publishing: dict[str, tuple[str, str]] = {}
    about: dict[str, list[tuple[str, str]]] = {}
    sql = "SELECT doc_id, code, name, relation FROM municipality_links WHERE relation != 'mentioned' ORDER BY rowid"
    for doc_id, code, name, relation in store.query(sql):
        if relation == "published_by":
            publishing.setdefault(doc_id, (code, name))
        else:
            about.setdefault(doc_id, []).append((code, name))
    found = {}
    for doc_id, url, source in store.query("SELECT doc_id, url, source FROM documents WHERE duplicate_of IS NULL"):
        told = about.get(doc_id, [])
        first = told[0] if 0 < len(told) <= _MOST_ABOUT else None
        code, name = publishing.get(doc_id) or first or (None, None)
        found[doc_id] = Origin(site_of(url, source), code, name)
    return found


def site_of(url: str | None, source: str) -> str:
    """Return the host of `url` without "www.", the source's name where there is no address."""
    host = urlsplit(url).hostname if url else None
    return (host or source).removeprefix("www.")
