from __future__ import annotations

import pytest

from pipeline.tag.initiatives.introduced import kind_near, names_after_heads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Projektet Bromsa tidigt utökas", ["Bromsa tidigt"]),
        ("finns stödteamet Vägvisaren. Det", ["Vägvisaren"]),
        ("enligt programmet Machofabriken.", ["Machofabriken"]),
        ("informationskampanjen ”Det är inte för sent”, som", ["Det är inte för sent"]),
        ("till sin verksamhet Ny riktning, 1,4 miljoner", ["Ny riktning"]),
        ("kommunens avhopparverksamhet, Vägen vidare, som", ["Vägen vidare"]),
        ("Verksamheten heter Vägen vidare och startades", ["Vägen vidare"]),
        ("Avhopparteamet i Vara, Novahuset, stöttar", ["Novahuset"]),
        ("Nu får stödet eget namn: Ny start Öst.", ["Ny start Öst"]),
        ("projektledare för Sluta skjut på", ["Sluta skjut"]),
        ("arbetar enligt PATHS.", ["PATHS"]),
        ("Projekt Krafttag startade", ["Krafttag"]),
        ("Projekt: Rätt spår", ["Rätt spår"]),
        ("kampanjen #BackaAldrig ska", ["#BackaAldrig"]),
    ],
)
def test_names_after_their_head(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sorted({*names_after_heads(text, False)})] == expected


@pytest.mark.parametrize(
    "text",
    [
        "projektet startade",
        "forskningsprojektet Nepp",
        "radioprogrammet Kaliber",
        "modellen ”en hälsa”",
        "hon heter Anna Berg",
        "chef för Arkivet",
    ],
)
def test_what_follows_no_head_of_an_initiative(text: str) -> None:
    assert list(names_after_heads(text, False)) == []


def test_a_common_noun_is_a_name_in_a_local_text() -> None:
    text = "Sedan mars driver kommunen Vändpunkten."
    assert [text[start:end] for start, end in names_after_heads(text, True)] == ["Vändpunkten"]
    assert list(names_after_heads(text, False)) == []


def test_what_is_led_is_named_in_a_local_text() -> None:
    text = "Inom ramen för Framtidsverkstan möts unga."
    assert [text[start:end] for start, end in names_after_heads(text, True)] == ["Framtidsverkstan"]
    assert list(names_after_heads(text, False)) == []


def test_kinds_are_words_for_initiatives() -> None:
    assert kind_near("ett utvecklingsarbete", 0, 21)
    assert not kind_near("en skola", 0, 8)
