"""The versions of a document as far as this server can tell them, and what changed between them."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict

from pipeline.errors import NothingFound, StoreError
from pipeline.home import Home
from pipeline.versions import ArchivedCopy, Comparison, Version, archived_copy, compare, versions

_LOG = logging.getLogger("kunskapsbank.web")


def history(home: Home, doc_id: str) -> list[Version] | None:
    """Return the versions of a page for its list of them, newest first; None where they cannot be told."""
    try:
        found = known_versions(home, doc_id)
    except StoreError as error:
        # The page itself can be shown without.
        _LOG.error("the versions of %s: %s", doc_id, error)
        return None
    return found and found[::-1]


def known_versions(home: Home, doc_id: str) -> list[Version] | None:
    """Return the versions, oldest first; None for an unknown page, and where there is a generation alone.

    StoreError for a catalog that cannot be read.
    """
    if not home.catalog.exists():
        return None
    try:
        return versions(home, doc_id)
    except NothingFound:
        return None


class Comparisons:
    """Comparisons and copies, of which only one at a time is made: a long PDF takes seconds to be read.

    The latest `kept` comparisons are kept while the catalog is as it was.
    """

    def __init__(self, home: Home, kept: int = 16) -> None:
        self._home = home
        self._kept = kept
        self._made: OrderedDict[tuple[str, ...], Comparison] = OrderedDict()
        self._guard = threading.Lock()

    def of(self, doc_id: str, old: str, new: str, state: str) -> Comparison:
        """Return what changed between two versions, as `versions.compare` does; `state` is the catalog's."""
        key = (doc_id, old, new, state)
        with self._guard:
            if key not in self._made:
                self._made[key] = compare(self._home, doc_id, old or None, new or None)
                if len(self._made) > self._kept:
                    self._made.popitem(last=False)
            self._made.move_to_end(key)
            return self._made[key]

    def copy(self, doc_id: str, content_hash: str) -> ArchivedCopy:
        """Return the archived bytes of a version, as `versions.archived_copy` does."""
        with self._guard:
            return archived_copy(self._home, doc_id, content_hash)
