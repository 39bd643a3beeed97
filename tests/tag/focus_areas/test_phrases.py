"""The phrase language of a taxonomy."""

from __future__ import annotations

import pytest

from pipeline.tag.focus_areas.phrases import compile_phrase


@pytest.mark.parametrize(
    ("pattern", "hits", "misses"),
    [
        ("otillåten påverkan", ["otillåten\u00a0påverkan"], ["otillåten och påverkan", "otillåten påverkanskampanj"]),
        ("avhopp*", ["avhopp", "avhoppare"], ["bortavhopp"]),
        ("*brott", ["välfärdsbrott", "brott"], ["brottet"]),
        ("skydda* boende*", ["skyddat boende", "skyddade boenden"], ["skyddat kort boende"]),
        ("(unga|ett barn) … rekryter*", ["unga rekryteras", "ett barn som av någon rekryterats"], ["barn rekryteras"]),
        ("barn … gäng", ["barn a b c d e f g h gäng"], ["barn a b c d e f g h i gäng", "gäng barn"]),
        (
            "(mycket |)hot mot (en (chef|rektor)|personal)",
            ["hot mot en rektor", "mycket hot mot personal"],
            ["hot mot"],
        ),
        ("fut|lov 3", ["en fut", "lov 3"], ["futt", "lov"]),
        ("a ... b", ["a x b"], ["a"]),
    ],
)
def test_the_phrase_language(pattern: str, hits: list[str], misses: list[str]) -> None:
    phrase = compile_phrase(pattern, 1.0)
    for text, expected in [(hit, True) for hit in hits] + [(miss, False) for miss in misses]:
        assert (phrase.regex.search(text) is not None) == expected, text
        assert phrase.possible(text) or not expected, text


@pytest.mark.parametrize("pattern", ["", "*", "(a|", "a)", "(a|)", "…"])
def test_a_pattern_must_name_something(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        compile_phrase(pattern, 1.0)
