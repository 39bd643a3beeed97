from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from pipeline.catalog import Catalog
from pipeline.records import Passage
from tests.catalog.made import document, page, put, put_documents


def values(text_hash: str) -> dict[str, Any]:
    return {
        "text_hash": text_hash, "words": 3, "title": "titel", "title_tells": "", "telling": "t", "minhash": b"1234",
    }  # fmt: skip


def sign(catalog: Catalog, **hashes: str) -> None:
    with catalog.transaction():
        for doc_id, text_hash in hashes.items():
            catalog.duplicates.put_signature(doc_id, f"sala.example/{doc_id}", False, values(text_hash), "1")


def test_a_signature_is_pending_until_it_is_made_and_again_when_the_text_changes(catalog: Catalog) -> None:
    put(catalog, page("a"), page("b"))
    put_documents(catalog, document("a"), document("b"))
    assert [d.doc_id for d in catalog.duplicates.to_sign("1")] == ["a", "b"]
    sign(catalog, a="h1", b="h2")
    assert (catalog.duplicates.count_to_sign("1"), catalog.duplicates.count_to_sign("2")) == (0, 2)
    put_documents(catalog, document("b", "Ny text."))
    assert [d.doc_id for d in catalog.duplicates.to_sign("1")] == ["b"]


def test_members_are_known_since_they_were_published_else_first_fetched(catalog: Catalog) -> None:
    put(catalog, page("a", b"1", "2024-01-01T00:00:00Z"), page("b"))
    put(catalog, page("a", b"2", "2024-02-01T00:00:00Z"))
    put_documents(catalog, document("a"), replace(document("b"), published="2020-05-06"))
    sign(catalog, a="h1", b="h2")
    rest = ("titel", "", "t")
    assert catalog.duplicates.members() == [
        ("a", "https://www.sala.example/a", "sala.example/a", 0, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z", "h1",
         3, *rest),
        ("b", "https://www.sala.example/b", "sala.example/b", 0, "2020-05-06", "2024-01-01T00:00:00Z", "h2", 3, *rest),
    ]  # fmt: skip
    assert catalog.duplicates.minhashes(["a"]) == {"a": b"1234"}


def test_comparisons_are_kept_as_long_as_both_texts_are_there(catalog: Catalog) -> None:
    put(catalog, page("a"), page("b"))
    put_documents(catalog, document("a"), document("b"))
    sign(catalog, a="h1", b="h2")
    with catalog.transaction():
        catalog.duplicates.put_compared([("h1", "h2", 0.8, True), ("h1", "h3", 0.7, False)])
        catalog.duplicates.forget_lost_texts()
    assert catalog.duplicates.compared() == [("h1", "h2", 0.8, True)]


def test_groups_are_replaced_and_counted_and_end_with_the_one_shown(catalog: Catalog) -> None:
    put(catalog, *(page(doc_id) for doc_id in "abc"))
    put_documents(catalog, *(document(doc_id) for doc_id in "abc"))
    with catalog.transaction():
        catalog.duplicates.put_groups({"b": "a", "c": "a"})
    assert (catalog.duplicates.groups(), catalog.counts()["duplicates"]) == ({"b": "a", "c": "a"}, 2)
    with catalog.transaction():
        catalog.duplicates.put_groups({"c": "b"})
    assert catalog.duplicates.groups() == {"c": "b"}
    with catalog.transaction():
        catalog.documents.drop("b")
    assert catalog.duplicates.groups() == {}
    assert catalog.problems() == []


def test_what_another_document_stands_for_is_kept_and_not_searched(catalog: Catalog) -> None:
    put(catalog, page("a"), page("b"))
    put_documents(catalog, document("a"), document("b"))
    before = catalog.corpus.keys()
    with catalog.transaction():
        for doc_id in "ab":
            catalog.documents.put_passages(doc_id, [(Passage(doc_id, doc_id, 0, 0, 6, "Skolan"), f"h-{doc_id}")], "1")
        catalog.duplicates.put_groups({"b": "a"})
    assert catalog.corpus.keys() != before
    assert [(row.document.doc_id, len(row.passages), row.duplicate_of) for row in catalog.corpus.rows()] == [
        ("a", 1, None),
        ("b", 0, "a"),
    ]
    assert catalog.vectors.count_to_embed("m") == 1
    with catalog.transaction():
        catalog.vectors.put("m", ["h-a"], np.float32([[1, 0]]))
    np.testing.assert_array_equal(np.concatenate(list(catalog.vectors.batches("m"))), np.float32([[1, 0]]))
    assert catalog.documents.count_to_cut("2") == 1
