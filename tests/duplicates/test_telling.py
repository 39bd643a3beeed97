from __future__ import annotations

import pytest

from pipeline.duplicates.telling import telling_words, told_by_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("Kommunen erbjuder stöd till den som vill lämna ett gäng.", ()),
        ("Stödet ges i Sala. Kommunen betalar.", ("sala",)),
        ("Lund satsar på trygghet.", ("lund",)),
        ("Mark kommun satsar. Mark är dyrt.", ("mark",)),
        ("Möte onsdagen den 4 maj 2022 klockan 18.30", ("onsdagen", "4", "maj", "2022", "18.30")),
        ("Protokoll 2022-03-01", ("protokoll", "2022-03-01")),
        ("I propositionen föreslås tre ändringar.", ("proposition", "tre")),
        ("- Anna Ek, andra gången\n- Kontakta polisen", ("anna", "ek", "andra")),
        ("N.A. mot Sverige", ("n", "a", "sverige")),
    ],
)
def test_numbers_names_days_and_kinds_of_document_tell(text: str, expected: tuple[str, ...]) -> None:
    assert telling_words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nämnden möts i Sala.", "Nämnden möts i Mora."),
        ("Sala kommun erbjuder stöd.", "Mora kommun erbjuder stöd."),
        ("Stödet gavs 2022.", "Stödet gavs 2023."),
        ("Mötet är i mars.", "Mötet är i april."),
        ("Första beslutet.", "Andra beslutet."),
        ("Öppet på tisdagar.", "Öppet på torsdagar."),
        ("Ring Anna Berg.", "Ring Anna Ek."),
        ("Sala har 12 platser, Mora 15.", "Sala har 15 platser, Mora 12."),
    ],
)
def test_twins_of_a_template_are_told_apart(one: str, other: str) -> None:
    assert telling_words(one) != telling_words(other)


def test_other_ordinary_words_do_not_tell() -> None:
    assert telling_words("Kommunen hjälper unga i Sala.") == telling_words("Staden stöttar barn i Sala.") == ("sala",)


def test_an_address_may_name_the_kind_of_document() -> None:
    assert told_by_address("https://www.regeringen.example/Proposition/2023/03/x/") == {"proposition"}
    assert told_by_address("https://www.sala.example/namnd/protokoll-2023.html") == {"protokoll"}
    assert told_by_address("https://www.sala.example/trygghet") == told_by_address(None) == frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gruppen stöttade tretton unga.", "Gruppen stöttade femton unga."),
        ("Vi har tjugofem anställda.", "Vi har tjugotre anställda."),
        ("Nämnden beviljar ansökan.", "Nämnden avslår ansökan."),
        ("Nämnden vill förlänga.", "Nämnden vill inte förlänga."),
    ],
)
def test_number_words_and_opposites_tell(one: str, other: str) -> None:
    assert telling_words(one) != telling_words(other)
