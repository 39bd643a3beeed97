from __future__ import annotations

from pipeline.catalog import Catalog
from pipeline.records import Block
from tests.catalog.made import document, page, put, put_documents


def test_a_site_is_pending_until_it_is_sifted_and_when_a_page_of_it_changes(catalog: Catalog) -> None:
    put(catalog, page("a"), page("b"))
    put_documents(catalog, document("a"), document("b"))
    assert catalog.sites.to_sift("1") == ["sala.example"]
    with catalog.transaction():
        catalog.sites.mark_sifted("sala.example", "1", [], 2)
    assert (catalog.sites.to_sift("1"), catalog.sites.to_sift("2")) == ([], ["sala.example"])
    put_documents(catalog, document("a", "Ny text."))
    assert catalog.sites.to_sift("1") == ["sala.example"]
    with catalog.transaction():
        catalog.sites.mark_sifted("sala.example", "1", [], 2)
        catalog.documents.drop("b")
    assert catalog.sites.to_sift("1") == ["sala.example"]


def test_the_documents_of_a_site_may_be_stored_meanwhile(catalog: Catalog) -> None:
    put(catalog, page("a"), page("b"))
    put_documents(catalog, document("a"), document("b"))
    removed = Block("paragraph", "Kontakt", kept=False, reason="repeated on the site")
    with catalog.transaction():
        for each in catalog.sites.documents("sala.example"):
            catalog.documents.put_blocks(type(each)(each.doc_id, each.url, each.title, (removed,), language="sv"))
    assert [d.blocks for d in catalog.sites.documents("sala.example")] == [(removed,), (removed,)]
    assert list(catalog.sites.documents("kil.example")) == []


def test_what_a_site_repeats_is_listed_and_replaced(catalog: Catalog) -> None:
    with catalog.transaction():
        catalog.sites.mark_sifted("sala.example", "1", [("f1", "Kontakt", 7), ("f2", "Dela", 9)], 12)
    assert catalog.sites.repeated() == [("sala.example", 9, 12, "Dela"), ("sala.example", 7, 12, "Kontakt")]
    with catalog.transaction():
        catalog.sites.mark_sifted("sala.example", "2", [], 12)
    assert catalog.sites.repeated() == []


def test_the_fingerprints_of_a_sites_blocks_are_its_own(catalog: Catalog) -> None:
    with catalog.transaction():
        catalog.sites.mark_sifted("sala.example", "1", [("f1", "Kontakt", 7), ("~f2", "Dela", 9)], 12)
        catalog.sites.mark_sifted("kil.example", "1", [("f3", "Kontakt", 7)], 12)
    assert catalog.sites.fingerprints("sala.example") == {"f1", "~f2"}
    assert catalog.sites.fingerprints("vara.example") == frozenset()
