"""What people read, to the letter: the forms that all share."""

from __future__ import annotations

from pipeline.show import forms as show


def test_json_is_one_line_with_swedish_letters_as_themselves() -> None:
    assert show.as_json({"å": ["ä", None, "ö\n”"]}) == '{"å": ["ä", null, "ö\\n”"]}'
