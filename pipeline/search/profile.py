"""What is compared: a document, an initiative or someone's description → its profile, read from the generation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import MappingProxyType

import numpy as np

from pipeline.embed.tokens import passage_tokens
from pipeline.errors import NothingFound
from pipeline.index.generation import Generation
from pipeline.index.store import Store, StoredDocument, marks
from pipeline.models.static import TokenIds
from pipeline.records import Fact, Mention
from pipeline.search.aspects import Told, joined, told
from pipeline.search.lexicon import Aspect
from pipeline.search.likeness import Profile, Vectors
from pipeline.search.municipality_facts import municipality_facts
from pipeline.search.origins import Origin
from pipeline.search.retrieve import Tools
from pipeline.swedish.sentences import sentence_spans

# Pages that tell of an initiative, those that name it most: more add other things than they add about it.
MOST_PAGES = 3
# Pages share such names for lying near each other, or for naming the same person.
_LOCAL = ("PERSON", "MUNICIPALITY")


@dataclass(frozen=True, slots=True)
class Subject:
    """What comparables are asked for: its pages (none for a description), whose it is, and its profile.

    `text` is its words without names, which passages are looked for by. `codes` are the municipalities and `sites` the
    sites whose pages are no comparables.
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
    codes = frozenset(code for code, _ in origin.places[:1])
    one = _pages_subject(generation, tools, (shown,), None, store.document(shown).title, codes)
    return replace(one, sites=frozenset({origin.site} if origin.site else ()))


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
    owners = stated or {place[0] for doc_id, _, _ in rows for place in origins[doc_id].places[:1]}
    own = [d for d, _, _ in rows if owners & {code for code, _ in origins[d].places}] if len(owners) == 1 else []
    pages = (own or [doc_id for doc_id, _, _ in rows])[:MOST_PAGES]
    return _pages_subject(generation, tools, tuple(pages), entity_id, str(rows[0][2]), frozenset(owners if own else ()))


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


def centre(generation: Generation) -> Vectors:
    """Return the mean (dim,) of the passages' vectors, of evenly chosen ones where there are many."""
    count = len(generation.dense)
    rows = np.arange(0, count, max(1, count // _FOR_CENTRE), dtype=np.int64)
    return np.asarray(generation.dense.vectors(rows).mean(axis=0), dtype=np.float32)


def without_names(text: str, mentions: Iterable[Mention]) -> str:
    """Return `text` without the names of people, municipalities and what is called after a place, as long as before."""
    characters = list(text)
    for mention in mentions:
        if _is_local(mention):
            characters[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(characters)


Row = tuple[int, int, int]
# The mean of so many vectors hardly differs from that of all.
_FOR_CENTRE = 2000
# Shorter ones, such as "Ale", are parts of too many words.
_SHORTEST_PLACE = 4


def _pages_subject(
    generation: Generation,
    tools: Tools,
    doc_ids: tuple[str, ...],
    entity_id: str | None,
    name: str,
    codes: frozenset[str],
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
    return Subject(doc_ids, entity_id, name, " ".join(texts), codes, frozenset(), whole)


def _profile(store: Store, doc_id: str, vectors: Vectors, tokens: TokenIds, rows: Sequence[Row]) -> Profile:
    text = store.document(doc_id).text
    facts = tuple(fact for each in store.facts(doc_id).values() for fact in each)
    areas = {area["id"]: area["score"] for area in store.focus_areas(doc_id)}
    passages = tuple((start, end) for _, start, end in rows)
    return Profile(vectors, tokens, areas, _told_by_page(doc_id, text, passages, facts))


# A process that lives long compares the same pages again and again, and reading one for its aspects takes 5 ms.
@lru_cache(maxsize=4096)
def _told_by_page(
    doc_id: str, text: str, passages: tuple[tuple[int, int], ...], facts: tuple[Fact, ...]
) -> Mapping[Aspect, Told]:
    spans = [(start + s, start + e) for start, end in passages for s, e in sentence_spans(text[start:end])]
    return MappingProxyType(told(doc_id, text, spans, facts))


def _rows(store: Store, doc_ids: Sequence[str]) -> dict[str, list[Row]]:
    """The (row, start, end) of each document's passages, in order."""
    found: dict[str, list[Row]] = {}
    sql = f"SELECT doc_id, row, start, end FROM passages WHERE doc_id IN ({marks(doc_ids)}) ORDER BY doc_id, position"
    for doc_id, *row in store.query(sql, doc_ids):
        found.setdefault(doc_id, []).append(tuple(row))
    return found


def _title(document: StoredDocument, mentions: Iterable[Mention]) -> str:
    """The title without the names that the text holds."""
    title = document.title
    for name in sorted({m.text for m in mentions if _is_local(m)}, key=len, reverse=True):
        title = title.replace(name, " ")
    return " ".join(title.split())


def _is_local(mention: Mention) -> bool:
    """Whether a name says where something is: of organisations "Göteborgs-Posten" and "Region Skåne", not "Brå"."""
    return mention.label in _LOCAL or (
        mention.label == "ORGANISATION" and any(place in mention.text for place in _places())
    )


@cache
def _places() -> frozenset[str]:
    """The names of municipalities and counties that are no beginning of another word."""
    facts = municipality_facts().values()
    counties = {one.county.removesuffix(" län").removesuffix("s") for one in facts}
    return frozenset(name for name in counties | {one.name for one in facts} if len(name) >= _SHORTEST_PLACE)


def _tokens(texts: Sequence[str]) -> TokenIds:
    pieces = list(passage_tokens(texts))
    return np.concatenate(pieces) if pieces else np.empty(0, np.uint16)
