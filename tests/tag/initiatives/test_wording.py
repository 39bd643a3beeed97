from __future__ import annotations

import pytest

from pipeline.tag.initiatives.wording import is_acronym, is_something_else, wording


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "Dialogrummet",
            {"of 1 words", "last is definite", "first is named after", "reads as a name", "one is unknown"},
        ),
        ("Anna Lund", {"first is a given name", "last is a surname", "all have capitals"}),
        ("SSPF", {"in capitals", "an acronym"}),
        ("UngSydväst", {"in camel case"}),
        ("Lysande gårdar fortsätter", {"last is small", "last is a verb"}),
        ("Malmö stads teater och mer", {"of many words"}),
        ("Fastighets AB", {"named as a company"}),
        ("Stora torget", {"named as a place"}),
    ],
)
def test_what_words_show(name: str, expected: set[str]) -> None:
    assert expected <= {key for key, value in wording(name, name.split()).items() if value is True}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Socialnämnden", True),
        ("Trygghetsplan 2024", True),
        ("PDF", True),
        ("Varas", True),
        ("Sydväst", True),
        ("Rätt kurva", False),
    ],
)
def test_names_of_other_things(name: str, expected: bool) -> None:
    assert is_something_else(name) is expected


def test_acronyms() -> None:
    assert [is_acronym(name) for name in ("GVI", "A", "ABCDEFG", "Gvi", "G 2")] == [True, False, False, False, False]
