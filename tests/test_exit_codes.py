"""Exit codes, and one line for every error."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.commands import operating as module
from pipeline.home import Home, open_home, write_lock
from tests.cli_home import UNREADABLE, Base, Ran, Run
from tests.loopback import Reply, Site
from tests.loopback import page as web_page


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
        assert ran.err == f"kb: {pdf}: there is no reader for '.odt' files\n"
    ran = run("tag", stdin=b'{"id": "a", "text": "Hej."}\n[]\n')
    assert (ran.code, ran.out) == (
        1,
        '{"id": "a", "mentions": [], "focus_areas": [], "initiatives": [], "municipalities": []}\n',
    )
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
    assert re.match("kb: (the )?catalog", ran.err)


def test_another_run_is_4(base: Base, run: Run) -> None:
    with write_lock(open_home(base.home)):
        for arguments in (["ingest", base.pages], ["reindex", "--no-crawl"]):
            message = failed(run("--home", base.home, *arguments), 4)
            assert re.search(r"another run \(process \d+ on .+, kb, since .+\) is writing to ", message)
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


@pytest.fixture
def sources(home: Home) -> Callable[[str], Home]:
    """Write sources.toml, and a contact into kb.toml."""

    def write(table: str) -> Home:
        home.settings.write_text('[crawl]\ncontact = "a@b.example"\n', encoding="utf-8")
        home.sources.write_text(f"[[source]]\n{table}\n", encoding="utf-8")
        return home

    return write


def test_wrong_sources_are_2(run: Run, sources: Callable[[str], Home]) -> None:
    for table, message in (
        ('name = "X"\ncolour = 1', "sources.toml: unknown key 'source 1 (X).colour' (known: "),
        ('name = "X"', "source 1 (X).start, sitemaps and feeds are all empty"),
        ('name = "X"\nstart = ["https://x.example/"]\nmunicipality = "9999"', "which is none's code"),
    ):
        home = sources(table)
        for arguments in (["crawl", "--check"], ["crawl"], ["reindex"]):
            assert message in failed(run("--home", home.root, *arguments), 2)
    home = sources('name = "X"\nstart = ["https://x.example/"]')
    assert "there is no source 'Y' in " in failed(run("--home", home.root, "crawl", "--source", "Y"), 2)
    assert "0 is not in the range" in failed(run("--home", home.root, "crawl", "--limit", "0"), 2)
    home.settings.write_text("", encoding="utf-8")
    assert "set [crawl] contact in kb.toml" in failed(run("--home", home.root, "crawl"), 2)


def test_a_crawl_is_0_and_1_where_something_could_not_be_fetched(run: Run, sources: Callable[[str], Home]) -> None:
    site = Site({"/": web_page("Skolan", "/a"), "/a": Reply("", 403)})
    with site.served():
        home = sources(f'name = "X"\nstart = ["{site.url()}"]\ndelay = 0')
        ran = run("--home", home.root, "crawl")
        assert (ran.code, ran.out) == (1, "X: 2 requests, 1 new, 0 changed, 0 unchanged\n")
        assert ran.err == "kb: X: 1 addresses gave nothing: see 'kb list rejected'\n"
        site.replies["/a"] = web_page("A")
        assert run("--home", home.root, "crawl") == Ran(0, "X: 2 requests, 1 new, 0 changed, 1 unchanged\n", "")
        with write_lock(home):
            assert "another run (process " in failed(run("--home", home.root, "crawl"), 4)


def test_the_nightly_run_crawls_first_and_goes_on(run: Run, sources: Callable[[str], Home]) -> None:
    site = Site({"/": web_page("Skolan", text="Skolan och polisen samverkar mot gängen i Sala kommun varje vecka.")})
    with site.served():
        home = sources(f'name = "X"\nstart = ["{site.url()}"]\ndelay = 0\nmunicipality = "1981"')
        ran = run("--home", home.root, "reindex")
        assert ran.code == 0
        assert ran.out.startswith("X: 1 requests, 1 new, 0 changed, 0 unchanged\ncleaned 1, ")
        again = run("--home", home.root, "reindex", "--json")
        assert json.loads(again.out)["published"] is False
        assert again.err == "X: 1 requests, 0 new, 0 changed, 1 unchanged\n"
        found = json.loads(run("--home", home.root, "show", site.url(), "--json").out)
        assert found["municipality"] == {"code": "1981", "name": "Sala"}
        site.replies["/robots.txt"] = Reply("", 500)
        ran = run("--home", home.root, "reindex")
        assert (ran.code, ran.err) == (
            1,
            f"kb: {site.url('')} is left alone tonight: its robots.txt cannot be reached\n",
        )


def test_wrong_saved_questions_are_2(base: Base, run: Run, tmp_path: Path) -> None:
    home = tmp_path / "kb"
    shutil.copytree(base.home, home)
    path = home / "questions.toml"
    path.write_text("[[question]]\nname = 'a'\nquestion = 'gäng'\ncolour = 1\n", encoding="utf-8")
    message = failed(run("--home", home, "changes", "--since", "2020"), 2)
    assert "questions.toml: unknown key 'question 1 (a).colour' (known: " in message
    assert run("--home", home, "changes", "--since", "2020", "--no-questions").code == 0
    path.write_text("[[question]]\nname = 'a'\nquestion = 'gäng'\n", encoding="utf-8")
    options = ["--home", home, "changes", "--since", "2020", "--question"]
    assert "there is no question 'b' in " in failed(run(*options, "b"), 2)
    assert "exclude each other" in failed(run(*options, "a", "--no-questions"), 2)
    assert "'moved' is not one of" in failed(run("--home", home, "changes", "--since", "2020", "--kind", "moved"), 2)
