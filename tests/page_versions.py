"""A page that is fetched, changed and buried, as a crawl would do it, at times that a test names."""

from __future__ import annotations

from contextlib import closing

from pipeline.catalog import open_catalog
from pipeline.crawl.archive import ArchiveWriter
from pipeline.home import Home
from pipeline.records import Gone, Page, document_id
from pipeline.storing import keep_page, masked

URL = "https://www.sala.example/trygghet/vandring.html"
DOC = document_id(URL)
BOX = "Kontaktcenter svarar på frågor om kommunens verksamhet alla vardagar mellan klockan sju och sexton."
FIRST = "Kommunen och polisen bjuder in till en trygghetsvandring genom centrum under 2023."
SECOND = "Kommunen och polisen bjuder in till en trygghetsvandring genom centrum under 2024."
TIMES = [f"2024-0{month}-01T03:00:00Z" for month in range(1, 7)]


def html(*paragraphs: str, title: str = "Trygghetsvandring i Sala") -> bytes:
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    ).encode()


def page(content: bytes, fetched_at: str = TIMES[0], url: str | None = URL, media_type: str = "text/html") -> Page:
    return Page(document_id(url), url, "Sala", media_type, content, fetched_at)


def keep(home: Home, *pages: Page) -> None:
    """Store pages one after the other, as a crawl does."""
    with closing(open_catalog(home.catalog)) as catalog, ArchiveWriter(home.archive) as archive, catalog.transaction():
        for each in pages:
            found = masked(each)
            assert isinstance(found, Page)
            keep_page(found, catalog, archive.append, met=True)


def bury(home: Home, doc_id: str = DOC) -> None:
    with closing(open_catalog(home.catalog)) as catalog, catalog.transaction():
        catalog.pages.bury(Gone(doc_id, URL, TIMES[5], "answered 410", "Trygghetsvandring i Sala"))
        catalog.documents.drop(doc_id)
