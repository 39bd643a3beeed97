"""Words beside a name: verbs of saying, and what makes it the name of a place or thing."""

from __future__ import annotations

import pytest

from pipeline.tag.people.cues import SPEECH_AFTER, SPEECH_BEFORE, opens_another_name


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
