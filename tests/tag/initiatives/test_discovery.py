from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest

from pipeline.models.networks import Floats
from pipeline.tag.initiatives.discovery import Candidate, chosen, discovered
from pipeline.tag.initiatives.signals import Setting
from pipeline.tag.spans import Spans

NOWHERE = Spans()


class Sure:
    """Networks that are sure of every candidate, of a longer one less."""

    def chances(self, table: Floats) -> Floats:
        return 1 - np.arange(len(table)) / 1000


def setting(title: str = "", published: bool = False) -> Setting:
    return Setting(title, published, published, [0], [-2.0])


def names(text: str, title: str = "", taken: Spans = NOWHERE) -> list[str]:
    return [text[one.start : one.end] for one in discovered(text, setting(title), taken)]


def asked(text: str) -> set[str]:
    with patch("pipeline.tag.initiatives.discovery.load_networks", lambda folder: Sure()):
        return set(names(text))


def test_a_service_is_told_from_a_name() -> None:
    text = "avhopparstödet och projektet Stegen hjälper unga att lämna kriminella gäng."
    assert list(discovered(text, setting(), NOWHERE)) == [Candidate(0, 14, "service"), Candidate(29, 35)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I projektet Hela vägen får unga hjälp att lämna gäng. Hela vägen finns i Kalmar.", ["Hela vägen"] * 2),
        ("Anna är enhetschef på Socialförvaltningen Sydväst som arbetar mot brott.", []),
        ("Sedan Projektet började har våldet minskat.", []),
        ("Senast granskad 2023-03-10 av KLALIW", []),
        ("Läs vår handlingsplan mot våld (PDF) och ring.", []),
    ],
)
def test_names_are_told_from_other_words(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_project_of_another_field_is_none() -> None:
    assert names("Projektet Grön väg har planterat lindar längs gatan och bytt ut asfalten mot grus.") == []


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Nu är Projektet klart.", "Projektet"),
        ("Vi bor i Vara nu.", "Vara"),
        ("Enligt Socialstyrelsens rapport är det så.", "Socialstyrelsens"),
        ("Vi följer XYZ noga.", "XYZ"),
        ("Senast uppdaterad 12 maj av Kansliet", "Kansliet"),
    ],
)
def test_some_names_are_never_judged(text: str, never: str) -> None:
    assert never not in asked(text)


def test_an_acronym_is_judged_where_the_text_proposes_it() -> None:
    assert "XYZ" in asked("vi har projektet XYZ nu")


def test_what_others_have_taken_is_not_judged() -> None:
    text = "Projektet Stegen hjälper unga i gäng."
    assert names(text, taken=Spans([(10, 16)])) == []


def test_the_surest_of_those_that_overlap_is_chosen() -> None:
    text = "Hela vägen ut"
    spans = [(0, 4), (0, 10), (0, 13)]
    assert list(chosen(text, spans, np.array([0.4, 0.9, 0.6]))) == [1]
    assert list(chosen(text, spans, np.array([0.1, 0.2, 0.25]))) == []


def test_a_name_is_one_wherever_it_stands() -> None:
    text = "Stegen. Stegens. Annat."
    assert list(chosen(text, [(0, 6), (8, 15), (17, 22)], np.array([0.9, 0.1, 0.1]))) == [0, 1]


def test_a_few_candidates_at_a_time_give_the_same_names() -> None:
    text = "I projektet Hela vägen får unga i gäng hjälp att lämna brott. Projektet Nya spår i Vara hjälper Anna Ek."
    with patch("pipeline.tag.initiatives.discovery.BATCH", 1):
        one_by_one = names(text)
    assert one_by_one == names(text) and "Nya spår" in one_by_one
