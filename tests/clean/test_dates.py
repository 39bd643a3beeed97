"""Dates that pages state about themselves, and those they do not."""

from __future__ import annotations

import pytest

from pipeline.clean.dates import StatedDates, address_date, is_date_line, iso_date, stated_dates


@pytest.mark.parametrize(
    ("line", "published", "reviewed"),
    [
        ("Publicerad 2024-02-05", "2024-02-05", None),
        ("Publicerad: 5 februari 2024", "2024-02-05", None),
        ("PUBLICERAD DEN 5 FEB. 2024", "2024-02-05", None),
        ("Publicerat måndagen den 5 februari 2024", "2024-02-05", None),
        ("Skapad 5/2 2024", "2024-02-05", None),
        ("Publiceringsdatum: 2024.2.5", "2024-02-05", None),
        ("Senast granskad 2024-02-05 av EVALIN", None, "2024-02-05"),
        ("Sidan uppdaterad: den 5 februari 2024", None, "2024-02-05"),
        ("Uppdaterad 5/2-2024", None, "2024-02-05"),
        ("Senast ändrad torsdag 29 februari 2024", None, "2024-02-29"),
        ("Reviderad: 2024-12-31", None, "2024-12-31"),
        ("Publicerad 2024-02-05 Senast uppdaterad 2024-03-06", "2024-02-05", "2024-03-06"),
        ("Publicerad 5 mars 2024 | Uppdaterad 6 maj 2024", "2024-03-05", "2024-05-06"),
        ("Publicerad 2024-02-30", None, None),
        ("Publicerad 5 februari", None, None),
        ("Publicerad 05-02-2024", None, None),
        ("Planen antogs 2024-02-05", None, None),
        ("Nyuppdaterad 2024-02-05", None, None),
        ("Den 5 februari 2024 publicerades rapporten", None, None),
        ("", None, None),
    ],
)
def test_a_stated_date(line: str, published: str | None, reviewed: str | None) -> None:
    assert stated_dates([line]) == StatedDates(published, reviewed)


@pytest.mark.parametrize(
    ("month", "number"),
    [("januari", "01"), ("feb", "02"), ("mars", "03"), ("apr.", "04"), ("maj", "05"), ("juni", "06"), ("jul", "07"),
     ("augusti", "08"), ("sept", "09"), ("oktober", "10"), ("Nov.", "11"), ("december", "12")],
)  # fmt: skip
def test_every_month_is_known(month: str, number: str) -> None:
    assert stated_dates([f"Publicerad 7 {month} 2023"]) == StatedDates(f"2023-{number}-07", None)


def test_the_first_publication_and_the_latest_review_count() -> None:
    lines = [
        "Senast granskad 2023-05-01",
        "Publicerad 2023-02-01",
        "Uppdaterad 2024-01-01",
        "Publicerad 2022-01-01",
        "Senast granskad 2023-11-30",
    ]
    assert stated_dates(lines) == StatedDates("2023-02-01", "2024-01-01")
    assert stated_dates([]) == StatedDates(None, None)


@pytest.mark.parametrize(
    "line",
    [
        "Publicerad 2024-02-05",
        "Senast granskad 2024-02-05 av EVALIN",
        "Senast uppdaterad: 5 februari 2024 av Eva Lind",
        "Publicerad 2024-02-05 Senast uppdaterad 2024-03-06",
        "Publicerad 5 feb. 2024. Senast uppdaterad 6 mars 2024",
        "Sidan är uppdaterad 5 februari 2024",
        "Publicerad: 2024-02-05 | Ändrad: 2024-03-06 | Granskad: 2024-03-07",
    ],
)
def test_a_line_of_nothing_but_dates(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Rapporten publicerades 2024-02-05",
        "Publicerad 2024-02-05. Rapporten visar att otryggheten minskar.",
        "Uppdaterad lägesbild visar att otryggheten i centrum minskar mest bland de unga som deltar",
        "Vi har uppdaterad kunskap",
        "uppdaterad " * 5_000 + "!",
    ],
    ids=lambda line: line[:40],
)
def test_a_line_that_says_more(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://www.mjolby.example/nyheter/2024-03-12-ny-plan", "2024-03-12"),
        ("https://www.mjolby.example/2024/03/12/ny-plan/", "2024-03-12"),
        ("https://www.mjolby.example/2024-03-12", "2024-03-12"),
        ("https://www.mjolby.example/2024-03-12.html", "2024-03-12"),
        ("https://www.mjolby.example/2024-13-12-ny-plan", None),
        ("https://www.mjolby.example/dnr-2024-03-121", None),
        ("https://www.mjolby.example/2024/03/", None),
        ("https://www.mjolby.example/", None),
        (None, None),
    ],
)
def test_a_day_in_an_address(url: str | None, day: str | None) -> None:
    assert address_date(url) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-03-12", "2024-03-12"),
        (" 2024-03-12T10:00:00+01:00", "2024-03-12"),
        ("2024-02-30", None),
        ("12 mars 2024", None),
        ("1824-03-12", None),
        ("20240312", None),
        ("", None),
        (None, None),
    ],
)
def test_the_day_of_an_iso_time(value: str | None, day: str | None) -> None:
    assert iso_date(value) == day
