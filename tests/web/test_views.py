from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from pipeline.web.views import day, environment, marked, municipality_name, number, page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2023-03-10", "10 mars 2023"),
        ("2024-12-01T23:59:59Z", "1 december 2024"),
        ("2023-02-31", "2023-02-31"),
        ("framgår inte", "framgår inte"),
        ("", ""),
    ],
)
def test_days_are_written_out(given: str, said: str) -> None:
    assert day(given) == said


def test_numbers_and_municipalities_are_written_for_people() -> None:
    assert [number(value) for value in (0, 999, 1000, 1234567)] == ["0", "999", "1\u00a0000", "1\u00a0234\u00a0567"]
    assert [municipality_name("1981"), municipality_name("9999")] == ["Sala", "9999"]


def test_a_text_is_parted_where_it_is_marked() -> None:
    assert marked("abcdef", ((0, 2), (3, 4))) == [("ab", True), ("c", False), ("d", True), ("ef", False)]
    assert marked("ab", ((0, 2),)) == [("ab", True)]
    assert marked("ab", ()) == [("ab", False)]
    assert marked("", ()) == []


def test_what_is_filled_in_is_escaped_and_nothing_may_lack() -> None:
    answer = page("fault.html", {"title": "<b>&", "said": "'\""}, 418)
    assert answer.status_code == 418
    assert b"<h1>&lt;b&gt;&amp;</h1>" in answer.body
    assert b"&#39;&#34;" in answer.body
    with pytest.raises(UndefinedError, match="'said' is undefined"):
        page("fault.html", {"title": "x"})


def test_every_template_can_be_read_and_none_switches_escaping_off() -> None:
    templates = environment()
    names = templates.list_templates()
    assert "base.html" in names
    assert templates.loader is not None
    for name in names:
        source = templates.loader.get_source(templates, name)[0]
        assert templates.get_template(name)
        assert "safe" not in source.split("{{")[-1] or "|safe" not in source.replace(" ", "")
        assert "autoescape false" not in source
        for attribute in (" onclick=", " onload=", "<script>", " style="):
            assert attribute not in source, name
