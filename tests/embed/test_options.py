from __future__ import annotations

from pipeline.embed.options import BUNDLED, EmbedOptions


def test_the_default_is_the_bundled_model_without_prompts() -> None:
    assert EmbedOptions() == EmbedOptions(model=BUNDLED, query_prompt="", passage_prompt="", batch=512)
