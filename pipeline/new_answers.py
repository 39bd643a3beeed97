"""Saved questions and the changes of a period → the passages that answer and were not there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.changes import beginning
from pipeline.errors import NothingFound, StoreError
from pipeline.index.manifest import Manifest, read_manifest
from pipeline.index.store import Store, open_store
from pipeline.records import Change, ChangeKind, Hit
from pipeline.saved_questions import SavedQuestion
from pipeline.search.ask import Searcher


@dataclass(frozen=True, slots=True)
class NewAnswers:
    """What is new for a question: its hits, best first, each with how its page has changed.

    `rank` of a hit is that among all answers. `problem` says why the question could not be asked: a filter that fits
    no page.
    """

    question: SavedQuestion
    hits: tuple[tuple[Hit, ChangeKind], ...] = ()
    problem: str | None = None


def new_answers(
    searcher: Searcher, indexes: Path, questions: Iterable[SavedQuestion], changes: Iterable[Change], since: str
) -> list[NewAnswers]:
    """Ask every question and return which of its best passages are new since `since`, in the order of `questions`.

    `changes` are the pages that count, as `changed_pages` tells them for that period. On a page that has changed a
    passage is new if its words do not stand together on that page as the last generation before `since` has it. Where
    that one is no longer in `indexes`, or the present one does not descend from it, this cannot be told and every
    passage of the page counts. UsageError if `since` is no day and no time.
    """
    kinds = {change.doc_id: change.kind for change in changes if change.kind != "gone"}
    with _store_before(indexes, searcher.generation.manifest, beginning(since)) as before:
        return [_asked(searcher, question, kinds, before) for question in questions]


def _asked(
    searcher: Searcher, question: SavedQuestion, kinds: Mapping[str, ChangeKind], before: Store | None
) -> NewAnswers:
    try:
        answer = searcher.ask(question.question, question.k, question.filters, strict=question.strict)
    except NothingFound as error:
        return NewAnswers(question, problem=str(error))
    changed = ((hit, kinds[hit.doc_id]) for hit in answer.hits if hit.doc_id in kinds)
    return NewAnswers(question, tuple((hit, kind) for hit, kind in changed if kind == "new" or _is_new(hit, before)))


def _is_new(hit: Hit, before: Store | None) -> bool:
    page = before.outline(hit.doc_id) if before else None
    return page is None or " ".join(hit.text.split()) not in " ".join(page[2].split())


@contextmanager
def _store_before(indexes: Path, manifest: Manifest, moment: str) -> Iterator[Store | None]:
    """Open the store of the newest generation built before `moment` that the present one descends from.

    None if it is not there: one that was held back or rolled back from is none of its line.
    """
    store = None
    try:
        while manifest.base is not None and store is None:
            manifest = read_manifest(indexes / manifest.base)
            if manifest.created_at < moment:
                store = open_store(indexes / manifest.name / "store.sqlite")
    except StoreError:
        # Removed as one too many, or damaged: it can tell nothing.
        store = None
    if store is None:
        yield None
        return
    with closing(store):
        yield store
