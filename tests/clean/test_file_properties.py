"""What is believed of what a file says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.clean.file_properties import pdf_date, sane_author, sane_day, sane_title

OPENING = (
    "Trygghetsplan för Vara kommun 2024. Microsoft Word har ingen mall för detta, se x.doc och rapport_slutlig_v3."
)


@pytest.mark.parametrize("title", ["Trygghetsplan för Vara kommun", " trygghetsplan\nför Vara", "Vara kommun: plan"])
def test_a_title_that_the_opening_bears_out_is_believed(title: str) -> None:
    assert sane_title(title, OPENING) == " ".join(title.split())


@pytest.mark.parametrize(
    "title",
    [
        "",
        "  ",
        "Microsoft Word - x.doc",
        "Microsoft Word - Trygghetsplan för Vara",
        "PowerPoint-presentation",
        "trygghetsplan.indd",
        "rapport_slutlig_v3",
        "Dokument1",
        "Namnlöst dokument",
        "untitled",
        "Mall för tjänsteskrivelse",
        "Tjänsteskrivelse",
        "2024",
        "Årsredovisning för Boden",
        "Trygghetsplan " * 30,
    ],
)
def test_a_title_that_a_program_or_a_template_left_is_not(title: str) -> None:
    assert sane_title(title, OPENING) is None


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Anna Berg", "Anna Berg"),
        ("Brottsförebyggande rådet", "Brottsförebyggande rådet"),
        ("Anna Berg; Bo Ek", "Anna Berg"),
        ("annber01", None),
        ("anna.berg@vara.example", None),
        ("VARA\\anna berg", None),
        ("Administrator", None),
        ("Windows User", None),
        ("Microsoft Office User", None),
        ("python-docx", None),
        ("", None),
    ],
)
def test_authors(author: str, expected: str | None) -> None:
    assert sane_author(author) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("D:20230310120000+01'00'", "2023-03-10"),
        ("20230310", "2023-03-10"),
        ("D:20231310", None),
        ("D:19800101000000", None),
        ("den 10 mars", None),
        ("", None),
    ],
)
def test_pdf_dates(value: str, expected: str | None) -> None:
    assert pdf_date(value) == expected


def test_days_of_clocks_never_set() -> None:
    assert (sane_day(date(1992, 12, 31)), sane_day(date(1993, 1, 1))) == (None, "1993-01-01")
