"""What a server said to one request → archive, catalog and frontier, in one transaction.

Knows nothing of when anything is asked. What is stored is masked first (`storing.py`, `crawl/exchanges.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.catalog import Catalog, Due
from pipeline.crawl.archive import ArchiveWriter, Location
from pipeline.crawl.content import content_fault, served_type
from pipeline.crawl.exchanges import Exchange, exchange_of
from pipeline.crawl.fetch import Answer, NoAnswer
from pipeline.crawl.links import PageLinks, canonical_header, directives, read_links
from pipeline.crawl.listings import Listed, Listing, read_feed, read_sitemap, unpacked
from pipeline.crawl.scope import Scope
from pipeline.crawl.sources import Source
from pipeline.crawl.urls import address_variants, joined_url
from pipeline.errors import UnusableContent
from pipeline.leads import Leads
from pipeline.privacy import mask_identity_address
from pipeline.records import DOCX, PDF, Page, Rejected, document_id, text_hash
from pipeline.report import SourceReport
from pipeline.storing import keep_page

# RFC 9110, 15.4 leaves the number open; browsers give up after 20.
MOSTREDIRECTS = 10
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_GONE = frozenset({404, 410})
_BUSY = frozenset({429, 503})
# A page whose canonical address turned out to be one of these stands for itself.
_NO_PAGE = frozenset({"canonical", "noindex", "missing", "moved", "refused"})
_KINDS = {"text/html": "html", "text/plain": "html", PDF: "pdf", DOCX: "docx"}

Trouble = Literal["busy", "failed"]


@dataclass(slots=True)
class Visits:
    """Takes in answers for the nights `crawls` (source → id); a page is tried `attempts` times a night."""

    catalog: Catalog
    archive: ArchiveWriter
    scopes: Mapping[str, Scope]
    crawls: Mapping[str, int]
    reports: Mapping[str, SourceReport]
    leads: Leads
    attempts: int

    def deny(self, due: Due, at: str, reason: str) -> None:
        """Say that an address is not asked for: robots.txt forbids it, or the source no longer takes it in."""
        self.catalog.frontier.visited(due.url, self.crawls[due.source], at, reason, None)
        self.reports[due.source].denied += reason == "denied"

    def take_in(self, due: Due, answer: Answer | NoAnswer, at: str) -> Trouble | None:
        """Store what came of a visit; return the kind of trouble that the server is in, None if it is in none."""
        report = self.reports[due.source]
        report.requests += 1
        if isinstance(answer, NoAnswer):
            return self._trouble(due, None, answer.reason, at, "failed")
        exchange = exchange_of(answer, at, served_type(answer.header("content-type"), due.url))
        if answer.status == 304 and due.known:
            self._unchanged(due, exchange)
            return None
        if due.kind == "page" and answer.status == 200:
            self._page(due, answer, exchange)
            return None
        if due.kind != "page" and answer.status == 200:
            self._listing(due, answer, exchange)
            return None
        self.archive.append_exchange(exchange)
        if answer.status >= 500 or answer.status in _BUSY:
            kind: Trouble = "busy" if answer.status in _BUSY else "failed"
            return self._trouble(due, answer.status, f"answered {answer.status}", at, kind)
        if answer.status in REDIRECTS:
            self._redirect(due, answer, at)
        elif answer.status in _GONE:
            self._done(due, at, "missing", answer.status)
            report.missing += 1
            if due.kind != "page":
                self._reject(due, f"the {due.kind} answered {answer.status}", at)
        else:
            self._done(due, at, "refused", answer.status)
            self._reject(due, f"answered {answer.status}", at)
        return None

    def _unchanged(self, due: Due, exchange: Exchange) -> None:
        self.archive.append_revisit(exchange, due.fetched_at)
        self._done(due, exchange.at, due_outcome(due), exchange.status)
        self.catalog.frontier.is_here(due.url)
        self.reports[due.source].unchanged += due.kind == "page"
        # A 304 does not say where the page leads, but it leads where it did: that may be wanted only now.
        if due.kind == "page":
            self.leads.follow(due, due.links)
        else:
            self.leads.listing(due, Listing(tuple(map(Listed, due.links))))
        if due.kind == "page" and due.doc_id:
            self._belong(due.doc_id, self.scopes[due.source].source)

    def _page(self, due: Due, answer: Answer, exchange: Exchange) -> None:
        media_type = served_type(answer.header("content-type"), due.url)
        scope, report = self.scopes[due.source], self.reports[due.source]
        if media_type is None or _KINDS[media_type] not in scope.source.kinds:
            self.archive.append_exchange(exchange)
            self._done(due, exchange.at, "other kind", answer.status)
            return
        if wrong := content_fault(answer.content, media_type):
            self.archive.append_exchange(exchange)
            self._done(due, exchange.at, "unusable", answer.status)
            self._reject(due, wrong, exchange.at)
            return
        said = _said(answer, media_type, due.url)
        links = tuple(link for link in said.links if scope.is_near(link) and mask_identity_address(link) == link)
        if hidden := self._hidden(due, said, scope):
            doc_id, stored = None, self._archive(due, exchange)
            report.left_out += 1
        else:
            doc_id, stored = self._keep(due, exchange, media_type)
            self.catalog.frontier.is_here(due.url)
        self._read(due, answer, exchange, doc_id, links, stored)
        self._done(due, exchange.at, hidden or "kept", answer.status)
        self.leads.follow(due, links)

    def _archive(self, due: Due, exchange: Exchange) -> bool:
        """Archive what is no page, and return whether it was in full: a body that has not changed is only noted."""
        if text_hash(exchange.content) == due.content_hash:
            self.archive.append_revisit(exchange, due.fetched_at)
            return False
        self.archive.append_exchange(exchange)
        return True

    def _hidden(self, due: Due, said: PageLinks, scope: Scope) -> str | None:
        """Why a page is not kept though it came: what `outcome` says then."""
        if said.noindex:
            return "noindex"
        other = said.canonical
        elsewhere = other and other not in address_variants(due.url) and scope.why_not(other) is None
        if other and elsewhere and self.catalog.frontier.outcome(other) not in _NO_PAGE:
            self.leads.add(due.source, other, "page", due.depth)
            return "canonical"
        return None if scope.stores(due.url) else "hub"

    def _keep(self, due: Due, exchange: Exchange, media_type: str) -> tuple[str, bool]:
        """Store a page; return its id, and whether its content was archived in full."""
        source, report = self.scopes[due.source].source, self.reports[due.source]
        page = Page(
            document_id(due.url),
            due.url,
            source.name,
            media_type,
            exchange.content,
            exchange.at,
            publisher=source.publisher or None,
            municipality=source.municipality or None,
        )

        def append(page: Page) -> Location:
            return self.archive.append_exchange(exchange, page)

        kept = keep_page(page, self.catalog, append, met=True)
        if kept.change == "unchanged":
            self.archive.append_revisit(exchange, due.fetched_at)
        report.count(kept.change)
        self._belong(kept.page.doc_id, source)
        return kept.page.doc_id, kept.change != "unchanged"

    def _belong(self, doc_id: str, source: Source) -> None:
        self.catalog.pages.belong(doc_id, source.name, source.publisher or None, source.municipality or None)

    def _listing(self, due: Due, answer: Answer, exchange: Exchange) -> None:
        try:
            content = unpacked(answer.content)
            exchange = exchange_of(replace(answer, content=content), exchange.at)
            listing = (read_sitemap if due.kind == "sitemap" else read_feed)(content, due.url)
        except UnusableContent as error:
            self.archive.append_exchange(exchange)
            self._done(due, exchange.at, "unusable", answer.status)
            self._reject(due, str(error), exchange.at)
            return
        # As of a page, what it leads to must be known when it is answered with 304.
        links = tuple(each.url for each in listing.pages if self.scopes[due.source].is_near(each.url))
        self._read(due, answer, exchange, None, links, self._archive(due, exchange))
        self._done(due, exchange.at, "listed", answer.status)
        self.leads.listing(due, listing)

    def _redirect(self, due: Due, answer: Answer, at: str) -> None:
        location = answer.header("location")
        target = joined_url(due.url, location) if location else None
        outcome = "moved" if answer.status in _FOR_GOOD else "redirected"
        if target is None or target == due.url or due.redirects >= MOSTREDIRECTS:
            self._done(due, at, "loop", answer.status)
            self._reject(due, "redirects without end" if target else "redirects to nowhere", at)
            return
        self._done(due, at, outcome, answer.status)
        if due.kind != "page":
            if self.scopes[due.source].is_near(target):
                self.leads.add(due.source, target, due.kind, due.depth, redirects=due.redirects + 1)
        elif self.scopes[due.source].why_not(target) is None or (
            is_start(due, self.scopes[due.source]) and self.scopes[due.source].is_near(target)
        ):
            self.leads.add(due.source, target, "page", due.depth, redirects=due.redirects + 1)
        elif is_start(due, self.scopes[due.source]):
            self._reject(due, f"the start page has moved to another site: {target}", at)

    def _trouble(self, due: Due, status: int | None, reason: str, at: str, kind: Trouble) -> Trouble:
        if due.attempts + 1 < self.attempts:
            self.catalog.frontier.try_again(due.url)
        else:
            self._done(due, at, kind, status)
            self.reports[due.source].failed += 1
            self._reject(due, reason, at)
        return kind

    def _read(
        self,
        due: Due,
        answer: Answer,
        exchange: Exchange,
        doc_id: str | None,
        links: tuple[str, ...],
        stored: bool,
    ) -> None:
        self.catalog.frontier.read(
            due.url,
            fetched_at=exchange.at if stored else due.fetched_at,
            etag=answer.header("etag"),
            last_modified=answer.header("last-modified"),
            content_hash=text_hash(exchange.content),
            doc_id=doc_id,
            links=links,
        )

    def _done(self, due: Due, at: str, outcome: str, status: int | None) -> None:
        self.catalog.pages.accept(due.url, "crawl")
        self.catalog.frontier.visited(due.url, self.crawls[due.source], at, outcome, status)

    def _reject(self, due: Due, reason: str, at: str) -> None:
        self.reports[due.source].rejected += 1
        self.catalog.pages.reject(Rejected(due.url, "crawl", reason), at)


def due_outcome(due: Due) -> str:
    """Return what an unchanged address is."""
    if due.outcome == "hub":
        return "hub"
    return "kept" if due.kind == "page" else "listed"


def is_start(due: Due, scope: Scope) -> bool:
    """Say whether it is an address that the source names, or where one of those leads."""
    return scope.is_start(due.url) or (due.depth == 0 and due.redirects > 0)


def conditions(due: Due, scope: Scope) -> dict[str, str]:
    """Return the headers that ask for an answer only if something has changed (RFC 9110, 13.1)."""
    if not due.known or due.content_hash is None or (due.outcome == "hub" and scope.stores(due.url)):
        return {}
    told = {"If-None-Match": due.etag, "If-Modified-Since": due.last_modified}
    return {name: value for name, value in told.items() if value}


def _said(answer: Answer, media_type: str, url: str) -> PageLinks:
    tags, told = answer.all("x-robots-tag"), canonical_header(answer.all("link"), url)
    if media_type == "text/html":
        said = read_links(answer.content, url, tags)
        return said if said.canonical else replace(said, canonical=told)
    words = directives(tags)
    return PageLinks((), told, "noindex" in words, "nofollow" in words)
