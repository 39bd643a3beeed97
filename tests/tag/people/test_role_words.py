"""Words of roles: which words are one."""

from __future__ import annotations

import re

import pytest

from pipeline.tag.people.role_words import MODIFIER, UNIT, is_role_word


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
