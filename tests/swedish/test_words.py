from __future__ import annotations

from pipeline.swedish.words import content_words, stem, words


def test_words_are_lower_case_nfc_and_without_soft_hyphens() -> None:
    assert words("Trygg\xadhets\xadarbete i A\u030are") == ["trygghetsarbete", "i", "åre"]


def test_numbers_keep_their_separators_and_lose_the_full_stop() -> None:
    assert words("Det var 2,5 procent 2023.") == ["det", "var", "2,5", "procent", "2023"]


def test_a_hyphenated_name_is_its_parts() -> None:
    assert words("TUTI-projektet") == ["tuti", "projektet"]


def test_accents_that_searchers_leave_out_are_dropped_but_not_å_ä_ö() -> None:
    assert words("André på idén över Müller") == ["andre", "på", "iden", "över", "myller"]


def test_forms_of_a_word_share_their_stem() -> None:
    assert {stem(w) for w in ("kommun", "kommunen", "kommuner", "kommunerna", "kommuns")} == {"kommun"}


def test_brå_keeps_its_å_and_loses_its_genitive() -> None:
    assert stem("brås") == stem("brå") == "brå"
    assert stem("bra") == "bra"


def test_stop_words_go_unless_nothing_else_is_left() -> None:
    assert content_words("Vad gör skolan?") == ["skolan"]
    assert content_words("Vad är det?") == ["vad", "är", "det"]
