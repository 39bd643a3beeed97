"""The overview's pictures, in numbers: where dots and bars lie. Drawn by the templates, without script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import Literal

from pipeline.search.coverage import AreaYears, Emptiness, MunicipalityRow

# The map is as wide as this, at most as high as that, with room for half a dot around.
MAP_WIDTH, MAP_HEIGHT, ROOM = 340.0, 660.0, 16.0
# The radius of the largest dot, which is less where little is counted, and of the smallest that still can be seen.
LARGEST, OF_ONE, SMALLEST = 26.0, 5.0, 3.0
# Years that a chart shows; the table under it has all.
YEARS = 20
CHART_HEIGHT = 60
BAR, GAP = 10, 4

Mark = Literal["pages", "none", "unread", "nothing"]
_SIGNS: dict[Emptiness, Mark] = {"none_found": "none", "unreachable": "unread", "no_source": "nothing"}


@dataclass(frozen=True, slots=True)
class Dot:
    """A municipality on the map: "pages" is a disc whose area follows `count`, the others are signs of one size."""

    x: float
    y: float
    radius: float
    mark: Mark
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class CountryMap:
    """Dots in a box of `width` by `height`; large ones first, so that they lie below."""

    width: int
    height: int
    dots: tuple[Dot, ...]

    @property
    def legend(self) -> tuple[tuple[int, float], ...]:
        """Counts with their radius, to read the dots by: the most that is counted, and about a quarter of it."""
        most = max((dot.count for dot in self.dots), default=0)
        counts = sorted({most, max(1, round(most / 4))}, reverse=True) if most else []
        return tuple((count, radius(count, most)) for count in counts)


@dataclass(frozen=True, slots=True)
class Bar:
    """A year of a chart."""

    year: int
    count: int
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The last YEARS years of a focus area; `earlier` are the documents of the years before."""

    area: AreaYears
    bars: tuple[Bar, ...]
    highest: int
    earlier: int

    @property
    def width(self) -> int:
        """In the units of the bars."""
        return len(self.bars) * (BAR + GAP)


def country_map(rows: Iterable[MunicipalityRow], area: str = "") -> CountryMap:
    """Return the map of the rows, which it fits closely, with their documents, or those of one focus area.

    Equidistant along both axes at the middle of the rows: at the ends of the country the width is off by an eighth.
    """
    counted = [(row.by_area[area] if area else row.documents, row) for row in rows]
    most = max((count for count, _ in counted), default=0)
    north = max((row.facts.latitude for _, row in counted), default=0.0)
    south = min((row.facts.latitude for _, row in counted), default=0.0)
    west = min((row.facts.longitude for _, row in counted), default=0.0)
    east = max((row.facts.longitude for _, row in counted), default=0.0)
    narrow = cos(radians((north + south) / 2))
    # One county is a single municipality: any scale will do.
    wide, high = max((east - west) * narrow, 0.1), max(north - south, 0.1)
    scale = min((MAP_WIDTH - 2 * ROOM) / wide, (MAP_HEIGHT - 2 * ROOM) / high)
    found = []
    for count, row in counted:
        x = ROOM + (row.facts.longitude - west) * narrow * scale
        y = ROOM + (north - row.facts.latitude) * scale
        mark: Mark = "pages" if count else _SIGNS[row.empty]
        found.append(Dot(round(x, 1), round(y, 1), radius(count, most), mark, row.facts.name, count))
    size = round(wide * scale + 2 * ROOM), round(high * scale + 2 * ROOM)
    return CountryMap(*size, tuple(sorted(found, key=lambda dot: (-dot.count, dot.name))))


def radius(count: int, most: int) -> float:
    """Return the radius of a dot where the largest stands for `most`: its area follows the count."""
    largest = min(LARGEST, OF_ONE * sqrt(most))
    return round(max(SMALLEST, largest * sqrt(count / most)), 1) if count else SMALLEST


def charts(timeline: Iterable[AreaYears]) -> list[Chart]:
    """Return a chart for each focus area, all of the same years, which end with the last that any has."""
    areas = list(timeline)
    last = max((year for area in areas for year in area.years), default=None)
    if last is None:
        return [Chart(area, (), 0, 0) for area in areas]
    return [_chart(area, range(last - YEARS + 1, last + 1)) for area in areas]


def _chart(area: AreaYears, years: range) -> Chart:
    counts = [area.years.get(year, 0) for year in years]
    highest = max(counts)
    bars = []
    for place, (year, count) in enumerate(zip(years, counts, strict=True)):
        height = round(CHART_HEIGHT * count / highest, 1) if highest else 0.0
        bars.append(Bar(year, count, place * (BAR + GAP), round(CHART_HEIGHT - height, 1), height))
    earlier = sum(count for year, count in area.years.items() if year < years[0])
    return Chart(area, tuple(bars), highest, earlier)
