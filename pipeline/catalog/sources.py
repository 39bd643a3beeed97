"""The sources as the last crawl found them in sources.toml, and what its frontier and earlier ones know of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from pipeline.catalog.database import Database
from pipeline.extent import Reach, SourceState

# What a visit comes to when a page was read, whether or not it was kept; the words are those of `frontier.outcome`.
READ = frozenset({"kept", "hub", "noindex", "canonical"})
# These tell nothing of the pages: sources.toml excludes them, or a listing was read and not yet followed.
_TELLS_NOTHING = ("out of scope", "listed")
# Addresses that were asked for and gave no answer yet, as `Visits` will say if they never do.
_NO_ANSWER = "failed"


class Sources:
    """The table `sources`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, sources: Iterable[tuple[str, str]]) -> None:
        """Store the sources, each a name and a municipality's code or "", in place of those known before."""
        self._database.write("DELETE FROM sources")
        self._database.write_many("INSERT INTO sources (source, municipality) VALUES (?,?)", sources)

    def states(self) -> tuple[SourceState, ...]:
        """Return what is known of every source, by name."""
        pages = dict(
            self._database.rows(
                "SELECT f.source, count(DISTINCT doc_id) FROM frontier f JOIN pages p USING (doc_id)"
                " WHERE p.status = 'live' GROUP BY f.source"
            )
        )
        last = dict(self._database.rows("SELECT source, max(visited_at) FROM frontier GROUP BY source"))
        found = self._outcomes()
        return tuple(
            _state(name, code, pages.get(name, 0), last.get(name), found[name])
            for name, code in self._database.rows("SELECT source, municipality FROM sources ORDER BY source")
        )

    def _outcomes(self) -> dict[str, Counter[str]]:
        """How often the last visits of each source's addresses came to what, of pages if any was visited."""
        by_kind: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
        rows = self._database.rows(
            "SELECT source, kind = 'page', CASE WHEN visited IS NULL THEN ?1 ELSE outcome END, status, count(*)"
            " FROM frontier WHERE (visited IS NOT NULL OR attempts > 0) AND coalesce(outcome, '') NOT IN (?2, ?3)"
            " GROUP BY 1, 2, 3, 4",
            _NO_ANSWER,
            *_TELLS_NOTHING,
        )
        for source, is_page, outcome, status, count in rows:
            told = outcome if status is None or outcome in READ else f"{outcome} {status}"
            by_kind[source, bool(is_page)][told] += count
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for (source, _), counts in sorted(by_kind.items()):
            # Pages come after the listings and take their place.
            found[source] = counts
        return found


def _state(name: str, code: str, pages: int, visited_at: str | None, outcomes: Counter[str]) -> SourceState:
    if pages or outcomes.keys() & READ:
        return SourceState(name, code, "read", None, visited_at, pages)
    if not outcomes:
        return SourceState(name, code, "unvisited", None, visited_at)
    # Of reasons that are as common the first in the alphabet, so that equal catalogs tell the same.
    reason = min(outcomes, key=lambda each: (-outcomes[each], each))
    reach: Reach = "denied" if reason == "denied" else "unreachable"
    return SourceState(name, code, reach, reason, visited_at)
