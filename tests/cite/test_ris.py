from __future__ import annotations

import pytest
import rispy
from hypothesis import given

from pipeline.cite.plain import one_line
from pipeline.cite.ris import ris
from tests.cite.made import CITATION, HOSTILE, TEXTS, made


def test_a_record_to_the_letter() -> None:
    assert ris([CITATION]).splitlines() == [
        "TY  - ELEC",
        "ID  - trollhattans-stad-2023-avhopparverksamhet",
        "AU  - Trollhättans Stad",
        "TI  - Avhopparverksamhet",
        "PY  - 2023",
        "DA  - 2023/05/06",
        "Y2  - 2024/03/01",
        "UR  - https://www.trollhattan.example/avhopp.pdf",
        "SP  - 7",
        "N1  - Den som vill lämna får stöd.",
        "N1  - Kunskapsbank gen-000042, version 1a2b3c4d",
        "ER  - ",
    ]


def test_what_is_not_known_is_left_out() -> None:
    (record,) = rispy.loads(ris([made(date=None, url=None, page=None, quote=None, version=None)]))
    assert record == {
        "type_of_reference": "ELEC",
        "id": "trollhattans-stad-odaterad-avhopparverksamhet",
        "authors": ["Trollhättans Stad"],
        "title": "Avhopparverksamhet",
        "access_date": "2024/03/01",
        "notes": ["Kunskapsbank gen-000042, https://www.trollhattan.example/avhopp.pdf"],
    }


def test_nothing_is_nothing() -> None:
    assert ris([]) == ""


@pytest.mark.parametrize("text", [text for text in HOSTILE if text])
def test_a_hostile_text_is_read_as_it_was(text: str) -> None:
    one, other = rispy.loads(ris([made(title=text, publisher=text, quote=text), CITATION]))
    assert (one["title"], one["authors"], one["notes"][0]) == (one_line(text), [one_line(text)], one_line(text))
    assert other["title"] == "Avhopparverksamhet"


@given(TEXTS)
def test_any_text_is_read_as_it_was(text: str) -> None:
    (record,) = rispy.loads(ris([made(title=text, quote=text)]))
    assert (record["title"], record["notes"][0]) == (one_line(text), one_line(text))


def test_an_address_stays_one() -> None:
    (record,) = rispy.loads(ris([made(url="https://a.example/x;jsessionid=1?q=å")]))
    assert record["urls"] == ["https://a.example/x%3Bjsessionid=1?q=å"]
