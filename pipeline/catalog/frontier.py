"""The frontier: every address that a source is known to have, when it was visited and what came of it.

A source's night is a row of `crawls`; an address is due while its last visit was in another night. So a crawl that is
killed goes on where it was, and every page is looked at again every night, whether or not anything leads to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.catalog.database import Database

# What a visit found when the page is not where it was; the words are those of `outcome`.
LOST = ("missing", "moved", "noindex", "canonical")
_LOST = ", ".join(f"'{outcome}'" for outcome in LOST)


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to visit: `kind` is "page", "sitemap" or "feed", `depth` counts links from where the source starts."""

    url: str
    source: str
    server: str
    kind: str
    shape: str
    depth: int
    redirects: int = 0
    lastmod: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """An address whose turn has come, and what is known of it. `known` says that what was made of it still stands."""

    url: str
    source: str
    server: str
    kind: str
    depth: int
    redirects: int
    attempts: int
    outcome: str | None
    fetched_at: str | None
    etag: str | None
    last_modified: str | None
    content_hash: str | None
    doc_id: str | None
    links: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """An address that was visited and turns out to be nearer than it was known to be."""

    url: str
    depth: int
    links: tuple[str, ...]


class Frontier:
    """The tables `frontier`, `out_links`, `crawls`, `servers` and `robots`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def follow_clock(self, now: float, at: str) -> None:
        """Bring what lies after `now` (`at` as the catalog writes it) to now: the clock has been set back meanwhile.

        A pause begins anew, so does the time since a page is missing, and a robots.txt has to be read again.
        """
        self._database.write(
            "UPDATE servers SET free_at = ?1 + free_at - reckoned_at, reckoned_at = ?1 WHERE reckoned_at > ?1", now
        )
        self._database.write("DELETE FROM robots WHERE fetched_at > ?", at)
        self._database.write("UPDATE frontier SET missing_since = ?1 WHERE missing_since > ?1", at)
        self._database.write("UPDATE crawls SET started_at = ?1 WHERE ended_at IS NULL AND started_at > ?1", at)

    def open_crawl(self, source: str, not_before: str) -> tuple[int, str] | None:
        """Return the id and the beginning of the source's unfinished night, None if none began since `not_before`."""
        sql = "SELECT crawl_id, started_at FROM crawls WHERE source = ? AND ended_at IS NULL AND started_at >= ?"
        rows = self._database.rows(f"{sql} ORDER BY crawl_id DESC LIMIT 1", source, not_before)
        return rows[0] if rows else None

    def begin(self, source: str, at: str) -> int:
        """Begin a night of a source and return its id; one that was never finished is ended."""
        self._database.write("UPDATE crawls SET ended_at = ?1 WHERE source = ?2 AND ended_at IS NULL", at, source)
        self._database.write("UPDATE frontier SET attempts = 0 WHERE source = ? AND attempts > 0", source)
        self._database.write("INSERT INTO crawls (source, started_at) VALUES (?,?)", source, at)
        return int(self._database.value("SELECT max(crawl_id) FROM crawls"))

    def end(self, crawl: int, at: str) -> None:
        """End a night."""
        self._database.write("UPDATE crawls SET ended_at = ? WHERE crawl_id = ?", at, crawl)

    def add(self, lead: Lead, sources: Iterable[str]) -> Reached | None:
        """Take in an address. One that is known keeps its source unless that is none of `sources`.

        Return it if it was visited and is nearer now, so that what it leads to may be near enough too.
        """
        known = self._database.rows("SELECT depth, visited, source FROM frontier WHERE url = ?", lead.url)
        if not known:
            self._database.write(
                "INSERT INTO frontier (url, source, server, kind, shape, depth, redirects, lastmod)"
                " VALUES (?,?,?,?,?,?,?,?)",
                lead.url,
                lead.source,
                lead.server,
                lead.kind,
                lead.shape,
                lead.depth,
                lead.redirects,
                lead.lastmod,
            )
            return None
        ((depth, visited, source),) = known
        self._database.write(
            "UPDATE frontier SET depth = min(depth, ?2), redirects = min(redirects, ?3),"
            " lastmod = coalesce(?4, lastmod), source = ?5 WHERE url = ?1",
            lead.url,
            lead.depth,
            lead.redirects,
            lead.lastmod,
            source if source in sources else lead.source,
        )
        nearer = lead.depth < depth and visited is not None
        return Reached(lead.url, lead.depth, self._links(lead.url)) if nearer else None

    def known(self) -> dict[str, int]:
        """Return how many addresses are known, by source."""
        return dict(self._database.rows("SELECT source, count(*) FROM frontier GROUP BY source"))

    def knows(self, url: str) -> bool:
        """Say whether the address is in the frontier."""
        return self._database.value("SELECT 1 FROM frontier WHERE url = ?", url) is not None

    def count_shape(self, shape: str) -> int:
        """Return how many addresses have this shape."""
        return int(self._database.value("SELECT count(*) FROM frontier WHERE shape = ?", shape))

    def servers_due(self, crawls: Mapping[str, int]) -> list[str]:
        """Return the servers with addresses that are due in these nights (source → id)."""
        sql = f"SELECT DISTINCT server FROM frontier f {_DUE} ORDER BY server"
        return [server for (server,) in self._database.rows(sql, json.dumps(dict(crawls)))]

    def count_due(self, crawls: Mapping[str, int]) -> int:
        """Return how many addresses are due in these nights."""
        return int(self._database.value(f"SELECT count(*) FROM frontier f {_DUE}", json.dumps(dict(crawls))))

    def due(self, server: str, crawls: Mapping[str, int]) -> Due | None:
        """Return what to ask `server` for next in these nights, None if there is nothing.

        Sitemaps and feeds go first, then what the site says has changed since it was visited, then what was never
        visited or not for long, from near to far; what failed tonight comes last.
        """
        rows = self._database.rows(
            "SELECT f.url, f.source, server, kind, depth, redirects, attempts, outcome, f.fetched_at, etag,"
            " last_modified, f.content_hash, f.doc_id,"
            " kind != 'page' OR outcome = 'hub' OR (p.content_hash IS f.content_hash AND p.status IS 'live')"
            f" FROM frontier f LEFT JOIN pages p USING (doc_id) {_DUE} AND server = ?2"
            " ORDER BY attempts, kind = 'page', coalesce(lastmod > visited_at, 0) DESC, visited IS NOT NULL, visited,"
            " depth, f.url LIMIT 1",
            json.dumps(dict(crawls)),
            server,
        )
        if not rows:
            return None
        *fields, known = rows[0]
        return Due(*(*fields, self._links(rows[0][0]), bool(known)))

    def visited(self, url: str, crawl: int, at: str, outcome: str, status: int | None) -> None:
        """Say what a visit came to. A page that is not where it was is asked for without conditions next time."""
        forget = ", etag = NULL, last_modified = NULL, content_hash = NULL" if outcome in LOST else ""
        self._database.write(
            "UPDATE frontier SET visited = ?, visited_at = ?, outcome = ?, status = ?, attempts = 0"
            f"{forget} WHERE url = ?",
            crawl,
            at,
            outcome,
            status,
            url,
        )

    def read(
        self,
        url: str,
        *,
        fetched_at: str | None,
        etag: str | None,
        last_modified: str | None,
        content_hash: str | None,
        doc_id: str | None,
        links: Iterable[str],
    ) -> None:
        """Store what a full answer holds; a page's `doc_id` stays when it is None."""
        self._database.write(
            "UPDATE frontier SET fetched_at = ?, etag = ?, last_modified = ?, content_hash = ?,"
            " doc_id = coalesce(?, doc_id) WHERE url = ?",
            fetched_at,
            etag,
            last_modified,
            content_hash,
            doc_id,
            url,
        )
        found = json.dumps(list(links), ensure_ascii=False)
        self._database.write("INSERT OR REPLACE INTO out_links (url, links) VALUES (?,?)", url, found)

    def try_again(self, url: str) -> None:
        """Count a visit that failed and is to be tried again tonight."""
        self._database.write("UPDATE frontier SET attempts = attempts + 1 WHERE url = ?", url)

    def is_here(self, url: str) -> None:
        """Say that a page is where it was, however often it was missed before."""
        self._database.write("UPDATE frontier SET missing_since = NULL WHERE url = ?", url)

    def pass_over(self, origin: str, crawls: Mapping[str, int], at: str, outcome: str) -> int:
        """Say of every address of an origin that is due that it is not visited in these nights; return how many."""
        sql = f"SELECT f.url, night.value FROM frontier f {_DUE} AND f.url >= ?2 || '/' AND f.url < ?2 || '0'"
        rows = self._database.rows(sql, json.dumps(dict(crawls)), origin)
        for url, crawl in rows:
            self.visited(url, crawl, at, outcome, None)
        return len(rows)

    def outcome(self, url: str) -> str | None:
        """Return what the last visit of an address came to, None if there was none."""
        found: str | None = self._database.value("SELECT outcome FROM frontier WHERE url = ?", url)
        return found

    def pages_visited(self, crawl: int) -> int:
        """Return how many pages were asked for in a night."""
        sql = "SELECT count(*) FROM frontier WHERE visited = ? AND kind = 'page' AND status IS NOT NULL"
        return int(self._database.value(sql, crawl))

    def live_pages(self, source: str) -> int:
        """Return how many pages of a source are on the web as far as is known, without those visited as lost."""
        return int(
            self._database.value(
                "SELECT count(DISTINCT doc_id) FROM frontier JOIN pages USING (doc_id)"
                " WHERE frontier.source = ? AND pages.status = 'live'",
                source,
            )
        )

    def lost_pages(self, crawl: int) -> list[tuple[str, str, str, int, str | None, str | None]]:
        """Return (address, document, outcome, status, missing since, title) of the live pages a night did not find.

        A page that another address still gave is not lost.
        """
        return self._database.rows(
            "SELECT f.url, f.doc_id, f.outcome, f.status, f.missing_since, d.title FROM frontier f"
            " JOIN pages p USING (doc_id) LEFT JOIN documents d USING (doc_id)"
            f" WHERE f.visited = ? AND f.outcome IN ({_LOST}) AND p.status = 'live' AND NOT EXISTS (SELECT 1"
            " FROM frontier other WHERE other.doc_id = f.doc_id AND other.url != f.url AND other.outcome = 'kept')"
            " ORDER BY f.url",
            crawl,
        )

    def miss(self, url: str, at: str) -> None:
        """Say since when a page is missing."""
        self._database.write("UPDATE frontier SET missing_since = coalesce(missing_since, ?) WHERE url = ?", at, url)

    def put_server(self, server: str, free_at: float, now: float) -> None:
        """Store when a server may be asked again, in seconds since 1970."""
        sql = "INSERT OR REPLACE INTO servers (server, free_at, reckoned_at) VALUES (?,?,?)"
        self._database.write(sql, server, free_at, now)

    def server_free_at(self, server: str) -> float:
        """Return when a server may be asked again, 0 if nothing is known."""
        return float(self._database.value("SELECT free_at FROM servers WHERE server = ?", server) or 0)

    def requests(self, server: str, crawls: Mapping[str, int]) -> int:
        """Return how many addresses of a server were asked for in these nights."""
        sql = (
            "SELECT count(*) FROM frontier JOIN json_each(?) night ON night.key = source AND visited = night.value"
            " WHERE server = ? AND status IS NOT NULL"
        )
        return int(self._database.value(sql, json.dumps(dict(crawls)), server))

    def put_robots(self, origin: str, at: str, status: int | None, content: bytes) -> None:
        """Store a robots.txt, or with `status` None that there was no answer."""
        self._database.write(
            "INSERT OR REPLACE INTO robots (origin, fetched_at, status, content) VALUES (?,?,?,?)",
            origin,
            at,
            status,
            content,
        )

    def robots(self, origin: str, not_before: str) -> tuple[int | None, bytes] | None:
        """Return the status and content of a robots.txt fetched since `not_before`, None if there is none."""
        sql = "SELECT status, content FROM robots WHERE origin = ? AND fetched_at >= ?"
        rows: list[tuple[Any, ...]] = self._database.rows(sql, origin, not_before)
        return (rows[0][0], rows[0][1]) if rows else None

    def _links(self, url: str) -> tuple[str, ...]:
        found = self._database.value("SELECT links FROM out_links WHERE url = ?", url)
        return tuple(json.loads(found)) if found else ()


_DUE = "JOIN json_each(?1) night ON night.key = f.source AND f.visited IS NOT night.value WHERE TRUE"
