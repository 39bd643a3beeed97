from __future__ import annotations

import pytest

from pipeline.tag.initiatives.discovery import Candidate, discovered


def names(text: str, title: str = "") -> list[str]:
    return [text[one.start : one.end] for one in discovered(title, text, False, False)]


def test_a_service_is_told_from_a_name() -> None:
    text = "avhopparstödet och projektet Stegen mot gäng"
    assert list(discovered("", text, False, False)) == [Candidate(0, 14, "service"), Candidate(29, 35)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Projektet Hela vägen, mot gäng.", ["Hela vägen"]),
        ("Projektet Hela vägen, om sopor.", []),
        ("Rapporten i projektet Hela vägen om gäng", ["Hela vägen"]),
        ("Handlingsplanen Rak rygg mot hot och våld", []),
        ("Programmet Agenda i SVT granskade gängen", []),
        ("enhetschef på Socialförvaltningen Sydväst mot brott", []),
        ("projektet (MKB-direktivet) mot brott", []),
        ("det som kallas LOV 3, ett arbete mot brott", []),
    ],
)
def test_names_count_where_crime_is_spoken_of(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_title_says_what_a_text_is_about() -> None:
    assert names("Projektet Hela vägen, om sopor.", "Stöd mot gäng") == ["Hela vägen"]
