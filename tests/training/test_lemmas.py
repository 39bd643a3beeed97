from __future__ import annotations

from pipeline.training.lemmas import lemmas


def test_only_what_stemming_would_keep_apart_is_listed() -> None:
    text = "om våldet och kommuner i länderna, om våldet och kommuner i länderna, numret"
    assert lemmas([text]) == {"länderna": "land", "våldet": "våld"}
