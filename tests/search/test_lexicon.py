from __future__ import annotations

import pytest

from pipeline.search.lexicon import ASPECTS, Phrases, load_lexicon, parse_lexicon
from pipeline.swedish.words import words


def test_a_pattern_is_words_and_a_star_any_ending() -> None:
    phrases = Phrases([("visit", "hembesök*"), ("two", "två handläggare"), ("est", "est")])
    assert phrases.found(words("Hembesöken görs av två handläggare.")) == {"visit", "two"}
    assert phrases.found(words("Två av handläggarna i Estland, två")) == set()


def test_a_pattern_of_one_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than 2 letters"):
        Phrases([("x", "a*")])


def test_the_bundled_lexicon_has_every_aspect_and_finds_its_patterns() -> None:
    lexicon = load_lexicon()
    assert tuple(lexicon.order) == ASPECTS
    assert lexicon.cued == set(ASPECTS) - {"method"}
    found = lexicon.phrases.found(words("Arbetet följer SSPF-modellen"))
    assert {one for one in found if one[0] == "method"} == {("method", "value", "SSPF")}
    assert lexicon.common["partners"] == {"polisen", "socialtjänsten", "skolan", "andra kommuner"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[method.values]\n", "the aspects must be"),
        ("\n".join(f'[{a}]\ncommon = ["x"]\n[{a}.values]\n"y" = ["yy"]' for a in ASPECTS), "common, but no values: x"),
    ],
)
def test_a_lexicon_that_is_none_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_lexicon(text)
