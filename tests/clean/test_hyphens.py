"""Divided words made whole, and the hyphens that stay."""

from __future__ import annotations

import pytest

from pipeline.clean.hyphens import Spellings, join_lines, repaired, spellings

NOTHING = Spellings(frozenset())


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Det brotts-", "förebyggande arbetet", "Det brottsförebyggande arbetet"),
        ("Det brotts\u2010", "förebyggande", "Det brottsförebyggande"),
        ("Det brotts\xad", "Förebyggande", "Det brottsFörebyggande"),
        ("ett IT-", "system för", "ett IT-system för"),
        ("en EU-", "kommission", "en EU-kommission"),
        ("per e-", "post", "per e-post"),
        ("i covid-", "19", "i covid-19"),
        ("år 2023-", "2024", "år 2023-2024"),
        ("ett 5G-", "nät", "ett 5G-nät"),
        ("i Nord-", "Korea", "i Nord-Korea"),
        ("BROTTS-", "FÖREBYGGANDE", "BROTTSFÖREBYGGANDE"),
        ("SVT-", "PROGRAM", "SVT-PROGRAM"),
        ("både kommun-", "och regionfrågor", "både kommun- och regionfrågor"),
        ("för kommun-", "eller", "för kommun- eller"),
        ("mellan kommun- och", "region", "mellan kommun- och region"),
        ("åren 2015–", "2020", "åren 2015–2020"),
        ("och/", "eller", "och/eller"),
        ("se https://bra.example/om-", "bra.html", "se https://bra.example/om-bra.html"),
        ("ett tankstreck –", "som här", "ett tankstreck – som här"),
        ("ett –", "", "ett –"),
        ("-", "förslag", "- förslag"),
        ("Två", "ord", "Två ord"),
    ],
)
def test_two_lines(first: str, second: str, expected: str) -> None:
    assert join_lines([first, second], NOTHING) == expected


def test_what_the_document_writes_elsewhere_decides() -> None:
    known = spellings(["en icke-statlig aktör", "en SVTprogramledare är", "ordet kommunöver skrivs så"])
    assert known.words >= {"icke-statlig", "svtprogramledare", "kommunöver"}
    assert join_lines(["varje icke-", "statlig"], known) == "varje icke-statlig"
    assert join_lines(["varje SVT-", "programledare"], known) == "varje SVTprogramledare"


def test_words_at_the_ends_of_lines_may_be_halves_and_say_nothing() -> None:
    assert spellings(["halva mitten slut-"]) == Spellings(frozenset({"mitten"}))


def test_many_lines_are_one() -> None:
    assert join_lines(["Sam-", "verkan mot", "", "brott."], NOTHING) == "Samverkan mot brott."
    assert join_lines([], NOTHING) == ""


def test_an_identity_number_over_two_lines_stays_one() -> None:
    assert join_lines(["811218-", "9876"], NOTHING) == "811218-9876"


def test_ligatures_become_letters() -> None:
    assert repaired("ﬁnansiera ﬂer oﬀentliga eﬃcient aﬄuent ﬅ") == "finansiera fler offentliga efficient affluent st"
