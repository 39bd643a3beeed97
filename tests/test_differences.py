from __future__ import annotations

from pathlib import Path

from pipeline.differences import differences
from pipeline.index.store import open_store
from pipeline.index.store_writer import build_store
from pipeline.records import Block, Change, Document
from tests.index.made import entry

AT = "2024-05-01T02:00:00Z"


def document(doc_id: str, text: str, title: str = "Titel") -> Document:
    return Document(doc_id, f"https://sala.example/{doc_id}", title, (Block("paragraph", text),))


def test_new_changed_and_gone_pages_are_told_with_their_words(tmp_path: Path) -> None:
    build_store(tmp_path / "s", [entry(1, "Skolan och polisen"), entry(2, "Lika"), entry(3, "Borta nu")])
    documents = [document("d1", "Skolan och gänget samverkar"), document("d2", "Lika"), document("d4", "Helt ny")]
    found = list(differences(open_store(tmp_path / "s"), documents, ["d3"], "gen-000002", AT))
    assert found == [
        Change("gen-000002", AT, "changed", "d1", "https://sala.example/d1", "Titel", 2, 1),
        Change("gen-000002", AT, "new", "d4", "https://sala.example/d4", "Titel", 2, 0),
        Change("gen-000002", AT, "gone", "d3", None, "Titel", 0, 2),
    ]


def test_another_title_is_a_change_and_moved_words_count_as_none(tmp_path: Path) -> None:
    build_store(tmp_path / "s", [entry(1, "Skolan och polisen"), entry(2, "ett två")])
    documents = [document("d1", "Skolan och polisen", "Ny titel"), document("d2", "två ett")]
    found = list(differences(open_store(tmp_path / "s"), documents, [], "gen-000002", AT))
    assert [(c.kind, c.doc_id, c.words_added, c.words_removed) for c in found] == [
        ("changed", "d1", 0, 0),
        ("changed", "d2", 0, 0),
    ]


def test_in_the_first_generation_everything_is_new() -> None:
    (found,) = differences(None, [document("d1", "Skolan och polisen")], [], "gen-000001", AT)
    assert (found.kind, found.words_added, found.words_removed) == ("new", 3, 0)
