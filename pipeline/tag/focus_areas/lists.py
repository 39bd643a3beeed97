"""Sentences that only list focus areas: a text that names four in one breath is about none of them."""

from __future__ import annotations

from collections.abc import Sequence

_LISTED_AREAS = 4
_LIST_ITEM = 90  # characters; a longer line explains more than it lists


def listing_sentences(spans: Sequence[tuple[int, int]], areas: Sequence[set[str]]) -> set[int]:
    """Return the positions of the sentences that list areas: one that has many, or short ones on end that do together.

    `areas` are those that each sentence names or speaks of.
    """
    listing: set[int] = set()
    run: list[int] = []
    for position, ((start, end), found) in enumerate(zip(spans, areas, strict=True)):
        if not found or end - start > _LIST_ITEM:
            run = []
        else:
            run.append(position)
        if len({area for earlier in run for area in areas[earlier]}) >= _LISTED_AREAS:
            listing.update(run)
        if len(found) >= _LISTED_AREAS:
            listing.add(position)
    return listing
