from __future__ import annotations

from pipeline.documents import described_document, names
from pipeline.index.generation import open_generation
from tests.cli_home import Base


def test_a_document_is_told_with_what_is_known_of_it(base: Base) -> None:
    generation = open_generation(base.home / "indexes")
    found = described_document(generation.store, "rad-1")
    generation.close()
    assert (found["title"], found["published"], found["duplicates"]) == ("Unga i Åre", "2023-05-06", [])
    assert [(one["name"], one["relation"]) for one in found["municipalities"]] == [("Åre", "about")]
    assert {one["label"] for one in found["mentions"]} == {"MUNICIPALITY"}


def test_names_are_told_once_in_the_order_of_the_text() -> None:
    mentions = [
        {"entity_id": "person:b", "name": "Bo", "label": "PERSON"},
        {"entity_id": "person:a", "name": "Ada", "label": "PERSON"},
        {"entity_id": "person:b", "name": "Bo", "label": "PERSON"},
        {"entity_id": "initiative:c", "name": "Civila", "label": "INITIATIVE"},
    ]
    assert list(names(mentions, "PERSON").items()) == [("person:b", "Bo"), ("person:a", "Ada")]
