"""Pages of one to three passages in up to three generations, each built on the one before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.embed.tokens import passage_tokens
from pipeline.errors import UsageError
from pipeline.index.build import Base, Label, build_generation
from pipeline.index.generation import open_generation
from pipeline.index.published import make_current
from pipeline.index.store import StoreEntry, stored_document
from pipeline.new_answers import NewAnswers, new_answers
from pipeline.records import Block, Change, ChangeKind, Document, Passage, Tags
from pipeline.saved_questions import SavedQuestion
from pipeline.search.ask import Searcher
from pipeline.search.options import SearchOptions
from pipeline.search.question import Known
from tests.conftest import FakeEncoder, tools

OLD, NEW = "Polisen möter gäng på torget.", "Skolan möter gäng i parken."
GANG = SavedQuestion("gäng", "Vem möter gäng?")


def entry(doc_id: str, *passages: str) -> StoreEntry:
    text = "\n\n".join(passages)
    document = Document(doc_id, None, "Titel", tuple(Block("paragraph", each) for each in passages))
    stored = stored_document(document, "test", "2024-01-01T00:00:00Z", None, ())
    starts = [text.index(each) for each in passages]
    cut = tuple(
        Passage(f"{doc_id}-{number}", doc_id, number, start, start + len(each), each)
        for number, (start, each) in enumerate(zip(starts, passages, strict=True))
    )
    return StoreEntry(stored, Tags(), cut, text)


def build(indexes: Path, day: int, *entries: StoreEntry, base: str | None = None) -> str:
    """A generation built on that day of May, which drops all that `base` had."""
    name = f"gen-{day:06}"
    label = Label(name, f"2024-05-{day:02}T01:00:00Z", "f", "rules", "fake", 4)
    texts = [passage.text for each in entries for passage in each.passages]

    def made(before: Base | None) -> None:
        vectors = iter([FakeEncoder().encode(texts)])
        build_generation(indexes, label, lambda: entries, vectors, passage_tokens(texts), (), before)

    if base is None:
        made(None)
    else:
        with closing(open_generation(indexes, base)) as earlier:
            made(Base(earlier, indexes / base, frozenset(earlier.store.keys())))
    make_current(indexes, name)
    return name


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Searcher]:
    """d1 gets a second passage on the second day and d2 is new; nothing of theirs changes on the third."""
    build(tmp_path, 1, entry("d1", OLD))
    build(tmp_path, 2, entry("d1", OLD, NEW), entry("d2", NEW), base="gen-000001")
    build(tmp_path, 3, entry("d1", OLD, NEW), entry("d2", NEW), base="gen-000002")
    generation = open_generation(tmp_path)
    yield Searcher(generation, tools(FakeEncoder()), SearchOptions(), Known((), (), ()))
    generation.close()


def change(kind: ChangeKind, doc_id: str) -> Change:
    return Change("gen-000002", "2024-05-02T01:00:00Z", kind, doc_id, None, "Titel")


def told(found: NewAnswers) -> set[tuple[str, str, str]]:
    return {(hit.doc_id, hit.text, kind) for hit, kind in found.hits}


def test_of_a_page_that_changed_only_new_words_count(line: Searcher, tmp_path: Path) -> None:
    changes = [change("changed", "d1"), change("new", "d2")]
    (found,) = new_answers(line, tmp_path, [GANG], changes, "2024-05-02T00:00")
    assert told(found) == {("d1", NEW, "changed"), ("d2", NEW, "new")}
    assert [hit.rank for hit, _ in found.hits] == sorted(hit.rank for hit, _ in found.hits)
    assert found.problem is None


def test_words_that_are_only_cut_otherwise_are_not_new(tmp_path: Path) -> None:
    build(tmp_path, 1, entry("d1", f"{OLD} {NEW}"))
    build(tmp_path, 2, entry("d1", OLD, NEW), base="gen-000001")
    with closing(open_generation(tmp_path)) as generation:
        searcher = Searcher(generation, tools(FakeEncoder()), SearchOptions(), Known((), (), ()))
        (found,) = new_answers(searcher, tmp_path, [GANG], [change("changed", "d1")], "2024-05-02T00:00")
    assert found == NewAnswers(GANG)


def test_a_page_that_has_not_changed_or_is_gone_has_no_new_answer(line: Searcher, tmp_path: Path) -> None:
    for changes in ([], [change("gone", "d1")]):
        assert new_answers(line, tmp_path, [GANG], changes, "2024-05-02T00:00") == [NewAnswers(GANG)]


def test_only_the_best_k_are_looked_at(line: Searcher, tmp_path: Path) -> None:
    first = line.ask(GANG.question, 1).hits[0]
    changes = [change("new", "d1"), change("new", "d2")]
    (found,) = new_answers(line, tmp_path, [SavedQuestion("gäng", GANG.question, k=1)], changes, "2024-05-02T00:00")
    assert [hit for hit, _ in found.hits] == [first]


@pytest.mark.parametrize("lost", ["gen-000001", "gen-000002"])
def test_where_the_line_of_generations_is_broken_all_of_a_changed_page_counts(
    line: Searcher, tmp_path: Path, lost: str
) -> None:
    shutil.rmtree(tmp_path / lost)
    (found,) = new_answers(line, tmp_path, [GANG], [change("changed", "d1")], "2024-05-02T00:00")
    assert told(found) == {("d1", OLD, "changed"), ("d1", NEW, "changed")}


def test_a_generation_that_the_present_one_does_not_descend_from_tells_nothing(tmp_path: Path) -> None:
    build(tmp_path, 1, entry("d1", OLD))
    build(tmp_path, 2, entry("d1", OLD, NEW), base="gen-000001")
    build(tmp_path, 3, entry("d1", OLD, NEW), base="gen-000001")
    with closing(open_generation(tmp_path)) as generation:
        searcher = Searcher(generation, tools(FakeEncoder()), SearchOptions(), Known((), (), ()))
        (found,) = new_answers(searcher, tmp_path, [GANG], [change("changed", "d1")], "2024-05-03T00:00")
    assert told(found) == {("d1", NEW, "changed")}


def test_a_filter_that_fits_no_page_is_told_and_the_others_are_asked(line: Searcher, tmp_path: Path) -> None:
    nowhere = SavedQuestion("norrut", "Vem möter gäng?", municipality="Kiruna")
    first, second = new_answers(line, tmp_path, [nowhere, GANG], [change("new", "d2")], "2024-05-02T00:00")
    assert first == NewAnswers(nowhere, (), "no page names 'Kiruna': see 'kb list municipalities'")
    assert told(second) == {("d2", NEW, "new")}


def test_no_day_is_wrong_usage(line: Searcher, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--since must be"):
        new_answers(line, tmp_path, [GANG], [], "i går")
