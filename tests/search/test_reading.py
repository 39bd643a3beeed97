from __future__ import annotations

from datetime import date

from pipeline.index.generation import Generation
from pipeline.search.preferences import known_names
from pipeline.search.question import Known
from pipeline.search.reading import Read, read_question
from pipeline.swedish.thesaurus import Concept
from tests.conftest import FakeEncoder, tools

TODAY = date(2024, 7, 1)
NAMES = Known((), (), ())


def read(question: str, generation: Generation, *concepts: Concept) -> Read:
    names = known_names(generation.store)
    return read_question(question, generation.store, tools(FakeEncoder(), *concepts), names, TODAY)


def test_a_misspelt_word_is_put_right_by_the_words_of_the_corpus(generation: Generation) -> None:
    found = read("Vem rekryterrar barn?", generation)
    assert found.text == "Vem rekryterar barn?"
    assert found.given(NAMES) == {"corrections": [{"written": "rekryterrar", "meant": "rekryterar"}]}


def test_words_that_the_corpus_the_word_list_or_the_thesaurus_has_stay(generation: Generation) -> None:
    for question in ("Kärlen på tisdagar", "trygghet och förskola", "Vad gör faltgruppen?"):
        assert read(question, generation, Concept(1.0, ("faltgruppen", "fältarna"))).corrections == ()


def test_what_the_question_names_is_told(generation: Generation) -> None:
    found = read("Vad säger Anna Ek om gäng i Sala sedan 2023?", generation)
    assert found.given(known_names(generation.store)) == {
        "municipalities": [{"code": "1981", "name": "Sala"}],
        "people": [{"entity_id": "person:anna-ek", "name": "Anna Ek"}],
        "since": "2023-01-01",
    }


def test_nothing_understood_is_nothing_told(generation: Generation) -> None:
    assert read("Hur gick det?", generation).given(NAMES) == {}
