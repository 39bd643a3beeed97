from __future__ import annotations

import numpy as np

from pipeline.embed.tokens import passage_tokens, question_tokens
from pipeline.models import EMBEDDER
from pipeline.models.static import load_static


def test_a_word_of_the_question_is_the_same_token_in_the_passage_in_any_form() -> None:
    words = load_static(EMBEDDER)
    (passage,) = passage_tokens(["Kommunernas trygghetsvandringar ger tryggare gator."])
    asked = question_tokens(words, "trygghetsvandringen i kommunen")
    assert len(asked) and set(asked.tolist()) <= set(passage.tolist())


def test_stop_words_are_not_looked_for_unless_there_is_nothing_else() -> None:
    words = load_static(EMBEDDER)
    assert question_tokens(words, "Vad är polisen?").tolist() == question_tokens(words, "polisen").tolist()
    assert len(question_tokens(words, "vad är det"))


def test_tokens_come_in_the_order_of_the_question() -> None:
    words = load_static(EMBEDDER)
    forth, back = (question_tokens(words, text).tolist() for text in ("polis skola", "skola polis"))
    assert forth == back[::-1] and len(forth) == 2


def test_tokens_are_distinct_and_fit_sixteen_bits() -> None:
    found = question_tokens(load_static(EMBEDDER), "polis polis polisen")
    assert found.dtype == np.uint16
    assert len(found) == len(set(found.tolist()))


def test_many_passages_come_in_order() -> None:
    texts = [f"sida {number}" for number in range(2100)]
    found = list(passage_tokens(texts))
    assert len(found) == 2100
    assert found[2050].tolist() == next(passage_tokens([texts[2050]])).tolist()
