"""The last stage of the write path: the corpus as it now is → a generation that can be asked.

What it costs follows what has changed: documents whose key is the one they have in the generation before are carried
over with their passages, vectors, tokens and lexical segments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.canaries import judge, read_canaries
from pipeline.catalog import Catalog, CorpusRow
from pipeline.config import Settings
from pipeline.differences import differences
from pipeline.embed.encoder import model_fingerprint
from pipeline.embed.options import EmbedOptions
from pipeline.embed.passages import embedded_text
from pipeline.embed.tokens import passage_tokens
from pipeline.entities.people import VERSION as PEOPLE_VERSION
from pipeline.entities.people import Identity, identified, identities, person_of_row
from pipeline.errors import NothingFound, StoreError
from pipeline.extent import Extent
from pipeline.home import Home
from pipeline.index.build import Base, Label, build_generation
from pipeline.index.generation import open_generation, verify_generation
from pipeline.index.manifest import VERSION as FORMAT
from pipeline.index.manifest import Manifest, read_manifest
from pipeline.index.published import (
    collect_garbage,
    generation_names,
    make_current,
    next_name,
    readable_name,
    remove_generation,
)
from pipeline.index.store import Store, StoreEntry, open_store, stored_document
from pipeline.progress import Progress
from pipeline.records import Change, text_hash
from pipeline.report import ReindexReport, Verdict
from pipeline.search.ask import open_searcher
from pipeline.swedish.terms import VERSION as TERMS_VERSION
from pipeline.tag import TAXONOMY
from pipeline.tag.focus_areas import load_taxonomy

Known = dict[tuple[str, str], Identity]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the generation is to hold: the key of each document, who is who, what it covers and is made with."""

    keys: dict[str, str]
    known: Known
    extent: Extent
    model: str
    made_by: str

    @property
    def fingerprint(self) -> str:
        """A hash that is equal for equal generations."""
        lines = [f"{doc_id}\t{key}" for doc_id, key in sorted(self.keys.items())]
        return text_hash("\n".join([self.model, self.made_by, self.extent.key, *lines]))


def publish(catalog: Catalog, home: Home, settings: Settings, report: ReindexReport, progress: Progress) -> None:
    """Put a generation in use if the corpus, or what reads it, is not as the current one has it; say so in `report`.

    One in which the canary questions fare worse is kept and not put in use. NothingFound if there is no passage at all.
    """
    own = read_canaries(home.canaries)
    wanted = _wanted(catalog, home, settings.embed)
    in_use, whole = _whole(home.indexes)
    current = next((each for each in whole if each.name == in_use), None)
    manifest = current
    if manifest is None or manifest.fingerprint != wanted.fingerprint:
        # A run that was killed before the last step, or held back, has left what is wanted.
        ready = (each for each in whole if each.fingerprint == wanted.fingerprint and each.name > (in_use or ""))
        manifest = next(ready, None) or _build(catalog, home.indexes, wanted, in_use, whole, report, progress)
        # Generations of two models are not compared: another model is a decision, not an accident.
        if current is not None and current.model == manifest.model:
            report.canaries = _judged(home, settings, current.name, manifest.name, own)
            if report.canaries.is_worse(settings.index.canary_drop):
                report.held_back = manifest.name
                report.generation, report.counts = current.name, current.counts
                return
        make_current(home.indexes, manifest.name)
        report.published = True
        if in_use and current is None and (home.indexes / in_use).is_dir():
            remove_generation(home.indexes, in_use)
    report.generation, report.counts = manifest.name, manifest.counts
    report.removed = collect_garbage(home.indexes, settings.index.keep)


def _wanted(catalog: Catalog, home: Home, embed: EmbedOptions) -> Wanted:
    if not catalog.documents.any_passage():
        raise NothingFound("there is nothing to index: run 'kb ingest PATH' first, or see 'kb list rejected'")
    known = identities(person_of_row(row) for row in catalog.people.all())
    people: dict[str, list[str]] = defaultdict(list)
    for (doc_id, key), identity in sorted(known.items()):
        people[doc_id].append(f"{key} {identity.entity_id} {identity.name}")
    keys = {
        doc_id: text_hash("\n".join([key, *people[doc_id]])) if doc_id in people else key
        for doc_id, key in catalog.corpus.keys().items()
    }
    made_by = f"{FORMAT} {TERMS_VERSION} {PEOPLE_VERSION} {model_fingerprint(EmbedOptions())}"
    return Wanted(keys, known, _extent(catalog, home), model_fingerprint(embed), made_by)


def _extent(catalog: Catalog, home: Home) -> Extent:
    own = home.root / TAXONOMY
    areas = load_taxonomy(own if own.exists() else None).areas
    return Extent(tuple((area.id, area.name) for area in areas), catalog.sources.states())


