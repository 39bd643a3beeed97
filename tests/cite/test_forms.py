from __future__ import annotations

import pytest

from pipeline.cite.forms import FORMS, checked_form, written
from pipeline.errors import UsageError
from tests.cite.made import CITATION, made
from tests.test_architecture import loaded_after


def test_each_form_is_written() -> None:
    assert FORMS == ("csv", "bibtex", "ris", "reference")
    first = [written([CITATION], form).split()[0] for form in FORMS]
    assert first == [
        "key,publisher,title,date,url,accessed,page,quote,generation,version,permalink,doc_id,reference",
        "@misc{trollhattans-stad-2023-avhopparverksamhet,",
        "TY",
        "Trollhättans",
    ]


def test_references_are_one_a_line() -> None:
    lines = written([CITATION, made(title="En\nannan")], "reference").splitlines()
    assert [line[27:36] for line in lines] == ["Avhopparv", "En annan."]


def test_another_form_is_told() -> None:
    assert checked_form("ris") == "ris"
    with pytest.raises(UsageError, match="csv, bibtex, ris, reference, not as 'apa'"):
        checked_form("apa")


def test_naming_the_forms_loads_no_library() -> None:
    assert not loaded_after("import pipeline.cite.forms") & {"bibtexparser", "pylatexenc", "rispy", "csv"}
