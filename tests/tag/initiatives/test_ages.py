from __future__ import annotations

import pytest

from pipeline.tag.initiatives.ages import ages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("unga mellan 12–25 år", [("12–25 år", "12-25")]),
        ("mellan 12 och 18 år", [("12 och 18 år", "12-18")]),
        ("elva- till femtonåringar", [("elva- till femtonåringar", "11-15")]),
        ("i åldern 13-20", [("13-20", "13-20")]),
        ("killar mellan 10 och 16 som", [("10 och 16", "10-16")]),
        ("16 år eller äldre", [("16 år eller äldre", "16-")]),
        ("personer över 18 år", [("över 18 år", "18-")]),
        ("från tio års ålder", [("från tio års ålder", "10-")]),
        ("barn under 15 år", [("under 15 år", "-15")]),
        ("unga vuxna, 18-29-åringar", [("18-29-åringar", "18-29")]),
        ("för 15-åringar", [("15-åringar", "15")]),
        ("Åldersgränsen är 18 år", [("Åldersgränsen är 18 år", "18-")]),
        ("under 2 år, 1–3 år, 2 till 4 år", []),
        ("mellan 20 och 35 personer, 12 och 17 procent", []),
        ("kl. 16–20, 8–16", []),
        ("årskurs 7–9", []),
    ],
)
def test_ages(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[one.start : one.end], one.value) for one in ages(text)] == expected


def test_only_the_stretch_is_read() -> None:
    text = "12–15 år, 16–20 år"
    assert [one.value for one in ages(text, 9)] == ["16-20"]
