"""The rows of CSV, and cells that a spreadsheet would take for formulas."""

from __future__ import annotations

from pipeline.extent import SourceState
from pipeline.search.coverage import AreaYears, Coverage, MunicipalityRow
from pipeline.search.coverage_csv import csv_text, every_year, matrix_rows, timeline_rows
from pipeline.search.municipality_facts import municipality_facts

AREAS = (("F1", "Unga"), ("F2", "Hot"))
FACTS = municipality_facts()
COVERAGE = Coverage(
    AREAS,
    (
        MunicipalityRow(
            FACTS["1981"],
            2,
            {"F1": 2, "F2": 0},
            "2026-01-01",
            (SourceState("=Sala", "1981", "read", None, "2026-01-02T00:00:00Z", 2),),
            "none_found",
        ),
        MunicipalityRow(
            FACTS["1984"],
            0,
            {"F1": 0, "F2": 0},
            None,
            (SourceState("Arboga", "1984", "denied", "denied", "2026-01-03T00:00:00Z"),),
            "unreachable",
        ),
        MunicipalityRow(FACTS["0180"], 0, {"F1": 0, "F2": 0}, None, (), "no_source"),
    ),
    (AreaYears("F1", "Unga", {2022: 1, 2024: 3}, 2), AreaYears("F2", "Hot", {}, 0)),
    6,
    6,
)


def test_every_municipality_has_a_row_that_says_why_its_zeros_are_zeros() -> None:
    assert csv_text(matrix_rows(COVERAGE)).splitlines() == [
        "Kommunkod,Kommun,Län,Folkmängd 2016,Kommungrupp,Latitud,Longitud,Sidor,F1 Unga,F2 Hot,"
        "Senaste datum,Tomma rutor,Källor,Senaste besök,Skäl",
        "1981,Sala,Västmanlands län,22353,Pendlingskommun nära större stad,59.92,16.6,2,2,0,"
        "2026-01-01,inget hittat,'=Sala,2026-01-02T00:00:00Z,",
        "1984,Arboga,Västmanlands län,13903,Pendlingskommun nära mindre tätort,59.39,15.84,0,0,0,"
        ",kunde inte läsas,Arboga,2026-01-03T00:00:00Z,webbplatsen tillåter inte att sidorna hämtas (robots.txt)",
        "0180,Stockholm,Stockholms län,935619,Storstäder,59.33,18.07,0,0,0,,ingen källa,,,",
    ]


def test_the_years_have_no_gaps_and_the_undated_come_last() -> None:
    assert csv_text(timeline_rows(COVERAGE)).splitlines() == [
        "Fokusområde,Namn,År,Sidor",
        "F1,Unga,2022,1",
        "F1,Unga,2023,0",
        "F1,Unga,2024,3",
        "F1,Unga,utan datum,2",
        "F2,Hot,utan datum,0",
    ]
    assert list(every_year([])) == []


def test_what_a_spreadsheet_would_take_for_a_formula_is_text_and_numbers_are_left_alone() -> None:
    text = csv_text([["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "a=b", -1, 0.5, 'säger "hej", du']])
    assert text == '\'=1+1,\'+1,\'-1,\'@SUM(A1),\'\tx,a=b,-1,0.5,"säger ""hej"", du"\r\n'
