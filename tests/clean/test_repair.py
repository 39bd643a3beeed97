"""Repaired text: what is broken and can be put right without a guess, and what is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.repair import repair
from tests.conftest import REPO

WORDS = (
    "Åsa",
    "å",
    "ÄR",
    "på",
    "Ÿ",
    "kommunen",
    "Över",
    "naïve",
    "Ærø",
    "Hämeenlinna",
    "t.ex.",
    "1,5",
    "www.a.se",
    "Café",
)
MARKS = ("", ".", ",", " – ", "”", "“", "’", "…", "§ 5 ", "\n")


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("FÃ¶r att fÃ¥ hjÃ¤lp", "För att få hjälp"),
        ("â€“ Det Ã¤r bra, sÃ¤ger hon", "– Det är bra, säger hon"),
        ("Ã–rebro, Ã„lmhult och Ã…sele", "Örebro, Älmhult och Åsele"),
        ("Ã…sa Lind", "Åsa Lind"),
        ("VÃ¥ld", "Våld"),
        ("Åsa fÃ¥r hjÃ¤lp", "Åsa får hjälp"),
        ("bra\x85", "bra…"),
        ("Â§ 5 i lagen", "§ 5 i lagen"),
        ("Va\u030ara a\u0308r O\u0308ppet", "Våra är Öppet"),
        ("kommun\u00adens", "kommunens"),
        ("10\u00a0000\u202fkr\u2009nu\u2003här", "10 000 kr nu här"),
        ("\ufeffkom\u200bmunen\u2060s\u200e väg\u200d", "kommunens väg"),
        ("  ett   par\tord \n två ", "ett par ord\ntvå"),
        ("Trollhättan,Vänersborg", "Trollhättan, Vänersborg"),
        ("i kommunen,att man", "i kommunen, att man"),
        ("på väg in,i stället", "på väg in, i stället"),
        ("Det är slut.Nästa steg", "Det är slut. Nästa steg"),
        ("så gick det.I kommunen", "så gick det. I kommunen"),
        ("(Brå).Nästa", "(Brå). Nästa"),
        ("”Det är slut”.Nästa", "”Det är slut”. Nästa"),
        ("ett.Två.", "ett. Två."),
        ("det är slut.De får hjälp.Nu ska vi vara.Se även", "det är slut. De får hjälp. Nu ska vi vara. Se även"),
        ("gick ut.Å andra sidan", "gick ut. Å andra sidan"),
    ],
)
def test_what_is_broken_is_put_right(broken: str, right: str) -> None:
    assert repair(broken) == right


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Åsa Öberg från Ängelholm säger: ”Det är på gång”.",
        "SMÅ… OCH STORA",
        "NÄR FÖ”R RÅ”D PÅ“ LÅ§",
        "Herr Ÿ och fru Ærø i Tromsø",
        "Hämeenlinnan kaupunki, Jyväskylä – yöllä",
        "Café Ø, Århus; naïve, Peñón, São Tomé",
        "“Quotes” and ‘others’ stay curled…",
        "1,5 miljoner, 2.500 kr, 10.30–11.45, kl.14, 3.Mars",
        "www.a.se, Malmo.se,lund.se, a.b@c.se,d.e@f.se, https://a.se/b,c.Det",
        "fil.Pdf, Rapport.docx, bild,stor.Jpg",
        "t.ex. bl.a. S.T. m.m. Ph.D. D.Min. TV.Nu Node.Js",
        "bl.a.Trollhättan, ca.Tio, dr.Lind",
        "A,B,C och GET,HEAD samt 2,4-D",
        "Trollhattan.Se och Kommunen.Nu",
        "rför kommunen",
        "slut. Nästa, och …",
        "سارت\u200cالبلدية",
    ],
)
def test_what_is_right_or_cannot_be_known_stays(text: str) -> None:
    assert repair(text) == text


@given(st.text())
def test_repairing_twice_is_repairing_once(text: str) -> None:
    assert repair(repair(text)) == repair(text)


@given(st.text(alphabet="ÃÂâåäöÅÄÖ¥¤¶€…–„“”a.B,c \u00ad\u0308\u200b\n\x85\x93"))
def test_repairing_twice_is_repairing_once_of_broken_text_too(text: str) -> None:
    assert repair(repair(text)) == repair(text)


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS))))
def test_correct_words_survive_whatever_stands_beside_them(parts: list[tuple[str, str]]) -> None:
    text = "\n".join(" ".join(f"{word}{mark}" for word, mark in parts).split("\n"))
    assert repair(text).split() == text.split()


def read_as(encoding: str, text: str) -> str:
    """UTF-8 as a reader that takes it for another encoding shows it; bytes that have no character stay themselves."""
    return "".join(bytes([byte]).decode(encoding, errors="ignore") or chr(byte) for byte in text.encode())


def lines_of_the_sample() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in (REPO / "corpus" / "sample").rglob("*.html"))
    lines = {" ".join(line.split()) for text in texts for line in re.sub(r"<[^>]*>", "\n", text).split("\n")}
    return {repair(line) for line in lines if line and not line.isascii()}


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_every_swedish_line_is_restored(encoding: str) -> None:
    lines = lines_of_the_sample()
    assert len(lines) > 500
    assert [line for line in lines if repair(read_as(encoding, line)) != line] == []
