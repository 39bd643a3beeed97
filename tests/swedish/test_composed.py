from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipeline.swedish.composed import composed

SAID = "Åsa Sjöberg i Åre"


def test_a_decomposed_text_is_composed_and_leads_back() -> None:
    written = unicodedata.normalize("NFD", SAID)
    found = composed(written)
    assert (len(written), found.text) == (20, SAID)
    assert found.back(0, 11) == (0, 13, unicodedata.normalize("NFD", "Åsa Sjöberg"))
    assert found.back(14, 17) == (16, 20, unicodedata.normalize("NFD", "Åre"))


def test_invisible_characters_are_passed_over_and_counted() -> None:
    found = composed("\ufeffbrotts\xadförebyggande\u200b arbete")
    assert found.text == "brottsförebyggande arbete"
    assert found.back(0, 18) == (1, 20, "brotts\xadförebyggande")


def test_a_hard_space_is_a_space() -> None:
    assert composed("Anna\xa0Berg").text == "Anna Berg"


@given(st.text(alphabet="aAåö \u030a\u0308\xad\ufeff\xa0.", max_size=30))
def test_every_stretch_leads_back_to_what_is_composed_of_it(text: str) -> None:
    found = composed(text)
    assert len(found.origins) == len(found.text) + 1
    for start in range(len(found.text)):
        first, last, written = found.back(start, len(found.text))
        assert text[first:last] == written
        assert composed(written).text.endswith(found.text[start:])
