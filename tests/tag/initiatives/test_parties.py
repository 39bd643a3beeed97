from __future__ import annotations

import pytest

from pipeline.records import Mention, Municipality
from pipeline.tag.initiatives.binding import Sentence
from pipeline.tag.initiatives.parties import parties

PLACES = {"Vara": "1470", "Essunga": "1445", "Ale": "1440", "kommunen": "1470", "Kommunens": "1470"}
VARA = Municipality("1470", "Vara")


def found(text: str, publisher: Municipality | None = None, takes_up: bool = False) -> list[tuple[str, str]]:
    """The initiative is Krami; organisations are polisen and Brå."""
    named = []
    for name in (*PLACES, "polisen", "Brå"):
        if (start := text.find(name)) >= 0:
            end, code = start + len(name), PLACES.get(name)
            label, entity = (
                ("MUNICIPALITY", f"municipality:{code}") if code else ("ORGANISATION", f"organisation:{name}")
            )
            named.append(Mention(start, end, name, label, entity, name, code=code))  # type: ignore[arg-type]
    at = text.find("Krami")
    own = (Mention(at, at + 5, "Krami", "INITIATIVE", "initiative:krami", "Krami"),) if at >= 0 else ()
    sentence = Sentence(0, len(text), own, "initiative:krami", takes_up)
    named.sort(key=lambda one: one.start)
    return [(kind, text[one.start : one.end]) for kind, one in parties(text, sentence, named, publisher)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Krami i Vara hjälper.", [("municipality", "Vara")]),
        ("Krami drivs av Vara och polisen.", [("municipality", "Vara"), ("partner", "polisen")]),
        ("Vid starten driver kommunen Krami.", [("municipality", "kommunen")]),
        ("Kommunens satsning Krami hjälper.", [("municipality", "Kommunens")]),
        ("Krami hjälper kommunen.", []),
        ("Krami tar emot från Vara, Essunga och Ale.", []),
        ("Per är chef i Vara och på Krami.", []),
        ("Krami i samarbete med Brå.", [("partner", "Brå")]),
    ],
)
def test_a_sentence_with_the_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Metoden används i Vara och Essunga.", [("municipality", "Vara"), ("municipality", "Essunga")]),
        ("Vi samarbetar med Essunga och Ale.", [("partner", "Essunga"), ("partner", "Ale")]),
        ("Vi ringer Essunga.", []),
    ],
)
def test_a_sentence_that_takes_the_name_up(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, takes_up=True) == expected


def test_the_publisher_is_no_partner() -> None:
    assert found("Vi samarbetar med Vara och Ale.", VARA, takes_up=True) == [("partner", "Ale")]
