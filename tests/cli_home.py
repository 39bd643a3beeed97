"""A small knowledge base behind the command line, and `kb` called as a script or the shell would."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import cli, main

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
UNREADABLE = "rapport.odt"
COMMANDS = [
    "init",
    "crawl",
    "ingest",
    "reindex",
    "ask",
    "similar",
    "changes",
    "show",
    "list",
    "clean",
    "tag",
    "evaluate",
    "status",
    "verify",
    "rollback",
    "schedule",
    "serve",
]
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


@pytest.fixture(scope="session")
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
        kinds = {"role": str, "organisation": str, "code": str, "confidence": float, "reason": str, "public": bool}
        optional = {key: kind for key, kind in kinds.items() if key in mention}
        keys(mention, start=int, end=int, text=str, label=str, entity_id=str, name=str, **optional)
        assert mention["label"] in {"PERSON", "MUNICIPALITY", "INITIATIVE", "ORGANISATION"}
        assert text[mention["start"] : mention["end"]] == mention["text"]
    for area in found["focus_areas"]:
        keys(area, id=str, name=str, score=float, evidence=dict)
        keys(area["evidence"], start=int, end=int, text=str)
        assert text[area["evidence"]["start"] : area["evidence"]["end"]] == area["evidence"]["text"]
