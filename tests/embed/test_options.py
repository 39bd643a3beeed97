from __future__ import annotations

from typing import Any

import pytest

from pipeline.embed.options import BUNDLED, EmbedOptions


@pytest.mark.parametrize(("options", "message"), [({"model": " "}, "model is empty"), ({"batch": 0}, "batch = 0 is")])
def test_values_that_cannot_be_meant_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        EmbedOptions(**options)


def test_the_default_is_the_bundled_model_without_prompts() -> None:
    assert EmbedOptions() == EmbedOptions(model=BUNDLED, query_prompt="", passage_prompt="", batch=512)
