"""One document of a generation with everything that is known of it, in the contracted shape: `kb show DOC --json`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pipeline.records import Label, given

if TYPE_CHECKING:
    from pipeline.index.store import Store

Row = dict[str, Any]


def described_document(store: Store, doc_id: str) -> Row:
    """Return the document, which must exist: what is stored, mentions, areas, municipalities, initiatives, duplicates.

    An initiative has the facts that this document states about it.
    """
    mentions = [given(mention) for mention in store.mentions(doc_id)]
    facts = {key: [asdict(fact) for fact in found] for key, found in store.facts(doc_id).items()}
    return asdict(store.document(doc_id)) | {
        "duplicates": [{"doc_id": other, "url": url} for other, url in store.duplicates(doc_id)],
        "mentions": mentions,
        "focus_areas": store.focus_areas(doc_id),
        "municipalities": [asdict(link) for link in store.municipality_links(doc_id)],
        "initiatives": [
            {"entity_id": key, "name": name, "facts": facts.get(key, [])}
            for key, name in names(mentions, "INITIATIVE").items()
        ],
    }


def names(mentions: list[Row], label: Label) -> dict[str, str]:
    """Return id → name of the entities of one kind among `mentions`, in text order."""
    return {m["entity_id"]: m["name"] for m in mentions if m["label"] == label}
