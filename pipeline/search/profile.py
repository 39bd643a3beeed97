"""What is compared: a document, an initiative or someone's description → its profile, read from the generation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.embed.tokens import passage_tokens
from pipeline.errors import NothingFound
from pipeline.index.generation import Generation
from pipeline.index.store import Store, StoredDocument
from pipeline.records import Mention
from pipeline.search.aspects import joined, told
from pipeline.search.likeness import Profile
from pipeline.search.origins import Origin
from pipeline.search.retrieve import Tools
from pipeline.swedish.sentences import sentence_spans

# Pages that tell of an initiative, those that name it most: more add other things than they add about it.
MOST_PAGES = 3
# Names in a text that say where it is from and who works there, not what is done.
_LOCAL = ("PERSON", "MUNICIPALITY", "ORGANISATION")


@dataclass(frozen=True, slots=True)
class Subject:
    """What comparables are asked for: its pages (none for a description), whose it is, and its profile.

    `text` is its words without names, which passages are looked for by. `codes` are the municipalities and `sites` the
    sites that it is from.
    """

    doc_ids: tuple[str, ...]
    entity_id: str | None
    name: str
    text: str
    codes: frozenset[str]
    sites: frozenset[str]
    profile: Profile


def document_subject(generation: Generation, tools: Tools, doc_id: str, origins: dict[str, Origin]) -> Subject:
    """Return the document of that id, which must exist, or the one that stands for it."""
    store = generation.store
    shown = store.shown(doc_id)
    origin = origins[shown]
    return _pages_subject(generation, tools, (shown,), None, store.document(shown).title, [origin], origin.site)


def initiative_subject(generation: Generation, tools: Tools, entity_id: str, origins: dict[str, Origin]) -> Subject:
    """Return the initiative of that id; NothingFound if no page names it.

    It is its municipality's where its pages are all of one; a method that several use is nobody's own.
    """
    store = generation.store
    rows = store.query(
        "SELECT doc_id, count(*), min(name) FROM mentions JOIN documents d USING (doc_id) WHERE label = 'INITIATIVE'"
        " AND entity_id = ? AND duplicate_of IS NULL GROUP BY doc_id ORDER BY 2 DESC, doc_id",
        [entity_id],
    )
    if not rows:
        raise NothingFound(f"no page names '{entity_id}': see 'kb list initiatives'")
    stated = {
        fact.value
        for doc_id, _, _ in rows
        for fact in store.facts(doc_id).get(entity_id, ())
        if fact.kind == "municipality"
    }
    publishing = {origins[doc_id].code for doc_id, _, _ in rows} - {None}
    owners = stated or publishing
    own = [origins[doc_id] for doc_id, _, _ in rows if origins[doc_id].code in owners] if len(owners) == 1 else []
    pages = [doc_id for doc_id, _, _ in rows if not own or origins[doc_id] in own][:MOST_PAGES]
    site = own[0].site if own else None
    return _pages_subject(generation, tools, tuple(pages), entity_id, str(rows[0][2]), own, site)


def described_subject(tools: Tools, text: str) -> Subject:
    """Return what `text` describes; it is nobody's and has no pages."""
    spans = sentence_spans(text)
    sentences = [text[start:end] for start, end in spans]
    texts = [text, *sentences] if len(sentences) > 1 else [text]
    profile = Profile(tools.encoder.encode(texts), _tokens([text]), {}, told(None, text, spans, described=True))
    return Subject((), None, "", text, frozenset(), frozenset(), profile)


def page_profiles(generation: Generation, doc_ids: Sequence[str]) -> dict[str, Profile]:
    """Return the profiles of documents as they are indexed, by id; those without passages are left out."""
    store = generation.store
    rows = _rows(store, doc_ids)
    if not rows:
        return {}
    order = [row for each in rows.values() for row, _, _ in each]
    vectors = dict(zip(order, generation.dense.vectors(np.array(order, dtype=np.int64)), strict=True))
    found = {}
    for doc_id, each in rows.items():
        numbers = [row for row, _, _ in each]
        tokens, _ = generation.tokens.of(np.array(numbers, dtype=np.int64))
        found[doc_id] = _profile(store, doc_id, np.array([vectors[row] for row in numbers]), tokens, each)
    return found


def without_names(text: str, mentions: Iterable[Mention]) -> str:
    """Return `text` with the names of people, places and organisations left out, as long as before."""
    characters = list(text)
    for mention in mentions:
        if mention.label in _LOCAL:
            characters[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(characters)


Row = tuple[int, int, int]


def _pages_subject(
    generation: Generation,
    tools: Tools,
    doc_ids: tuple[str, ...],
    entity_id: str | None,
    name: str,
    own: Collection[Origin],
    site: str | None,
) -> Subject:
    store = generation.store
    rows = _rows(store, doc_ids)
    texts: list[str] = []
    profiles = []
    for doc_id in doc_ids:
        document, mentions = store.document(doc_id), store.mentions(doc_id)
        bare = without_names(document.text, mentions)
        texts += [f"{_title(document, mentions)}. {bare[start:end]}" for _, start, end in rows.get(doc_id, ())]
        profiles.append(_profile(store, doc_id, np.empty((0, 0), np.float32), _tokens([]), rows.get(doc_id, ())))
    areas: dict[str, float] = {}
    for profile in profiles:
        areas |= {area: max(score, areas.get(area, 0.0)) for area, score in profile.areas.items()}
    whole = Profile(tools.encoder.encode(texts), _tokens(texts), areas, joined([profile.told for profile in profiles]))
    codes = frozenset(origin.code for origin in own if origin.code)
    return Subject(doc_ids, entity_id, name, " ".join(texts), codes, frozenset([site] if site else []), whole)


def _profile(store: Store, doc_id: str, vectors: np.ndarray, tokens: np.ndarray, rows: Sequence[Row]) -> Profile:
    text = store.document(doc_id).text
    spans = [(start + s, start + e) for _, start, end in rows for s, e in sentence_spans(text[start:end])]
    facts = [fact for each in store.facts(doc_id).values() for fact in each]
    areas = {area["id"]: area["score"] for area in store.focus_areas(doc_id)}
    return Profile(vectors, tokens, areas, told(doc_id, text, spans, facts))


def _rows(store: Store, doc_ids: Sequence[str]) -> dict[str, list[Row]]:
    """The (row, start, end) of each document's passages, in order."""
    marks = ",".join("?" * len(doc_ids))
    found: dict[str, list[Row]] = {}
    sql = f"SELECT doc_id, row, start, end FROM passages WHERE doc_id IN ({marks}) ORDER BY doc_id, position"
    for doc_id, *row in store.query(sql, doc_ids):
        found.setdefault(doc_id, []).append(tuple(row))
    return found


def _title(document: StoredDocument, mentions: Iterable[Mention]) -> str:
    """The title without the names that the text holds."""
    title = document.title
    for name in sorted({m.text for m in mentions if m.label in _LOCAL}, key=len, reverse=True):
        title = title.replace(name, " ")
    return " ".join(title.split())


def _tokens(texts: Sequence[str]) -> np.ndarray:
    pieces = list(passage_tokens(texts))
    return np.concatenate(pieces) if pieces else np.empty(0, np.uint16)
