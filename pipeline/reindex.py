"""The write path: the only module that knows the order of the stages.

Each stage asks the catalog what is pending, works through it in batches, one transaction a batch, and marks it done.
When nothing is pending and the corpus is as the current generation has it, nothing is built.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from itertools import islice
from typing import TypeVar

from pipeline.catalog import Catalog, StoredPage, open_catalog
from pipeline.clean.document import clean_page
from pipeline.clean.repeats import example_of, find_repeats, site_of, without_repeats
from pipeline.clean.rules import CleanOptions
from pipeline.clean.sketch import REASON as REPEATED
from pipeline.clean.sketch import VERSION as SKETCH_VERSION
from pipeline.clean.sketch import blocks_to_json, made_sketch, sketch
from pipeline.config import Settings
from pipeline.crawl.archive import Location, read_page
from pipeline.crawl.urls import page_address, unprinted
from pipeline.duplicates.groups import Member, duplicates
from pipeline.duplicates.likeness import Likeness, likeness
from pipeline.duplicates.signature import VERSION as SIGNATURE_VERSION
from pipeline.duplicates.signature import sign
from pipeline.embed.encoder import load_passage_encoder, model_fingerprint
from pipeline.embed.passages import cut_passages, embedded_text
from pipeline.entities.people import people_of, row_of_person, without_private
from pipeline.errors import StoreError, UnusableContent
from pipeline.home import Home, write_lock
from pipeline.progress import Progress, silent
from pipeline.publish import publish
from pipeline.records import Page, Rejected, text_hash
from pipeline.report import ReindexReport
from pipeline.restore import restore_pages
from pipeline.stage_versions import clean_version, cut_version, sift_version, tag_version
from pipeline.stopping import Stop
from pipeline.tag.tagger import load_tagger

T = TypeVar("T")
BATCH = 200


def reindex(home: Home, settings: Settings, *, full: bool = False, progress: Progress = silent) -> ReindexReport:
    """Bring the catalog up to date stage by stage and publish a generation if anything differs.

    `full` cleans every archived page again, which takes everything after it along where the result differs.
    NothingFound if there is no usable page at all.
    """
    report = ReindexReport()
    with write_lock(home, "kb reindex"):
        reindex_locked(home, settings, report, full=full, progress=progress)
    return report


def reindex_locked(
    home: Home,
    settings: Settings,
    report: ReindexReport,
    *,
    full: bool = False,
    progress: Progress = silent,
    stop: Stop | None = None,
) -> None:
    """Do what `reindex` does for a caller that holds the lock, and fill `report`, which also tells how far a failed run
    came.

    Stopped, between two transactions, when `stop` has been asked for; publishing is begun or left, never broken off.
    """
    stop = stop or Stop()
    catalog = open_catalog(home.catalog)
    try:
        _bring_up_to_date(catalog, home, settings, report, full, stop.watched(progress))
        stop.check()
        with _timed(report, "index"):
            publish(catalog, home, settings, report, progress)
        report.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        with catalog.transaction():
            catalog.put_run("reindex", asdict(report))
    finally:
        catalog.close()


def _bring_up_to_date(
    catalog: Catalog, home: Home, settings: Settings, report: ReindexReport, full: bool, progress: Progress
) -> None:
    """Every stage before publishing, in their order."""
    if restored := restore_pages(home, catalog, progress):
        report.restored = restored
        report.lost = len(catalog.pages.rejected())
    if full:
        with catalog.transaction():
            catalog.pages.forget_cleaning()
    with _timed(report, "clean"):
        _clean(catalog, home, settings.clean, report, progress)
        _sift(catalog, settings.clean, report, progress)
    with _timed(report, "duplicates"):
        _sign(catalog, progress)
        _group(catalog, report)
    with _timed(report, "tag"):
        _tag(catalog, home, report, progress)
    with _timed(report, "embed"):
        _cut(catalog, settings, report, progress)
        _embed(catalog, settings, report, progress)


def _clean(catalog: Catalog, home: Home, options: CleanOptions, report: ReindexReport, progress: Progress) -> None:
    version = clean_version(options)
    pages = progress(catalog.pages.to_clean(version), "Cleaning", catalog.pages.count_to_clean(version))
    for batch in _batches(pages, BATCH):
        with catalog.transaction():
            for stored in batch:
                _clean_one(catalog, home, stored, version, options, report)


def _clean_one(
    catalog: Catalog, home: Home, stored: StoredPage, version: str, options: CleanOptions, report: ReindexReport
) -> None:
    address = stored.url or stored.doc_id
    try:
        place = Location(stored.archive_file, stored.archive_offset)
        content = read_page(home.archive, place, stored.content_hash)
    except StoreError as error:
        # What was made of the page before still stands; one lost page must not stop the others.
        catalog.pages.mark_lost(stored.doc_id, version)
        catalog.pages.reject(Rejected(address, "archive", f"{error}, or ingest the page again"), stored.fetched_at)
        report.lost += 1
        return
    page = Page(
        stored.doc_id,
        stored.url,
        stored.source,
        stored.media_type,
        content,
        stored.fetched_at,
        stored.external_id,
        publisher=stored.publisher,
        municipality=stored.municipality,
    )
    try:
        document = clean_page(page, options)
        report.count_change(catalog.documents.find(page.doc_id), document)
        catalog.documents.put(document, site_of(page.url, page.source, page.media_type))
        catalog.pages.accept(address, "clean")
        catalog.pages.accept(address, "archive")
        report.cleaned += 1
    except UnusableContent as error:
        catalog.documents.drop(stored.doc_id)
        catalog.pages.reject(Rejected(address, "clean", str(error)), stored.fetched_at)
        report.rejected += 1
    catalog.pages.mark_cleaned(stored.doc_id, version)


def _sift(catalog: Catalog, options: CleanOptions, report: ReindexReport, progress: Progress) -> None:
    """Leave out what a site repeats on its pages: the one step that needs all of them."""
    version = sift_version(options)
    sites = catalog.sites.to_sift(version)
    for site in progress(iter(sites), "Sifting sites", len(sites)):
        with catalog.transaction():
            _sift_one(catalog, site, version, options, report)


def _sift_one(catalog: Catalog, site: str, version: str, options: CleanOptions, report: ReindexReport) -> None:
    for document in catalog.sites.to_sketch(site, SKETCH_VERSION):
        made = sketch(document)
        catalog.sites.put_sketch(document.doc_id, SKETCH_VERSION, made.text_hash, blocks_to_json(made))
    repeats = find_repeats(lambda: (made_sketch(*row) for row in catalog.sites.sketches(site)))
    if site in options.whole_sites:
        repeats = replace(repeats, templates={}, blocks=())
    for doc_id in sorted(repeats.concerned | catalog.sites.marked(site, REPEATED)):
        document = catalog.documents.get(doc_id)
        sifted = without_repeats(document, repeats, options)
        if sifted != document:
            catalog.documents.put_blocks(sifted)
            report.sifted += 1
        report.repeated += sum(block.reason == REPEATED for block in sifted.blocks)
    found = [
        (block.fingerprint, example_of(block, catalog.documents.get(block.doc_id), repeats), block.pages)
        for block in repeats.blocks
    ]
    catalog.sites.mark_sifted(site, version, found, repeats.pages)


def _sign(catalog: Catalog, progress: Progress) -> None:
    pending = catalog.duplicates.count_to_sign(SIGNATURE_VERSION)
    documents = progress(catalog.duplicates.to_sign(SIGNATURE_VERSION), "Comparing", pending)
    for batch in _batches(documents, BATCH):
        with catalog.transaction():
            for document in batch:
                printed = document.url is not None and unprinted(document.url) != document.url
                catalog.duplicates.put_signature(
                    document.doc_id, page_address(document.url), printed, asdict(sign(document)), SIGNATURE_VERSION
                )


def _group(catalog: Catalog, report: ReindexReport) -> None:
    """Group all documents anew from their signatures; only texts that have changed are compared again."""
    known = {(one, other): Likeness(jaccard, same) for one, other, jaccard, same in catalog.duplicates.compared()}
    made: dict[tuple[str, str], Likeness] = {}

    def compare(one: Member, other: Member) -> Likeness:
        first, second = sorted((one, other), key=lambda member: member.text_hash)
        key = first.text_hash, second.text_hash
        if key not in known:
            known[key] = made[key] = likeness(*(catalog.documents.get(each.doc_id).text for each in (first, second)))
        return known[key]

    members = (Member(*row) for row in catalog.duplicates.members())
    groups = duplicates(members, catalog.duplicates.minhashes, compare)
    with catalog.transaction():
        catalog.duplicates.put_compared((*key, found.jaccard, found.same_subject) for key, found in made.items())
        catalog.duplicates.forget_lost_texts()
        catalog.duplicates.put_groups(groups)
    report.duplicates = len(groups)


def _tag(catalog: Catalog, home: Home, report: ReindexReport, progress: Progress) -> None:
    version = tag_version(home)
    if not (pending := catalog.documents.count_to_tag(version)):
        return
    tagged = load_tagger(home.root).tag_many(catalog.documents.to_tag(version))
    for batch in _batches(progress(tagged, "Tagging", pending), BATCH):
        with catalog.transaction():
            for document, tags in batch:
                public = without_private(tags)
                catalog.documents.put_tags(document.doc_id, public, version)
                catalog.people.put(document.doc_id, map(row_of_person, people_of(document, public)))
                report.tagged += 1


def _cut(catalog: Catalog, settings: Settings, report: ReindexReport, progress: Progress) -> None:
    version = cut_version(settings.passages)
    documents = progress(catalog.documents.to_cut(version), "Cutting passages", catalog.documents.count_to_cut(version))
    for batch in _batches(documents, BATCH):
        with catalog.transaction():
            for document in batch:
                passages = cut_passages(document, settings.passages)
                keyed = [(p, text_hash(embedded_text(document.title, p))) for p in passages]
                catalog.documents.put_passages(document.doc_id, keyed, version)
                report.cut += len(passages)


def _embed(catalog: Catalog, settings: Settings, report: ReindexReport, progress: Progress) -> None:
    model = model_fingerprint(settings.embed)
    if not (pending := catalog.vectors.count_to_embed(model)):
        return
    encoder = load_passage_encoder(settings.embed)
    batches = catalog.vectors.to_embed(model, settings.embed.batch)
    for batch in progress(batches, "Embedding", -(-pending // settings.embed.batch)):
        texts = {key: embedded_text(document.title, p) for document, keyed in batch for p, key in keyed}
        vectors = encoder.encode(list(texts.values()))
        with catalog.transaction():
            catalog.vectors.put(model, list(texts), vectors)
        report.embedded += len(texts)


def _batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch


@contextmanager
def _timed(report: ReindexReport, stage: str) -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        report.seconds[stage] = round(time.perf_counter() - started, 2)
