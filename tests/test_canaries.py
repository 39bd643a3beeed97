from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.canaries import judge, read_canaries, sampled
from pipeline.embed.tokens import passage_tokens
from pipeline.errors import UsageError
from pipeline.index.generation import open_generation
from pipeline.index.store import StoreEntry, stored_document
from pipeline.records import Block, Document, Passage, Tags
from pipeline.report import Verdict
from pipeline.search.ask import Searcher
from pipeline.search.options import SearchOptions
from pipeline.search.question import Known
from tests.conftest import FakeEncoder, tools
from tests.index.made import published

TITLES = [
    "Stöd för unga som lämnar gäng",
    "Polisen möter skolan på torget",
    "Trygghet genom belysning vid stationen",
    "Kontakt",
]


def entry(number: int, title: str) -> StoreEntry:
    text = f"{title}. Så arbetar kommunen."
    document = Document(f"d{number}", f"https://sala.example/{number}", title, (Block("paragraph", text),))
    stored = stored_document(document, "test", "2024-01-01T00:00:00Z", None, ())
    return StoreEntry(stored, Tags(), (Passage(f"p{number}", f"d{number}", 0, 0, len(text), text),), title)


def searcher(indexes: Path, entries: list[StoreEntry]) -> Searcher:
    encoder = FakeEncoder()
    texts = [one.passages[0].text for one in entries]
    vectors = encoder.encode(texts)
    dimensions = vectors.shape[1]
    published(indexes, lambda: entries, iter([vectors]), passage_tokens(texts), dimensions=dimensions, model="fake")
    return Searcher(open_generation(indexes), tools(encoder), SearchOptions(), Known((), (), ()))


ENTRIES = [entry(number, title) for number, title in enumerate(TITLES)]


def test_pages_that_are_as_they_were_are_asked_for_by_their_titles(tmp_path: Path) -> None:
    old = searcher(tmp_path / "old", ENTRIES)
    new = searcher(tmp_path / "new", [*ENTRIES[:1], entry(1, "Polisen möter skolan igen"), *ENTRIES[2:]])
    assert {canary.question for canary in sampled(old, new)} == {TITLES[0], TITLES[2]}
    assert sampled(old, new, 1) == sampled(old, new)[:1]


def test_an_equal_generation_is_not_worse(tmp_path: Path) -> None:
    old, new = searcher(tmp_path / "old", ENTRIES), searcher(tmp_path / "new", ENTRIES)
    verdict = judge(old, new, [("Hur lämnar unga gäng?", "https://sala.example/0")])
    assert (verdict.asked, verdict.before, verdict.lost) == (4, verdict.after, ())
    assert not verdict.is_worse(0.0)


def test_an_own_question_that_no_longer_finds_its_page_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = searcher(tmp_path / "old", ENTRIES), searcher(tmp_path / "new", ENTRIES)
    monkeypatch.setattr("pipeline.canaries._reciprocal_rank", lambda who, _: 1.0 if who is old else 0.0)
    verdict = judge(old, new, [("Hur lämnar unga gäng?", "https://sala.example/0"), ("Var?", "d9")])
    assert verdict == Verdict(4, 1.0, 0.0, ("Hur lämnar unga gäng?",))
    assert verdict.is_worse(1.0)


def test_worse_is_by_more_than_the_drop_that_is_allowed() -> None:
    assert Verdict(10, 0.9, 0.7).is_worse(0.1)
    assert not Verdict(10, 0.9, 0.85).is_worse(0.1)
    assert not Verdict(0, 0.0, 0.0).is_worse(0.0)


def test_canaries_are_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "canaries.tsv"
    assert read_canaries(path) == []
    path.write_text("# egna\n\nVad kostar avhopparstödet?\thttps://sala.example/0 \n", encoding="utf-8")
    assert read_canaries(path) == [("Vad kostar avhopparstödet?", "https://sala.example/0")]


@pytest.mark.parametrize("line", ["Vad kostar det?", "Vad?\t ", "?!\td1"])
def test_a_wrong_line_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "canaries.tsv"
    path.write_text(f"# egna\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2: a question, a tab"):
        read_canaries(path)
