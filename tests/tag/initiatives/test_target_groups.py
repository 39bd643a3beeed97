from __future__ import annotations

import pytest

from pipeline.tag.initiatives.target_groups import target_groups


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Den riktar sig till unga som riskerar att dras in i gäng.", ["unga som riskerar att dras in i gäng"]),
        ("Målgruppen är barn mellan 12 och 17 år, i Vara.", ["barn mellan 12 och 17 år"]),
        ("Målgrupp: Unga vuxna", []),
        ("Målgrupp: unga vuxna", ["unga vuxna"]),
        ("ett projekt för barn mellan 10 och 16 år", ["barn mellan 10 och 16 år"]),
        ("Vilka: män som avtjänat straff", ["män som avtjänat straff"]),
        ("stöd till den som vill lämna kriminalitet.", ["den som vill lämna kriminalitet"]),
        ("och nå dem som är på väg ut.", ["dem som är på väg ut"]),
        ("Stödet riktar sig till verksamheter", []),
        ("för att bygga", []),
    ],
)
def test_groups(text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in target_groups(text)] == expected


def test_weak_words_count_where_they_may() -> None:
    text = "Vi hjälper ungdomar."
    assert [one.value for one in target_groups(text)] == ["ungdomar"]
    assert list(target_groups(text, weak=False)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi jobbar med barn och ungdomar försöker arbeta förebyggande.", ["barn och ungdomar"]),
        ("Det riktar sig till barn 6–12 år och finansieras av Brå.", ["barn 6–12 år"]),
        ("Vi hjälper människor att hitta en väg.", []),
    ],
)
def test_a_group_ends_before_a_verb_and_is_somebody(text: str, expected: list[str]) -> None:
    assert [one.value for one in target_groups(text)] == expected
