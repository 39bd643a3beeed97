"""The write path's single source of truth: one SQLite file in WAL mode, and all SQL that touches it.

Every row that a stage makes carries a key, `VERSION:hash of its input`; work is pending where the key is not the one
the stage would give now. Nothing else decides what is done again.
"""

from pipeline.catalog.catalog import Catalog, open_catalog, read_catalog
from pipeline.catalog.corpus import CorpusRow
from pipeline.catalog.frontier import Due, Lead
from pipeline.catalog.pages import LOST, StoredPage, StoredVersion

__all__ = ["LOST", "Catalog", "CorpusRow", "Due", "Lead", "StoredPage", "StoredVersion", "open_catalog", "read_catalog"]
