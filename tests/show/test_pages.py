"""What people read, to the letter: pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.index.store import Store, StoreEntry, open_store, stored_document
from pipeline.index.store_writer import build_store
from pipeline.records import (
    Block,
    Document,
    Evidence,
    Fact,
    FocusArea,
    Initiative,
    Mention,
    Municipality,
    MunicipalityLink,
    Passage,
    Tags,
)
from pipeline.show import pages as show

Capture = pytest.CaptureFixture[str]
TEXT = "Bo Ek, rektor på Ekskolan, bor i Åre. Bo skriver."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    document = Document(
        "d1",
        None,
        "Ekskolan",
        (Block("paragraph", TEXT),),
        "2024-01-02",
        author="Eva Al",
        publisher="Åre kommun",
        municipality=Municipality("2321", "Åre"),
        breadcrumbs=("Start", "Skola"),
    )
    tags = Tags(
        (
            Mention(0, 5, "Bo Ek", "PERSON", "person:bo-ek", "Bo Ek", "rektor", "Ekskolan"),
            Mention(33, 36, "Åre", "MUNICIPALITY", "municipality:2321", "Åre", code="2321"),
            Mention(38, 40, "Bo", "PERSON", "person:bo-ek", "Bo Ek"),
            Mention(41, 48, "skriver", "INITIATIVE", "initiative:ekstegen", "Ekstegen"),
        ),
        (FocusArea("F4", "Situationellt", 0.5, Evidence(38, 49, "Bo skriver.")),),
        (Initiative("initiative:ekstegen", "Ekstegen", (Fact("age", "6-12", 0, 5, "Bo Ek"),)),),
        (MunicipalityLink("2321", "Åre", "published_by", 1.0, "the page's publisher"),),
    )
    stored = stored_document(
        document, "pages", "2024-07-01T00:00:00Z", "7", ({"fetched_at": "x", "content_hash": "y"},)
    )
    build_store(tmp_path / "s.sqlite", [StoreEntry(stored, tags, (Passage("p", "d1", 0, 0, 49, TEXT),))])
    opened = open_store(tmp_path / "s.sqlite")
    yield opened
    opened.close()


def test_a_document_for_people(store: Store, capsys: Capture) -> None:
    show.document(store, "d1", None, False)
    assert capsys.readouterr().out.splitlines() == [
        "Ekskolan",
        "id:             d1",
        "source:         pages",
        "published:      2024-01-02",
        "author:         Eva Al",
        "publisher:      Åre kommun",
        "path:           Start / Skola",
        "fetched:        2024-07-01T00:00:00Z",
        "versions:       1",
        "people:         Bo Ek",
        "municipalities: Åre (publisher)",
        "initiatives:    Ekstegen",
        "focus areas:    F4 Situationellt (0.50)",
        "",
        TEXT,
    ]


def test_what_was_left_out_follows_the_text_with_its_reason(store: Store, capsys: Capture) -> None:
    removed = [{"kind": "paragraph", "reason": "contact box", "text": "Ring oss"}]
    show.document(store, "d1", removed, False)
    assert capsys.readouterr().out.splitlines()[-2:] == ["", "[contact box] Ring oss"]
    show.document(store, "d1", removed, True)
    assert json.loads(capsys.readouterr().out)["removed"] == removed


def test_a_document_as_json_leaves_out_what_a_mention_does_not_have(store: Store, capsys: Capture) -> None:
    show.document(store, "d1", None, True)
    found = json.loads(capsys.readouterr().out)
    fact = {"kind": "age", "value": "6-12", "start": 0, "end": 5, "text": "Bo Ek"}
    assert found["initiatives"] == [{"entity_id": "initiative:ekstegen", "name": "Ekstegen", "facts": [fact]}]
    assert [(link["code"], link["relation"]) for link in found["municipalities"]] == [("2321", "published_by")]
    assert found["mentions"][1:3] == [
        {
            "start": 33,
            "end": 36,
            "text": "Åre",
            "label": "MUNICIPALITY",
            "entity_id": "municipality:2321",
            "name": "Åre",
            "code": "2321",
        },
        {"start": 38, "end": 40, "text": "Bo", "label": "PERSON", "entity_id": "person:bo-ek", "name": "Bo Ek"},
    ]
    assert found["focus_areas"] == [
        {"id": "F4", "name": "Situationellt", "score": 0.5, "evidence": {"start": 38, "end": 49, "text": "Bo skriver."}}
    ]
    assert found["versions"] == [{"fetched_at": "x", "content_hash": "y"}]
    assert (found["publisher"], found["municipality"], found["canonical_url"], found["breadcrumbs"]) == (
        "Åre kommun",
        {"code": "2321", "name": "Åre"},
        None,
        ["Start", "Skola"],
    )


def test_rows_are_tab_separated(capsys: Capture) -> None:
    found: list[dict[str, Any]] = [
        {"a": "x", "b": None, "c": [{"code": "2321", "name": "Åre"}], "d": ["F1", "F2"], "e": 3}
    ]
    show.rows(found, False)
    assert capsys.readouterr().out == "x\t\tÅre\tF1, F2\t3\n"
    show.rows(found, True)
    assert json.loads(capsys.readouterr().out) == found


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Store]:
    """Two copies of a page; d1 is the one shown."""
    document = Document("d1", "https://a.example/", "Ekskolan", (Block("paragraph", TEXT),))
    first = stored_document(document, "a", "2024-07-01T00:00:00Z", None, ())
    second = replace(first, doc_id="d2", url=None, duplicate_of="d1")
    passages = (Passage("p", "d1", 0, 0, 49, TEXT),)
    build_store(tmp_path / "c.sqlite", [StoreEntry(first, Tags(), passages), StoreEntry(second, Tags(), ())])
    opened = open_store(tmp_path / "c.sqlite")
    yield opened
    opened.close()


def test_a_document_names_the_others_of_its_group(copies: Store, capsys: Capture) -> None:
    show.document(copies, "d1", None, True)
    show.document(copies, "d2", None, True)
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["duplicate_of"], first["duplicates"]) == (None, [{"doc_id": "d2", "url": None}])
    assert (second["duplicate_of"], second["duplicates"]) == ("d1", [{"doc_id": "d1", "url": "https://a.example/"}])
    show.document(copies, "d1", None, False)
    show.document(copies, "d2", None, False)
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith(("also", "answers"))] == [
        "also at:        d2",
        "answers show:   d1",
        "also at:        https://a.example/",
    ]


def test_a_card_tells_roles_facts_and_pages_with_their_sentences(capsys: Capture) -> None:
    page = {
        "doc_id": "d1",
        "url": None,
        "title": "Ekskolan",
        "published": "2024-01-02",
        "reviewed": None,
        "mentions": 2,
        "sentence": "Bo Ek, rektor på Ekskolan, bor i Åre.",
        "relation": "about",
    }
    found: dict[str, Any] = {
        "entity_id": "person:bo-ek",
        "label": "PERSON",
        "name": "Bo Ek",
        "variants": ["Bo", "Bo Ek"],
        "affiliations": [
            {
                "role": "rektor",
                "organisation": "Ekskolan",
                "since": "2024-01-02",
                "until": "2024-01-02",
                "documents": 1,
            },
            {"role": None, "organisation": "Brå", "since": "2021-01-02", "until": "2023-04-05", "documents": 2},
        ],
        "facts": [
            {"kind": "target_group", "text": "unga", "value": "unga", "url": None, "doc_id": "d1"},
            {"kind": "age", "text": "18–29 år", "value": "18-29", "url": "https://a.example/", "doc_id": "d2"},
            {"kind": "age", "text": "18 till 29 år", "value": "18-29", "url": None, "doc_id": "d3"},
            {"kind": "age", "text": "18–29 år", "value": "18-29", "url": None, "doc_id": "d3"},
        ],
        "documents": [page],
    }
    show.card(found, False)
    assert capsys.readouterr().out.splitlines() == [
        "Bo Ek",
        "id:             person:bo-ek",
        "written:        Bo, Bo Ek",
        "role:           rektor · Ekskolan · 2024-01-02",
        "role:           Brå · 2021-01-02 – 2023-04-05",
        "target group:   unga · d1",
        "age:            18–29 år (18-29) · https://a.example/ and 1 more",
        "",
        "Ekskolan · about it · 2024-01-02",
        "   d1",
        "   »Bo Ek, rektor på Ekskolan, bor i Åre.«",
    ]
    show.card(found, True)
    assert json.loads(capsys.readouterr().out) == found
