"""The language of a document."""

from __future__ import annotations

import pytest

from pipeline.clean.language import SHORTEST, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kommunen och polisen gick tillsammans en kväll genom centrum och skrev upp alla mörka platser.", "sv"),
        ("The municipality and the police walked through the town centre and wrote down every dark place.", "en"),
        ("Die Gemeinde und die Polizei gingen zusammen durch das Zentrum und notierten alle dunklen Stellen.", "de"),
        ("Kunta ja poliisi kävelivät yhdessä keskustan läpi ja kirjasivat kaikki pimeät paikat muistiin.", "fi"),
        ("سارت البلدية والشرطة معًا عبر وسط المدينة وسجلت جميع الأماكن المظلمة في تلك الليلة الباردة", "ar"),
    ],
)
def test_the_languages_that_municipalities_write_in(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "Kommunen och polisen", "x" * (SHORTEST - 1)])
def test_a_short_text_has_no_language(text: str) -> None:
    assert language_of(text) is None


def test_the_beginning_decides() -> None:
    swedish = "Kommunen och polisen gick tillsammans genom centrum. " * 100
    assert language_of(swedish + "The police walked through the town centre. " * 500) == "sv"
