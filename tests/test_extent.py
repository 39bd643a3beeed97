"""What calls for a new generation, and what does not."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extent import Extent, SourceState

SALA = SourceState("Sala", "1981", "read", None, "2026-01-01T00:00:00Z", 3)
EXTENT = Extent((("F1", "Unga"),), (SALA,))


def test_the_day_of_a_visit_and_the_number_of_pages_call_for_no_new_generation() -> None:
    later = replace(SALA, visited_at="2026-01-02T00:00:00Z", pages=4, reason="failed 500")
    assert replace(EXTENT, sources=(later,)).key == EXTENT.key


def test_a_source_or_an_area_more_and_a_source_out_of_reach_do() -> None:
    others = (
        replace(EXTENT, sources=()),
        replace(EXTENT, sources=(replace(SALA, reach="denied"),)),
        replace(EXTENT, sources=(replace(SALA, municipality=""),)),
        replace(EXTENT, areas=(("F1", "Barn"),)),
        replace(EXTENT, areas=(*EXTENT.areas, ("F2", "Hot"))),
    )
    assert len({EXTENT.key, *(other.key for other in others)}) == 6
