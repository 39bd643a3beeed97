from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipeline.catalog import Catalog, open_catalog
from pipeline.errors import StoreError
from pipeline.records import Block, Document, Evidence, FocusArea, Mention, Page, Passage, Rejected, Tags


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    opened = open_catalog(tmp_path / "catalog.sqlite")
    yield opened
    opened.close()


def page(doc_id: str, content: bytes = b"hej", source: str = "test") -> Page:
    return Page(doc_id, f"https://www.sala.example/{doc_id}", source, "text/plain", content, "2024-01-01T00:00:00Z")


def document(doc_id: str, text: str = "Skolan och polisen.") -> Document:
    return Document(doc_id, f"https://www.sala.example/{doc_id}", "Titel", (Block("paragraph", text),), language="sv")


def put(catalog: Catalog, *pages: Page) -> None:
    with catalog.transaction():
        for number, each in enumerate(pages):
            catalog.put_page(each, "a.warc.gz", number)


def put_documents(catalog: Catalog, *documents: Document) -> None:
    with catalog.transaction():
        for each in documents:
            catalog.put_document(each)


def test_a_page_is_pending_until_it_is_cleaned_and_again_when_it_or_the_stage_changes(catalog: Catalog) -> None:
    put(catalog, page("a"), page("b"))
    assert [p.doc_id for p in catalog.pages_to_clean("1")] == ["a", "b"]
    with catalog.transaction():
        catalog.mark_cleaned("a", "1")
        catalog.mark_cleaned("b", "1")
    assert catalog.count_to_clean("1") == 0
    assert catalog.count_to_clean("2") == 2
    put(catalog, page("b", b"nytt"))
    assert [p.doc_id for p in catalog.pages_to_clean("1")] == ["b"]
    with catalog.transaction():
        catalog.forget_cleaning()
    assert catalog.count_to_clean("1") == 2


def test_more_pages_than_one_read_holds_are_all_seen_once(catalog: Catalog) -> None:
    put(catalog, *(page(f"{i:04d}") for i in range(1203)))
    seen = []
    for stored in catalog.pages_to_clean("1"):
        seen.append(stored.doc_id)
        with catalog.transaction():
            catalog.mark_cleaned(stored.doc_id, "1")
    assert seen == [f"{i:04d}" for i in range(1203)]


def test_earlier_contents_stay_as_versions(catalog: Catalog) -> None:
    put(catalog, page("a"))
    put(catalog, page("a", b"nytt"))
    put_documents(catalog, document("a"))
    assert catalog.content_hash("a") == page("a", b"nytt").content_hash
    (row,) = catalog.generation_rows()
    assert {v["content_hash"] for v in row.versions} == {page("a").content_hash, page("a", b"nytt").content_hash}


def test_tags_and_passages_are_pending_only_when_the_text_has_changed(catalog: Catalog) -> None:
    put(catalog, page("a"))
    put_documents(catalog, document("a"))
    with catalog.transaction():
        catalog.put_tags("a", Tags(), "t1")
        catalog.put_passages("a", [], "p1")
    put_documents(catalog, document("a"))
    assert (catalog.count_to_tag("t1"), catalog.count_to_cut("p1")) == (0, 0)
    assert (catalog.count_to_tag("t2"), catalog.count_to_cut("p2")) == (1, 1)
    put_documents(catalog, document("a", "Ny text."))
    assert [d.text for d in catalog.documents_to_tag("t1")] == ["Ny text."]
    assert [d.text for d in catalog.documents_to_cut("p1")] == ["Ny text."]


def test_a_generation_row_is_what_was_stored(catalog: Catalog) -> None:
    tags = Tags(
        (Mention(0, 6, "Skolan", "ORGANISATION", "organisation:skolan", "Skolan", role="roll"),),
        (FocusArea("F1", "Unga", 0.9, Evidence(0, 19, "Skolan och polisen.")),),
    )
    passage = Passage("p1", "a", 0, 0, 19, "Skolan och polisen.", "Rubrik")
    put(catalog, page("a"))
    put_documents(catalog, document("a"))
    with catalog.transaction():
        catalog.put_tags("a", tags, "1")
        catalog.put_passages("a", [(passage, "h1")], "1")
    (row,) = catalog.generation_rows()
    assert (row.document, row.tags, row.passages) == (document("a"), tags, (passage,))


