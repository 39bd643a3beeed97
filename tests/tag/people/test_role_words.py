"""Words of roles: which words are one."""

from __future__ import annotations

import re

import pytest

from pipeline.tag.people.role_words import MODIFIER, UNIT, has_role_word, indefinite, is_role_word


@pytest.mark.parametrize("word", ["samordnare", "kommunpolisen", "sektionschefen", "vd", "kriminologen"])
def test_roles(word: str) -> None:
    assert is_role_word(word)


@pytest.mark.parametrize("word", ["berg", "polisbil", "chefskap", ""])
def test_no_roles(word: str) -> None:
    assert not is_role_word(word)


def test_modifiers_and_units() -> None:
    assert re.fullmatch(MODIFIER, "biträdande")
    assert re.fullmatch(MODIFIER, "t.f.")
    assert re.fullmatch(UNIT, "socialtjänsten")
    assert not re.fullmatch(UNIT, "socialtjänst")


@pytest.mark.parametrize(
    ("role", "found"),
    [
        ("Utredaren", "utredare"),
        ("polisen", "polis"),
        ("kommunalrådet", "kommunalråd"),
        ("rådmannen", "rådman"),
        ("skolsköterskan", "skolsköterska"),
        ("verkställande direktören", "verkställande direktör"),
        ("konstnärliga ledaren", "konstnärlig ledare"),
        ("manusförfattaren och regissören", "manusförfattare och regissör"),
        ("forskarna", "forskare"),
        ("kommunpoliserna", "kommunpolis"),
        ("chef för kontrollgruppen", "chef för kontrollgruppen"),
        ("VD", "vd"),
    ],
)
def test_the_indefinite_form(role: str, found: str) -> None:
    assert indefinite(role) == found


def test_a_quick_look_for_roles() -> None:
    assert has_role_word("säger Utredaren, ")
    assert has_role_word("de två forskarna ")
    assert not has_role_word("säger i dag ")
