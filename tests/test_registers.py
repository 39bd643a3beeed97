from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.index.store import Store, open_store
from pipeline.index.store_writer import build_store
from pipeline.records import Fact, Initiative, MunicipalityLink, Tags
from pipeline.registers import Entry, alphabetical, matching, register
from tests.test_cards import entry, mention

TEXT = "Åsa Öst, Zara Ek och Érik Ek möts i Åre. Bo Ek leder Älgen och 3-stegen."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    people = [
        mention(TEXT, name, "PERSON", f"person:{number}", name, role=role)
        for number, (name, role) in enumerate(
            [("Åsa Öst", "Polis"), ("Zara Ek", ""), ("Érik Ek", "Lärare"), ("Bo Ek", "polis")]
        )
    ]
    projects = [mention(TEXT, name, "INITIATIVE", f"initiative:{name}", name) for name in ("Älgen", "3-stegen")]
    links = (MunicipalityLink("2321", "Åre", "about", 0.9, "t"), MunicipalityLink("0180", "Stockholm", "about", 1, "t"))
    stated = (Initiative("initiative:Älgen", "Älgen", (Fact("municipality", "2321", 0, 3, "Åsa"),)),)
    first = Tags((*people, *projects), initiatives=stated, municipalities=links)
    second = Tags((people[3],), municipalities=links[:1])
    path: Path = tmp_path_factory.mktemp("registers") / "store.sqlite"
    copy = entry("c", TEXT, None, first, duplicate_of="a")
    build_store(path, [entry("a", TEXT, None, first), entry("b", TEXT, None, second), copy])
    opened = open_store(path)
    yield opened
    opened.close()


def test_people_are_sorted_by_their_last_name(store: Store) -> None:
    assert register(store, "people") == [
        Entry("person:3", "Bo Ek", 2, ("polis",), "E"),
        Entry("person:2", "Érik Ek", 1, ("lärare",), "E"),
        Entry("person:1", "Zara Ek", 1, (), "E"),
        Entry("person:0", "Åsa Öst", 1, ("polis",), "Ö"),
    ]


def test_municipalities_have_their_county_and_come_in_the_order_of_the_alphabet(store: Store) -> None:
    assert register(store, "municipalities") == [
        Entry("municipality:0180", "Stockholm", 1, ("Stockholms län",), "S"),
        Entry("municipality:2321", "Åre", 2, ("Jämtlands län",), "Å"),
    ]


def test_initiatives_have_the_municipalities_that_they_are_in(store: Store) -> None:
    assert register(store, "initiatives") == [
        Entry("initiative:3-stegen", "3-stegen", 1, (), "0–9"),
        Entry("initiative:Älgen", "Älgen", 1, ("Åre",), "Ä"),
    ]


def test_entries_are_found_by_the_beginnings_of_words_and_by_parts_of_the_name(store: Store) -> None:
    people = register(store, "people")
    assert [entry.name for entry in matching(people, "POL")] == ["Bo Ek", "Åsa Öst"]
    assert [entry.name for entry in matching(people, "ek pol")] == ["Bo Ek"]
    assert [entry.name for entry in matching(people, "ara")] == ["Zara Ek"]
    assert matching(people, "olis") == []
    assert matching(people, " ") == people


def test_the_swedish_alphabet_ends_with_a_ring_a_and_o() -> None:
    names = ["Ödla", "Ärla", "Ål", "Zebra", "Über", "Yla", "éclair", "Ek", "Ørsted"]
    assert sorted(names, key=alphabetical) == ["éclair", "Ek", "Über", "Yla", "Zebra", "Ål", "Ärla", "Ödla", "Ørsted"]
