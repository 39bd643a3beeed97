from __future__ import annotations

from typing import Any

import pytest

from pipeline.embed.options import BUNDLED, EmbedOptions


@pytest.mark.parametrize(("options", "message"), [({"model": " "}, "model is empty"), ({"batch": 0}, "batch = 0 is")])
def test_values_that_cannot_be_meant_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        EmbedOptions(**options)


def test_the_default_is_the_bundled_model_without_prompts() -> None:
    assert EmbedOptions() == EmbedOptions(model=BUNDLED, query_prompt="auto", passage_prompt="auto", batch=512)
    assert EmbedOptions().prompts() == ("", "")


@pytest.mark.parametrize(
    ("model", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("/modeller/e5-base-v2", "query: ", "passage: "),
        ("intfloat/multilingual-e5-large-instruct", "Instruct: Given a question, retrieve passages", ""),
        ("BAAI/bge-m3", "", ""),
        ("BAAI/bge-small-en-v1.5", "Represent this sentence for searching relevant passages: ", ""),
        ("KBLab/sentence-bert-swedish-cased", "", ""),
        ("Alibaba-NLP/gte-multilingual-base", "", ""),
        ("nagon/annan-modell", "", ""),
    ],
)
def test_the_prompts_of_a_family_are_known(model: str, query: str, passage: str) -> None:
    asked, told = EmbedOptions(model).prompts()
    assert asked.startswith(query) and (asked == "") == (query == "")
    assert told == passage


def test_prompts_that_are_set_are_used_also_when_empty() -> None:
    assert EmbedOptions("intfloat/e5-base", query_prompt="", passage_prompt="p: ").prompts() == ("", "p: ")
