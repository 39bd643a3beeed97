from __future__ import annotations

from pipeline.swedish.vocabulary import irregular_lemmas, word_counts


def test_common_words_are_counted_and_names_are_not() -> None:
    counts = word_counts()
    assert counts["regeringen"] > counts["fråga"] > counts["trygghet"] > 0
    assert not {"Göteborg", "göteborg", "andersson"} & counts.keys()


def test_lemmas_are_those_stemming_would_miss() -> None:
    lemmas = irregular_lemmas()
    assert (lemmas["våldet"], lemmas["regler"], lemmas["städer"]) == ("våld", "regel", "stad")
    assert "kommuner" not in lemmas
