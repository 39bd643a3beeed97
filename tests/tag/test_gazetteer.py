"""The gazetteer: what the data file holds, and which forms the pattern finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.tag.gazetteer import Gazetteer, Municipality, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def test_the_gazetteer_holds_every_municipality_once(gazetteer: Gazetteer) -> None:
    codes = [one.code for one in gazetteer.municipalities]
    assert len(codes) == len(set(codes)) == 290
    assert all(re.fullmatch(r"\d{4}", code) for code in codes)
    assert all(one.code.startswith(one.county_code) for one in gazetteer.municipalities)
    assert len({one.county for one in gazetteer.municipalities}) == 21
    assert {one.trap for one in gazetteer.municipalities} == {"", "word", "person", "start", "rare", "lower"}


HEAD = "code,name,official,county_code,county,aliases,trap\n"


def test_a_row_becomes_a_municipality_and_its_forms(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text(HEAD + "1480,Göteborg,Göteborgs kommun,14,Västra Götalands län,Göteborgs stad|Gbg,word\n", "utf-8")
    gazetteer = load_gazetteer(path)
    one = Municipality(
        "1480", "Göteborg", "Göteborgs kommun", "14", "Västra Götalands län", ("Göteborgs stad", "Gbg"), "word"
    )
    assert gazetteer.municipalities == (one,)
    assert gazetteer.forms == {"göteborg": ("Göteborg", one, False), "gbg": ("Gbg", one, False)}
    assert gazetteer.counties == {"västra götalands län"}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Göteborgs", "Göteborg"),
        ("Upplands\u00a0 Väsby", "Upplands\u00a0 Väsby"),
        ("Upplands\u2011Bro", "Upplands\u2011Bro"),
        ("Umeå:s", "Umeå"),
        ("Strängnäs", "Strängnäs"),
        ("malmö", "malmö"),
    ],
)
def test_the_pattern_finds_a_form(gazetteer: Gazetteer, text: str, form: str) -> None:
    match = gazetteer.pattern.fullmatch(text)
    assert match and match.group(1) == form


@pytest.mark.parametrize("text", ["Malmöbo", "Malmö-bo", "x-Malmö", "@Malmö"])
def test_the_pattern_finds_whole_words_only(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.pattern.search(text) is None


def test_a_missing_or_strange_file_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot read"):
        load_gazetteer(tmp_path / "none.csv")
    (tmp_path / "odd.csv").write_text("kod,namn\n1,Vara\n", encoding="utf-8")
    with pytest.raises(StoreError, match="must have the columns"):
        load_gazetteer(tmp_path / "odd.csv")
