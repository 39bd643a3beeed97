"""The JSON of the commands that read a generation."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta
from pathlib import Path
from types import NoneType

import pytest

from pipeline.home import Home
from tests.clean.made import Put, make_pdf, wrapped
from tests.cli_home import AVHOPP, TEXT_OR_NOT, Base, Run, check_tags, kb, keys


def test_ask(base: Base) -> None:
    found = base.kb("ask", "Vem kan få avhopparstöd?", "-k", "3")
    keys(found, question=str, generation=str, took_ms=float, filters=dict, hits=list, understood=dict)
    assert (found["question"], found["generation"], found["filters"]) == ("Vem kan få avhopparstöd?", "gen-000001", {})
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)
    for hit in found["hits"]:
        keys(
            hit,
            rank=int,
            score=float,
            doc_id=str,
            url=TEXT_OR_NOT,
            title=str,
            text=str,
            start=int,
            end=int,
            heading=TEXT_OR_NOT,
            highlights=list,
            municipalities=list,
            focus_areas=list,
            people=list,
            published=TEXT_OR_NOT,
            reviewed=TEXT_OR_NOT,
            fetched_at=str,
            also_at=list,
            page=NoneType,
        )
        for place in hit["municipalities"]:
            keys(place, code=str, name=str)
        whole = base.kb("show", hit["doc_id"])["text"]
        assert whole[hit["start"] : hit["end"]] == hit["text"]
        assert all(0 <= start < end <= len(hit["text"]) for start, end in hit["highlights"])
    first = found["hits"][0]
    assert (first["url"], first["title"], first["focus_areas"]) == (AVHOPP, "Avhopparstöd i Vara", ["F2"])
    assert first["municipalities"] == [{"code": "1470", "name": "Vara"}]
    assert (first["people"], first["published"], first["reviewed"]) == (["Anna Berg"], "2024-02-05", "2024-03-10")


def test_a_hit_in_a_pdf_has_its_page(home: Home, tmp_path: Path) -> None:
    folder, report = home.root, tmp_path / "plan.pdf"
    text = "Sala kommun har startat en avhopparverksamhet för den som vill lämna kriminella gäng. "
    first = [Put(200, "Plan för Sala", size=24), Put(300, wrapped("Kärlen töms varannan tisdag. " * 20, 400))]
    second = [Put(300, "Avhopparstöd", size=18), Put(330, wrapped(text * 4, 400))]
    report.write_bytes(make_pdf(first, second))
    kb(folder, "ingest", str(report))
    kb(folder, "reindex", "--no-crawl")
    hit = kb(folder, "ask", "Vem kan få avhopparstöd?", "-k", "1")["hits"][0]
    assert (hit["page"], hit["heading"], hit["text"][:11]) == (2, "Avhopparstöd", "Sala kommun")
    (cleaned,) = kb(folder, "clean", str(report))
    assert [(block["kind"], block["page"]) for block in cleaned["blocks"]] == [
        ("heading", 1),
        ("paragraph", 1),
        ("heading", 2),
        ("paragraph", 2),
    ]
    places = (m for m in kb(folder, "tag", str(report))[0]["mentions"] if m["label"] == "MUNICIPALITY")
    assert next(places)["text"] == "Sala kommun"


def test_ask_with_every_filter(base: Base) -> None:
    given = {
        "municipality": "Vara kommun",
        "focus_area": "F2",
        "person": "Anna Berg",
        "source": "vara.example",
        "since": "2024",
        "until": "2024-02-05",
    }
    options = [part for name, value in given.items() for part in (f"--{name.replace('_', '-')}", value)]
    for mode in ("hybrid", "dense", "lexical"):
        found = base.kb("ask", "stöd till avhoppare", "--mode", mode, *options)
        assert found["filters"] == given
        assert {hit["url"] for hit in found["hits"]} == {AVHOPP}


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("csv", "key,publisher,title,date,"),
        ("bibtex", "@misc{vara-example-2024-avhopparstod-i-vara"),
        ("ris", "TY  - ELEC\nID  - vara-example-2024-avhopparstod-i-vara"),
        ("reference", "vara.example. (2024). Avhopparstöd i Vara. Hämtad "),
    ],
)
def test_answers_and_documents_are_cited(base: Base, run: Run, form: str, start: str) -> None:
    answered = run("--home", base.home, "ask", "Vem kan få avhopparstöd?", "-k", "2", "--format", form)
    assert (answered.code, answered.out.startswith(start)) == (0, True)
    assert answered.out.endswith("\n")
    assert "2 passages from gen-000001" in answered.err
    shown = run("--home", base.home, "show", AVHOPP, "--format", form)
    assert (shown.code, shown.out.startswith(start), shown.err) == (0, True, "")


def test_json_is_one_of_the_formats(base: Base, run: Run) -> None:
    for command in (["ask", "Vem kan få avhopparstöd?"], ["show", AVHOPP], ["show", "Anna Berg"]):
        as_json = json.loads(run("--home", base.home, *command, "--format", "json").out)
        said = base.kb(*command)
        assert {key: as_json[key] for key in as_json if key != "took_ms"} == {
            key: said[key] for key in said if key != "took_ms"
        }
        assert run("--home", base.home, *command, "--format", "text").out == run("--home", base.home, *command).out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ask", "avhoppare", "--json", "--format", "ris"], 2, "kb: --json and --format ris exclude each other\n"),
        (
            ["show", AVHOPP, "--removed", "--format", "csv"],
            2,
            "kb: --removed, --versions, --diff and citing (--format) exclude each other\n",
        ),
        (
            ["show", "Anna Berg", "--format", "ris"],
            1,
            "kb: there is no document 'Anna Berg' to cite: see 'kb list documents'\n",
        ),
    ],
)
def test_what_cannot_be_cited_is_told(base: Base, run: Run, arguments: list[str], code: int, said: str) -> None:
    ended = run("--home", base.home, *arguments)
    assert (ended.code, ended.out, ended.err) == (code, "", said)


def test_no_answer_cites_nothing(base: Base, run: Run) -> None:
    ended = run("--home", base.home, "ask", "avhoppare", "--since", "2030", "--format", "bibtex")
    assert (ended.code, ended.out) == (1, "")


def test_no_answer_is_told_by_the_exit_code(base: Base) -> None:
    found = base.kb("ask", "avhoppare", "--since", "2030", code=1)
    assert (found["hits"], found["filters"]) == ([], {"since": "2030"})


@pytest.mark.parametrize("reference", [AVHOPP, "rad-1"])
def test_show(base: Base, reference: str) -> None:
    found = base.kb("show", reference)
    keys(
        found,
        doc_id=str,
        url=TEXT_OR_NOT,
        external_id=TEXT_OR_NOT,
        title=str,
        source=str,
        text=str,
        published=TEXT_OR_NOT,
        reviewed=TEXT_OR_NOT,
        author=TEXT_OR_NOT,
        language=TEXT_OR_NOT,
        publisher=TEXT_OR_NOT,
        municipality=(dict, NoneType),
        canonical_url=TEXT_OR_NOT,
        breadcrumbs=list,
        mentions=list,
        focus_areas=list,
        municipalities=list,
        initiatives=list,
        fetched_at=str,
        versions=list,
        duplicate_of=TEXT_OR_NOT,
        duplicates=list,
    )
    check_tags(found, found["text"])
    assert found["mentions"]
    assert found["focus_areas"]
    for version in found["versions"]:
        keys(version, fetched_at=str, content_hash=str)
    assert len(found["versions"]) == 1
    assert base.kb("show", found["doc_id"]) == found


def test_list_documents(base: Base) -> None:
    rows = base.kb("list", "documents")
    for row in rows:
        keys(
            row,
            doc_id=str,
            url=TEXT_OR_NOT,
            title=str,
            source=str,
            published=TEXT_OR_NOT,
            reviewed=TEXT_OR_NOT,
            municipalities=list,
            focus_areas=list,
            duplicate_of=TEXT_OR_NOT,
        )
    assert [(row["source"], row["title"], row["published"]) for row in rows] == [
        ("boden.example", "Sophämtning i Boden", None),
        ("pages", "Plan mot välfärdsbrott", None),
        ("pages", "Trygghetsvandring i Sala", None),
        ("pages", "Unga i Åre", "2023-05-06"),
        ("vara.example", "Avhopparstöd i Vara", "2024-02-05"),
    ]
    assert rows[4]["municipalities"] == [{"code": "1470", "name": "Vara"}]
    assert [row["focus_areas"] for row in rows[1:]] == [["F6"], ["F4"], ["F1"], ["F2"]]


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        ("people", {"entity_id": str, "name": str, "documents": int, "roles": list, "affiliations": list}),
        (
            "municipalities",
            {"code": str, "name": str, "documents": int, "published_by": int, "about": int, "mentioned": int},
        ),
        ("focus-areas", {"id": str, "name": str, "documents": int}),
        ("sources", {"source": str, "documents": int, "last_fetched": str}),
        ("rejected", {"url": str, "stage": str, "reason": str}),
    ],
)
def test_list_the_rest(base: Base, kind: str, shape: dict[str, type]) -> None:
    rows = base.kb("list", kind)
    assert rows
    for row in rows:
        keys(row, **shape)


def test_evaluate(base: Base, tmp_path: Path) -> None:
    (tmp_path / "q.tsv").write_text("q1\tVem kan få avhopparstöd?\nq2\tNär töms kärlen i Boden?\n", encoding="utf-8")
    (tmp_path / "r.txt").write_text(f"q1 0 {AVHOPP} 1\nq2 0 https://www.boden.example/sopor.html 1\n", encoding="utf-8")
    files = ["--queries", str(tmp_path / "q.tsv"), "--qrels", str(tmp_path / "r.txt")]
    for mode in ("hybrid", "dense", "lexical"):
        found = base.kb("evaluate", *files, "--mode", mode, "--run", str(tmp_path / "out.trec"))
        assert found == {"queries": 2, "nDCG@10": 1.0, "recall@10": 1.0, "recall@100": 1.0, "MRR@10": 1.0, "mode": mode}
        rows = [line.split() for line in (tmp_path / "out.trec").read_text(encoding="utf-8").splitlines()]
        assert [row[2] for row in rows if row[3] == "1"] == [AVHOPP, "https://www.boden.example/sopor.html"]
        assert {(len(row), row[1], row[5]) for row in rows} == {(6, "Q0", f"kb-{mode}")}


def test_changes(base: Base) -> None:
    found = base.kb("changes", "--since", "2020")
    keys(found, since=str, until=NoneType, filters=dict, generation=str, changes=list, questions=list)
    for one in found["changes"]:
        keys(
            one,
            kind=str,
            doc_id=str,
            url=TEXT_OR_NOT,
            title=str,
            at=str,
            generation=str,
            words_added=int,
            words_removed=int,
            municipalities=list,
            focus_areas=list,
        )
    assert {one["kind"] for one in found["changes"]} == {"new"}
    assert len(found["changes"]) == 5
    assert base.kb("changes", "--since", "2999", code=1)["changes"] == []


def test_changes_with_every_filter(base: Base) -> None:
    given = {"municipality": "Vara", "focus_area": "F2", "source": "vara.example", "kind": "new"}
    options = [part for name, value in given.items() for part in (f"--{name.replace('_', '-')}", value)]
    found = base.kb("changes", "--since", "2020", "--until", "2999", *options)
    assert (found["since"], found["until"], found["filters"]) == ("2020", "2999", given)
    (one,) = found["changes"]
    assert (one["url"], one["focus_areas"]) == (AVHOPP, ["F2"])
    assert one["municipalities"] == [{"code": "1470", "name": "Vara"}]
    assert base.kb("changes", "--since", "2020", "--kind", "gone", code=1)["changes"] == []


QUESTIONS = """[[question]]
name = "avhoppare"
question = "Vem kan få stöd för att lämna gäng?"

