"""A lost catalog is made anew from the archive, which holds every page with what the catalog said of it.

What was rejected and the reports of earlier runs are gone with the old file; everything else is worked out again.
"""

from __future__ import annotations

from pipeline.catalog import Catalog
from pipeline.crawl.archive import read_archive
from pipeline.home import Home
from pipeline.progress import Progress, silent
from pipeline.records import Gone, Rejected


def restore_pages(home: Home, catalog: Catalog, progress: Progress = silent) -> int:
    """Record the archive's pages in a catalog that has none, in the order they came; return how many records it read.

    A part of the archive that cannot be read becomes a `Rejected` of the stage "archive". A catalog that has pages is
    left as it is, so all of it is one transaction: half a catalog would never be completed.
    """
    if catalog.counts()["pages"]:
        return 0
    restored = 0
    with catalog.transaction():
        for item in progress(read_archive(home.archive), "Reading the archive"):
            if isinstance(item, Rejected):
                catalog.pages.reject(item, "")
                continue
            page, place = item
            if isinstance(page, Gone):
                catalog.pages.bury(page)
                continue
            catalog.pages.put(page, place.file, place.offset)
            catalog.pages.revive(page.doc_id)
            restored += 1
    return restored
