"""The gazetteer: what the data files hold, which forms the pattern finds, and a user's own names."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from pipeline.errors import StoreError, UsageError
from pipeline.tag.gazetteer import Form, Gazetteer, Municipality, load_gazetteer
from pipeline.tag.municipalities import find_municipalities
from tests.conftest import REPO

DATA = REPO / "pipeline" / "tag" / "data"
HEAD = "code,name,official,county_code,county,aliases,trap\n"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "municipalities.csv").write_text(
        HEAD + "1480,Göteborg,Göteborgs kommun,14,Västra Götalands län,Göteborgs stad|Gbg|Falu kommun,word\n", "utf-8"
    )
    (tmp_path / "places.csv").write_text("name,code,kind,trap\nBacka,1480,district,shared\n", "utf-8")
    (tmp_path / "given_names.txt").write_text("# names\nAnna\nBo\tword\nBacka\n", "utf-8")
    return tmp_path


def test_the_gazetteer_holds_every_municipality_once(gazetteer: Gazetteer) -> None:
    codes = [one.code for one in gazetteer.municipalities]
    assert len(codes) == len(set(codes)) == 290
    assert all(re.fullmatch(r"\d{4}", code) for code in codes)
    assert all(one.code.startswith(one.county_code) for one in gazetteer.municipalities)
    assert len({one.county for one in gazetteer.municipalities}) == 21
    assert {one.trap for one in gazetteer.municipalities} == {"", "word", "person", "given", "start", "rare", "lower"}


def test_every_place_lies_in_a_municipality_once() -> None:
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({(row["name"], row["code"]) for row in rows}) > 1_000
    assert {row["kind"] for row in rows} == {"police", "district", "town"}
    assert {row["trap"] for row in rows} == {"", "shared", "person", "word"}
    several = {name for name, count in Counter(row["name"] for row in rows).items() if count > 1}
    assert all(row["trap"] for row in rows if row["name"] in several)


def test_the_rows_become_municipalities_and_forms(folder: Path) -> None:
    gazetteer = load_gazetteer(data=folder)
    aliases = ("Göteborgs stad", "Gbg", "Falu kommun")
    one = Municipality("1480", "Göteborg", "Göteborgs kommun", "14", "Västra Götalands län", aliases, "word")
    assert gazetteer.municipalities == (one,)
    assert gazetteer.forms == {
        "göteborg": (Form("Göteborg", one, "name", "word"),),
        "gbg": (Form("Gbg", one, "alias"),),
        "falu": (Form("Falu", one, "alias", needs_kommun=True),),
        "backa": (Form("Backa", one, "district", "shared"),),
    }
    assert gazetteer.counties == {"västra götalands län"}
    assert (gazetteer.given_names, gazetteer.given_words) == ({"Anna", "Bo"}, {"Bo"})


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Göteborgs", "Göteborg"),
        ("Upplands\u00a0 Väsby", "Upplands\u00a0 Väsby"),
        ("Upplands\u2011Bro", "Upplands\u2011Bro"),
        ("Ö Göinge", "Ö Göinge"),
        ("Umeå:s", "Umeå"),
        ("Strängnäs", "Strängnäs"),
        ("malmö", "malmö"),
        ("Tjärna Ängars", "Tjärna Ängar"),
    ],
)
def test_the_pattern_finds_a_form(gazetteer: Gazetteer, text: str, form: str) -> None:
    match = gazetteer.pattern.fullmatch(text)
    assert match and match.group(1) == form


@pytest.mark.parametrize("text", ["Malmöbo", "Malmö-bo", "x-Malmö", "@Malmö", "Kils\u00adbergen", "Väs\u00adterbotten"])
def test_the_pattern_finds_whole_words_only(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.pattern.search(text) is None


@pytest.mark.parametrize("name", ["municipalities.csv", "places.csv", "given_names.txt"])
def test_a_missing_or_strange_file_is_a_store_error(folder: Path, name: str) -> None:
    if name != "given_names.txt":
        (folder / name).write_text("kod,namn\n1,Vara\n", encoding="utf-8")
        with pytest.raises(StoreError, match="must have the columns"):
            load_gazetteer(data=folder)
    (folder / name).unlink()
    with pytest.raises(StoreError, match="cannot read"):
        load_gazetteer(data=folder)


def own(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "own.csv"
    path.write_text("\n".join(["code,name,kind", *rows]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "text", "expected"),
    [
        (["1480,Götet,alias"], "Vi ses i Götet.", [("Götet", "1480")]),
        (["1480,Götets stad,alias"], "Götet och Götets stad", [("Götets stad", "1480")]),
        (["1480,Götet,alias"], "i götet och GÖTET", [("götet", "1480"), ("GÖTET", "1480")]),
        (["1470,Vara,alias"], "I Vara", [("Vara", "1470")]),
        (["1480,Kviberg,district"], "Kviberg växer. kviberg växer.", [("Kviberg", "1480")]),
        (["1480,Araby,district"], "Araby växer.", []),
        (["1480,Araby,district"], "Araby i Växjö, Araby i Göteborg", [("Araby", "0780"), ("Växjö", "0780"),
                                                                      ("Araby", "1480"), ("Göteborg", "1480")]),
        (["1470,Vara,district"], "I Vara", [("Vara", "1470")]),
        (["1380,Halmstad,trap"], "Halmstad kom. Vi ses i Halmstad.", [("Halmstad", "1380")]),
        (["1280,Rosengård,trap"], "Rosengård kom. På Rosengård i Malmö.", [("Rosengård", "1280"), ("Malmö", "1280")]),
        (["0180,Söderort,district", "180,Sthm,alias"], "Sthm, Söderort", [("Sthm", "0180"), ("Söderort", "0180")]),
    ],
)  # fmt: skip
def test_a_users_own_names_count(tmp_path: Path, rows: list[str], text: str, expected: list[tuple[str, str]]) -> None:
    gazetteer = load_gazetteer(own(tmp_path, *rows))
    assert [(one.text, one.code) for one in find_municipalities(gazetteer, text)] == expected


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("9999,Ankeborg,alias", "own.csv line 2: there is no municipality 9999"),
        ("1480,Vara,alias", "own.csv line 2: Vara is a name of Vara"),
        ("1480,Vara,trap", "own.csv line 2: Vara is no known name of Göteborg or of a place in it"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_gazetteer(own(tmp_path, row))
    assert str(caught.value).endswith(message)


def test_a_user_need_not_have_a_file(tmp_path: Path, gazetteer: Gazetteer) -> None:
    assert load_gazetteer(tmp_path / "none.csv").forms == gazetteer.forms


def test_an_alias_in_the_data_file_counts(tmp_path: Path) -> None:
    for name in ("municipalities.csv", "places.csv", "given_names.txt"):
        shutil.copy(DATA / name, tmp_path / name)
    path = tmp_path / "municipalities.csv"
    path.write_text(path.read_text("utf-8").replace("Göteborgs Stad|Gbg", "Göteborgs Stad|Gbg|Götet"), "utf-8")
    assert [one.code for one in find_municipalities(load_gazetteer(data=tmp_path), "Vi ses i Götet.")] == ["1480"]
