from __future__ import annotations

import pytest

from pipeline.tag.initiatives.names import (
    canonical_key,
    canonical_name,
    initiative_id,
    is_ordinary,
    name_end,
    nominative,
    reads_as_name,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bromsa tidigt utökas till Näsby", "Bromsa tidigt"),
        ("Ljusare Skäggetorp startade 2021", "Ljusare Skäggetorp"),
        ("Vägen vidare och startades", "Vägen vidare"),
        ("Vägvisaren består av", "Vägvisaren"),
        ("Krami i Eskilstuna har", "Krami"),
        ("Koll på kassan, ett samarbete", "Koll på kassan"),
        ("Rätt och rimligt används", "Rätt och rimligt"),
        ("Tidig Insats i samarbete med", "Tidig Insats"),
        ("Football for life i Malmö", "Football for life"),
        ("Rätt stöd pågick 2021", "Rätt stöd"),
        ("Hand i hand gör. Hand i hand har", "Hand i hand"),
        ("#BackaAldrig ska få", "#BackaAldrig"),
        ("Stegen. Sedan", "Stegen"),
        ("Den andra vägen vänder sig", "Den andra vägen"),
        ("Utväg Skaraborg möter", "Utväg Skaraborg"),
    ],
)
def test_a_name_ends_before_the_sentence_goes_on(text: str, expected: str) -> None:
    assert text[: name_end(text, 0)] == expected


@pytest.mark.parametrize(
    ("written", "name", "key"),
    [
        ("TUTI-projektets", "TUTI", "tuti"),
        ("projektet Ljusare Skäggetorp", "Ljusare Skäggetorp", "ljusare-skaggetorp"),
        ("Tredje spårets", "Tredje spåret", "tredje-sparet"),
        ("Krami-verksamheten", "Krami", "krami"),
        ("SSPF:s", "SSPF", "sspf"),
        ("”Våga fråga”", "Våga fråga", "vaga-fraga"),
        ("avhopparverksamheten", "Avhopparstöd", "avhopparstod"),
        ("Avhopparstödet", "Avhopparstöd", "avhopparstod"),
        ("Kronobergsmodellen", "Kronobergsmodellen", "kronobergsmodellen"),
        ("Projektet", "Projektet", "projektet"),
    ],
)
def test_all_ways_to_write_a_name_share_a_key(written: str, name: str, key: str) -> None:
    assert (canonical_name(written), canonical_key(written)) == (name, key)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Stationens", "Stationen"), ("SSPFs", "SSPF"), ("Ny riktning", "Ny riktning"), ("UngSydväst", "UngSydväst")],
)
def test_the_nominative_has_no_genitive_s(written: str, expected: str) -> None:
    assert nominative(written) == expected


@pytest.mark.parametrize(
    ("name", "kind", "municipality", "expected"),
    [
        ("UngSydväst", None, "1480", "initiative:ungsydvast"),
        ("Ny riktning", None, "0486", "initiative:ny-riktning"),
        ("Trygg i Tureberg", None, "0163", "initiative:trygg-i-tureberg"),
        ("Stationen", None, "1488", "initiative:stationen@1488"),
        ("Stationen", None, None, "initiative:stationen"),
        ("Trygg i Centrum", None, "1488", "initiative:trygg-i-centrum@1488"),
        ("avhopparstödet", "service", "0486", "initiative:avhopparstod@0486"),
        ("avhopparverksamheten", "service", "0486", "initiative:avhopparstod@0486"),
        ("Stegen", "project", "0486", "initiative:stegen"),
    ],
)
def test_a_local_name_carries_its_municipality(
    name: str, kind: str | None, municipality: str | None, expected: str
) -> None:
    assert initiative_id(name, kind, municipality) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Vändpunkten", True), ("Krami", False), ("Trygg i Centrum", True), ("Trygg i Habo", False), ("Ny start", False)],
)
def test_ordinary_names(name: str, expected: bool) -> None:
    assert is_ordinary(name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nya dörrar", True),
        ("Steget före", True),
        ("Gruppen bildades hösten", False),
        ("Skolan som", False),
        ("Koll på läget", True),
    ],
)
def test_a_name_holds_no_words_of_a_sentence(name: str, expected: bool) -> None:
    assert reads_as_name(name) is expected
