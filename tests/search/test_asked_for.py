from __future__ import annotations

import pytest

from pipeline.search.asked_for import holds_asked_for


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Hur mycket kostar det?", "Det blir två miljoner."),
        ("Hur många elever deltar?", "Totalt 40 elever."),
        ("När startade projektet?", "Arbetet började hösten 2022."),
        ("Vilka kommuner är med?", "Deltar gör Mora, Sala och Kil."),
        ("Vilka andra myndigheter deltar?", "Skatteverket, Polisen och Ivo deltar."),
        ("Vem leder arbetet?", "Arbetet leds av Anna Ek."),
        ("Vad är SSPF?", "SSPF står för skola, socialtjänst, polis och fritid."),
        ("Vad innebär en orosanmälan?", "Den innebär att socialtjänsten gör en bedömning."),
    ],
)
def test_a_text_that_holds_what_is_asked_for(question: str, text: str) -> None:
    assert holds_asked_for(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Hur mycket kostar det?", "Det vet ingen."),
        ("När startade projektet?", "Det har pågått länge."),
        ("Vilka kommuner är med?", "Mora är med."),
        ("Vem leder arbetet?", "Kommunen leder arbetet."),
        ("Hur arbetar skolan?", "År 2023 fick Mora, Sala och Kil två miljoner."),
    ],
)
def test_a_text_that_does_not_or_a_question_that_asks_for_no_such_kind(question: str, text: str) -> None:
    assert not holds_asked_for(question, text)
