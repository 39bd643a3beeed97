from __future__ import annotations

import pytest

from pipeline.swedish.thesaurus import Concept, Related, Thesaurus, bundled_concepts, parse_thesaurus

GANG = Concept(1.0, ("avhoppare", "sluta i gäng", "lämna kriminalitet"))
WALK = Concept(0.8, ("trygghetsvandring", "trygghetsrond"))


def terms(question: str) -> list[list[str]]:
    return [[related.term for related in concept.others] for concept in Thesaurus([WALK, GANG]).named(question)]


def test_a_concept_is_named_by_any_of_its_terms_in_any_form() -> None:
    assert terms("Vem hjälper avhopparna?") == [["sluta i gäng", "lämna kriminalitet"]]
    assert terms("stöd för den som slutat i ett kriminellt gäng") == [["avhoppare", "lämna kriminalitet"]]
    assert terms("avhoppare på trygghetsvandringen") == [["sluta i gäng", "lämna kriminalitet"], ["trygghetsrond"]]


def test_a_part_of_a_compound_names_a_concept() -> None:
    assert terms("Vad gör en avhopparcoach?") == [["sluta i gäng", "lämna kriminalitet"]]


def test_half_a_term_names_nothing_and_a_term_that_is_asked_for_is_not_added() -> None:
    assert terms("När slutar skolan?") == []
    assert terms("lämna kriminalitet, sluta i gäng") == [["avhoppare"]]


def test_related_terms_come_with_their_stems_and_strength() -> None:
    found = [list(concept.others) for concept in Thesaurus([WALK]).named("trygghetsrond")]
    assert found == [[Related("trygghetsvandring", ("trygghetsvandring",), 0.8)]]


def test_a_file_is_read_line_by_line() -> None:
    text = "# gäng\n\n1.0\tavhoppare\t sluta  i gäng\tavhoppare\n.6\tBrå\tBrottsförebyggande rådet\t\n"
    assert parse_thesaurus(text, "egna.tsv") == [
        Concept(1.0, ("avhoppare", "sluta i gäng")),
        Concept(0.6, ("Brå", "Brottsförebyggande rådet")),
    ]


@pytest.mark.parametrize("line", ["avhoppare\texit", "0\ta\tb", "1.5\ta\tb", "1.0\ta", "1.0 a b"])
def test_a_line_of_another_form_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=r"egna\.tsv line 2: expected a strength"):
        parse_thesaurus(f"1.0\ta\tb\n{line}", "egna.tsv")


def test_the_bundled_concepts_are_many_and_sound() -> None:
    concepts = bundled_concepts()
    assert len(concepts) >= 800
    assert len({frozenset(term.casefold() for term in concept.terms) for concept in concepts}) == len(concepts)
    found = [related.term for concept in Thesaurus(concepts).named("sluta i gäng") for related in concept.others]
    assert "avhoppare" in found
