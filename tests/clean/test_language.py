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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Politiet og kommunen gikk sammen gjennom sentrum en kveld og skrev opp alle mørke steder de så.", "nb"),
        ("Politiet og kommunen gjekk saman gjennom sentrum ein kveld og skreiv opp alle dei mørke stadene.", "nn"),
        ("Politiet og kommunen gik sammen gennem centrum en aften og skrev alle mørke steder op på et kort.", "da"),
    ],
)
def test_the_neighbours_are_told_apart(text: str, language: str) -> None:
    assert language_of(text) == language
    assert language_of(text, "en") == language


def test_the_markup_settles_only_short_lines_between_languages_that_are_alike() -> None:
    danish = "Politiet og kommunen gik sammen gennem centrum en aften og skrev alle mørke steder op på et kort."
    english = "The municipality and the police walked through the town centre and wrote down every dark place."
    assert language_of(danish, "no") == "nb"
    assert language_of(danish * 3, "no") == "da"
    assert language_of(english, "sv") == "en"


def test_the_longer_part_of_a_mixed_page_decides() -> None:
    swedish = "Kommunen och polisen gick tillsammans en kväll genom centrum och skrev upp alla mörka platser."
    english = "The municipality and the police walked through the town centre and wrote down every dark place."
    assert language_of("\n".join([english, swedish, swedish])) == "sv"
    assert language_of("\n".join([swedish, english, english, english])) == "en"


def test_short_lines_are_judged_together() -> None:
    assert language_of("\n".join(["Kommunen och polisen", "Alla mörka platser", "Tillsammans genom centrum"])) == "sv"
