from __future__ import annotations

from pipeline.catalog import Catalog
from pipeline.records import Evidence, FocusArea, Mention, Passage, Tags
from tests.catalog.made import document, page, put, put_documents


def test_earlier_contents_stay_as_versions(catalog: Catalog) -> None:
    put(catalog, page("a"))
    put(catalog, page("a", b"nytt"))
    put_documents(catalog, document("a"))
    (row,) = catalog.corpus.rows()
    assert {v["content_hash"] for v in row.versions} == {page("a").content_hash, page("a", b"nytt").content_hash}


def test_a_generation_row_is_what_was_stored(catalog: Catalog) -> None:
    tags = Tags(
        (Mention(0, 6, "Skolan", "ORGANISATION", "organisation:skolan", "Skolan", role="roll"),),
        (FocusArea("F1", "Unga", 0.9, Evidence(0, 19, "Skolan och polisen.")),),
    )
    passage = Passage("p1", "a", 0, 0, 19, "Skolan och polisen.", "Rubrik")
    put(catalog, page("a"))
    put_documents(catalog, document("a"))
    with catalog.transaction():
        catalog.documents.put_tags("a", tags, "1")
        catalog.documents.put_passages("a", [(passage, "h1")], "1")
    (row,) = catalog.corpus.rows()
    assert (row.document, row.tags, row.passages) == (document("a"), tags, (passage,))


def test_a_key_follows_every_change_that_a_generation_would_show(catalog: Catalog) -> None:
    put(catalog, page("a"))
    put_documents(catalog, document("a"))
    seen = [catalog.corpus.keys()["a"]]
    with catalog.transaction():
        catalog.documents.put_tags("a", Tags(), "1")
    seen.append(catalog.corpus.keys()["a"])
    with catalog.transaction():
        catalog.documents.put_passages("a", [], "1")
    seen.append(catalog.corpus.keys()["a"])
    put_documents(catalog, document("a", "Ny text."))
    seen.append(catalog.corpus.keys()["a"])
    assert len(set(seen)) == 4
    assert catalog.corpus.keys()["a"] == seen[-1]
