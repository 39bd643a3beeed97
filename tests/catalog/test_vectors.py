from __future__ import annotations

import numpy as np
import pytest

from pipeline.catalog import Catalog
from pipeline.errors import StoreError
from pipeline.records import Passage
from tests.catalog.made import document, page, put, put_documents


def test_a_text_is_embedded_once_for_each_model(catalog: Catalog) -> None:
    put(catalog, page("a"), page("b"))
    put_documents(catalog, document("a"), document("b"))
    passage = Passage("p", "a", 0, 0, 6, "Skolan")
    with catalog.transaction():
        catalog.documents.put_passages("a", [(passage, "same")], "1")
        catalog.documents.put_passages("b", [(passage, "same")], "1")
    assert catalog.vectors.count_to_embed("m1") == 1
    (batch,) = catalog.vectors.to_embed("m1", 10)
    assert [(d.doc_id, [(p.text, key) for p, key in keyed]) for d, keyed in batch] == [
        ("a", [("Skolan", "same")]),
        ("b", [("Skolan", "same")]),
    ]
    with catalog.transaction():
        catalog.vectors.put("m1", ["same"], np.float32([[0.6, 0.8]]))
    assert (catalog.vectors.count_to_embed("m1"), catalog.vectors.count_to_embed("m2")) == (0, 1)
    np.testing.assert_array_equal(np.concatenate(list(catalog.vectors.batches("m1"))), np.float32([[0.6, 0.8]] * 2))


def test_a_missing_vector_is_an_error_and_never_a_shorter_index(catalog: Catalog) -> None:
    put(catalog, page("a"))
    put_documents(catalog, document("a"))
    with catalog.transaction():
        catalog.documents.put_passages("a", [(Passage("p", "a", 0, 0, 6, "Skolan"), "h")], "1")
    with pytest.raises(StoreError, match="no vector"):
        list(catalog.vectors.batches("m1"))
