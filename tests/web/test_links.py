from __future__ import annotations

import pytest

from pipeline.web.links import document_path, entity_path, is_web_address, with_query


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://sala.example/", True),
        ("http://sala.example/", True),
        ("javascript:alert(1)", False),
        (" https://sala.example/", False),
        ("data:text/html,x", False),
        ("rad-1", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_can_be_linked_to(url: str | None, is_one: bool) -> None:
    assert is_web_address(url) is is_one


def test_a_query_has_the_parameters_with_a_value_escaped() -> None:
    assert (
        with_query("/fraga", [("q", "gäng & stöd"), ("kommun", ""), ("q", "b")])
        == "/fraga?q=g%C3%A4ng+%26+st%C3%B6d&q=b"
    )
    assert with_query("/fraga", [("q", "")]) == "/fraga"


def test_a_documents_path_marks_a_span_and_keeps_to_a_generation() -> None:
    assert document_path("a b/c?d") == "/dokument/a%20b/c%3Fd"
    assert document_path("d1", (3, 7)) == "/dokument/d1?markera=3-7#markerat"
    assert document_path("d1", (0, 7), "gen-000042") == "/dokument/d1?markera=0-7&generation=gen-000042#markerat"


def test_each_kind_of_entity_has_its_path() -> None:
    keys = ["person:anna-ek", "municipality:1981", "organisation:a/b", 'initiative:<b>"']
    assert [entity_path(key) for key in keys] == [
        "/person/anna-ek",
        "/kommun/1981",
        "/organisation/a%2Fb",
        "/initiativ/%3Cb%3E%22",
    ]
