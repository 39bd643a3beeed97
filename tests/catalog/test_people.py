from __future__ import annotations

from pipeline.catalog import Catalog
from tests.catalog.made import document, page, put, put_documents


def test_a_documents_people_are_replaced_and_go_with_it(catalog: Catalog) -> None:
    put(catalog, page("a"), page("b"))
    put_documents(catalog, document("a"), document("b"))
    with catalog.transaction():
        catalog.people.put("b", [{"key": "bo-ek", "name": "Bo Ek"}, {"key": "al-ek", "name": "Al Ek"}])
        catalog.people.put("a", [{"key": "åsa", "name": "Åsa"}])
        catalog.people.put("b", [{"key": "cy-ek", "name": "Cy Ek"}])
    assert list(catalog.people.all()) == [{"key": "åsa", "name": "Åsa"}, {"key": "cy-ek", "name": "Cy Ek"}]
    with catalog.transaction():
        catalog.documents.drop("b")
    assert [each["name"] for each in catalog.people.all()] == ["Åsa"]
