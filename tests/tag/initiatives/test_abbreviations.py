from __future__ import annotations

import pytest

from pipeline.tag.initiatives.abbreviations import abbreviated_after, spelt_out_after, words_before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TUTI (Tidig Upptäckt Tidig Insats) är", "Tidig Upptäckt Tidig Insats"),
        (
            "CIDES - Center för information om destruktiva subkulturer",
            "Center för information om destruktiva subkulturer",
        ),
        ("LOSAM (lokal samordnare mot rekrytering till brott), som", "lokal samordnare mot rekrytering till brott"),
        ("SSPF (där skola, socialtjänst och polis träffas)", None),
        ("Krami (Kriminalvård och arbetsförmedling)", None),
        ("EST är bra", None),
    ],
)
def test_the_words_after_an_abbreviation(text: str, expected: str | None) -> None:
    short = text.split()[0]
    place = spelt_out_after(text, len(short), short)
    assert (text[slice(*place)] if place else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Ung i Ljus (UIL) är", "UIL"), ("Ung i Ljus (Vara)", None), ("Ung i Ljus (IOGT)", None)]
)
def test_the_abbreviation_after_its_words(text: str, expected: str | None) -> None:
    place = abbreviated_after(text, 0, len("Ung i Ljus"))
    assert (text[slice(*place)] if place else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Enligt Branschföreningen Svensk Fordonsanpassning (BSF)", "Branschföreningen Svensk Fordonsanpassning"),
        ("bruk av anabola androgena steroider (AAS)", "anabola androgena steroider"),
        ("Stadens anabola. Androgena steroider (AAS)", None),
        ("en metod (MST)", None),
        ("(MST)", None),
        ("multisystemisk terapi, MST)", None),
    ],
)
def test_the_words_before_an_abbreviation_in_brackets(text: str, expected: str | None) -> None:
    end = len(text.removesuffix(")"))
    assert words_before(text, end - 3, end) == expected