[[question]]
name = "sopor"
question = "När töms kärlen i Boden?"
k = 1
"""
ADDED = " Nytt för i år är att även den som har fyllt 60 kan få stöd för att lämna ett kriminellt gäng."


def test_saved_questions_are_told_what_is_new(home: Home, tmp_path: Path) -> None:
    folder, page = home.root, tmp_path / "avhopp.md"
    said = "# Avhopparstöd\n\nDen som vill lämna ett kriminellt gäng kan få stöd av Vara kommun."
    page.write_text(said, encoding="utf-8")
    (tmp_path / "sopor.md").write_text("# Sopor\n\nKärlen i Boden töms varje tisdag.", encoding="utf-8")
    kb(folder, "ingest", str(page), str(tmp_path / "sopor.md"))
    kb(folder, "reindex", "--no-crawl")
    home.questions.write_text(QUESTIONS, encoding="utf-8")
    found = kb(folder, "changes", "--since", "2020")
    assert [(one["name"], one["hits"][0]["title"], one["hits"][0]["kind"]) for one in found["questions"]] == [
        ("avhoppare", "Avhopparstöd", "new"),
        ("sopor", "Sopor", "new"),
    ]
    assert kb(folder, "changes", "--since", "2020", "--no-questions")["questions"] == []
    (only,) = kb(folder, "changes", "--since", "2020", "--question", "sopor")["questions"]
    assert (only["name"], only["problem"], len(only["hits"])) == ("sopor", None, 1)

    last = found["changes"][0]["at"]
    time.sleep(1.1)  # Generations are dated to the second.
    page.write_text(said + ADDED, encoding="utf-8")
    kb(folder, "ingest", str(page))
    kb(folder, "reindex", "--no-crawl")
    since = (datetime.fromisoformat(last) + timedelta(seconds=1)).isoformat()
    found = kb(folder, "changes", "--since", since)
    assert [(one["kind"], one["title"], one["words_removed"]) for one in found["changes"]] == [
        ("changed", "Avhopparstöd", 0)
    ]
    first, second = found["questions"]
    assert [(hit["kind"], "60" in hit["text"]) for hit in first["hits"]] == [("changed", True)]
    assert second["hits"] == []


def test_similar(base: Base) -> None:
    found = base.kb("similar", AVHOPP, "-k", "2")
    keys(found, query=dict, generation=str, comparables=list)
    keys(
        found["query"],
        kind=str,
        reference=str,
        title=str,
        doc_ids=list,
        municipalities=list,
        focus_areas=list,
    )
    assert (found["query"]["kind"], found["query"]["municipalities"]) == ("document", ["1470"])
    assert [one["rank"] for one in found["comparables"]] == [1, 2]
    for one in found["comparables"]:
        keys(
            one,
            rank=int,
            score=float,
            doc_id=str,
            url=TEXT_OR_NOT,
            title=str,
            municipality=dict,
            initiatives=list,
            focus_areas=list,
            published=TEXT_OR_NOT,
            reviewed=TEXT_OR_NOT,
            aspects=list,
        )
        assert one["municipality"]["code"] != "1470"
        for side in one["aspects"]:
            keys(side, aspect=str, told_by=str, shared=list, differs=dict, query=list, comparable=list)
            for sentence in (*side["query"], *side["comparable"]):
                whole = base.kb("show", sentence["doc_id"])["text"]
                assert whole[sentence["start"] : sentence["end"]] == sentence["text"]


def test_similar_to_a_description(base: Base) -> None:
    found = base.kb("similar", "--text", "Vi vill göra trygghetsvandringar med bostadsbolaget och polisen.", "-k", "1")
    assert found["comparables"][0]["municipality"]["name"] == "Sala"
    assert "trygghetsvandring" in found["comparables"][0]["aspects"][1]["shared"]


def test_the_versions_of_a_page_and_what_changed(home: Home, tmp_path: Path, run: Run) -> None:
    folder, page = home.root, tmp_path / "avhopp.md"
    said = "# Avhopparstöd\n\nDen som vill lämna ett kriminellt gäng kan få stöd av Vara kommun."
    for text in (said, said + ADDED):
        page.write_text(text, encoding="utf-8")
        kb(folder, "ingest", str(page))
    old, new = kb(folder, "show", page.as_uri(), "--versions")
    keys(new, number=int, fetched_at=str, content_hash=str, media_type=str, is_current=bool)
    assert [(each["number"], each["media_type"], each["is_current"]) for each in (old, new)] == [
        (1, "text/markdown", False),
        (2, "text/markdown", True),
    ]
    found = kb(folder, "show", page.as_uri(), "--diff")
    keys(found, old=dict, new=dict, title=list, blocks=list, words_added=int, words_removed=int)
    assert (found["old"], found["new"], found["words_added"], found["words_removed"]) == (old, new, 21, 0)
    assert kb(folder, "show", page.as_uri(), "--diff", old["content_hash"][:8]) == found
    told = run("--home", folder, "show", page.as_uri(), "--diff")
    assert (told.code, told.out.splitlines()[-1][-50:]) == (0, ADDED[-48:] + "+}")
    assert run("--home", folder, "show", page.as_uri(), "--diff", new["content_hash"]).code == 1
    assert run("--home", folder, "show", "okänd", "--versions").err == (
        "kb: there is no document 'okänd': see 'kb list documents'\n"
    )
    assert run("--home", folder, "show", page.as_uri(), "--versions", "--removed").code == 2
