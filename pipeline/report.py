"""What a run of the write path did, as it is stored and printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.clean.repeats import REASON as REPEATED
from pipeline.records import Document


@dataclass(slots=True)
class ReindexReport:
    """What a run did; `seconds` by stage, `peak_mb` of this process.

    `rejected` are pages there is nothing to keep of, `lost` those whose archived bytes are damaged. `changed` are
    cleaned pages that were known and came out otherwise, by so many words. `sifted` are documents whose blocks that
    their site repeats are others than before; `repeated` is how many blocks are left out of the sites looked at.
    `duplicates` are documents that another one stands for, whenever that was found.
    """

    cleaned: int = 0
    changed: int = 0
    words_added: int = 0
    words_removed: int = 0
    sifted: int = 0
    repeated: int = 0
    rejected: int = 0
    tagged: int = 0
    cut: int = 0
    embedded: int = 0
    published: bool = False
    generation: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    peak_mb: int = 0
    restored: int = 0
    lost: int = 0
    duplicates: int = 0

    def count_change(self, before: Document | None, after: Document) -> None:
        """Count a page that was known and came out otherwise, and by how many words, whatever its site repeats."""
        if before is None:
            return
        old, new = (_words(document) for document in (before, after))
        added, removed = (new - old).total(), (old - new).total()
        self.changed += bool(added or removed)
        self.words_added += added
        self.words_removed += removed


def _words(document: Document) -> Counter[str]:
    own = (block.text for block in document.blocks if block.kept or block.reason == REPEATED)
    return Counter(word for text in own for word in text.split())
