"""What could be a name: runs of words, and where they are cut."""

from __future__ import annotations

import pytest

from pipeline.tag.people.name_lists import NameLists
from pipeline.tag.people.names import Word, cut_at_places, looks_like_surname, name_runs

LISTS = NameLists(frozenset({"Anna", "Bo"}), frozenset({"Ek", "Boplan"}), frozenset(), frozenset({"Vara", "Kalmar"}))


def runs(text: str) -> list[str]:
    found = name_runs(text, LISTS)
    assert all(text[word.start : word.end] == word.text for run in found for word in run)
    return [" ".join(word.text for word in run) for run in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nu talar Anna Ek om Bo.", ["Anna Ek", "Bo"]),
        ("Maria von Essen, Erik af Klint", ["Maria von Essen", "Erik af Klint"]),
        ("Leif G.W. Holm och Anders B Nilsson", ["Leif G.W. Holm", "Anders B Nilsson"]),
        ("Fatima al-Hassan och Samuel O’Neill", ["Fatima al-Hassan", "Samuel O’Neill"]),
        ("Foto Anna Ek Foto Bo Ek", ["Anna Ek", "Bo Ek"]),
        ("Anna Ek\nBo Ek", ["Anna Ek", "Bo Ek"]),
        ("Anna Ek Storgatan", ["Anna Ek"]),
        ("Anna Boplan", ["Anna Boplan"]),  # "plan" is no name, but this surname is listed
        ("Anna Vara", ["Anna Vara"]),  # a municipality right behind a given name may be a surname
        ("Anna Vara kommun", ["Anna"]),
        ("Ek Vara", ["Ek"]),
        ("ANNA EK QWERTY", ["ANNA EK"]),
        ("FOTO ANNA EK", ["ANNA EK"]),
        ("P-O Ek och A. I. Ek", ["P-O Ek", "A. I. Ek"]),
        ("Anna d'Angelo", ["Anna d'Angelo"]),
        ("Washington Posts Anna", ["Washington", "Anna"]),
        ("Utredaren Bo", ["Bo"]),
        ("QWERTY och info@Anna", []),
        ("Kalmars Anna", ["Anna"]),
        ("", []),
    ],
)
def test_runs(text: str, found: list[str]) -> None:
    assert runs(text) == found


def test_a_run_is_cut_at_what_the_text_uses_as_a_place() -> None:
    text = "Anna Rosenlid Ek bor i Rosenlid. Anna Ek bor i Ek."
    cut = cut_at_places(text, name_runs(text, LISTS), LISTS)
    assert [" ".join(word.text for word in run) for run in cut] == ["Anna", "Ek", "Anna Ek", "Ek"]


@pytest.mark.parametrize(
    ("text", "initial", "joint"),
    [("B", True, True), ("G.W.", True, True), ("P-O", True, True), ("von", False, True), ("Ek", False, False)],
)
def test_joints(text: str, initial: bool, joint: bool) -> None:
    word = Word(0, len(text), text)
    assert (word.is_initial, word.is_joint) == (initial, joint)


@pytest.mark.parametrize(
    ("text", "plain", "capitals"),
    [("BERG", "Berg", True), ("ANNA-KARIN", "Anna-Karin", True), ("Berg", "Berg", False), ("B", "B", False)],
)
def test_capitals(text: str, plain: str, capitals: bool) -> None:
    word = Word(0, len(text), text)
    assert (word.plain, word.is_capitals) == (plain, capitals)


def test_surname_endings() -> None:
    assert [looks_like_surname(word) for word in ("Sandqvist", "Petrović", "Anna", "Berg")] == [
        True,
        True,
        False,
        False,
    ]
