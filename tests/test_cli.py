"""The command line as a whole: help, the home, the process."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.home import Home
from tests.cli_home import COMMANDS, Base, Run, kb
from tests.conftest import REPO


def test_help_lists_the_commands_in_the_order_of_the_flow() -> None:
    result = CliRunner().invoke(cli, ["--help"])
    assert result.exit_code == 0
    assert re.findall(r"^  (\w+)", result.stdout.split("Commands:")[1], re.MULTILINE) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_reads_as_json(command: str) -> None:
    result = CliRunner().invoke(cli, [command, "-h"])
    assert result.exit_code == 0
    assert (cli.commands[command].help or "").rstrip().endswith(".")
    assert ("--json" in result.stdout) == (command not in {"init", "schedule", "serve"})


def test_the_version_is_the_packages() -> None:
    result = CliRunner().invoke(cli, ["--version"])
    assert re.fullmatch(r"kb, version \d+\.\d+\.\d+\n", result.stdout)


def test_no_command_shows_the_help(run: Run) -> None:
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: kb [OPTIONS] COMMAND")


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
        "ny/thesaurus.tsv",
    ]


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


def test_what_is_printed_is_utf_8_whatever_the_locale(base: Base) -> None:
    for command in ("clean $PAGES --json", "ask bostadsbolaget --json"):
        line = f'PYTHONIOENCODING=ascii kb --home "$BASE" {command}'
        ran = shell(line, BASE=base.home, PAGES=base.pages / "vandring.txt")
        assert (ran.returncode, "å" in ran.stdout) == (0, True)


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


OWN_AREA = """[[area]]
id = "X1"
name = "Avfall och renhållning"
phrases = [{ pattern = "kärl*", weight = 1.0 }, { pattern = "sophämtning*", weight = 1.0 }]
"""


def test_files_of_ones_own_tag_everything_again_and_embed_nothing(base: Base, tmp_path: Path) -> None:
    home = tmp_path / "kb"
    shutil.copytree(base.home, home)
    (home / "taxonomy.toml").write_text(OWN_AREA, encoding="utf-8")
    (home / "municipalities.csv").write_text("code,name,kind\n2321,Fjällbyn,alias\n", encoding="utf-8")
    found = kb(home, "reindex", "--no-crawl")
    assert (found["cleaned"], found["tagged"], found["cut"], found["embedded"], found["published"]) == (
        0,
        5,
        0,
        0,
        True,
    )
    (hit,) = kb(home, "ask", "När töms kärlen?", "-k", "1", "--focus-area", "Avfall och renhållning")["hits"]
    assert (hit["title"], hit["focus_areas"]) == ("Sophämtning i Boden", ["X1"])
    (tagged,) = kb(home, "tag", stdin="Skolan i Fjällbyn larmar.".encode())
    assert [(m["text"], m["code"]) for m in tagged["mentions"]] == [("Fjällbyn", "2321")]
    again = kb(home, "reindex", "--no-crawl")
    assert (again["tagged"], again["published"]) == (0, False)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("taxonomy.toml", "[[area]]\nid = 1\n", "taxonomy.toml: an area has id, name"),
        ("municipalities.csv", "code,name,kind\n9999,Fjällbyn,alias\n", "municipalities.csv line 2: "),
    ],
)
def test_a_wrong_file_of_ones_own_stops_the_run_and_changes_nothing(
    base: Base, run: Run, tmp_path: Path, name: str, content: str, reason: str
) -> None:
    home = tmp_path / "kb"
    shutil.copytree(base.home, home)
    (home / name).write_text(content, encoding="utf-8")
    for command in (["reindex", "--no-crawl"], ["tag", str(base.pages / "vandring.txt")]):
        ran = run("--home", home, *command)
        assert (ran.code, ran.err.count("\n")) == (2, 1)
        assert reason in ran.err
    assert kb(home, "ask", "avhoppare", "-k", "1")["hits"]


def test_of_several_of_a_name_the_ids_are_told(home: Home, run: Run, tmp_path: Path) -> None:
    lines = [
        {
            "url": f"https://www.{place}.se/a",
            "title": "Stöd",
            "text": f"Säger Maj Ohm, rektor på skolan i {name} kommun.",
        }
        for place, name in (("vara", "Vara"), ("mora", "Mora"))
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    kb(home.root, "ingest", str(tmp_path / "a.jsonl"))
    kb(home.root, "reindex", "--no-crawl")
    ran = run("--home", home.root, "show", "Maj Ohm")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "say which, person:maj-ohm@1470, person:maj-ohm@2062" in ran.err
    assert kb(home.root, "show", "person:maj-ohm@1470")["name"] == "Maj Ohm"
