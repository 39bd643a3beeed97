"""What a reader would see changed between two generations: pages that are new, changed or gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.index.store import Store
from pipeline.records import Change, ChangeKind, Document


def differences(
    before: Store | None, documents: Iterable[Document], gone: Iterable[str], generation: str, at: str
) -> Iterator[Change]:
    """Yield how `documents` differ from `before` in title or text, and the pages `gone` that it has.

    Before the first generation there was nothing: None.
    `documents` are those of the new `generation`, built `at`; the ones that are as they were may be left out.
    """
    for document in documents:
        known = before.outline(document.doc_id) if before else None
        _, title, text = known or (None, "", "")
        if known is None or (title, text) != (document.title, document.text):
            kind: ChangeKind = "new" if known is None else "changed"
            yield Change(
                generation, at, kind, document.doc_id, document.url, document.title, *_words(text, document.text)
            )
    for doc_id in sorted(gone):
        if before and (known := before.outline(doc_id)):
            url, title, text = known
            yield Change(generation, at, "gone", doc_id, url, title, *_words(text, ""))


def _words(before: str, after: str) -> tuple[int, int]:
    """How many words were added and removed, however they moved."""
    old, new = Counter(before.split()), Counter(after.split())
    return (new - old).total(), (old - new).total()
