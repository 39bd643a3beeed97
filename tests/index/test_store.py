from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import StoreError
from pipeline.index.store import Store, StoreEntry, open_store, stored_document
from pipeline.index.store_writer import build_store
from pipeline.records import Block, Document, Evidence, FocusArea, Mention, Municipality, Passage, Tags

TEXT = "Sala satsar. Anna Ek leder arbetet."
DOCUMENT = Document(
    "d1",
    "https://www.sala.example/a",
    "Satsning",
    (Block("paragraph", TEXT),),
    "2024-01-02",
    publisher="Sala kommun",
    municipality=Municipality("1981", "Sala"),
    canonical_url="https://www.sala.example/a",
    breadcrumbs=("Start", "Nyheter"),
)
STORED = stored_document(
    DOCUMENT, "sala.example", "2024-02-01T00:00:00Z", "x1", ({"fetched_at": "t", "content_hash": "h"},)
)
MENTION = Mention(0, 4, "Sala", "MUNICIPALITY", "municipality:1981", "Sala", code="1981")
AREA = FocusArea("F1", "Unga", 0.8, Evidence(0, 12, "Sala satsar."))
PASSAGES = (Passage("p1", "d1", 0, 0, 12, TEXT[:12], "Nytt"), Passage("p2", "d1", 1, 13, 35, TEXT[13:], page=7))
OTHER = StoreEntry(
    stored_document(Document("d2", None, "B", (Block("paragraph", "Mer."),)), "b", "2024-02-01T00:00:00Z", "x1", ()),
    Tags(),
    (Passage("p3", "d2", 0, 0, 4, "Mer."),),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    counts = build_store(tmp_path / "s.sqlite", [StoreEntry(STORED, Tags((MENTION,), (AREA,)), PASSAGES), OTHER])
    assert counts == {"documents": 2, "passages": 3, "mentions": 1, "focus_areas": 1, "duplicates": 0}
    return open_store(tmp_path / "s.sqlite")


def test_what_was_written_is_read_back(store: Store) -> None:
    assert store.document("d1") == STORED
    assert [d.doc_id for d in store.documents()] == ["d1", "d2"]
    assert store.mentions("d1") == [MENTION]
    evidence = {"start": 0, "end": 12, "text": "Sala satsar."}
    assert store.focus_areas("d1") == [{"id": "F1", "name": "Unga", "score": 0.8, "evidence": evidence}]


def test_rows_number_the_passages_in_the_order_they_came(store: Store) -> None:
    assert [store.passage(row) for row in range(3)] == [*PASSAGES, Passage("p3", "d2", 0, 0, 4, "Mer.")]
    assert store.documents_of(np.array([2, 0])) == {0: "d1", 2: "d2"}


def test_a_row_has_the_date_its_page_was_last_reviewed_else_published(store: Store) -> None:
    assert (store.document("d1").published, store.document("d1").reviewed) == ("2024-01-02", None)
    assert store.dates_of(np.arange(3)) == {0: "2024-01-02", 1: "2024-01-02"}


@pytest.mark.parametrize(
    ("reference", "doc_id"),
    [("d1", "d1"), ("https://www.sala.example/a", "d1"), ("x1", None), ("d3", None), ("", None)],
)
def test_a_document_is_found_by_id_or_address_but_not_by_an_ambiguous_given_id(
    store: Store, reference: str, doc_id: str | None
) -> None:
    assert store.find_document(reference) == doc_id


def test_the_file_cannot_be_written_through_a_reader(store: Store) -> None:
    with pytest.raises(StoreError):
        store.query("DELETE FROM documents")


def test_a_missing_or_damaged_file_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="missing or damaged"):
        open_store(tmp_path / "none.sqlite")
    (tmp_path / "bad.sqlite").write_bytes(b"x" * 5000)
    with pytest.raises(StoreError, match="missing or damaged"):
        open_store(tmp_path / "bad.sqlite")


def test_a_store_that_exists_is_not_written_over(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "s.sqlite").execute("CREATE TABLE documents (a)").connection.close()
    with pytest.raises(StoreError, match="cannot be written"):
        build_store(tmp_path / "s.sqlite", [])


def test_a_duplicate_is_kept_beside_the_one_that_is_shown(tmp_path: Path) -> None:
    def copy(doc_id: str, url: str | None, shown: str | None) -> StoreEntry:
        document = Document(doc_id, url, "Satsning", (Block("paragraph", f"{TEXT} {doc_id}ord"),))
        passages = () if shown else (Passage(doc_id, doc_id, 0, 0, 12, TEXT[:12]),)
        return StoreEntry(stored_document(document, "s", "2024-02-01T00:00:00Z", None, (), shown), Tags(), passages)

    entries = [copy("a", "https://b.example/", "b"), copy("b", "https://a.example/", None), copy("c", None, "b"), OTHER]
    counts = build_store(tmp_path / "d.sqlite", entries)
    store = open_store(tmp_path / "d.sqlite")
    assert (counts["documents"], counts["passages"], counts["duplicates"]) == (4, 2, 2)
    assert [store.shown(doc_id) for doc_id in ("a", "b", "c", "d2")] == ["b", "b", "b", "d2"]
    assert store.document("a").duplicate_of == "b"
    assert store.duplicates("b") == [("a", "https://b.example/"), ("c", None)]
    assert store.duplicates("c") == [("b", "https://a.example/"), ("a", "https://b.example/")]
    assert store.duplicates("d2") == []
    assert (store.has_word("bord"), store.has_word("aord"), store.has_word("satsar")) == (True, False, True)
