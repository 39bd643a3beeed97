"""Whose work each document tells of: one municipality's, that of either of two, or nobody's in particular.

A page tells of the municipality that publishes it. One by others, a newspaper say, tells of the one or two that it is
about, closest first; more, and it tells of no single municipality's work. What national authorities publish does not
either, whichever municipality it takes as its example.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.index.store import Store

_MOST_ABOUT = 2
# Parts of the names that publishers of national and regional pages have.
_NATIONAL = (
    "brottsförebyggande rådet",
    "folkhälsomyndighet",
    "jämställdhetsmyndighet",
    "kriminalvård",
    "länsstyrelse",
    "migrationsverk",
    "polis",
    "regering",
    "skolverk",
    "socialstyrelse",
    "sveriges kommuner och",
    "åklagarmyndighet",
)

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """The site of a document, if known, and the (code, name) of the municipalities it can stand for, closest first."""

    site: str | None
    places: tuple[Place, ...] = ()

    def other_than(self, codes: frozenset[str]) -> Origin:
        """Return the origin without the municipalities of these codes."""
        return Origin(self.site, tuple(place for place in self.places if place[0] not in codes))


def origins(store: Store) -> dict[str, Origin]:
    """Return the origin of every document that answers show, by id."""
    publishing: dict[str, Place] = {}
    about: dict[str, list[Place]] = {}
    sql = "SELECT doc_id, code, name, relation FROM municipality_links WHERE relation != 'mentioned' ORDER BY rowid"
    for doc_id, code, name, relation in store.query(sql):
        if relation == "published_by":
            publishing.setdefault(doc_id, (code, name))
        else:
            about.setdefault(doc_id, []).append((code, name))
    found = {}
    sql = "SELECT doc_id, url, publisher FROM documents WHERE duplicate_of IS NULL"
    for doc_id, url, publisher in store.query(sql):
        site = site_of(url)
        if doc_id in publishing:
            found[doc_id] = Origin(site, (publishing[doc_id],))
        else:
            told = () if _is_national(publisher) else tuple(about.get(doc_id, ()))
            found[doc_id] = Origin(site, told if len(told) <= _MOST_ABOUT else ())
    return found


def site_of(url: str | None) -> str | None:
    """Return the host of `url` without "www.", None where there is no address."""
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _is_national(publisher: str | None) -> bool:
    return publisher is not None and any(part in publisher.casefold() for part in _NATIONAL)
