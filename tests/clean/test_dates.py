"""Dates that pages state about themselves, and those they do not."""

from __future__ import annotations

import pytest

from pipeline.clean.dates import (
    StatedDates,
    address_date,
    is_date_line,
    iso_date,
    stated_dates,
    stated_days,
    written_date,
)


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
        ("Publicerad: 3 maj, 2023", "2023-05-03", None),
        ("Publicerad av Eva Lind den 3 maj 2023", "2023-05-03", None),
        ("Publicerad fredag 3 maj 2023 kl 10.00", "2023-05-03", None),
        ("Publicerad 20230503", "2023-05-03", None),
        ("Sidan publicerades den 3:e maj 2023", "2023-05-03", None),
        ("Sidan uppdaterades den 3 maj 2023", None, "2023-05-03"),
        ("Sidan är senast ändrad den 3 maj 2023", None, "2023-05-03"),
        ("Uppdaterad 2023-05-03 kl. 14.05", None, "2023-05-03"),
        ("Senast uppdaterad: 2023/05/03", None, "2023-05-03"),
        ("Senaste uppdatering: 3 maj 2023", None, "2023-05-03"),
        ("Sidan senast ändrad av KLALIW 2023-03-10", None, "2023-03-10"),
        ("Granskad och uppdaterad 3 maj 2023", None, "2023-05-03"),
        ("Faktagranskad den 3.5.2023", None, "2023-05-03"),
        ("Granskad: 230503", None, "2023-05-03"),
        ("Granskad: 230512", None, None),
        ("Granskad: 239999", None, None),
        ("Granskad: maj 2023", None, None),
        ("Published March 3, 2021", "2021-03-03", None),
        ("Published on 3rd of March 2021", "2021-03-03", None),
        ("By Eva Lind Published: Mar. 3rd, 2021 | Updated Apr 4 2022", "2021-03-03", "2022-04-04"),
        ("Last updated on Friday, 4 April 2022", None, "2022-04-04"),
        ("last reviewed: 2022-04-04", None, "2022-04-04"),
        ("The law was updated March 3, 2021", None, None),
        ("Published 03/04/2021", None, None),
        ("Publisert 3. mars 2021", "2021-03-03", None),
        ("Sist oppdatert 4.4.2022", None, "2022-04-04"),
        ("Julkaistu 3.3.2021", "2021-03-03", None),
        ("Päivitetty 3. maaliskuuta 2021", None, "2021-03-03"),
        ("Aktualisiert am 3. März 2021", None, "2021-03-03"),
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
        "Sidan uppdaterades den 3 maj 2023",
        "Senaste uppdatering: 3 maj 2023",
        "Senast uppdaterad: maj 2023",
        "Granskad och uppdaterad 3 maj 2023",
        "Publicerad:",
        "Senast granskad",
        "Uppdaterad för två dagar sedan",
        "Sidansvarig: Eva Lind",
        "Sidansvarig: Kulturförvaltningen, bibliotek. Senast uppdaterad: 3 juni 2024",
        "Publicerad: . Senast ändrad:",
        "Last updated on September 16th, 2023 at 09:27 am",
        "Updated July 9, 2025",
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
        "Uppdaterad lägesbild",
        "Sidansvarig är den som har skrivit sidan och ser till att den stämmer",
        "Granskad verksamhet 2024",
        "Published research from March 2021 shows that fewer feel unsafe",
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


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-03-12 11:50:26", "2024-03-12"),
        ("12 mars 2024", "2024-03-12"),
        ("Jan 17, 2025", "2025-01-17"),
        ("tisdag den 12 mars 2024", "2024-03-12"),
        ("mars 2024", None),
        ("03/04/2021", None),
        ("1766222982", None),
        ("", None),
        (None, None),
    ],
)
def test_a_written_day(value: str | None, day: str | None) -> None:
    assert written_date(value) == day


def test_every_stated_day_once_and_in_order() -> None:
    lines = ["Publicerad 2024-02-05", "Uppdaterad 2024-03-06", "Uppdaterad 2024-02-01, uppdaterad 2024-03-06"]
    assert stated_days(lines) == (["2024-02-05"], ["2024-03-06", "2024-02-01"])
