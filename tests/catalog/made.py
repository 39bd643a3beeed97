"""Pages and documents in a few words."""

from __future__ import annotations

from pipeline.catalog import Catalog
from pipeline.records import Block, Document, Page


def page(doc_id: str, content: bytes = b"hej", fetched_at: str = "2024-01-01T00:00:00Z") -> Page:
    return Page(doc_id, f"https://www.sala.example/{doc_id}", "test", "text/plain", content, fetched_at, dated=True)


def document(doc_id: str, text: str = "Skolan och polisen.") -> Document:
    blocks = (Block("paragraph", text),)
    return Document(doc_id, f"https://www.sala.example/{doc_id}", "Titel", blocks, language="sv")


def put(catalog: Catalog, *pages: Page) -> None:
    with catalog.transaction():
        for number, each in enumerate(pages):
            catalog.pages.put(each, "a.warc.gz", number)


def put_documents(catalog: Catalog, *documents: Document) -> None:
    with catalog.transaction():
        for each in documents:
            catalog.documents.put(each, "sala.example")
