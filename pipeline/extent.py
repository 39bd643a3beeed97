"""What a generation set out to cover beside the documents that it has: the sources and the focus areas.

With it a reader tells a municipality of which nothing was found from one that nobody could read. Frozen, without I/O.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

# "read": pages came from it, now or before; "denied": its robots.txt forbids; "unreachable": it does not answer, or
# not with pages; "unvisited": its turn has not come.
Reach = Literal["read", "denied", "unreachable", "unvisited"]
REACHES: tuple[Reach, ...] = get_args(Reach)


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source and what the crawler knows of it: `municipality` is a code, "" for none's.

    `reason` is what most of its visits came to where there is no page of it, a word of the frontier's `outcome` with
    the status after it if there was an answer; `visited_at` is its last visit (UTC, ISO 8601); `pages` are live.
    """

    name: str
    municipality: str
    reach: Reach
    reason: str | None = None
    visited_at: str | None = None
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Extent:
    """The focus areas that are looked for (id, name), in the taxonomy's order, and the sources, by name."""

    areas: tuple[tuple[str, str], ...] = ()
    sources: tuple[SourceState, ...] = ()

    @property
    def key(self) -> str:
        """What calls for a new generation where it changes: never when a source was visited or how many pages it has.

        Of a source's state only its reach is in it. That stays while it has pages, whatever a night comes to, so an
        unchanged night changes nothing.
        """
        sources = (f"{each.name}\t{each.municipality}\t{each.reach}" for each in self.sources)
        return "\n".join([*("\t".join(area) for area in self.areas), *sources])
