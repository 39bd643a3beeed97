"""The contracts that scripts outside the repository rely on: commands, JSON shapes, exit codes, one-line errors.

One knowledge base of five pages is made once, with the bundled models.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Any

import click
import pytest
from click.testing import CliRunner

from pipeline import cli as module
from pipeline.cli import cli, main
from pipeline.home import open_home, write_lock
from tests.conftest import REPO

AVHOPP = "https://www.vara.example/trygghet/avhopparstod.html"
SAID = "Det är ett långsiktigt arbete, säger Anna Berg, samordnare i Vara kommun."
PAGES = {
    "avhopp.html": f"""<!doctype html><html lang="sv"><head><title>Avhopparstöd i Vara</title>
<link rel="canonical" href="{AVHOPP}">
<meta property="article:published_time" content="2024-02-05T08:00:00+01:00"></head>
<body><nav><a href="/">Start</a></nav><main><h1>Avhopparstöd i Vara</h1>
<p>Vara kommun har startat en avhopparverksamhet för personer som vill lämna kriminella gäng. Stödet omfattar boende,
arbete och samtal, och varje deltagare får en egen samordnare under minst ett år.</p>
<h2>Samarbete med polisen</h2><p>{SAID} Tillsammans med polisen har kommunen hjälpt sju personer att lämna den
kriminella miljön under det första året.</p><p>Senast granskad: 10 mars 2024</p></main></body></html>""",
    "sopor.html": """<!doctype html><html lang="sv"><head><title>Sophämtning i Boden</title>
