"""A page over time: its versions, each as it was archived and as it is cleaned now, and what changed between two.

Reads the catalog, the archive and the settings of a home and writes nothing; no lock is taken, and a run that goes on
meanwhile is not held up. What a page was lies in these stores alone: in a home that has only a generation, every
function raises StoreError.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

from pipeline.catalog import LOST, Catalog, StoredPage, StoredVersion, read_catalog
from pipeline.clean.document import clean_page
from pipeline.clean.known_repeats import without_known_repeats
from pipeline.clean.repeats import site_of
from pipeline.clean.rules import CleanOptions
from pipeline.config import load_settings
from pipeline.crawl.archive import Location, read_media_type, read_page
from pipeline.crawl.urls import address_variants, canonical_url, unprinted
from pipeline.diff import Diff, diff
from pipeline.errors import NothingFound, StoreError, UnusableContent, UsageError
from pipeline.home import Home
from pipeline.privacy import MASK
from pipeline.records import DOCX, PDF, Document, Page, document_id
from pipeline.stage_versions import clean_version


@dataclass(frozen=True, slots=True)
class Version:
    """A content that a page had, counted from 1 by the time at which each was fetched; the newest known is last.

    `media_type` is None where the archive cannot be read. The one that `is_current` is what the page now says; a page
    that is gone has none.
    """

    number: int
    fetched_at: str
    content_hash: str
    media_type: str | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """A version's bytes as they lie in the archive, where personal identity numbers in text are masked.

    A PDF or DOCX lies there as it came: one that `may_hold_identity_numbers`, because what is read out of it has one or
    because it cannot be read, is not to be handed on.
    """

    media_type: str
    content: bytes
    fetched_at: str
    url: str | None
    may_hold_identity_numbers: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a page and what differs between them."""

    old: Version
    new: Version
    diff: Diff


def find_page(home: Home, reference: str) -> str | None:
    """Return the id of the page that `reference` names, gone or not: its id, its address, or the id it came with."""
    url = canonical_url(reference)
    addresses = [reference] if url is None else [*address_variants(url), *address_variants(unprinted(url))]
    with _reading(home) as catalog:
        for doc_id in (reference, *map(document_id, addresses)):
            if catalog.pages.find(doc_id):
                return doc_id
        named = catalog.pages.with_given_id(reference)
    return named[0] if len(named) == 1 else None


def versions(home: Home, doc_id: str) -> list[Version]:
    """Return the versions of a page, oldest first; NothingFound for a page that is not known."""
    with _reading(home) as catalog:
        stored = _stored(catalog, doc_id)
        is_live = not catalog.pages.gone([doc_id])
        # A file that was put back with its old time comes after what it replaces.
        places = sorted(catalog.pages.places(doc_id), key=lambda place: _is_newest(place, stored))
    return [
        Version(
            number,
            place.fetched_at,
            place.content_hash,
            _media_type(home, place),
            is_live and _is_newest(place, stored),
        )
        for number, place in enumerate(places, start=1)
    ]


def cleaned_version(home: Home, doc_id: str, content_hash: str) -> Document:
    """Return the page as it was with that content, cleaned by the rules of today.

    NothingFound for an unknown page or version and for one without text, StoreError for one that the archive no longer
    gives whole.
    """
    options = load_settings(home.settings).clean
    with _reading(home) as catalog:
        stored, version = _stored(catalog, doc_id), _place(catalog, doc_id, content_hash)
        if current := _as_stored(catalog, stored, content_hash, options):
            return current
        now = catalog.documents.find(doc_id)
        site = site_of(stored.url, stored.source, stored.media_type)
        repeated = catalog.sites.fingerprints(site) if site else frozenset()
    try:
        document = clean_page(_page(home, stored, version), options)
    except UnusableContent as error:
        raise NothingFound(f"the version {content_hash[:12]} of {stored.url or doc_id} has no text: {error}") from error
    return without_known_repeats(document, now, repeated, options)


def archived_copy(home: Home, doc_id: str, content_hash: str) -> ArchivedCopy:
    """Return the page's bytes with that hash; NothingFound and StoreError as `cleaned_version`."""
    options = load_settings(home.settings).clean
    with _reading(home) as catalog:
        stored, version = _stored(catalog, doc_id), _place(catalog, doc_id, content_hash)
        current = _as_stored(catalog, stored, content_hash, options)
    page = _page(home, stored, version)
    risky = page.media_type in {PDF, DOCX} and _may_hold_identity_numbers(page, current)
    return ArchivedCopy(page.media_type, page.content, page.fetched_at, page.url, risky)


