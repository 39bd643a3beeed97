from __future__ import annotations

from datetime import date

import pytest

from pipeline.search.period import period

TODAY = date(2024, 5, 15)


def days(question: str) -> tuple[str | None, ...]:
    return tuple(day and day.isoformat() for day in period(question, TODAY))


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("sedan 2020", "2020-01-01", None),
        ("från och med 2021", "2021-01-01", None),
        ("fr.o.m. 2021", "2021-01-01", None),
        ("efter 2019", "2020-01-01", None),
        ("före 2018", None, "2017-12-31"),
        ("till och med 2022", None, "2022-12-31"),
        ("t.o.m. 2022", None, "2022-12-31"),
        ("Vad hände under 2023?", "2023-01-01", "2023-12-31"),
        ("år 2023", "2023-01-01", "2023-12-31"),
        ("i 2023", "2023-01-01", "2023-12-31"),
        ("under 2021, 2022 och 2023", "2021-01-01", "2023-12-31"),
        ("mellan 2019 och 2022", "2019-01-01", "2022-12-31"),
        ("mellan åren 2022 och 2019", "2019-01-01", "2022-12-31"),
        ("2019–2022", "2019-01-01", "2022-12-31"),
        ("2019-2022", "2019-01-01", "2022-12-31"),
        ("från och med 2019 till och med 2022", "2019-01-01", "2022-12-31"),
        ("sedan 2019 men före 2022", "2019-01-01", "2021-12-31"),
        ("förra året", "2023-01-01", "2023-12-31"),
        ("i fjol", "2023-01-01", "2023-12-31"),
        ("Vad görs i år?", "2024-01-01", "2024-12-31"),
        ("sedan förra året", "2023-01-01", None),
        ("rapporter från förra året", "2023-01-01", "2023-12-31"),
        ("de senaste tre åren", "2021-05-15", None),
        ("de senaste två månaderna", "2024-03-15", None),
        ("de senaste 2 veckorna", "2024-05-01", None),
        ("det senaste halvåret", "2023-11-15", None),
        ("hösten 2022", "2022-09-01", "2022-11-30"),
        ("hösten 2022 och våren 2023", "2022-09-01", "2023-05-31"),
        ("i mars 2024", "2024-03-01", "2024-03-31"),
        ("i februari 2024", "2024-02-01", "2024-02-29"),
        ("sedan i mars 2024", "2024-03-01", None),
        ("mellan mars och maj 2023", "2023-03-01", "2023-05-31"),
        ("under 2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_periods(question: str, since: str | None, until: str | None) -> None:
    assert days(question) == (since, until)


@pytest.mark.parametrize(
    "question",
    [
        "lagen (2023:196) och under 2023:196",
        "prop. 2022/23:43",
        "under 2000 kronor",
        "kommuner med under 2000 invånare",
        "under 10 2020 kronor",
        "telefon 0520-2020 21",
        "ring 08-2019-2022",
        "rapporten 2023",
        "från 2021",
        "sedan 1985",
        "under 2026",
        "under 2019–2030",
        "mellan 2019 och 2030",
        "elever i år 9",
        "i årskurs två",
        "för tre år sedan",
        "de senaste åren",
        "alla år utom 2023",
        "inte under 2023",
        "den 1 juli 2023",
        "sedan 2023-03-10",
        "före 2018 eller efter 2020",
        "enligt 2018 års lag",
    ],
)
def test_what_is_no_clear_period(question: str) -> None:
    assert days(question) == (None, None)


def test_months_are_counted_back_to_the_last_day_that_is() -> None:
    assert period("senaste månaden", date(2023, 3, 31)) == (date(2023, 2, 28), None)
