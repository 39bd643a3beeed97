from __future__ import annotations

import pytest

from pipeline.tag.initiatives.periods import periods


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pågår 2022–2024", [("2022–2024", "2022/2024")]),
        ("Mellan 2020 och 2023 prövade", [("2020 och 2023", "2020/2023")]),
        ("läsåret 2022/23", [("2022/23", "2022/2023")]),
        ("startade hösten 2023", [("startade hösten 2023", "2023-H2/")]),
        ("startades av Eskilstuna kommun 2021", [("startades av Eskilstuna kommun 2021", "2021/")]),
        ("startade i mars 2023", [("startade i mars 2023", "2023-03/")]),
        ("har funnits sedan 2018", [("funnits sedan 2018", "2018/")]),
        ("sedan våren 2019", [("sedan våren 2019", "2019-H1/")]),
        ("Startår: 2022", [("Startår: 2022", "2022/")]),
        ("Starten i Linköping var 1998", [("Starten i Linköping var 1998", "1998/")]),
        ("pågår till och med 2025", [("pågår till och med 2025", "/2025")]),
        ("april 2023–mars 2025", [("april 2023–mars 2025", "2023-04/2025-03")]),
        ("mars–juni 2024", [("mars–juni 2024", "2024-03/2024-06")]),
        ("Under tre år har", [("Under tre år", "P3Y")]),
        ("det treåriga projektet", [("treåriga", "P3Y")]),
        ("i 18 månader", [("i 18 månader", "P18M")]),
        ("Under 2023 tog 71 personer kontakt", []),
        ("personer under 18 år", []),
        ("rapport 2024:7, 2023-03-10", []),
    ],
)
def test_periods(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(text[one.start : one.end], one.value) for one in periods(text)]
    assert [(written.removeprefix("Mellan "), value) for written, value in found] == expected
