from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import namings as module
from pipeline.index.store import Store, open_store
from pipeline.index.store_writer import build_store
from pipeline.namings import (
    Entity,
    Named,
    Naming,
    Sentence,
    entity,
    initiatives_of_municipality,
    municipality_pages,
    namings,
    people_of_municipality,
    relations,
)
from pipeline.records import Fact, Initiative, MunicipalityLink, Tags
from tests.test_cards import entry, mention

FIRST = "I Vara börjar Krami. Anna Berg leder det."
SECOND = "Det säger Berg. Vara växer. Berg är nöjd. Anna Berg, utredare på Brå, slutar. Berg ler."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    def anna(text: str, words: str, **more: str) -> object:
        return mention(text, words, "PERSON", "person:anna-berg", "Anna Berg", **more)

    first = Tags(
        (
            mention(FIRST, "Vara", "MUNICIPALITY", "municipality:1470", "Vara", code="1470"),
            mention(FIRST, "Krami", "INITIATIVE", "initiative:krami", "Krami"),
            anna(FIRST, "Anna Berg", role="Chef"),  # type: ignore[arg-type]
        ),
        initiatives=(Initiative("initiative:krami", "Krami", (Fact("municipality", "1470", 2, 6, "Vara"),)),),
        municipalities=(MunicipalityLink("1470", "Vara", "published_by", 1.0, "publisher"),),
    )
    second = Tags(
        (
            anna(SECOND, "Berg"),  # type: ignore[arg-type]
            mention(SECOND, "Vara", "MUNICIPALITY", "municipality:1470", "Vara", code="1470"),
            anna(SECOND, "Berg är"),  # type: ignore[arg-type]
            anna(SECOND, "Anna Berg", role="utredare", organisation="Brå"),  # type: ignore[arg-type]
            anna(SECOND, "Berg ler"),  # type: ignore[arg-type]
        ),
        municipalities=(MunicipalityLink("1470", "Vara", "mentioned", 0.9, "text"),),
    )
    path: Path = tmp_path_factory.mktemp("namings") / "store.sqlite"
    copy = entry("c", FIRST, "2025-01-01", first, duplicate_of="a")
    build_store(path, [entry("a", FIRST, "2023-05-01", first), entry("b", SECOND, "2024-02-01", second), copy])
    opened = open_store(path)
    yield opened
    opened.close()


def sentence(text: str, words: str, role: str | None = None, organisation: str | None = None) -> Sentence:
    start = text.index(words)
    return Sentence(start, start + len(words), words, role, organisation)


def test_an_entity_has_its_name_its_forms_and_how_many_pages_name_it(store: Store) -> None:
    assert entity(store, "person:anna-berg") == Entity(
        "person:anna-berg", "PERSON", "Anna Berg", ("Anna Berg", "Berg", "Berg ler", "Berg är"), 2
    )
    assert entity(store, "person:nobody") is None


def test_the_newest_page_comes_first_with_the_sentences_in_which_a_role_is_told_before_others(store: Store) -> None:
    anna = entity(store, "person:anna-berg")
    assert anna is not None
    found = namings(store, anna, 0, 10)
    assert found == [
        Naming(
            "b",
            "https://b.example/",
            "Sida b",
            "2022-01-01",
            "2024-02-01",
            (
                sentence(SECOND, "Det säger Berg."),
                sentence(SECOND, "Berg är nöjd."),
                sentence(SECOND, "Anna Berg, utredare på Brå, slutar.", "utredare", "Brå"),
            ),
            1,
        ),
        Naming(
            "a",
            "https://a.example/",
            "Sida a",
            "2022-01-01",
            "2023-05-01",
            (sentence(FIRST, "Anna Berg leder det.", "Chef"),),
            0,
        ),
    ]
    assert namings(store, anna, 1, 10) == found[1:]
    assert namings(store, anna, 0, 1) == found[:1]


def test_pages_of_a_municipality_say_how_they_have_to_do_with_it(store: Store) -> None:
    assert relations(store, "1470") == {"published_by": 1, "mentioned": 1}
    assert relations(store, "0180") == {}
    found = municipality_pages(store, "1470", 0, 10)
    assert [(page.doc_id, page.relation, page.sentences[0].text) for page in found] == [
        ("b", "mentioned", "Vara växer."),
        ("a", "published_by", "I Vara börjar Krami."),
    ]
    assert municipality_pages(store, "1470", 0, 10, "published_by") == found[1:]
    assert municipality_pages(store, "1470", 1, 1) == found[1:]
    assert municipality_pages(store, "1470", 0, 10, "about") == []


def test_who_and_what_belongs_to_a_municipality(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert people_of_municipality(store, "1470") == [Named("person:anna-berg", "Anna Berg", ("chef",), 1)]
    assert initiatives_of_municipality(store, "1470") == [Named("initiative:krami", "Krami", (), 1)]
    assert people_of_municipality(store, "0180") == initiatives_of_municipality(store, "0180") == []
    monkeypatch.setattr(module, "MOST_PEOPLE", 0)
    assert people_of_municipality(store, "1470") == []
