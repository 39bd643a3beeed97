"""The versions of a document as far as this server can tell them."""

from __future__ import annotations

import logging

from pipeline.errors import NothingFound, StoreError
from pipeline.home import Home
from pipeline.versions import Version, versions

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
