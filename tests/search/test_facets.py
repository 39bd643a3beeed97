from __future__ import annotations

import numpy as np

from pipeline.index.generation import Generation
from pipeline.search.facets import Facet, facets


def test_pages_are_counted_once_however_many_of_their_passages_were_found(generation: Generation) -> None:
    found = facets(generation.store, np.arange(5))
    assert found["municipality"] == (Facet("1981", "Sala", 2), Facet("2062", "Mora", 1))
    assert found["county"] == (Facet("19", "Västmanlands län", 2), Facet("20", "Dalarnas län", 1))
    assert found["focus_area"] == (Facet("F1", "Unga", 1),)
    assert found["source"] == (Facet("mora.example", "mora.example", 2), Facet("sala.example", "sala.example", 2))


def test_years_come_newest_first_and_undated_pages_have_none(generation: Generation) -> None:
    assert facets(generation.store, np.arange(5))["year"] == (Facet("2024", "2024", 2), Facet("2023", "2023", 1))


def test_nothing_found_has_no_facets(generation: Generation) -> None:
    assert set(facets(generation.store, np.array([], dtype=np.int64)).values()) == {()}
