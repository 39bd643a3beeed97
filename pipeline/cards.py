"""What a generation knows about one person, municipality, organisation or initiative: `kb show person:anna-berg`.

Reads the published generation only. Every statement carries the page and the sentence that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pipeline.index.store import SHOWN, Store
from pipeline.records import Label, Mention
from pipeline.swedish.sentences import sentence_spans

Row = dict[str, Any]
# The index of mentions begins with the label: without it each look at an entity reads them all.
_LABELLED = f"label IN ({', '.join(repr(label) for label in get_args(Label))})"


def find_entities(store: Store, reference: str) -> list[str]:
    """Return the ids of the entities that `reference` names: one by its id, or all that bear it as their name."""
    if store.query(f"SELECT 1 FROM mentions WHERE {_LABELLED} AND entity_id = ? LIMIT 1", [reference]):
        return [reference]
    wanted = reference.casefold()
    names = store.query("SELECT DISTINCT entity_id, name FROM mentions ORDER BY entity_id")
    return list(dict.fromkeys(key for key, name in names if name.casefold() == wanted))


def card(store: Store, entity_id: str) -> Row:
    """Return what there is about the entity, which must exist, newest page first.

    `name`, `label`, `variants` (the full written forms), `documents` with the sentence that names it; of a person also
    `affiliations`, of an initiative `facts`, each with its page and sentence.
    """
    mentions = [
        (doc_id, mention)
        for (doc_id,) in store.query(
            f"SELECT DISTINCT doc_id FROM mentions JOIN documents d USING (doc_id) WHERE {_LABELLED} AND entity_id = ?"
            f" AND {SHOWN} ORDER BY coalesce(d.reviewed, d.published, d.fetched_at) DESC, doc_id",
            [entity_id],
        )
        for mention in store.mentions(doc_id)
        if mention.entity_id == entity_id
    ]
    pages = Pages(store)
    first = mentions[0][1]
    found: Row = {
        "entity_id": entity_id,
        "label": first.label,
        "name": first.name,
        "variants": sorted({mention.text for _, mention in mentions}),
    }
    if first.label == "PERSON":
        found["affiliations"] = affiliations(store, entity_id)
    if first.label == "INITIATIVE":
        found["facts"] = list(facts(store, entity_id, pages))
    return found | {"documents": list(_documents(store, mentions, pages))}


def affiliations(store: Store, entity_id: str) -> list[Row]:
    """Return each role and organisation that a person is named with: since and until when, and on how many pages.

    The dates are those of the pages that say so, last reviewed or else published; None where none is dated.
    """
    rows = store.query(
        "SELECT lower(role), organisation, min(coalesce(d.published, d.reviewed)),"
        " max(coalesce(d.reviewed, d.published)), count(DISTINCT doc_id)"
        f" FROM mentions JOIN documents d USING (doc_id) WHERE label = 'PERSON' AND entity_id = ? AND {SHOWN}"
        " AND (role IS NOT NULL OR organisation IS NOT NULL) GROUP BY lower(role), organisation"
        " ORDER BY 5 DESC, 4 DESC, 1, 2",
        [entity_id],
    )
    columns = ("role", "organisation", "since", "until", "documents")
    return [dict(zip(columns, row, strict=True)) for row in rows]


class Pages:
    """The documents of a card and their sentences, each read once."""

    def __init__(self, store: Store) -> None:
        self.document = cache(store.document)
        self._sentences = cache(lambda doc_id: sentence_spans(self.document(doc_id).text))

    def sentence_span(self, doc_id: str, place: int) -> tuple[int, int]:
        """Return where the sentence of a document that holds the offset `place` begins and ends."""
        return next(((start, end) for start, end in self._sentences(doc_id) if start <= place < end), (place, place))

    def sentence(self, doc_id: str, place: int) -> str:
        """Return the sentence of a document that holds the offset `place`."""
        start, end = self.sentence_span(doc_id, place)
        return self.document(doc_id).text[start:end]


def facts(store: Store, entity_id: str, pages: Pages) -> Iterator[Row]:
    """Yield what is stated about an initiative, by kind and value, each time with its page, sentence and offsets."""
    rows = store.query(
        "SELECT kind, value, start, end, f.text, doc_id FROM facts f JOIN documents d USING (doc_id)"
        f" WHERE entity_id = ? AND {SHOWN} ORDER BY kind, value, doc_id, start",
        [entity_id],
    )
    for kind, value, start, end, text, doc_id in rows:
        yield {
            "kind": kind,
            "value": value,
            "text": text,
            "doc_id": doc_id,
            "url": pages.document(doc_id).url,
            "start": start,
            "end": end,
            "sentence": pages.sentence(doc_id, start),
        }


def _documents(store: Store, mentions: list[tuple[str, Mention]], pages: Pages) -> Iterator[Row]:
    seen: dict[str, list[Mention]] = {}
    for doc_id, mention in mentions:
        seen.setdefault(doc_id, []).append(mention)
    for doc_id, found in seen.items():
        document = pages.document(doc_id)
        relations = {link.code: link.relation for link in store.municipality_links(doc_id)}
        relation = relations.get(found[0].code or "")
        yield {
            "doc_id": doc_id,
            "url": document.url,
            "title": document.title,
            "published": document.published,
            "reviewed": document.reviewed,
            "mentions": len(found),
            "sentence": pages.sentence(doc_id, found[0].start),
        } | ({"relation": relation} if relation else {})
