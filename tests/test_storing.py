from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.catalog import Catalog, open_catalog
from pipeline.crawl.archive import Location
from pipeline.records import PDF, Gone, Page, Rejected, document_id
from pipeline.storing import Kept, keep_page, masked

URL = "https://www.sala.example/a"
PAGE = Page(document_id(URL), URL, "sala", "text/html", b"ett", "2024-01-01T00:00:00Z", dated=True)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with closing(open_catalog(tmp_path / "catalog.sqlite")) as opened:
        yield opened


def keep(catalog: Catalog, page: Page, *, met: bool = False) -> Kept:
    with catalog.transaction():
        return keep_page(page, catalog, lambda _: Location("a.warc.gz", 0), met=met)


def test_a_page_is_new_then_unchanged_then_changed(catalog: Catalog) -> None:
    later = replace(PAGE, content=b"tva", fetched_at="2024-01-02T00:00:00Z")
    assert [keep(catalog, page).change for page in (PAGE, PAGE, later)] == ["new", "unchanged", "changed"]
    other = replace(PAGE, content=b"tre", source="annan", fetched_at="2024-01-03T00:00:00Z")
    assert keep(catalog, other).taken_over


def test_another_way_to_write_an_address_is_the_page_that_is_known(catalog: Catalog) -> None:
    keep(catalog, PAGE)
    other = "http://sala.example/a/"
    kept = keep(catalog, replace(PAGE, doc_id=document_id(other), url=other))
    assert (kept.change, kept.page.doc_id, kept.page.url) == ("unchanged", PAGE.doc_id, URL)


def test_a_page_that_was_gone_and_is_met_again_is_stored_whatever_it_says(catalog: Catalog) -> None:
    keep(catalog, PAGE)
    with catalog.transaction():
        catalog.pages.bury(Gone(PAGE.doc_id, URL, "2024-02-01T00:00:00Z", "answered 404"))
    assert keep(catalog, PAGE).change == "unchanged"
    assert len(catalog.pages.gone()) == 1
    assert keep(catalog, replace(PAGE, fetched_at="2024-03-01T00:00:00Z"), met=True).change == "changed"
    assert catalog.pages.gone() == []


def test_identity_numbers_are_masked_wherever_they_stand() -> None:
    url = "https://www.sala.example/19121212-1212"
    found = masked(replace(PAGE, url=url, content=b"19121212-1212", source="19121212-1212"))
    assert isinstance(found, Page)
    assert "1212" not in f"{found.url}{found.source}{found.content!r}"
    assert found.doc_id == document_id(found.url)
    assert masked(replace(PAGE, media_type=PDF, content=b"%PDF 19121212-1212")) == replace(
        PAGE, media_type=PDF, content=b"%PDF 19121212-1212"
    )
    assert masked(Rejected("a?19121212-1212", "ingest", "19121212-1212")).reason == "[personnummer]"  # type: ignore[union-attr]


def test_what_is_met_on_the_web_is_newest_when_it_comes_whatever_the_clock_says(catalog: Catalog) -> None:
    met = [replace(PAGE, content=text, fetched_at=f"20{at}-01-01T00:00:00Z", dated=False) for text, at in MET]
    assert [keep(catalog, page, met=True).change for page in met] == ["new", "changed", "changed", "unchanged"]
    assert catalog.pages.has_now(met[-1])
    assert len(catalog.pages.versions(PAGE.doc_id)) == 3


MET = ((b"ett", 25), (b"tva", 24), (b"ett", 23), (b"ett", 22))
