from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.index.store import Store, open_store, stored_document
from pipeline.index.store import StoreEntry as Entry
from pipeline.index.store_writer import build_store
from pipeline.records import Block, Document, MunicipalityLink, Relation, Tags
from pipeline.search.origins import Origin, origins, site_of

Link = tuple[str, str, Relation]


def entry(
    doc_id: str, url: str | None, *links: Link, duplicate_of: str | None = None, publisher: str | None = None
) -> Entry:
    document = Document(doc_id, url, "Titel", (Block("paragraph", "Text."),), publisher=publisher)
    stored = stored_document(document, "mapp", "2024-01-01T00:00:00Z", None, (), duplicate_of)
    tags = Tags(municipalities=tuple(MunicipalityLink(*link, 0.9, "title") for link in links))
    return Entry(stored, tags, ())


SALA, MORA, VARA = ("1981", "Sala"), ("2062", "Mora"), ("1470", "Vara")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "store.sqlite"
    entries = [
        entry("own", "https://www.sala.example/a", (*MORA, "about"), (*SALA, "published_by")),
        entry("press", "https://bladet.example/b", (*MORA, "about"), (*SALA, "about")),
        entry("many", "https://www.lan.example/e", (*MORA, "about"), (*SALA, "about"), (*VARA, "about")),
        entry("national", "https://www.bra.example/c", (*MORA, "about"), publisher="Brottsförebyggande rådet"),
        entry("named", None, (*MORA, "mentioned")),
        entry("twin", "https://sala.example/d", (*SALA, "published_by"), duplicate_of="own"),
    ]
    build_store(path, entries)
    opened = open_store(path)
    yield opened
    opened.close()


def test_a_page_is_its_publishers_else_that_of_the_few_it_is_about(store: Store) -> None:
    assert origins(store) == {
        "own": Origin("sala.example", (SALA,)),
        "press": Origin("bladet.example", (MORA, SALA)),
        "many": Origin("lan.example"),
        "national": Origin("bra.example"),
        "named": Origin(None),
    }


def test_a_page_about_two_can_stand_for_the_other() -> None:
    assert Origin("bladet.example", (MORA, SALA)).other_than(frozenset({"2062"})) == Origin("bladet.example", (SALA,))


def test_a_site_is_the_host_without_www() -> None:
    assert site_of("https://www.sala.example:8080/a") == "sala.example"
    assert site_of(None) is None
