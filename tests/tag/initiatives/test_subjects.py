from __future__ import annotations

import pytest

from pipeline.tag.initiatives.subjects import Subject, subject


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Projektet kostar två miljoner.", Subject.BACK),
        ("– Vi hjälper unga.", Subject.BACK),
        ("Den vänder sig till unga.", Subject.BACK),
        ("Målgruppen är barn.", Subject.BACK),
        ("Finansiering: 2 miljoner kronor", Subject.BACK),
        ("Sedan 2022 ingår arbetet i budgeten.", Subject.BACK),
        ("I Lund infördes den 2022.", Subject.OPEN),
        ("Staten ska vid genomförandet av pilotverksamheten samråda.", Subject.OPEN),
        ("Region Skåne står för 600 000 kronor.", Subject.JOINS),
        ("Avhopparstöd erbjuds den som vill lämna gäng.", Subject.NEW),
        ("Den som vill lämna gäng får stöd.", Subject.NEW),
        ("Den lokala lägesbilden bygger på samtal.", Subject.NEW),
        ("Arbetsförmedlingen och Polisen höll föreläsning.", Subject.NEW),
        ("Kommuner som ingår i uppdraget: Linköping och Sigtuna", Subject.NEW),
        ("Samarbetspartners: Uppdraget genomförs med andra.", Subject.NEW),
    ],
)
def test_what_a_sentence_is_about(sentence: str, expected: Subject) -> None:
    assert subject(sentence, 0, len(sentence)) is expected