def compare(home: Home, doc_id: str, old: str | None = None, new: str | None = None) -> Comparison:
    """Return what changed between two versions, each named by its content hash or enough of its beginning.

    Without `new`, up to the version after `old`; without `old`, from the one before `new`; without both, the last
    change. NothingFound for an unknown one or where there is none before or after, UsageError for one that is not
    named clearly; otherwise as `cleaned_version`.
    """
    known = versions(home, doc_id)
    if len(known) < 2:
        raise NothingFound(f"the page '{doc_id}' has one version: there is nothing to compare it with")
    if old is None:
        later = known[-1] if new is None else _named(known[1:], new)
        earlier = known[later.number - 2]
    else:
        earlier = _named(known[:-1] if new is None else known, old)
        later = known[earlier.number] if new is None else _named(known, new)
    before, after = (cleaned_version(home, doc_id, each.content_hash) for each in (earlier, later))
    return Comparison(earlier, later, diff(before, after))


def _named(known: Sequence[Version], reference: str) -> Version:
    """The newest of the versions whose hash begins with `reference`, which must all have one content."""
    found = [version for version in known if version.content_hash.startswith(reference.lower())]
    if not found:
        raise NothingFound(f"the page has no version '{reference}' that can be compared: see 'kb show DOC --versions'")
    if len({version.content_hash for version in found}) > 1:
        raise UsageError(f"several versions begin with '{reference}': give more of the hash")
    return found[-1]


@contextmanager
def _reading(home: Home) -> Iterator[Catalog]:
    """The catalog as it is at one moment; StoreError where there is none."""
    if not home.catalog.exists():
        raise StoreError(f"the versions of a page are in the catalog {home.catalog}, which is not here")
    with closing(read_catalog(home.catalog)) as catalog, catalog.snapshot():
        yield catalog


def _stored(catalog: Catalog, doc_id: str) -> StoredPage:
    if (stored := catalog.pages.find(doc_id)) is None:
        raise NothingFound(f"no page '{doc_id}' is known: see 'kb list documents'")
    return stored


def _place(catalog: Catalog, doc_id: str, content_hash: str) -> StoredVersion:
    """Where that content lies, as it was fetched last."""
    found = [place for place in catalog.pages.places(doc_id) if place.content_hash == content_hash]
    if not found:
        raise NothingFound(f"the page '{doc_id}' has no version '{content_hash}': see 'kb show DOC --versions'")
    return found[-1]


def _is_newest(place: StoredVersion, stored: StoredPage) -> bool:
    """Whether it is what the page now says; one whose bytes were found lost is known by where they lay."""
    if place.fetched_at != stored.fetched_at:
        return False
    lies = (place.archive_file, place.archive_offset) == (stored.archive_file, stored.archive_offset)
    return place.content_hash == stored.content_hash or (stored.content_hash == LOST and lies)


def _media_type(home: Home, place: StoredVersion) -> str | None:
    try:
        return read_media_type(home.archive, Location(place.archive_file, place.archive_offset))
    except StoreError:
        return None


def _page(home: Home, stored: StoredPage, version: StoredVersion) -> Page:
    location = Location(version.archive_file, version.archive_offset)
    return Page(
        stored.doc_id,
        stored.url,
        stored.source,
        read_media_type(home.archive, location),
        read_page(home.archive, location, version.content_hash),
        version.fetched_at,
        stored.external_id,
        publisher=stored.publisher,
        municipality=stored.municipality,
    )


def _as_stored(catalog: Catalog, stored: StoredPage, content_hash: str, options: CleanOptions) -> Document | None:
    """The document of the catalog, if it is what that content would be cleaned to today."""
    if content_hash != stored.content_hash or not catalog.pages.is_cleaned(stored.doc_id, clean_version(options)):
        return None
    return catalog.documents.find(stored.doc_id)


def _may_hold_identity_numbers(page: Page, cleaned: Document | None) -> bool:
    try:
        document = cleaned or clean_page(page)
    except UnusableContent:
        return True
    told = [document.title, document.author, document.publisher, *(block.text for block in document.blocks)]
    return any(MASK in text for text in told if text)
