from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.embed.tokens import passage_tokens
from pipeline.errors import StoreError
from pipeline.index.generation import open_generation
from pipeline.index.published import collect_garbage, current_name, generation_names
from pipeline.index.store import StoreEntry, stored_document
from pipeline.records import Block, Document, Passage, Tags
from pipeline.search import live as module
from pipeline.search.ask import Searcher
from pipeline.search.live import LiveSearcher
from pipeline.search.options import SearchOptions
from pipeline.search.question import Known
from tests.conftest import FakeEncoder, tools
from tests.index.made import published

READERS = 50
PUBLISHES = 10


def publish(indexes: Path, number: int) -> None:
    """A generation whose every page says which one it is."""
    entries = []
    for i in range(20):
        text = f"Skolan och polisen samverkar om gäng, sida {i}. Detta är utgåva {number}."
        stored = stored_document(
            Document(f"d{i}", None, "Titel", (Block("paragraph", text),)), "test", "2024-01-01T00:00:00Z", None, ()
        )
        entries.append(StoreEntry(stored, Tags(), (Passage(f"p{i}", f"d{i}", 0, 0, len(text), text),), text))
    texts = [one.passages[0].text for one in entries]
    vectors = FakeEncoder().encode(texts)
    published(
        indexes, lambda: entries, iter([vectors]), passage_tokens(texts), dimensions=vectors.shape[1], model="fake"
    )


def opened(indexes: Path) -> LiveSearcher:
    reading = tools(FakeEncoder())

    def open_(name: str | None) -> Searcher:
        return Searcher(open_generation(indexes, name), reading, SearchOptions(), Known((), (), ()))

    return LiveSearcher(lambda: current_name(indexes), open_)


def ask(live: LiveSearcher) -> str:
    """Ask once; every hit must be of the generation that answers. Returns its name."""
    with live.searcher() as searcher:
        answer = searcher.ask("skolan och polisen", 5)
    assert len(answer.hits) == 5
    assert all(hit.text.endswith(f"utgåva {int(answer.generation[4:])}.") for hit in answer.hits)
    return answer.generation


def test_a_question_keeps_its_generation_and_the_next_one_gets_the_new(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    live = opened(tmp_path)
    with live.searcher() as old:
        publish(tmp_path, 2)
        with live.searcher() as new:
            assert new.generation.manifest.name == "gen-000002"
        assert old.ask("skolan", 1).generation == "gen-000001"
        assert collect_garbage(tmp_path, 1) == []
    assert collect_garbage(tmp_path, 1) == ["gen-000001"]
    live.close()


def test_readers_ask_on_while_generations_come_and_go(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    live = opened(tmp_path)
    stop = threading.Event()

    def read() -> set[str]:
        seen = set()
        while not stop.is_set():
            seen.add(ask(live))
        return seen

    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(read) for _ in range(READERS)]
        try:
            for number in range(2, PUBLISHES + 2):
                publish(tmp_path, number)
                collect_garbage(tmp_path, 2)
        finally:
            stop.set()
        seen = set().union(*(reader.result() for reader in readers))
    assert len(seen) > PUBLISHES // 2
    assert ask(live) == f"gen-{PUBLISHES + 1:06d}"
    collect_garbage(tmp_path, 2)
    assert generation_names(tmp_path) == [f"gen-{PUBLISHES:06d}", f"gen-{PUBLISHES + 1:06d}"]
    live.close()


def test_a_generation_that_cannot_be_opened_changes_nothing_and_is_tried_again_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, 1)
    live = opened(tmp_path)
    publish(tmp_path, 2)
    path = tmp_path / "gen-000002" / "store.sqlite"
    content = path.read_bytes()
    path.write_bytes(b"")
    assert (ask(live), "store.sqlite" in str(live.fault)) == ("gen-000001", True)
    path.write_bytes(content)
    assert ask(live) == "gen-000001"
    monkeypatch.setattr(module, "AGAIN", 0.0)
    assert (ask(live), live.fault) == ("gen-000002", None)


def test_a_damaged_pointer_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    live = opened(tmp_path)
    (tmp_path / "CURRENT").write_text("rubbish")
    assert (ask(live), "names no generation" in str(live.fault)) == ("gen-000001", True)


def test_without_a_generation_there_is_nothing_to_open(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nothing is indexed"):
        opened(tmp_path)
