"""Words beside a name: verbs of saying, and what makes it the name of a place or thing."""

from __future__ import annotations

import pytest

from pipeline.tag.people.cues import (
    BYLINE_BEFORE,
    CONTACT_AFTER,
    KIN_AFTER,
    SPEECH_AFTER,
    SPEECH_BEFORE,
    opens_another_name,
)


@pytest.mark.parametrize("verb", ["säger", "menade", "poängterar"])
def test_verbs_of_saying(verb: str) -> None:
    assert SPEECH_BEFORE.search(f"Det {verb} ")
    assert SPEECH_AFTER.match(f" {verb} hon")
    assert not SPEECH_AFTER.match(f" {verb}skan")


@pytest.mark.parametrize(
    "text",
    [
        "Dag Hammarskjölds| väg",
        "Raoul Wallenberg|-akademin",
        "Lars Bergs| AB",
        "Karl Johans| församling",
        "Upplands Väsby| kommun",
        "Anna Lindh|-",
    ],
)
def test_the_name_of_a_place_or_thing(text: str) -> None:
    assert opens_another_name(text.replace("|", ""), text.index("|"))


@pytest.mark.parametrize("text", ["Lars Berg| bor här", "Anna Ek| vägrar", "Anna Ek|"])
def test_a_person(text: str) -> None:
    assert not opens_another_name(text.replace("|", ""), text.index("|"))


@pytest.mark.parametrize(
    "text", ["Foto: ", "FOTO ", "Text och foto: ", "Kontaktperson\n", "Vid pennan: ", "av ", "\nAv "]
)
def test_bylines(text: str) -> None:
    assert BYLINE_BEFORE.search(text)


@pytest.mark.parametrize("text", ["skrevs av ", "på ett foto i ", "säger "])
def test_no_bylines(text: str) -> None:
    assert not BYLINE_BEFORE.search(text)


@pytest.mark.parametrize(
    "text", [", 0520-12 34 56", "\nRektor\n0520-12 34 56", ", anna.berg@vara.example", " +46 8 12"]
)
def test_contact(text: str) -> None:
    assert CONTACT_AFTER.match(text)


@pytest.mark.parametrize("text", [" sade 2019-12-24 att", ". Ring 0520-12 34 56", ", 52, log"])
def test_no_contact(text: str) -> None:
    assert not CONTACT_AFTER.match(text)


def test_kin() -> None:
    assert KIN_AFTER.match("Fikru Marus svenska advokat", 11)
    assert KIN_AFTER.match("Fikru Marus dotter", 11)
    assert not KIN_AFTER.match("Fikru Maru dotter", 10)
    assert not KIN_AFTER.match("Fikru Marus bok", 11)
