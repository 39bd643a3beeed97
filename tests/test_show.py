"""What people read, to the letter. The shapes that programs read are in test_cli.py."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import show
from pipeline.evaluate import Evaluation
from pipeline.index.store import Store, StoreEntry, build_store, open_store, stored_document
from pipeline.ingest import IngestReport
from pipeline.records import (
    Answer,
    Block,
    Document,
    Evidence,
    Fact,
    FocusArea,
    Hit,
    Initiative,
    Mention,
    Municipality,
    MunicipalityLink,
    Passage,
    Rejected,
    Tags,
)
from pipeline.report import ReindexReport

Capture = pytest.CaptureFixture[str]
TEXT = "Bo Ek, rektor på Ekskolan, bor i Åre. Bo skriver."


def test_json_is_one_line_with_swedish_letters_as_themselves() -> None:
    assert show.as_json({"å": ["ä", None, "ö\n”"]}) == '{"å": ["ä", null, "ö\\n”"]}'


def test_ingested(capsys: Capture) -> None:
    show.ingested(IngestReport(2, 1, 3, rejected=[Rejected("a.pdf", "ingest", "no reader")]), False)
    assert capsys.readouterr() == ("2 new, 1 changed, 3 unchanged, 1 rejected\n", "kb: a.pdf: no reader\n")


def test_ingested_warns_of_ids_that_collide(capsys: Capture) -> None:
    show.ingested(IngestReport(changed=1, taken_over=1), False)
    out, err = capsys.readouterr()
    assert out == "0 new, 1 changed, 0 unchanged, 0 rejected\n"
    assert err.startswith("1 of the changed had the same id in another source")
    assert err.count("\n") == 1


def test_a_catalog_made_anew_is_told(capsys: Capture) -> None:
    show.ingested(IngestReport(restored=7), False)
    show.reindexed(ReindexReport(generation="gen-000007", restored=7), False)
    assert capsys.readouterr().err == "kb: the catalog was lost: 7 pages read back from the archive\n" * 2


def test_a_flood_of_rejections_is_cut_short(capsys: Capture) -> None:
    show.ingested(IngestReport(rejected=[Rejected(f"{i}.pdf", "ingest", "no reader") for i in range(25)]), False)
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[-1]) == (21, "kb: … and 5 more: see 'kb list rejected'")


def test_ingested_as_json(capsys: Capture) -> None:
    show.ingested(IngestReport(1, rejected=[Rejected("ö.pdf", "ingest", "no reader")]), True)
    out, err = capsys.readouterr()
    assert json.loads(out) == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "taken_over": 0,
        "restored": 0,
        "rejected": [{"url": "ö.pdf", "stage": "ingest", "reason": "no reader"}],
    }
    assert err == ""


def test_reindexed(capsys: Capture) -> None:
    counts, seconds = {"documents": 1, "focus_areas": 2}, {"clean": 0.25, "index": 1.0}
    report = ReindexReport(
        cleaned=1,
        rejected=2,
        tagged=3,
        cut=4,
        embedded=5,
        published=True,
        generation="gen-000007",
        counts=counts,
        seconds=seconds,
        peak_mb=99,
    )
    show.reindexed(report, False)
    show.reindexed(replace(report, changed=2, words_added=7, words_removed=4, sifted=2, repeated=9), False)
    show.reindexed(ReindexReport(generation="gen-000007"), False)
    assert capsys.readouterr().out.splitlines() == [
        "cleaned 1, rejected 2, tagged 3, cut 4 passages, embedded 5",
        "published gen-000007: 1 documents, 2 focus areas (clean 0.2 s, index 1.0 s; 99 MB)",
        "cleaned 1, rejected 2, changed 2 (+7 −4 words), left out 9 blocks that sites repeat, tagged 3, cut 4 passages,"
        " embedded 5",
        "published gen-000007: 1 documents, 2 focus areas (clean 0.2 s, index 1.0 s; 99 MB)",
        "nothing has changed since gen-000007: no work to do",
    ]


def test_an_answer_tells_what_was_understood(capsys: Capture) -> None:
    understood = {
        "municipalities": [{"code": "2062", "name": "Mora"}],
        "since": "2020-01-01",
        "corrections": [{"written": "gengen", "meant": "gängen"}],
    }
    show.answer(Answer("gengen i Mora sedan 2020", "gen-000001", 3.2, understood=understood), False)
    assert capsys.readouterr().err.splitlines() == [
        "searched for 'gängen' not 'gengen'",
        "preferred (--strict keeps to it): municipalities Mora; since 2020-01-01",
        "no passages from gen-000001 in 3.2 ms",
    ]


def test_an_answer_shows_the_source_the_dates_and_the_answering_sentence(capsys: Capture) -> None:
    hit = Hit(
        1,
        0.876,
        "d1",
        "https://www.are.example/x",
        "Trygg skola",
        "Kommunen satsar. Bo Ek leder arbetet.",
        0,
        37,
        "Samverkan",
        ((17, 37),),
        ({"code": "2321", "name": "Åre"},),
        ("F1", "F4"),
        ("Bo Ek",),
        "2024-01-02",
        "2024-03-04",
        page=7,
    )
    show.answer(Answer("vem?", "gen-000001", 3.2, {"source": "are.example"}, (hit,)), False)
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "1. Trygg skola  0.88",
        "   https://www.are.example/x · s. 7 · publicerad 2024-01-02, granskad 2024-03-04 · Åre · F1 F4 · Bo Ek",
        "   [Samverkan]",
        "   Kommunen satsar. »Bo Ek leder arbetet.«",
        "",
    ]
    assert err == "1 passages from gen-000001 with {'source': 'are.example'} in 3.2 ms\n"


def test_a_bare_hit_shows_what_there_is_in_lines_of_at_most_100_characters(capsys: Capture) -> None:
    show.answer(Answer("vem?", "gen-000001", 3.2, {}, (Hit(1, 1, "d1", None, "T", "ord " * 60, 0, 240),)), False)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["1. T  1.00", "   d1"]
    assert max(map(len, lines)) <= 100
    assert " ".join(lines[2:]).split() == ["ord"] * 60


def test_no_answer(capsys: Capture) -> None:
    show.answer(Answer("vem?", "gen-000001", 3.2), False)
    assert capsys.readouterr() == ("", "no passages from gen-000001 in 3.2 ms\n")


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


def test_evaluation(capsys: Capture) -> None:
    found = Evaluation("dense", 2, {"nDCG@10": 0.5, "recall@10": 1.0}, {"q": {"d": 1.0}})
    show.evaluation(found, True)
    assert json.loads(capsys.readouterr().out) == {"queries": 2, "nDCG@10": 0.5, "recall@10": 1.0, "mode": "dense"}
    show.evaluation(found, False)
    assert capsys.readouterr().out.splitlines() == [
        "queries     2",
        "nDCG@10     0.5",
        "recall@10   1.0",
        "mode        dense",
    ]


EMPTY: dict[str, Any] = {
    "home": "kb",
    "catalog": {},
    "last_reindex": None,
    "generation": None,
    "fault": None,
    "rejected": {},
}


def test_status_of_an_empty_home(capsys: Capture) -> None:
    show.status(EMPTY, False)
    assert capsys.readouterr().out.splitlines() == [
        "home        kb",
        "catalog     empty",
        "generation  none: run 'kb reindex --no-crawl'",
    ]


def test_status_of_a_home_in_use(capsys: Capture) -> None:
    generation = {"name": "gen-000002", "created_at": "T", "model": "m", "dimensions": 4, "counts": {"documents": 1}}
    show.status(EMPTY | {"catalog": {"pages": 2}, "generation": generation, "rejected": {"clean": 1}}, False)
    assert capsys.readouterr().out.splitlines() == [
        "home        kb",
        "catalog     2 pages",
        "generation  gen-000002 of T: 1 documents",
        "model       m, 4 dimensions",
        "rejected    1 at clean: see 'kb list rejected'",
    ]


def test_status_tells_a_fault_on_stderr(capsys: Capture) -> None:
    show.status(EMPTY | {"fault": "gen-000001 is damaged"}, False)
    out, err = capsys.readouterr()
    assert err == "kb: gen-000001 is damaged\n"
    assert "generation" not in out


def test_problems(capsys: Capture) -> None:
    show.problems(["a is lost", "b has changed"], False)
    assert capsys.readouterr() == ("2 problems\n", "kb: a is lost\nkb: b has changed\n")
    show.problems([], False)
    assert capsys.readouterr() == ("all stores are whole\n", "")
    show.problems(["a is lost"], True)
    assert capsys.readouterr() == ('{"problems": ["a is lost"]}\n', "")


def test_a_hit_names_where_else_the_page_stands(capsys: Capture) -> None:
    urls = tuple(f"https://{letter}.example/" for letter in "abcdefg")
    for also_at in (urls[:1], urls):
        hit = Hit(1, 1, "d1", None, "T", "ord", 0, 3, also_at=also_at)
        show.answer(Answer("vem?", "gen-000001", 3.2, {}, (hit,)), False)
    one, many = (line for line in capsys.readouterr().out.splitlines() if "även" in line)
    assert one == "   även på https://a.example/"
    assert many == f"   även på {', '.join(urls[:5])} och 2 till"


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
