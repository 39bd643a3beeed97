from __future__ import annotations

import pytest

from pipeline.errors import NothingFound, UsageError
from pipeline.index.generation import Generation
from pipeline.search.filters import Filters, allowed_rows


def rows(generation: Generation, **filters: str) -> list[int] | None:
    found = allowed_rows(generation.store, Filters(**filters))
    return None if found is None else found.tolist()


def test_no_filter_allows_everything(generation: Generation) -> None:
    assert rows(generation) is None


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"municipality": "Sala"}, [0, 1, 3]),
        ({"municipality": "sala kommun"}, [0, 1, 3]),
        ({"municipality": "Salas kommun"}, [0, 1, 3]),
        ({"municipality": "2062"}, [2]),
        ({"person": "anna ek"}, [2]),
        ({"focus_area": "f1"}, [0, 1]),
        ({"focus_area": "Unga"}, [0, 1]),
        ({"source": "mora.example"}, [2, 4]),
        ({"since": "2024"}, [2, 3]),
        ({"since": "2024-02-02"}, [3]),
        ({"until": "2024-06"}, [0, 1, 2, 3]),
        ({"until": "2023"}, [0, 1]),
        ({"since": "2024", "municipality": "Sala"}, [3]),
        ({"since": "2025"}, []),
    ],
)
def test_filters_keep_the_passages_of_pages_that_pass(
    generation: Generation, filters: dict[str, str], expected: list[int]
) -> None:
    assert rows(generation, **filters) == expected


@pytest.mark.parametrize("kind", ["municipality", "person", "focus_area", "source"])
def test_a_value_that_is_nowhere_is_named_with_the_command_that_lists_them(generation: Generation, kind: str) -> None:
    with pytest.raises(NothingFound, match=r"'Atlantis'.*kb list"):
        rows(generation, **{kind: "Atlantis"})


@pytest.mark.parametrize("value", ["i går", "2024-13", "2024-02-30", "24", ""])
def test_a_date_that_is_none_is_a_usage_error(generation: Generation, value: str) -> None:
    with pytest.raises(UsageError, match="--since must be a date"):
        rows(generation, since=value)
