"""Saved questions and the changes of a period → the passages that answer and were not there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.changes import beginning
from pipeline.errors import NothingFound, StoreError
from pipeline.index.generation import Generation
from pipeline.index.manifest import read_manifest
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
    before = _known_before(indexes, searcher.generation, beginning(since))
    return answers_beside(searcher, indexes, questions, changes, before)


def answers_beside(
    searcher: Searcher,
    indexes: Path,
    questions: Iterable[SavedQuestion],
    changes: Iterable[Change],
    before: str | None,
) -> list[NewAnswers]:
    """Do what `new_answers` does, with the generation named `before` as what was known.

    Without one, or where it can no longer be read, every passage of a page that has changed counts.
    """
    kinds = {change.doc_id: change.kind for change in changes if change.kind != "gone"}
    with _opened(indexes, before) as store:
        return [_asked(searcher, question, kinds, store) for question in questions]


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


def _known_before(indexes: Path, generation: Generation, moment: str) -> str | None:
    """Name the newest generation that the present one descends from and that was built before `moment`.

    None if it is not there: one that was held back or rolled back from is none of its line. Where the clock has been
    set back, it is older than every generation whose changes are told, too.
    """
    manifest, first = generation.manifest, generation.store.first_changed(moment)
    try:
        while manifest.base is not None:
            manifest = read_manifest(indexes / manifest.base)
            if manifest.created_at < moment and (first is None or manifest.name < first):
                return manifest.name
    except StoreError:
        # Removed as one too many, or damaged: it can tell nothing.
        return None
    return None


@contextmanager
def _opened(indexes: Path, name: str | None) -> Iterator[Store | None]:
    """Open the store of a generation; None where there is none that can be read."""
    try:
        store = open_store(indexes / read_manifest(indexes / name).name / "store.sqlite") if name else None
    except StoreError:
        store = None
    if store is None:
        yield None
        return
    with closing(store):
        yield store
