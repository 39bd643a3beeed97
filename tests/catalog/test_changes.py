from __future__ import annotations

from pipeline.catalog import Catalog
from pipeline.records import Change


def change(generation: str, doc_id: str, title: str = "Gamla stan") -> Change:
    return Change(generation, "2024-05-01T02:00:00Z", "changed", doc_id, None, title, 3, 1)


def test_the_changes_of_a_generation_that_is_built_again_replace_those_it_had(catalog: Catalog) -> None:
    with catalog.transaction():
        catalog.changes.put("gen-000001", [change("gen-000001", "a")])
        catalog.changes.put("gen-000002", [change("gen-000002", "b"), change("gen-000002", "a")])
    with catalog.transaction():
        catalog.changes.put("gen-000002", [change("gen-000002", "b", "Nya stan")])
    assert catalog.changes.all() == [change("gen-000001", "a"), change("gen-000002", "b", "Nya stan")]