def _whole(indexes: Path) -> tuple[str | None, list[Manifest]]:
    """The name of the generation in use, and the generations that are whole: that one first, then the newest.

    By hashes and not only sizes: a run that finds nothing to do must leave something that can be asked. Others than the
    one in use are looked at only where it is damaged or one is newer.
    """
    in_use = readable_name(indexes)
    names = sorted(generation_names(indexes), reverse=True)
    whole = [read_manifest(indexes / in_use)] if in_use and not verify_generation(indexes, in_use) else []
    others = [name for name in names if name != in_use and (not whole or name > str(in_use))]
    return in_use, whole + [read_manifest(indexes / name) for name in others if not verify_generation(indexes, name)]


def _build(
    catalog: Catalog,
    indexes: Path,
    wanted: Wanted,
    in_use: str | None,
    whole: list[Manifest],
    report: ReindexReport,
    progress: Progress,
) -> Manifest:
    dimensions = catalog.vectors.dimensions(wanted.model)
    if dimensions is None:
        raise StoreError(f"no passage has a vector of {wanted.model}: run 'kb reindex' again")
    at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    label = Label(next_name(indexes), at, wanted.fingerprint, wanted.made_by, wanted.model, dimensions)
    with _base(indexes, wanted, whole) as (base, only):
        changes = _changes(catalog, indexes, wanted, in_use, base, only, label)
        todo = len(wanted.keys if only is None else only)
        report.carried = len(wanted.keys) - todo
        texts = (embedded_text(row.document.title, p) for row in catalog.corpus.rows(only) for p in row.passages)
        return build_generation(
            indexes,
            label,
            lambda: (_entry(row, wanted) for row in progress(catalog.corpus.rows(only), "Indexing", todo)),
            catalog.vectors.batches(wanted.model, only),
            passage_tokens(texts),
            changes,
            base,
            wanted.extent,
        )


@contextmanager
def _base(indexes: Path, wanted: Wanted, whole: list[Manifest]) -> Iterator[tuple[Base | None, list[str] | None]]:
    """The generation to carry over from, held, and the documents to write anew.

    (None, None) for all of them if there is none that was made in the same way, or it is worn.
    """
    if not whole or (whole[0].made_by, whole[0].model) != (wanted.made_by, wanted.model):
        yield None, None
        return
    with closing(open_generation(indexes, whole[0].name)) as generation:
        if generation.lexical.worn:
            yield None, None
            return
        known = generation.store.keys()
        dropped = frozenset(doc_id for doc_id, key in known.items() if wanted.keys.get(doc_id) != key)
        only = [doc_id for doc_id, key in wanted.keys.items() if known.get(doc_id) != key]
        yield Base(generation, indexes / whole[0].name, dropped), only


def _changes(
    catalog: Catalog,
    indexes: Path,
    wanted: Wanted,
    in_use: str | None,
    base: Base | None,
    only: list[str] | None,
    label: Label,
) -> list[Change]:
    """What is new since `base`, or without one since the generation in use, with all that was told before.

    Where that one cannot be read any more nothing can be told, and the history begins anew.
    """
    if base is not None:
        before = base.generation.store
        gone = base.dropped - wanted.keys.keys()
        return list(differences(before, catalog.documents.shown(only), gone, label.name, label.created_at))
    if in_use is None and not generation_names(indexes):
        return list(differences(None, catalog.documents.shown(), [], label.name, label.created_at))
    try:
        with closing(open_store(indexes / str(in_use) / "store.sqlite")) as before:
            lost = before.shown_ids() - wanted.keys.keys()
            found = differences(before, catalog.documents.shown(), lost, label.name, label.created_at)
            return [*_told(before), *found]
    except StoreError:
        return []


def _told(store: Store) -> list[Change]:
    """The changes that a generation tells; one of an older format tells none."""
    try:
        return store.changes()
    except StoreError:
        return []


def _entry(row: CorpusRow, wanted: Wanted) -> StoreEntry:
    page, doc_id = row.page, row.document.doc_id
    stored = stored_document(
        row.document, page.source, page.fetched_at, page.external_id, row.versions, row.duplicate_of
    )
    return StoreEntry(stored, identified(row.tags, doc_id, wanted.known), row.passages, wanted.keys[doc_id])


def _judged(home: Home, settings: Settings, before: str, after: str, own: list[tuple[str, str]]) -> Verdict:
    """What the canary questions say of the generation `after`, beside the one in use."""
    with (
        closing(open_searcher(home, settings.embed, settings.search, before)) as old,
        closing(open_searcher(home, settings.embed, settings.search, after)) as new,
    ):
        return judge(old, new, own)
