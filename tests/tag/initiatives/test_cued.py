from __future__ import annotations

import pytest

from pipeline.tag.initiatives.cued import names_after_cues


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uddevalla fick 1,4 miljoner kronor till Ung framtid, där coacher hjälper.", ["Ung framtid"]),
        ("De ska satsa nio miljoner kronor på Fittja framåt under 2024.", ["Fittja framåt"]),
        ("Avtal har sagts upp inom Rent kontrakt, där polisen hjälper.", ["Rent kontrakt"]),
        ("Genom SAFE Stockholm ger vi stöd.", ["SAFE Stockholm"]),
        ("• Dörröppnaren, Sandvikens kommun. Praktik.", ["Dörröppnaren"]),
        ("• Rätt riktning (Lerum). Mentorer.", ["Rätt riktning"]),
        ("• Trygg kväll: 300 000 kronor", ["Trygg kväll"]),
        ("De deltar i kampanjvecka ”En vecka i fred”.", ["En vecka i fred"]),
        ("• De kostar ungefär 1,6 miljoner kronor", []),
        ("• Föreningen Sveriges Dövblinda (FSDB)", []),
        ("Bidrag till Sverige och genom Sveriges ordförandeskap.", []),
        ("Forskningsprojektet ”Nyttan med allt” fick pengar.", []),
    ],
)
def test_names_after_cues(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in names_after_cues(text, local=True)] == expected
