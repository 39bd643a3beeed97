"""Canonical names: the genitive s, the longest form, the entity id."""

from __future__ import annotations

import pytest

from pipeline.tag.people.candidates import Candidate
from pipeline.tag.people.canonical_names import canonical_names, end_with_apostrophe, person_id
from pipeline.tag.people.name_lists import NameLists
from pipeline.tag.people.names import name_runs

LISTS = NameLists(
    frozenset({"Anna", "Rut", "Markus", "Mattias"}),
    frozenset({"Berg", "Lindroos", "Moberg", "Carlsson", "Uggla"}),
    frozenset(),
    frozenset(),
)


def canonical(text: str) -> dict[str, str]:
    runs = [tuple(run) for run in name_runs(text, LISTS) if len(run) > 1]
    return canonical_names(text, [Candidate(run, 2.0) for run in runs], LISTS)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Bergs rapport", {"Anna Bergs": "Anna Berg"}),
        ("Anna Berg talade. Anna Bergs slutsats", {"Anna Berg": "Anna Berg", "Anna Bergs": "Anna Berg"}),
        ("Här talar Anna Mattias i en film", {"Anna Mattias": "Anna Mattias"}),
        ("Anna Lindroos är chef", {"Anna Lindroos": "Anna Lindroos"}),
        ("Här är Anna Markus. Hon ler", {"Anna Markus": "Anna Markus"}),
        ("Anna Sandqvists slutsats", {"Anna Sandqvists": "Anna Sandqvist"}),
        ("Anna Palmes slutsats", {"Anna Palmes": "Anna Palme"}),
        ("Anna Palmes och vi", {"Anna Palmes": "Anna Palmes"}),
        ("Anna Palmes slutsats. Här är Anna Palmes.", {"Anna Palmes": "Anna Palmes"}),
        ("Anna Wass rapport", {"Anna Wass": "Anna Wass"}),
        ("Anna af Ugglas rapport", {"Anna af Ugglas": "Anna af Ugglas"}),
        ("Anna Bos rapport", {"Anna Bos": "Anna Bos"}),
    ],
)
def test_the_genitive_s_is_no_part_of_the_name(text: str, names: dict[str, str]) -> None:
    assert canonical(text) == names


def test_a_shorter_form_takes_the_longer_ones_name() -> None:
    text = "Rut Carlsson Moberg ler. Rut Moberg och Carlsson Moberg nickar."
    assert set(canonical(text).values()) == {"Rut Carlsson Moberg"}


def test_a_form_of_two_longer_names_stays() -> None:
    text = "Rut Carlsson Moberg. Rut Berg Moberg. Rut Moberg."
    assert canonical(text)["Rut Moberg"] == "Rut Moberg"


@pytest.mark.parametrize(
    ("name", "entity_id"),
    [
        ("Åsa Räty-Öberg", "person:asa-raty-oberg"),
        ("Søren Müller", "person:soren-muller"),
        ("Samuel O’Neill", "person:samuel-o-neill"),
    ],
)
def test_person_id(name: str, entity_id: str) -> None:
    assert person_id(name) == entity_id


@pytest.mark.parametrize(
    ("text", "end", "found"),
    [
        ("Håkan Lars' bil", 10, 11),
        ("Håkan Lars’ bil", 10, 11),
        ("säger 'Håkan Lars'. Sedan", 17, 17),
        ("Anna Berg' bil", 9, 9),
        ("Håkan Lars", 10, 10),
    ],
)
def test_the_apostrophe_of_a_genitive(text: str, end: int, found: int) -> None:
    assert end_with_apostrophe(text, end) == found


def test_capitals_are_one_name_with_the_rest() -> None:
    assert canonical("ANNA BERG. Anna Bergs rapport") == {"Anna Berg": "Anna Berg", "Anna Bergs": "Anna Berg"}
