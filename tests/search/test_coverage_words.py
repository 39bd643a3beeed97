"""What a reader is told of sources that could not be read."""

from __future__ import annotations

from typing import get_args

import pytest

from pipeline.extent import SourceState
from pipeline.search.coverage import Emptiness
from pipeline.search.coverage_words import EMPTY, EMPTY_EXPLAINED, EMPTY_MARKS, why_unread


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (SourceState("Sala", "1981", "read"), ""),
        (SourceState("Sala", "1981", "unvisited"), "källan har inte besökts än"),
        (
            SourceState("Sala", "1981", "denied", "denied"),
            "webbplatsen tillåter inte att sidorna hämtas (robots.txt)",
        ),
        (SourceState("Sala", "1981", "unreachable", "failed"), "servern svarade inte som den ska"),
        (SourceState("Sala", "1981", "unreachable", "refused 403"), "servern nekade åtkomst (svar 403)"),
        (
            SourceState("Sala", "1981", "unreachable", "other kind 200"),
            "svaret är av ett slag som källan inte tar emot (svar 200)",
        ),
        (SourceState("Sala", "1981", "unreachable", "something new"), "sidan kunde inte läsas"),
    ],
)
def test_a_reason_is_told_in_swedish(source: SourceState, told: str) -> None:
    assert why_unread(source) == told


def test_every_kind_of_emptiness_has_its_words() -> None:
    assert set(EMPTY) == set(EMPTY_EXPLAINED) == set(EMPTY_MARKS) == set(get_args(Emptiness))
