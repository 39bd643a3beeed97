from __future__ import annotations

import pytest

from pipeline.tag.initiatives.funding import funding


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("har tilldelats två miljoner kronor", [("två miljoner kronor", "2000000 kr")]),
        ("kostar 2,6 miljoner kronor om året", [("2,6 miljoner kronor", "2600000 kr")]),
        ("bidrag på 165 000 kronor", [("165 000 kronor", "165000 kr")]),
        ("budget 3 mnkr", [("3 mnkr", "3000000 kr")]),
        ("En och en halv miljon om året kostar arbetet", [("en halv miljon", "500000 kr")]),
        ("får 1,4 miljoner", [("1,4 miljoner", "1400000 kr")]),
        ("finansieras av Brå och EU.", [("finansieras av Brå och EU", "finansieras av Brå och EU")]),
        ("Hälften är statsbidrag från Socialstyrelsen, resten", [
            ("statsbidrag från Socialstyrelsen", "statsbidrag från Socialstyrelsen")
        ]),
        ("får statsbidrag 2024", [("statsbidrag", "statsbidrag")]),
        ("en skuld på 80 000 kronor betalades", []),
        ("stoppades utbetalningar på 14,2 miljoner kronor", []),
        ("hittade 300 kronor", []),
        ("1,4 miljoner svenskar betalar", []),
    ],
)  # fmt: skip
def test_money_and_where_it_comes_from(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[one.start : one.end], one.value) for one in funding(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De fick inte pengar från Brå.", []),
        ("De har inte fått 2 miljoner kronor i bidrag.", []),
        ("De skulle ha fått 3 miljoner kronor.", []),
        ("De sökte bidrag från Brå men fick avslag.", []),
        ("Föreningen ansöker om 180 000 kronor i bidrag.", []),
        ("De sökte och beviljades 2 miljoner kronor.", ["2000000 kr"]),
    ],
)
def test_money_that_nobody_got_is_none(text: str, expected: list[str]) -> None:
    assert [one.value for one in funding(text)] == expected
