from __future__ import annotations

from dataclasses import replace

from pipeline.catalog import Catalog
from pipeline.records import Block, Document, Municipality, Passage, Tags, text_hash
from tests.catalog.made import document, page, put, put_documents


def test_tags_and_passages_are_pending_only_when_the_text_has_changed(catalog: Catalog) -> None:
    put(catalog, page("a"))
    put_documents(catalog, document("a"))
    with catalog.transaction():
        catalog.documents.put_tags("a", Tags(), "t1")
        catalog.documents.put_passages("a", [], "p1")
    put_documents(catalog, document("a"))
    assert (catalog.documents.count_to_tag("t1"), catalog.documents.count_to_cut("p1")) == (0, 0)
    assert (catalog.documents.count_to_tag("t2"), catalog.documents.count_to_cut("p2")) == (1, 1)
    put_documents(catalog, document("a", "Ny text."))
    assert [d.text for d in catalog.documents.to_tag("t1")] == ["Ny text."]
    assert [d.text for d in catalog.documents.to_cut("p1")] == ["Ny text."]


def test_pages_of_a_pdf_come_back_with_its_blocks_and_passages(catalog: Catalog) -> None:
    put(catalog, page("a"))
    blocks = (Block("paragraph", "Skolan.", page=1), Block("paragraph", "Polisen.", page=2))
    kept = Document("a", None, "Titel", blocks)
    first, second = Passage("p", "a", 0, 0, 7, "Skolan.", page=1), Passage("q", "a", 1, 9, 17, "Polisen.", page=2)
    put_documents(catalog, kept)
    with catalog.transaction():
        catalog.documents.put_passages("a", [(first, "h"), (second, "i")], "1")
    assert catalog.documents.get("a") == kept
    assert catalog.documents.passages(kept) == [(first, "h"), (second, "i")]
    assert catalog.documents.passages(kept, {1}) == [(second, "i")]


def test_a_document_without_pages_is_stored_as_before_there_were_any(catalog: Catalog) -> None:
    put(catalog, page("a"))
    put_documents(catalog, document("a"))
    (row,) = catalog._database.rows("SELECT blocks, text_key FROM documents")
    blocks = '[{"kind": "paragraph", "text": "Skolan och polisen.", "kept": true, "reason": null}]'
    assert row == (blocks, text_hash(f"Titel\nsv\n{blocks}"))


def test_dropping_a_document_takes_its_tags_and_passages_along(catalog: Catalog) -> None:
    put(catalog, page("a"))
    put_documents(catalog, document("a"))
    with catalog.transaction():
        catalog.documents.put_tags("a", Tags(), "1")
        catalog.documents.put_passages("a", [(Passage("p", "a", 0, 0, 6, "Skolan"), "h")], "1")
        catalog.documents.drop("a")
    counts = catalog.counts()
    assert (counts["pages"], counts["documents"], counts["passages"]) == (1, 0, 0)
    assert catalog.problems() == []


def test_who_publishes_a_document_and_where_is_kept_and_shows_in_the_key(catalog: Catalog) -> None:
    put(catalog, page("a"))
    put_documents(catalog, document("a"))
    assert catalog.documents.get("a") == document("a")
    seen = {catalog.corpus.keys()["a"]}
    placed = document("a")
    for change in (
        {"publisher": "Sala kommun"},
        {"municipality": Municipality("1981", "Sala")},
        {"canonical_url": "https://www.sala.example/b"},
        {"breadcrumbs": ("Start", "Nyheter")},
    ):
        placed = replace(placed, **change)
        put_documents(catalog, placed)
        assert catalog.documents.get("a") == placed
        seen.add(catalog.corpus.keys()["a"])
    assert len(seen) == 5
