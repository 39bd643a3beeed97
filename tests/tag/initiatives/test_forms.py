from __future__ import annotations

import pytest

from pipeline.tag.initiatives.forms import listed_beside, names_by_form, proper_nouns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("är TUTI-projektet bra", ["TUTI-projektet"]),
        ("arbetar efter Vivallamodellen här", ["Vivallamodellen"]),
        ("Tuvemodellen sprids", ["Tuvemodellen"]),
        ("i Kvinnofridsteamet.", ["Kvinnofridsteamet"]),
        ("av Relationsvåldsteamet Norra Dalarna.", ["Relationsvåldsteamet Norra Dalarna"]),
        ("Frågor om Trygg i Salem.", ["Trygg i Salem"]),
        ("Platssamverkan Skäggetorp är", ["Platssamverkan Skäggetorp"]),
        ("vi startat upp UngSydväst. Det är ett utvecklingsarbete", ["UngSydväst"]),
        ("metoden TUTI (Tidig Upptäckt Tidig Insats)", ["TUTI"]),
        ("Arbetsmodellen används", []),
        ("tryggare i Salem", []),
        ("EU-projektet och TV-programmet", []),
        ("ExxonMobil har ett projekt", []),
        ("FN (Förenta nationernas hela förbund)", []),
    ],
)
def test_names_by_their_form(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sorted({*names_by_form(text)})] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Till Stationen kommer ungdomar. Stationen har stöd.", ["Stationen"]),
        ("Till Stationen kommer ungdomar.", []),
        ("Till Stationen kommer ungdomar. Stationen har stöd, och stationen stängs.", []),
        ("Till Stationen kommer tåg. Stationen är ny.", []),
        ("I fjol fick Framtidsverkstan stöd.", ["Framtidsverkstan"]),
        ("I fjol fick Stadshuset stöd.", []),
        ("Ungdomar på Internet. Internet ger stöd.", []),
    ],
)
def test_a_common_noun_used_as_a_name(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in proper_nouns(text)] == expected


def test_a_list_with_a_known_method_lists_initiatives() -> None:
    text = "Våga fråga: en träff för alla.\nKomet: en kurs.\nSkolan: vi undervisar."
    assert [text[start:end] for start, end in listed_beside(text)] == ["Våga fråga", "Komet"]
    assert list(listed_beside("Våga fråga: en träff för alla.\nSkolan: vi undervisar.")) == []
