from __future__ import annotations

import pytest

from pipeline.clean.rules import CleanOptions, apply_rules
from pipeline.records import Block

BOX = Block("paragraph", "Kontaktcenter  hjälper dig.", kept=False, reason="contact box")
OWN = Block("paragraph", "Skolan och polisen samverkar.")


def test_without_rules_nothing_changes() -> None:
    assert apply_rules([BOX, OWN], CleanOptions()) == [BOX, OWN]


def test_a_phrase_to_keep_brings_back_the_block_in_any_case_and_spacing() -> None:
    kept = apply_rules([BOX, OWN], CleanOptions(keep=("KONTAKTCENTER hjälper",)))
    assert kept == [Block("paragraph", "Kontaktcenter  hjälper dig."), OWN]


def test_a_phrase_to_remove_names_its_reason() -> None:
    assert apply_rules([OWN], CleanOptions(remove=("polisen",))) == [
        Block("paragraph", "Skolan och polisen samverkar.", kept=False, reason="rule in kb.toml")
    ]


def test_keeping_goes_before_removing_and_an_earlier_reason_stays() -> None:
    options = CleanOptions(keep=("skolan",), remove=("polisen", "kontaktcenter"))
    assert apply_rules([BOX, OWN], options) == [BOX, OWN]


def test_an_empty_phrase_is_refused() -> None:
    with pytest.raises(ValueError, match="remove holds an empty phrase"):
        CleanOptions(remove=(" ",))


def test_the_fingerprint_tells_rules_apart() -> None:
    assert CleanOptions().fingerprint == ""
    assert CleanOptions(keep=("a",)).fingerprint != CleanOptions(remove=("a",)).fingerprint