<link rel="canonical" href="https://www.boden.example/sopor.html"></head><body><main><h1>Sophämtning i Boden</h1>
<p>Kärlen töms varannan vecka på tisdagar. Ställ fram kärlet kvällen före och se till att locket går att stänga, annars
lämnas det kvar till nästa hämtning. Under helgveckor flyttas hämtningen en dag framåt i hela Bodens kommun.</p>
</main></body></html>""",
    "vandring.txt": "Trygghetsvandring i Sala\n\nPolisen, bostadsbolaget och Sala kommun gick på onsdagen en"
    " trygghetsvandring och pekade ut mörka gångtunnlar som behöver bättre belysning.\n",
    "plan.md": "# Plan mot välfärdsbrott\n\nMora kommun ska stoppa felaktiga utbetalningar av assistansersättning och"
    " kontrollera företag inom hemtjänsten innan avtal skrivs.\n",
    "rader.jsonl": '{"id": "rad-1", "title": "Unga i Åre", "text": "Unga rekryteras till kriminella gäng via appar.'
    ' Skolan och socialtjänsten i Åre kommun samarbetar om tidiga insatser.", "date": "2023-05-06"}\n',
}
UNREADABLE = "rapport.pdf"
COMMANDS = ["init", "ingest", "reindex", "ask", "show", "list", "clean", "tag", "evaluate", "status", "verify"]
TEXT_OR_NOT = (str, NoneType)


@dataclass(frozen=True)
class Base:
    """A knowledge base, the folder it was made from, and what each step of making it printed."""

    home: Path
    pages: Path
    printed: dict[str, Any]

    def kb(self, *arguments: str, stdin: bytes = b"", code: int = 0) -> Any:
        """Run a command with --json and return what it printed, one value or one a line."""
        return kb(self.home, *arguments, stdin=stdin, code=code)


def kb(home: Path, *arguments: str, stdin: bytes = b"", code: int = 0) -> Any:
    result = CliRunner().invoke(cli, ["--home", str(home), *arguments, "--json"], input=stdin)
    assert result.exit_code == code, result.output
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return lines if arguments[0] in {"clean", "tag"} else lines[0]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tmp_path_factory.mktemp("cli")
    home, pages = folder / "kb", folder / "pages"
    pages.mkdir()
    for name, text in PAGES.items():
        (pages / name).write_text(text, encoding="utf-8")
    (pages / UNREADABLE).write_bytes(b"%PDF-1.7")
    assert CliRunner().invoke(cli, ["init", str(home)]).exit_code == 0
    printed = {"ingest": kb(home, "ingest", str(pages), code=1)}
    printed["reindex"] = kb(home, "reindex", "--no-crawl")
    return Base(home, pages, printed)


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `kb` as the shell does: through main(), with its exit code and both streams."""

    def run_main(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["kb", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code: Any = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        return Ran(code, *capsys.readouterr())

    return run_main


def keys(found: dict[str, Any], **types: type | tuple[type, ...]) -> None:
    """Check that `found` has these keys and no other, each of its type."""
    assert found.keys() == types.keys()
    for name, kind in types.items():
        assert isinstance(found[name], kind), f"{name} is {found[name]!r}"


def check_tags(found: dict[str, Any], text: str) -> None:
    """Check mentions and focus areas against the contract and the text they were found in."""
    for mention in found["mentions"]:
        optional = {key: str for key in ("role", "organisation", "code") if key in mention}
        keys(mention, start=int, end=int, text=str, label=str, entity_id=str, name=str, **optional)
        assert mention["label"] in {"PERSON", "MUNICIPALITY", "INITIATIVE", "ORGANISATION"}
        assert text[mention["start"] : mention["end"]] == mention["text"]
    for area in found["focus_areas"]:
        keys(area, id=str, name=str, score=float, evidence=dict)
        keys(area["evidence"], start=int, end=int, text=str)
        assert text[area["evidence"]["start"] : area["evidence"]["end"]] == area["evidence"]["text"]


# help


def test_help_lists_the_commands_in_the_order_of_the_flow() -> None:
    result = CliRunner().invoke(cli, ["--help"])
    assert result.exit_code == 0
    assert re.findall(r"^  (\w+)", result.stdout.split("Commands:")[1], re.MULTILINE) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_reads_as_json(command: str) -> None:
    result = CliRunner().invoke(cli, [command, "-h"])
    assert result.exit_code == 0
    assert (cli.commands[command].help or "").rstrip().endswith(".")
    assert ("--json" in result.stdout) == (command != "init")


def test_the_version_is_the_packages() -> None:
    result = CliRunner().invoke(cli, ["--version"])
    assert re.fullmatch(r"kb, version \d+\.\d+\.\d+\n", result.stdout)


def test_no_command_shows_the_help(run: Run) -> None:
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: kb [OPTIONS] COMMAND")


# the shapes of --json


def test_ingest(base: Base) -> None:
    assert base.printed["ingest"] == {
        "new": 5,
        "changed": 0,
        "unchanged": 0,
        "taken_over": 0,
        "rejected": [
            {
                "url": str(base.pages / UNREADABLE),
                "stage": "ingest",
                "reason": "there is no reader for '.pdf' files",
            }
        ],
    }


def test_reindex(base: Base) -> None:
    found = base.printed["reindex"]
    keys(
        found,
        cleaned=int,
        rejected=int,
        tagged=int,
        cut=int,
        embedded=int,
        published=bool,
        generation=str,
        counts=dict,
        seconds=dict,
        peak_mb=int,
    )
    assert (found["cleaned"], found["tagged"], found["published"], found["generation"]) == (5, 5, True, "gen-000001")
    assert list(found["seconds"]) == ["clean", "tag", "embed", "index"]
    assert found["counts"]["documents"] == 5


def test_reindex_again_does_nothing(base: Base) -> None:
    found = base.kb("reindex", "--no-crawl")
    assert (found["cleaned"], found["published"], found["generation"]) == (0, False, "gen-000001")


def test_ask(base: Base) -> None:
    found = base.kb("ask", "Vem kan få avhopparstöd?", "-k", "3")
    keys(found, question=str, generation=str, took_ms=float, filters=dict, hits=list)
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
        mentions=list,
        focus_areas=list,
        fetched_at=str,
        versions=list,
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
        ("people", {"entity_id": str, "name": str, "documents": int, "roles": list}),
        ("municipalities", {"code": str, "name": str, "documents": int}),
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


def test_clean(base: Base) -> None:
    paths = [str(base.pages / name) for name in ("avhopp.html", "vandring.txt")]
    found = base.kb("clean", *paths)
    assert [page["path"] for page in found] == paths
    for page in found:
        keys(
            page,
            path=str,
            url=TEXT_OR_NOT,
            title=str,
            published=TEXT_OR_NOT,
            reviewed=TEXT_OR_NOT,
            author=TEXT_OR_NOT,
            language=TEXT_OR_NOT,
            text=str,
            blocks=list,
        )
        for block in page["blocks"]:
            keys(block, kind=str, text=str, kept=bool, **({} if block["kept"] else {"reason": str}))
        assert page["text"] == "\n\n".join(block["text"] for block in page["blocks"] if block["kept"])
    assert (found[0]["url"], found[0]["published"], found[0]["reviewed"]) == (AVHOPP, "2024-02-05", "2024-03-10")


def test_tag_files(base: Base) -> None:
    text, lines = base.pages / "vandring.txt", base.pages / "rader.jsonl"
    first, second = base.kb("tag", str(text), str(lines))
    assert (first["id"], second["id"]) == (str(text), "rad-1")
    for found, given in ((first, text.read_text("utf-8")), (second, json.loads(lines.read_text("utf-8"))["text"])):
        keys(found, id=str, mentions=list, focus_areas=list)
        check_tags(found, given)
        assert found["mentions"]
        assert found["focus_areas"]


def test_tag_plain_text_on_standard_input(base: Base) -> None:
    text = f"\n  Tolvan, 19121212-1212.\r\n{SAID}\n"
    (found,) = base.kb("tag", stdin=text.encode())
    check_tags(found, text)
    assert (found["id"], [m["text"] for m in found["mentions"]]) == ("-", ["Anna Berg", "Vara kommun"])
    start = text.index("Anna Berg")
    assert found["mentions"][0] == {
        "start": start,
        "end": start + 9,
        "text": "Anna Berg",
        "label": "PERSON",
        "entity_id": "person:anna-berg",
        "name": "Anna Berg",
        "role": "samordnare",
        "organisation": "Vara kommun",
    }


def test_tag_json_lines_on_standard_input(base: Base) -> None:
    texts = {"a": SAID, "b": f"Hej!\n\n{SAID}"}
    stdin = "".join(json.dumps({"id": key, "title": "Rubrik", "text": text}) + "\n" for key, text in texts.items())
    found = base.kb("tag", stdin=stdin.encode())
    assert [one["id"] for one in found] == ["a", "b"]
    for one in found:
        check_tags(one, texts[one["id"]])
        assert [m["text"] for m in one["mentions"]] == ["Anna Berg", "Vara kommun"]


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


def test_status(base: Base) -> None:
    found = base.kb("status")
    keys(found, home=str, catalog=dict, last_reindex=dict, generation=dict, fault=NoneType, rejected=dict)
    keys(found["generation"], name=str, created_at=str, model=str, dimensions=int, counts=dict)
    assert (found["catalog"]["pages"], found["rejected"]) == (5, {"ingest": 1})
    assert (found["generation"]["name"], found["generation"]["dimensions"]) == ("gen-000001", 768)


def test_verify(base: Base) -> None:
    assert base.kb("verify") == {"problems": []}


# the home


def test_the_home_is_the_option_else_the_variable_else_the_folder(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def home(*arguments: str) -> str:
        result = CliRunner().invoke(cli, [*arguments, "status", "--json"])
        return str(json.loads(result.stdout)["home"])

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KB_HOME", raising=False)
    assert home() == "."
    monkeypatch.setenv("KB_HOME", str(base.home))
    assert home() == str(base.home)
    assert home("--home", str(tmp_path)) == str(tmp_path)
    monkeypatch.setenv("KB_HOME", "")
    assert home() == "."


def test_init_makes_a_home(run: Run, tmp_path: Path) -> None:
    ran = run("init", tmp_path / "ny")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"made {tmp_path / 'ny'}: put pages in with 'kb --home {tmp_path / 'ny'} ingest PATH'\n"
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()) == [
        "ny/corpus/sources.toml",
        "ny/kb.toml",
    ]


# exit codes, and one line for every error


def failed(ran: Ran, code: int) -> str:
    """Check that it ended with `code` and one line on stderr, and return the line."""
    assert (ran.code, ran.out) == (code, ""), ran
    assert ran.err.startswith("kb: ")
    assert ran.err.count("\n") == 1
    return ran.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "none"], "there is no document 'none': see 'kb list documents'"),
        (["ask", "avhopp", "--municipality", "Kiruna"], "no page names 'Kiruna': see 'kb list municipalities'"),
        (["ask", "avhopp", "--person", "Bo Ek"], "no page names 'Bo Ek': see 'kb list people'"),
        (["ask", "avhopp", "--focus-area", "F5"], "no page has the focus area 'F5': see 'kb list focus-areas'"),
        (["ask", "avhopp", "--source", "x"], "there is no source 'x': see 'kb list sources'"),
        (["ask", "avhopp", "--since", "2030"], "no passages"),
        (["clean", "none.html"], "none.html: no such file or folder"),
        (["tag", "none.txt"], "none.txt: no such file or folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_nothing_found_is_1(base: Base, run: Run, arguments: list[str], message: str) -> None:
    ran = run("--home", base.home, *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert message in ran.err


def test_an_empty_listing_is_1(run: Run, tmp_path: Path) -> None:
    assert run("--home", tmp_path, "list", "rejected") == Ran(1, "", "")
    assert run("--home", tmp_path, "list", "rejected", "--json") == Ran(1, "[]\n", "")


def test_rejected_input_is_1_and_the_rest_is_done(base: Base, run: Run) -> None:
    pdf, text = base.pages / UNREADABLE, base.pages / "vandring.txt"
    for command in ("clean", "tag"):
        ran = run(command, pdf, text)
        assert (ran.code, ran.out.count("\n")) == (1, 1)
        assert ran.err == f"kb: {pdf}: there is no reader for '.pdf' files\n"
    ran = run("tag", stdin=b'{"id": "a", "text": "Hej."}\n[]\n')
    assert (ran.code, ran.out) == (1, '{"id": "a", "mentions": [], "focus_areas": []}\n')
    assert ran.err == "kb: -#L2: not a record with a text (not a JSON object)\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["asks", "x"], "No such command 'asks'"),
        (["ask"], "Missing argument 'QUESTION'"),
        (["ask", "x", "--where", "y"], "No such option"),
        (["ask", "x", "-k", "many"], "'many' is not a valid integer"),
        (["ask", "x", "-k", "0"], "-k must be at least 1, not 0"),
        (["ask", " "], "the question is empty"),
        (["ask", "x", "--mode", "best"], "'best' is not one of 'hybrid', 'dense', 'lexical'"),
        (["ask", "x", "--since", "i går"], "--since must be a date such as 2023-03-10, 2023-03 or 2023, not 'i går'"),
        (["list"], "Missing argument"),
        (["list", "cats"], "'cats' is not one of 'documents'"),
        (["ingest"], "Missing argument 'PATHS...'"),
        (["clean"], "Missing argument 'FILES...'"),
        (["reindex"], "run 'kb reindex --no-crawl'"),
        (["evaluate", "--queries", "q.tsv"], "Missing option '--qrels'"),
        (["evaluate", "--queries", "none.tsv", "--qrels", "r.txt"], "cannot read none.tsv: No such file or directory"),
        (["--hom", "x", "status"], "No such option"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_2(base: Base, run: Run, arguments: list[str], message: str) -> None:
    assert message in failed(run("--home", base.home, *arguments), 2)


def test_a_home_that_is_not_there_is_2(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "none"
    mend = f"there is no knowledge base at {home}: make one with 'kb init {home}'"
    for arguments in (
        ["status"],
        ["verify"],
        ["ask", "x"],
        ["list", "people"],
        ["reindex", "--no-crawl"],
        ["ingest", "x"],
    ):
        assert mend in failed(run("--home", home, *arguments), 2)


def test_a_home_that_is_one_already_is_2(base: Base, run: Run) -> None:
    assert "already is a knowledge base" in failed(run("init", base.home), 2)


def test_a_wrong_setting_is_2_even_over_several_lines(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_text("[embed]\nmodell = 'x'\n", encoding="utf-8")
    assert "unknown key 'embed.modell'" in failed(run("--home", tmp_path, "ask", "x"), 2)
    (tmp_path / "kb.toml").write_text('[embed]\nmodel = "a\nb"\n', encoding="utf-8")
    assert "not valid TOML" in failed(run("--home", tmp_path, "ask", "x"), 2)


def test_nothing_indexed_yet_is_3(run: Run, tmp_path: Path) -> None:
    for arguments in (["ask", "x"], ["show", "x"], ["list", "people"]):
        assert "nothing is indexed yet: run 'kb ingest PATH'" in failed(run("--home", tmp_path, *arguments), 3)


@pytest.fixture
def copy(base: Base, tmp_path: Path) -> Path:
    """A copy of the home that a test may damage."""
    return Path(shutil.copytree(base.home, tmp_path / "copy"))


def test_a_damaged_generation_is_3(copy: Path, run: Run) -> None:
    path = copy / "indexes" / "gen-000001" / "store.sqlite"
    path.write_bytes(path.read_bytes()[:-1])
    for arguments in (["ask", "x"], ["show", "x"], ["list", "people"]):
        message = failed(run("--home", copy, *arguments), 3)
        assert "gen-000001 is damaged (store.sqlite has " in message
        assert message.endswith("run 'kb reindex --no-crawl' to build it again\n")
    ran = run("--home", copy, "verify")
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "1 problems\n", 1)
    ran = run("--home", copy, "status")
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert "gen-000001 is damaged" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [["status"], ["list", "rejected"], ["reindex", "--no-crawl"], ["ingest", "x"]],
    ids=lambda value: " ".join(value),
)
def test_a_damaged_catalog_is_3(copy: Path, run: Run, arguments: list[str]) -> None:
    path = copy / "corpus" / "catalog.sqlite"
    content = bytearray(path.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096] ^= 0xFF
    path.write_bytes(content)
    assert "malformed" in failed(run("--home", copy, *arguments), 3)
    ran = run("--home", copy, "verify")
    assert (ran.code, ran.out) == (3, "1 problems\n")
    assert ran.err.startswith("kb: catalog: ")


def test_another_run_is_4(base: Base, run: Run) -> None:
    with write_lock(open_home(base.home)):
        for arguments in (["ingest", base.pages], ["reindex", "--no-crawl"]):
            message = failed(run("--home", base.home, *arguments), 4)
            assert re.search(r"another run \(process \d+\) is writing to ", message)
        assert run("--home", base.home, "ask", "avhoppare").code == 0


def test_what_nobody_foresaw_is_one_line_too(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("en\nrad till")

    monkeypatch.setattr(module, "open_home", fail)
    message = failed(run("--home", tmp_path, "status"), 3)
    assert message == "kb: unexpected ZeroDivisionError: en rad till; --debug shows where\n"


def test_an_interrupt_ends_quietly(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "open_home", interrupt)
    ran = run("--home", tmp_path, "status")
    assert (ran.code, ran.out, ran.err.strip()) == (130, "", "")


# the process itself


def shell(line: str, **names: object) -> subprocess.CompletedProcess[str]:
    """Run a line in bash, where `kb` is this checkout's and $names are set."""
    script = f'set -o pipefail; kb() {{ "$PYTHON" -m pipeline.cli "$@"; }}; {line}'
    names |= {"PYTHON": sys.executable, "PATH": "/usr/bin:/bin"}
    variables = {name: str(value) for name, value in names.items()}
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=variables, cwd=REPO, check=False)


@pytest.mark.parametrize("command", ["list documents", "list documents --json", "show rad-1", "clean $PAGES"])
@pytest.mark.parametrize("reader", ["head -c 5", "true"])
def test_a_reader_that_stops_early_is_no_error(base: Base, command: str, reader: str) -> None:
    ran = shell(f'kb --home "$BASE" {command} | {reader}', BASE=base.home, PAGES=base.pages / "plan.md")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_debug_shows_a_traceback_and_keeps_the_exit_code(tmp_path: Path) -> None:
    plain, debugged = (shell(f'kb {option} --home "$NONE" status', NONE=tmp_path / "x") for option in ("", "--debug"))
    assert (plain.returncode, debugged.returncode) == (2, 2)
    assert plain.stderr.startswith("kb: there is no knowledge base at ")
    assert debugged.stderr.startswith("Traceback (most recent call last):")
    assert debugged.stderr.endswith(plain.stderr)


def test_options_that_outside_scripts_use_are_there() -> None:
    expected = {
        "ingest": {"--source"},
        "reindex": {"--no-crawl", "--full"},
        "ask": {"-k", "--municipality", "--focus-area", "--person", "--source", "--since", "--until"},
        "evaluate": {"--queries", "--qrels", "--run", "--mode"},
    }
    for command, options in expected.items():
        parameters = (p for p in cli.commands[command].params if isinstance(p, click.Option))
        assert options <= {name for p in parameters for name in p.opts}


def test_a_question_is_answered_without_loading_a_heavy_library(base: Base) -> None:
    script = (
        "import sys\n"
        "from pipeline.cli import cli\n"
        f"cli.main(['--home', {str(base.home)!r}, 'ask', 'polisen', '--json'], standalone_mode=False)\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'spacy', 'trafilatura'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    hits, loaded = ran.stdout.splitlines()
    assert json.loads(hits)["hits"]
    assert loaded == "[]"
