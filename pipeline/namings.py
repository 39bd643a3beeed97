"""Where a person, municipality, organisation or initiative is named, and in what words: a page of it at a time.

What `cards.py` tells of everything at once is told here of a stretch of the pages, since a large municipality is named
on thousands. Reads the published generation only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import get_args

from pipeline.cards import Pages
from pipeline.index.store import SHOWN, Store
from pipeline.records import Label, Mention, Relation

# Sentences shown of one page; the page itself has the others.
SENTENCES = 3
# People listed of one municipality; the register has all.
MOST_PEOPLE = 200
_LABELS: tuple[Label, ...] = get_args(Label)
_NEWEST = "coalesce(d.reviewed, d.published, d.fetched_at) DESC, doc_id"


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something that is named: the common name, the forms it is written in, and on how many pages."""

    entity_id: str
    label: Label
    name: str
    variants: tuple[str, ...]
    documents: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with a name in it, with its offsets in the document's text; the role is the one told there."""

    start: int
    end: int
    text: str
    role: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """A page that names an entity; of a municipality also how the page has to do with it."""

    doc_id: str
    url: str | None
    title: str
    published: str | None
    reviewed: str | None
    sentences: tuple[Sentence, ...]
    more: int
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Who or what is named on some pages: its id, its name, the roles told, and on how many of the pages."""

    entity_id: str
    name: str
    roles: tuple[str, ...]
    documents: int


def entity(store: Store, entity_id: str) -> Entity | None:
    """Return what is named by that id, None if no page that is shown names it."""
    for label in _LABELS:
        rows = store.query(
            "SELECT m.name, m.text, count(DISTINCT doc_id) FROM mentions m JOIN documents d USING (doc_id)"
            f" WHERE label = ? AND entity_id = ? AND {SHOWN} GROUP BY m.name, m.text ORDER BY 3 DESC, 1, 2",
            [label, entity_id],
        )
        if rows:
            ((documents,),) = store.query(
                "SELECT count(DISTINCT doc_id) FROM mentions JOIN documents d USING (doc_id)"
                f" WHERE label = ? AND entity_id = ? AND {SHOWN}",
                [label, entity_id],
            )
            return Entity(entity_id, label, rows[0][0], tuple(sorted({text for _, text, _ in rows})), documents)
    return None


def namings(store: Store, named: Entity, first: int, count: int) -> list[Naming]:
    """Return the pages that name an entity, newest first, from the `first` on (0 is the newest), at most `count`."""
    ids = store.query(
        f"SELECT DISTINCT doc_id FROM mentions JOIN documents d USING (doc_id) WHERE label = ? AND entity_id = ?"
        f" AND {SHOWN} ORDER BY {_NEWEST} LIMIT ? OFFSET ?",
        [named.label, named.entity_id, count, first],
    )
    pages = Pages(store)
    return [_naming(store, pages, doc_id, named.entity_id) for (doc_id,) in ids]


def relations(store: Store, code: str) -> dict[Relation, int]:
    """Return on how many pages a municipality is the publisher, the subject, or named."""
    rows = store.query(
        "SELECT relation, count(DISTINCT doc_id) FROM municipality_links JOIN documents d USING (doc_id)"
        f" WHERE code = ? AND {SHOWN} GROUP BY relation",
        [code],
    )
    counted = dict(rows)
    return {relation: counted[relation] for relation in get_args(Relation) if relation in counted}


def municipality_pages(
    store: Store, code: str, first: int, count: int, relation: Relation | None = None
) -> list[Naming]:
    """Return the pages that have to do with a municipality, all or those of one relation, as `namings` does."""
    rows = store.query(
        "SELECT doc_id, min(relation) FROM municipality_links JOIN documents d USING (doc_id)"
        f" WHERE code = ?1 AND (?2 IS NULL OR relation = ?2) AND {SHOWN}"
        f" GROUP BY doc_id ORDER BY {_NEWEST} LIMIT ?3 OFFSET ?4",
        [code, relation, count, first],
    )
    pages = Pages(store)
    return [replace(_naming(store, pages, doc_id, f"municipality:{code}"), relation=how) for doc_id, how in rows]


def people_of_municipality(store: Store, code: str) -> list[Named]:
    """Return the people named on a municipality's own pages, those on most of them first, at most MOST_PEOPLE."""
    rows = store.query(
        "SELECT entity_id, m.name, m.role, doc_id FROM mentions m JOIN documents d USING (doc_id)"
        " JOIN municipality_links l USING (doc_id)"
        f" WHERE label = 'PERSON' AND l.code = ? AND relation = 'published_by' AND {SHOWN}",
        [code],
    )
    return _counted(rows)[:MOST_PEOPLE]


def initiatives_of_municipality(store: Store, code: str) -> list[Named]:
    """Return the initiatives that a page places in a municipality, those on most pages first."""
    rows = store.query(
        "SELECT entity_id, (SELECT name FROM mentions m WHERE label = 'INITIATIVE' AND m.entity_id = f.entity_id),"
        " NULL, doc_id FROM facts f JOIN documents d USING (doc_id)"
        f" WHERE f.kind = 'municipality' AND f.value = ? AND {SHOWN}",
        [code],
    )
    return _counted(rows)


def _counted(rows: Iterable[tuple[str, str, str | None, str]]) -> list[Named]:
    names: dict[str, str] = {}
    roles: dict[str, set[str]] = {}
    pages: dict[str, set[str]] = {}
    for key, name, role, doc_id in rows:
        names.setdefault(key, name)
        roles.setdefault(key, set()).update([role.lower()] if role else [])
        pages.setdefault(key, set()).add(doc_id)
    found = [Named(key, names[key], tuple(sorted(roles[key])), len(pages[key])) for key in names]
    return sorted(found, key=lambda one: (-one.documents, one.name, one.entity_id))


def _naming(store: Store, pages: Pages, doc_id: str, entity_id: str) -> Naming:
    document = pages.document(doc_id)
    mentions = [one for one in store.mentions(doc_id) if one.entity_id == entity_id]
    by_span: dict[tuple[int, int], list[Mention]] = {}
    for one in mentions:
        by_span.setdefault(pages.sentence_span(doc_id, one.start), []).append(one)
    # Who says something in a role comes before a name alone; in the order of the text among equals.
    best = sorted(by_span, key=lambda span: (not any(one.role for one in by_span[span]), span))[:SENTENCES]
    sentences = tuple(
        Sentence(
            *span,
            document.text[slice(*span)],
            next((one.role for one in by_span[span] if one.role), None),
            next((one.organisation for one in by_span[span] if one.organisation), None),
        )
        for span in sorted(best)
    )
    more = len(by_span) - len(sentences)
    return Naming(doc_id, document.url, document.title, document.published, document.reviewed, sentences, more)
