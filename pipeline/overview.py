"""What a knowledge base holds, and whether it is whole: `kb list`, `kb status`, `kb verify`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from typing import Any

from pipeline.catalog import Catalog, open_catalog
from pipeline.crawl.archive import Location, read_page
from pipeline.crawl.urls import address_variants, canonical_url, unprinted
from pipeline.errors import StoreError
from pipeline.home import Home
from pipeline.index.generation import open_generation, verify_generation
from pipeline.index.manifest import read_manifest
from pipeline.index.published import current_name, generation_names
from pipeline.index.store import Store
from pipeline.listings import published_listing
from pipeline.progress import Progress, silent
from pipeline.records import Rejected, document_id
from pipeline.run_files import latest_run

Row = dict[str, Any]
_ANEW = "run 'kb reindex --no-crawl' to make it anew from the archive"


def listing(home: Home, kind: str) -> list[Row]:
    """Return what there is of one kind ("documents", "people", …, "rejected"), in the contracted shapes."""
    if kind == "rejected":
        return [asdict(rejected) for rejected in _rejected(home)]
    if kind == "repeated":
        return _repeated(home)
    generation = open_generation(home.indexes)
    try:
        return published_listing(generation.store, kind)
    finally:
        generation.close()


def status(home: Home) -> Row:
    """Return what is stored and what is published; a generation that cannot be opened is named with its fault."""
    rejected = _rejected(home)
    found: Row = {"home": str(home.root), "catalog": {}, "last_crawl": None, "last_reindex": None}
    found["last_run"] = latest_run(home)
    found |= {"generation": None, "kept": generation_names(home.indexes), "fault": None}
    if home.catalog.exists():
        catalog = open_catalog(home.catalog)
        found["catalog"], found["last_reindex"] = catalog.counts(), catalog.last_run("reindex")
        found["last_crawl"] = catalog.last_run("crawl")
        catalog.close()
    found["rejected"] = dict(Counter(r.stage for r in rejected))
    try:
        if name := current_name(home.indexes):
            manifest = read_manifest(home.indexes / name)
            found["generation"] = {
                key: value
                for key, value in asdict(manifest).items()
                if key in {"name", "created_at", "model", "dimensions", "counts"}
            }
    except StoreError as error:
        found["fault"] = str(error)
    return found


def removed_blocks(home: Home, doc_id: str) -> list[Row]:
    """Return the blocks that were left out of a document, with the reasons; StoreError without a catalog."""
    if not home.catalog.exists():
        raise StoreError(f"what was left out is written in the catalog {home.catalog}, which is not here")
    with closing(open_catalog(home.catalog)) as catalog:
        document = catalog.documents.find(doc_id)
    return [
        {"kind": block.kind, "reason": block.reason, "text": block.text}
        for block in (document.blocks if document else ())
        if not block.kept
    ]


def gone_page(home: Home, reference: str) -> Row | None:
    """Return what is known of a page that is gone, named by its id or its address; None if it is none.

    Without a catalog, or with a damaged one, a generation says what there is to say.
    """
    if not home.catalog.exists():
        return None
    url = canonical_url(reference)
    ids = [reference, *(document_id(each) for each in (address_variants(url) if url else ()))]
    try:
        with closing(open_catalog(home.catalog)) as catalog:
            return next(
                (
                    asdict(g) | {"status": "gone", "versions": catalog.pages.versions(g.doc_id)}
                    for g in catalog.pages.gone(ids)
                ),
                None,
            )
    except StoreError:
        return None


def find_document(store: Store, reference: str) -> str | None:
    """Return the id of the document that `reference` names: its id, its given id, or its address however written."""
    url = canonical_url(reference)
    written = [reference] if url is None else [reference, *address_variants(url), *address_variants(unprinted(url))]
    return next((found for each in written if (found := store.find_document(each))), None)


def problems(home: Home, progress: Progress = silent) -> list[str]:
    """Return everything that is wrong with the stores, one line each; [] if all is well."""
    return [*_catalog_problems(home, progress), *_generation_problems(home)]


def _catalog_problems(home: Home, progress: Progress) -> Iterator[str]:
    if not home.catalog.exists():
        if any(home.archive.glob("*.warc.gz")):
            yield f"the catalog {home.catalog} is missing though the archive holds pages: {_ANEW}"
        return
    try:
        catalog = open_catalog(home.catalog)
    except StoreError as error:
        yield str(error)
        return
    try:
        if found := catalog.problems():
            # What a damaged file says of the archive cannot be read, or not be trusted.
            yield from found
            return
        if not catalog.counts()["pages"] and any(home.archive.glob("*.warc.gz")):
            yield f"the catalog {home.catalog} is empty though the archive holds pages: {_ANEW}"
            return
        yield from _archive_problems(home, catalog, progress)
    finally:
        catalog.close()


def _archive_problems(home: Home, catalog: Catalog, progress: Progress) -> Iterator[str]:
    damaged: dict[str, list[int]] = defaultdict(list)
    total = catalog.counts()["versions"]
    for file, offset, content_hash in progress(catalog.pages.archived(), "Checking the archive", total):
        try:
            read_page(home.archive, Location(file, offset), content_hash)
        except StoreError:
            damaged[file].append(offset)
    for file, offsets in damaged.items():
        yield (
            f"{home.archive / file} has lost {len(offsets)} archived pages, the first at byte {offsets[0]}: restore the"
            " file from a backup, or run 'kb reindex --no-crawl --full' and then 'kb crawl' or 'kb ingest' for them"
        )


def _generation_problems(home: Home) -> Iterator[str]:
    try:
        current = current_name(home.indexes)
    except StoreError as error:
        yield str(error)
        current = None
    names = {path.name for path in home.indexes.glob("gen-*")} | ({current} if current else set())
    for name in sorted(names):
        found = verify_generation(home.indexes, name)
        if found and name != current:
            yield f"the generation {name}, which is not in use, is damaged: delete the folder {home.indexes / name}"
        else:
            yield from found


def _rejected(home: Home) -> list[Rejected]:
    if not home.catalog.exists():
        return []
    with closing(open_catalog(home.catalog)) as catalog:
        return catalog.pages.rejected()


def _repeated(home: Home) -> list[Row]:
    if not home.catalog.exists():
        return []
    columns = ("site", "pages", "of_pages", "text")
    with closing(open_catalog(home.catalog)) as catalog:
        return [dict(zip(columns, row, strict=True)) for row in catalog.sites.repeated()]
