"""The last stage of the write path: the corpus as it now is → a generation that can be asked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.catalog import Catalog, CorpusRow
from pipeline.embed.encoder import model_fingerprint
from pipeline.embed.options import EmbedOptions
from pipeline.embed.passages import embedded_text
from pipeline.embed.tokens import passage_tokens
from pipeline.entities.people import VERSION as PEOPLE_VERSION
from pipeline.entities.people import Identity, identified, identities, people_of
from pipeline.errors import NothingFound, StoreError
from pipeline.home import Home
from pipeline.index.generation import VERSION as GENERATION_VERSION
from pipeline.index.generation import (
    Manifest,
    build_generation,
    current_name,
    discard_generation,
    read_manifest,
    verify_generation,
)
from pipeline.index.store import StoreEntry, stored_document
from pipeline.progress import Progress
from pipeline.records import text_hash
from pipeline.report import ReindexReport
from pipeline.swedish.terms import VERSION as TERMS_VERSION


def publish(catalog: Catalog, home: Home, embed: EmbedOptions, report: ReindexReport, progress: Progress) -> None:
    """Publish a generation if the corpus, or what reads it, is not as the current one has it; say so in `report`.

    NothingFound if there is no passage at all.
    """
    model = model_fingerprint(embed)
    made_by = f"{GENERATION_VERSION} {TERMS_VERSION} {PEOPLE_VERSION} {model_fingerprint(EmbedOptions())}"
    fingerprint = text_hash(f"{catalog.corpus.fingerprint()}\n{model}\n{made_by}")
    name, current = _current(home)
    if current is None or current.fingerprint != fingerprint:
        damaged = name if current is None else None
        current = _build(catalog, home, model, fingerprint, progress)
        report.published = True
        if damaged is not None and (home.indexes / damaged).is_dir():
            discard_generation(home.indexes, damaged)
    report.generation, report.counts = current.name, current.counts


def _build(catalog: Catalog, home: Home, model: str, fingerprint: str, progress: Progress) -> Manifest:
    documents = catalog.counts()["documents"]
    batches = catalog.vectors.batches(model)
    first = next(batches, None)
    if first is None:
        raise NothingFound("there is nothing to index: run 'kb ingest PATH' first, or see 'kb list rejected'")

    def vectors() -> Iterator[NDArray[np.float32]]:
        yield first
        yield from batches

    known = identities(person for document, tags in catalog.corpus.tagged() for person in people_of(document, tags))
    texts = (embedded_text(row.document.title, p) for row in catalog.corpus.rows() for p in row.passages)
    return build_generation(
        home.indexes,
        lambda: (_entry(row, known) for row in progress(catalog.corpus.rows(), "Indexing", documents)),
        vectors(),
        passage_tokens(texts),
        dimensions=first.shape[1],
        model=model,
        fingerprint=fingerprint,
    )


def _entry(row: CorpusRow, known: dict[tuple[str, str], Identity]) -> StoreEntry:
    page = row.page
    stored = stored_document(
        row.document, page.source, page.fetched_at, page.external_id, row.versions, row.duplicate_of
    )
    return StoreEntry(stored, identified(row.tags, row.document.doc_id, known), row.passages)


def _current(home: Home) -> tuple[str | None, Manifest | None]:
    """The current generation's name and manifest; a damaged one has no manifest and is replaced by a new generation."""
    try:
        name = current_name(home.indexes)
    except StoreError:
        return None, None
    # Hashes and not only sizes: a run that finds nothing to do must leave something that can be asked.
    if name is None or verify_generation(home.indexes, name):
        return name, None
    return name, read_manifest(home.indexes / name)
