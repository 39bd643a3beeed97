"""Addresses that sources, pages, sitemaps and redirects name → the frontier: those in scope, and no more than wanted.

Asks nobody for anything. An address that holds a personal identity number is not taken in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.catalog import Catalog, Due, Lead
from pipeline.crawl.listings import Listed, Listing
from pipeline.crawl.scope import Scope
from pipeline.crawl.traps import TRAPS, most_of, shape
from pipeline.crawl.urls import address_variants, canonical_url, server
from pipeline.privacy import mask_identity_address
from pipeline.report import SourceReport

# Sitemaps of sitemaps of sitemaps; the protocol knows one level.
DEEPEST_SITEMAP = 3


@dataclass(slots=True)
class Leads:
    """Takes in addresses, by source; `servers` are those that they lie on. Inside a transaction."""

    catalog: Catalog
    scopes: Mapping[str, Scope]
    reports: Mapping[str, SourceReport]
    servers: set[str] = field(default_factory=set)

    def seed(self, scope: Scope) -> None:
        """Take in the addresses that the source names itself."""
        source = scope.source
        for kind, addresses in (("sitemap", source.sitemaps), ("feed", source.feeds), ("page", source.start)):
            for address in addresses:
                if url := canonical_url(address):
                    self.add(source.name, url, kind, 0)

    def sitemaps(self, source: str, addresses: Iterable[str]) -> None:
        """Take in the sitemaps that a robots.txt names."""
        for address in addresses:
            url = canonical_url(address)
            if url and self.scopes[source].is_near(url):
                self.add(source, url, "sitemap", 0)

    def listing(self, due: Due, listing: Listing) -> None:
        """Take in what a sitemap or a feed lists."""
        scope = self.scopes[due.source]
        for each in listing.sitemaps:
            if scope.is_near(each.url) and due.depth < DEEPEST_SITEMAP:
                self.add(due.source, each.url, "sitemap", due.depth + 1, listed=each)
        for each in listing.pages:
            if scope.why_not(each.url, listed=True) is None:
                self.add(due.source, each.url, "page", 0, listed=each)

    def follow(self, due: Due, links: Iterable[str]) -> None:
        """Take in what a page leads to, and again what that leads to where it was known to be farther away."""
        waiting = [(due.depth, tuple(links))]
        scope = self.scopes[due.source]
        while waiting:
            depth, found = waiting.pop()
            if depth >= scope.source.depth:
                continue
            for link in found:
                reason = scope.why_not(link)
                if reason is None:
                    waiting += self.add(due.source, link, "page", depth + 1)
                self.reports[due.source].trapped += reason in TRAPS

    def add(
        self, source: str, url: str, kind: str, depth: int, *, redirects: int = 0, listed: Listed | None = None
    ) -> list[tuple[int, tuple[str, ...]]]:
        """Take in one canonical address; return its depth and what it leads to, if that is to be looked at again.

        One that is known written otherwise ("http", "www.", a slash at the end) is that one, unless a redirect leads
        from the one to the other. Of addresses of one shape that only links name no more than some are taken.
        """
        frontier = self.catalog.frontier
        if mask_identity_address(url) != url:
            return []
        if not frontier.knows(url):
            if not redirects and kind == "page":
                url = next((other for other in address_variants(url) if frontier.knows(other)), url)
            free = not depth or listed is not None or redirects or frontier.knows(url)
            if not free and frontier.count_shape(shape(url)) >= most_of(shape(url)):
                self.reports[source].trapped += 1
                return []
        lead = Lead(url, source, server(url), kind, shape(url), depth, redirects, listed.lastmod if listed else None)
        self.servers.add(lead.server)
        nearer = frontier.add(lead, self.scopes)
        return [(nearer.depth, nearer.links)] if nearer else []
