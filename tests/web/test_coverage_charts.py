"""Where dots and bars lie, in numbers."""

from __future__ import annotations

import pytest

from pipeline.search.coverage import AreaYears, Emptiness, MunicipalityRow
from pipeline.search.municipality_facts import municipality_facts
from pipeline.web.coverage_charts import Bar, Chart, Dot, charts, country_map, radius

FACTS = municipality_facts()


def row(code: str, documents: int, of_area: int = 0, empty: Emptiness = "none_found") -> MunicipalityRow:
    return MunicipalityRow(FACTS[code], documents, {"F1": of_area}, None, (), empty)


def test_north_is_up_and_east_is_right_and_the_country_fills_its_box() -> None:
    found = country_map(row(code, 0) for code in FACTS)
    at = {dot.name: (dot.x, dot.y) for dot in found.dots}
    assert at["Kiruna"][1] == 16
    assert at["Trelleborg"][1] == pytest.approx(found.height - 16, abs=1)
    assert at["Strömstad"][0] < at["Karlstad"][0] < at["Stockholm"][0] < at["Gotland"][0] < at["Haparanda"][0]
    assert (found.width, found.height) == (340, 656)


def test_the_area_of_a_dot_follows_the_count_and_empty_ones_have_signs() -> None:
    rows = [
        row("1981", 100, 4),
        row("1980", 25),
        row("1984", 0, 0, "unreachable"),
        row("0180", 0, 0, "no_source"),
        row("1983", 0),
    ]
    told = [(dot.name, dot.mark, dot.radius) for dot in country_map(rows).dots]
    assert told == [
        ("Sala", "pages", 26.0),
        ("Västerås", "pages", 13.0),
        ("Arboga", "unread", 3.0),
        ("Köping", "none", 3.0),
        ("Stockholm", "nothing", 3.0),
    ]
    of_area = country_map(rows, "F1")
    assert [(dot.name, dot.count) for dot in of_area.dots if dot.mark == "pages"] == [("Sala", 4)]
    assert of_area.legend == ((4, 10.0), (1, 5.0))
    assert radius(1, 1) == 5.0


def test_a_county_of_one_municipality_is_a_map_and_so_is_none() -> None:
    assert country_map([row("0980", 1)]).dots == (Dot(16.0, 16.0, 5.0, "pages", "Gotland", 1),)
    assert country_map([]).dots == country_map([]).legend == ()


def test_charts_have_the_same_years_and_each_its_own_scale() -> None:
    first, second = charts([AreaYears("F1", "Unga", {1999: 2, 2024: 1, 2025: 4}, 3), AreaYears("F2", "Hot", {}, 0)])
    assert (first.bars[0].year, len(first.bars), first.highest, first.earlier, first.width) == (2006, 20, 4, 2, 280)
    assert first.bars[-2:] == (Bar(2024, 1, 252, 45.0, 15.0), Bar(2025, 4, 266, 0.0, 60.0))
    assert {(bar.count, bar.height) for bar in second.bars} == {(0, 0.0)}
    assert [bar.year for bar in second.bars] == [bar.year for bar in first.bars]


def test_where_nothing_is_dated_there_are_no_bars() -> None:
    area = AreaYears("F1", "Unga", {}, 3)
    assert charts([area]) == [Chart(area, (), 0, 0)]
