from __future__ import annotations

import json

import pytest

from pipeline.search.aspects import Cited
from pipeline.search.comparable import Asked, Comparable, Comparables, Differs, Side
from pipeline.show.comparables import comparables

HERE = Cited("a", 0, 14, "Vi gör besök.\n")
THERE = Cited("b", 3, 20, "Teamet gör besök.")
FOUND = Comparables(
    Asked("document", "a", "Steget", ("a",), ("1981",), ("F1",)),
    "gen-000001",
    (
        Comparable(
            1,
            0.5,
            "b",
            "https://www.mora.example/b",
            "Framåt",
            {"code": "2062", "name": "Mora"},
            ({"entity_id": "initiative:framat", "name": "Framåt"},),
            ("F1",),
            "2024-01-02",
            None,
            (
                Side("method", "both", ("hembesök",), Differs((), ("mentor",)), (HERE,), (THERE,)),
                Side("funding", "query", (), Differs(("Brå",), ()), (HERE,), ()),
                Side("results", "comparable", (), Differs((), ("trygghet",)), (), (THERE,)),
                Side("period", "neither", (), Differs((), ()), (), ()),
            ),
        ),
    ),
)


def test_aspects_are_printed_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    comparables(FOUND, False)
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "1. Mora: Framåt  0.50",
        "   https://www.mora.example/b · publicerad 2024-01-02 · Framåt",
        "   method:       shared: hembesök; only there: mentor",
        "                 here  »Vi gör besök.«",
        "                 there »Teamet gör besök.«",
        "   funding:      only here: Brå; the other page says nothing",
        "                 here  »Vi gör besök.«",
        "   results:      only there: trygghet; the page asked about says nothing",
        "                 there »Teamet gör besök.«",
        "   period:       neither says anything",
        "",
    ]
    assert err == "1 comparable to Steget in gen-000001\n"


def test_the_json_is_the_record(capsys: pytest.CaptureFixture[str]) -> None:
    comparables(FOUND, True)
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["query", "generation", "comparables"]
    assert found["comparables"][0]["aspects"][0]["differs"] == {"query": [], "comparable": ["mentor"]}