def test_a_text_is_embedded_once_for_each_model(catalog: Catalog) -> None:
    put(catalog, page("a"), page("b"))
    put_documents(catalog, document("a"), document("b"))
    passage = Passage("p", "a", 0, 0, 6, "Skolan")
    with catalog.transaction():
        catalog.put_passages("a", [(passage, "same")], "1")
        catalog.put_passages("b", [(passage, "same")], "1")
    assert catalog.count_to_embed("m1") == 1
    (batch,) = catalog.passages_to_embed("m1", 10)
    assert [(d.doc_id, [(p.text, key) for p, key in keyed]) for d, keyed in batch] == [
        ("a", [("Skolan", "same")]),
        ("b", [("Skolan", "same")]),
    ]
    with catalog.transaction():
        catalog.put_vectors("m1", ["same"], np.float32([[0.6, 0.8]]))
    assert (catalog.count_to_embed("m1"), catalog.count_to_embed("m2")) == (0, 1)
    np.testing.assert_array_equal(np.concatenate(list(catalog.vector_batches("m1"))), np.float32([[0.6, 0.8]] * 2))


def test_a_missing_vector_is_an_error_and_never_a_shorter_index(catalog: Catalog) -> None:
    put(catalog, page("a"))
    put_documents(catalog, document("a"))
    with catalog.transaction():
        catalog.put_passages("a", [(Passage("p", "a", 0, 0, 6, "Skolan"), "h")], "1")
    with pytest.raises(StoreError, match="no vector"):
        list(catalog.vector_batches("m1"))


def test_dropping_a_document_takes_its_tags_and_passages_along(catalog: Catalog) -> None:
    put(catalog, page("a"))
    put_documents(catalog, document("a"))
    with catalog.transaction():
        catalog.put_tags("a", Tags(), "1")
        catalog.put_passages("a", [(Passage("p", "a", 0, 0, 6, "Skolan"), "h")], "1")
        catalog.drop_document("a")
    counts = catalog.counts()
    assert (counts["pages"], counts["documents"], counts["passages"]) == (1, 0, 0)
    assert catalog.problems() == []


def test_the_fingerprint_follows_every_change_that_a_generation_would_show(catalog: Catalog) -> None:
    put(catalog, page("a"))
    put_documents(catalog, document("a"))
    seen = [catalog.fingerprint()]
    with catalog.transaction():
        catalog.put_tags("a", Tags(), "1")
    seen.append(catalog.fingerprint())
    with catalog.transaction():
        catalog.put_passages("a", [], "1")
    seen.append(catalog.fingerprint())
    put_documents(catalog, document("a", "Ny text."))
    seen.append(catalog.fingerprint())
    assert len(set(seen)) == 4
    assert catalog.fingerprint() == seen[-1]


def test_a_failed_transaction_leaves_nothing(catalog: Catalog) -> None:
    with pytest.raises(RuntimeError), catalog.transaction():
        catalog.put_page(page("a"), "a.warc.gz", 0)
        raise RuntimeError
    assert catalog.counts()["pages"] == 0


def test_a_rejection_stands_until_it_is_cleared(catalog: Catalog) -> None:
    with catalog.transaction():
        catalog.put_rejected(Rejected("u", "clean", "tom"), "2024-01-01T00:00:00Z")
        catalog.put_rejected(Rejected("u", "clean", "tom igen"), "2024-01-02T00:00:00Z")
    assert catalog.rejected() == [Rejected("u", "clean", "tom igen")]
    with catalog.transaction():
        catalog.clear_rejected("u", "clean")
    assert catalog.rejected() == []


def test_the_last_run_of_a_kind_is_kept(catalog: Catalog) -> None:
    assert catalog.last_run("reindex") is None
    with catalog.transaction():
        catalog.put_run("reindex", {"cleaned": 1})
        catalog.put_run("reindex", {"cleaned": 2})
    assert catalog.last_run("reindex") == {"cleaned": 2}


def test_a_file_that_is_no_catalog_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_catalog(tmp_path / "catalog.sqlite")


def test_a_catalog_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "catalog.sqlite")
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StoreError, match="later version"):
        open_catalog(tmp_path / "catalog.sqlite")


def test_a_catalog_on_a_read_only_disk_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = open_catalog(tmp_path / "catalog.sqlite")
    put(written, page("a"))
    written.close()
    monkeypatch.setattr("os.access", lambda *_: False)
    catalog = open_catalog(tmp_path / "catalog.sqlite")
    assert catalog.counts()["pages"] == 1
    with pytest.raises(StoreError, match="cannot be written"):
        put(catalog, page("b"))
    catalog.close()
