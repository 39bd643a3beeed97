from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.search.highlight import answering_sentences
from tests.conftest import FakeEncoder

TEXT = "Kommunen har länge arbetat med frågan. Skolan får två miljoner kronor. Arbetet börjar i mars 2024."


def marked(question: str, text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in answering_sentences(question, text, FakeEncoder())]


def test_the_sentence_that_shares_the_questions_words_is_marked() -> None:
    assert marked("Vad gör skolan?") == ["Skolan får två miljoner kronor."]


def test_a_question_for_a_sum_marks_the_sentence_with_a_number() -> None:
    text = "Skolan satsar på de yngsta barnen. Det blir 3 miljoner till skolan."
    assert marked("Hur mycket får skolan?", text) == ["Det blir 3 miljoner till skolan."]
    assert marked("Vad gör skolan?", text)[0] == "Skolan satsar på de yngsta barnen."


def test_a_question_for_a_time_marks_the_sentence_with_a_date() -> None:
    assert marked("När börjar arbetet?") == ["Arbetet börjar i mars 2024."]


def test_two_sentences_that_are_nearly_as_good_are_both_marked_in_text_order() -> None:
    assert marked("skolan", "Skolan larmar. Det är sent. Skolan agerar.") == ["Skolan larmar.", "Skolan agerar."]


def test_a_single_sentence_is_marked_whole() -> None:
    assert marked("något annat", "Skolan larmar.") == ["Skolan larmar."]


@given(st.text(max_size=80), st.text(alphabet="abå .!?\n", max_size=120))
def test_marks_lie_inside_the_text_and_do_not_overlap(question: str, text: str) -> None:
    spans = answering_sentences(question, text, FakeEncoder())
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
