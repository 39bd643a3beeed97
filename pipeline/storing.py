"""A page → masked, archived and recorded: what ingesting files and crawling have in common.

A page whose bytes are known is left alone; a changed one becomes the newest version.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.catalog import Catalog
from pipeline.crawl.archive import Location
from pipeline.crawl.urls import address_variants
from pipeline.privacy import mask_identity_address, mask_identity_bytes, mask_identity_numbers
from pipeline.records import DOCX, PDF, Page, Rejected, document_id

Change = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a page; `page` has the id and the address that it is known by, `taken_over` another source."""

    page: Page
    change: Change
    taken_over: bool = False


def masked(item: Page | Rejected) -> Page | Rejected:
    """Return the same without personal identity numbers, wherever they stand.

    An address that holds one is another address.
    """
    if isinstance(item, Rejected):
        return replace(item, url=mask_identity_address(item.url), reason=mask_identity_numbers(item.reason))
    url = mask_identity_address(item.url) if item.url else None
    given = mask_identity_numbers(item.external_id) if item.external_id else None
    doc_id = item.doc_id if (url, given) == (item.url, item.external_id) else document_id(url, given)
    # The digits of a packed file are no text: what it says is masked when it is cleaned.
    content = item.content if item.media_type in {PDF, DOCX} else mask_identity_bytes(item.content)
    source = mask_identity_numbers(item.source)
    return replace(item, doc_id=doc_id, url=url, external_id=given, source=source, content=content)


def keep_page(given: Page, catalog: Catalog, append: Callable[[Page], Location], *, met: bool = False) -> Kept:
    """Store a masked page with `append` and record it, unless its content is known; inside a transaction.

    `met` says that it was met on the web just now: one that was gone is archived again, whatever its content.
    """
    page = _as_known(given, catalog)
    if not (met and catalog.pages.gone([page.doc_id])) and _is_known(page, given, catalog, met):
        return Kept(page, "unchanged")
    known_source = catalog.pages.known_source(page.doc_id)
    place = append(page)
    catalog.pages.put(page, place.file, place.offset)
    catalog.pages.revive(page.doc_id)
    if known_source is None:
        return Kept(page, "new")
    return Kept(page, "changed", known_source != page.source)


def _is_known(page: Page, given: Page, catalog: Catalog, met: bool) -> bool:
    if met:
        return catalog.pages.has_now(page)
    # Two ways to write one address, both in every crawl, must not take turns as the newest version.
    return catalog.pages.has_seen(page) or (page is not given and catalog.pages.has_had(page))


def _as_known(page: Page, catalog: Catalog) -> Page:
    """The same under the id and the address it is known by, if it came by another way to write its address.

    What a page was first called stands: the ids of a catalog never change, whatever comes to count as the same address.
    """
    if page.url is None or not page.url.startswith("http") or catalog.pages.known_source(page.doc_id) is not None:
        return page
    if page.doc_id != document_id(page.url):
        return page
    known = catalog.pages.first_known(document_id(url) for url in address_variants(page.url))
    return page if known is None else replace(page, doc_id=known, url=catalog.pages.address(known))
