"""What is written about the product holds: commands in README.md, the tree in ARCHITECTURE.md, keys in kb.toml."""

from __future__ import annotations

import dataclasses
import doctest
import re
import shlex
import tomllib
import typing
from pathlib import Path
from typing import Any

import click
import pytest

from pipeline.cli import cli
from pipeline.config import Settings, load_settings
from pipeline.crawl.sources import load_sources
from pipeline.home import Home, create_home
from pipeline.ingest import ingest
from pipeline.reindex import reindex
from pipeline.saved_questions import load_questions
from tests.conftest import REPO, SAMPLE

README = (REPO / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (REPO / "ARCHITECTURE.md").read_text(encoding="utf-8")
PACKAGE = REPO / "pipeline"
_FENCE = re.compile(r"^```(?P<kind>\w*)[^\n]*\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
_SHELL = {"sh", "bash", "shell", "console"}
_ENDS = {"|", "||", "&&", ";", "&", ">", ">>", "2>", "<"}


def shell_lines(text: str) -> list[str]:
    """The lines of the shell blocks of a page, continued ones joined; of a console only what is typed."""
    blocks = [(m["kind"], m["body"].replace("\\\n", " ")) for m in _FENCE.finditer(text) if m["kind"] in _SHELL]
    return [
        line.strip().removeprefix("$ ")
        for kind, body in blocks
        for line in body.splitlines()
        if kind != "console" or line.startswith("$ ")
    ]


def kb_commands(text: str) -> list[list[str]]:
    """The arguments of every `kb …` in the shell blocks of a page, without variables before it or pipes after it."""
    found = []
    for line in shell_lines(text):
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words = list(lexer)
        starts = [
            place
            for place, word in enumerate(words)
            if word == "kb" and all("=" in before for before in words[:place][-1:] if before not in _ENDS)
        ]
        for start in starts:
            rest = words[start + 1 :]
            end = next((place for place, word in enumerate(rest) if word in _ENDS), len(rest))
            found.append(rest[:end])
    return found


def parse(arguments: list[str]) -> str:
    """Parse the arguments of `kb` as click would, run nothing, and return the command's name."""
    with cli.make_context("kb", list(arguments)) as context:
        name, command, rest = cli.resolve_command(context, [*context._protected_args, *context.args])
        assert name is not None
        assert command is not None
        command.make_context(name, rest, parent=context).close()
        return name


def test_commands_are_found_in_shell_blocks_only() -> None:
    text = (
        "kb none\n```python\nkb none\n```\n"
        "```sh\npip install kb\nKB_HOME=x kb ask 'a b' \\\n  -k 3 --json | jq . # kb no\n"
        "echo hej | kb tag && kb --home h status > out\n```\n```console\n$ kb verify\nkb: all is well\n```\n"
    )
    assert kb_commands(text) == [["ask", "a b", "-k", "3", "--json"], ["tag"], ["--home", "h", "status"], ["verify"]]


@pytest.mark.parametrize("wrong", [["asks", "x"], ["ask", "x", "--where", "y"], ["ask"], ["list", "cats"]])
def test_a_wrong_command_would_be_seen(wrong: list[str]) -> None:
    with pytest.raises(click.UsageError):
        parse(wrong)


def test_every_command_in_the_readme_can_be_run() -> None:
    commands = kb_commands(README)
    assert commands
    for arguments in commands:
        try:
            if not {"-h", "--help", "--version"} & {*arguments}:
                parse(arguments)
        except click.ClickException as error:
            pytest.fail(f"README.md: kb {shlex.join(arguments)}: {error.format_message()}")


@pytest.mark.parametrize("command", list(cli.commands))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"\bkb (?:--home \S+ )?{command}\b", README)


def test_every_option_that_the_readme_names_exists() -> None:
    known = {name for command in (cli, *cli.commands.values()) for p in command.params for name in p.opts}
    named = set(re.findall(r"`(--?[a-z][a-z-]*)", README))
    assert named
    assert named <= known


def test_the_settings_in_the_readme_are_settings(tmp_path: Path) -> None:
    blocks = [m["body"] for m in _FENCE.finditer(README) if m["kind"] == "toml"]
    assert blocks
    for number, block in enumerate(blocks):
        path = tmp_path / f"{number}.toml"
        path.write_text(block, encoding="utf-8")
        if block.startswith("[[source]]"):
            assert load_sources(path)
        elif block.startswith("[[question]]"):
            assert load_questions(path)
        else:
            assert load_settings(path) != Settings()


@pytest.mark.slow
def test_what_the_readme_does_from_python_is_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    home = create_home(tmp_path / "min-kunskapsbank")
    ingest(home, [SAMPLE])
    reindex(home, Settings())
    (block,) = (m["body"] for m in _FENCE.finditer(README) if m["kind"] == "python")
    said: list[str] = []
    example = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
    result = doctest.DocTestRunner(verbose=False).run(example, out=said.append)
    assert (result.failed, result.attempted > 5) == (0, True), "".join(said)


def tree() -> set[str]:
    """The modules that the tree in ARCHITECTURE.md names, as paths inside pipeline/."""
    (block,) = (m["body"] for m in _FENCE.finditer(ARCHITECTURE) if m["body"].startswith("pipeline/\n"))
    found = set()
    folder = ""
    for line in block.splitlines()[1:]:
        entry = re.match(r"  (\S+)\s+(.*)", line)
        if entry and entry[1].endswith("/"):
            folder = entry[1]
        elif entry:
            folder = ""
            found.add(entry[1])
        if folder:
            found |= {folder + name for name in re.findall(r"[\w/]+\.py\b", line)}
    return found


def test_the_tree_in_the_architecture_is_the_folder() -> None:
    modules = (path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
    assert tree() == set(modules)


def options() -> list[tuple[str, str, Any]]:
    """Every setting as (table, key, default)."""
    stages = typing.get_type_hints(Settings)
    return [(table, field.name, field.default) for table, kind in stages.items() for field in dataclasses.fields(kind)]


def template(home: Home) -> str:
    """kb.toml as `kb init` writes it, with every key that it shows set."""
    text = home.settings.read_text(encoding="utf-8")
    return re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)


def test_every_key_that_init_writes_is_a_setting_and_shows_its_default(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "shown.toml"
    path.write_text(template(home), encoding="utf-8")
    assert load_settings(path) == Settings()
    shown = {(table, key) for table, values in tomllib.loads(template(home)).items() for key in values}
    assert shown <= {(table, key) for table, key, _ in options()}
    assert shown


@pytest.mark.parametrize(("table", "key", "default"), options())
def test_every_setting_is_in_what_init_writes_with_its_default(
    home: Home, table: str, key: str, default: object
) -> None:
    shown = tomllib.loads(template(home)).get(table, {}).get(key)
    assert (tuple(shown) if isinstance(shown, list) else shown) == default
