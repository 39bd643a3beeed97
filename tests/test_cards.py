from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cards import affiliations, card, find_entities
from pipeline.index.store import Store, StoredDocument, StoreEntry, open_store
from pipeline.index.store_writer import build_store
from pipeline.records import Fact, Initiative, Mention, MunicipalityLink, Tags

FIRST = "Krami är igång. Anna Berg, utredare på Brå, leder det. Vi tar emot 18–29 år."
SECOND = "Bo Ek slutar. Anna Carlsson Berg tar över i Vara."


def mention(text: str, words: str, label: str, key: str, name: str, **more: str) -> Mention:
    start = text.index(words)
    return Mention(start, start + len(words), words, label, key, name, **more)  # type: ignore[arg-type]


def entry(doc_id: str, text: str, reviewed: str | None, tags: Tags, duplicate_of: str | None = None) -> StoreEntry:
    stored = StoredDocument(
        doc_id, f"https://{doc_id}.example/", None, f"Sida {doc_id}", "s", text, "2022-01-01", reviewed, None, "sv",
        None, None, None, (), "2024-01-01T00:00:00Z", (), duplicate_of,
    )  # fmt: skip
    return StoreEntry(stored, tags, ())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("cards") / "store.sqlite"
    age = FIRST.index("18–29 år")
    first = Tags(
        (
            mention(FIRST, "Krami", "INITIATIVE", "initiative:krami", "Krami"),
            mention(FIRST, "Anna Berg", "PERSON", "person:anna-berg", "Anna Berg", role="Utredare", organisation="Brå"),
        ),
        initiatives=(Initiative("initiative:krami", "Krami", (Fact("age", "18-29", age, age + 8, "18–29 år"),)),),
    )
    second = Tags(
        (
            mention(SECOND, "Bo Ek", "PERSON", "person:bo-ek", "Bo Ek"),
            mention(SECOND, "Anna Carlsson Berg", "PERSON", "person:anna-berg", "Anna Berg"),
            mention(SECOND, "Vara", "MUNICIPALITY", "municipality:1470", "Vara", code="1470"),
        ),
        municipalities=(MunicipalityLink("1470", "Vara", "about", 0.9, "title"),),
    )
    build_store(
        path,
        [
            entry("a", FIRST, "2023-05-01", first),
            entry("b", SECOND, "2024-02-01", second),
            entry("c", FIRST, None, first, duplicate_of="a"),
        ],
    )
    opened = open_store(path)
    yield opened
    opened.close()


def test_an_entity_is_found_by_its_id_or_by_its_name(store: Store) -> None:
    assert find_entities(store, "person:anna-berg") == ["person:anna-berg"]
    assert find_entities(store, "krami") == ["initiative:krami"]
    assert find_entities(store, "VARA") == ["municipality:1470"]
    assert find_entities(store, "person:nobody") == find_entities(store, "Nobody") == []


def test_a_person_has_written_forms_roles_with_dates_and_pages_with_sentences(store: Store) -> None:
    assert card(store, "person:anna-berg") == {
        "entity_id": "person:anna-berg",
        "label": "PERSON",
        "name": "Anna Berg",
        "variants": ["Anna Berg", "Anna Carlsson Berg"],
        "affiliations": [
            {"role": "utredare", "organisation": "Brå", "since": "2022-01-01", "until": "2023-05-01", "documents": 1}
        ],
        "documents": [
            {
                "doc_id": "b",
                "url": "https://b.example/",
                "title": "Sida b",
                "published": "2022-01-01",
                "reviewed": "2024-02-01",
                "mentions": 1,
                "sentence": "Anna Carlsson Berg tar över i Vara.",
            },
            {
                "doc_id": "a",
                "url": "https://a.example/",
                "title": "Sida a",
                "published": "2022-01-01",
                "reviewed": "2023-05-01",
                "mentions": 1,
                "sentence": "Anna Berg, utredare på Brå, leder det.",
            },
        ],
    }
    assert affiliations(store, "person:bo-ek") == []


def test_each_fact_of_an_initiative_has_its_page_and_sentence(store: Store) -> None:
    found = card(store, "initiative:krami")
    assert found["facts"] == [
        {
            "kind": "age",
            "value": "18-29",
            "text": "18–29 år",
            "doc_id": "a",
            "url": "https://a.example/",
            "start": FIRST.index("18–29"),
            "end": FIRST.index("18–29") + 8,
            "sentence": "Vi tar emot 18–29 år.",
        }
    ]
    assert [page["doc_id"] for page in found["documents"]] == ["a"]


def test_of_a_municipality_each_page_says_how_it_has_to_do_with_it(store: Store) -> None:
    assert [page["relation"] for page in card(store, "municipality:1470")["documents"]] == ["about"]
