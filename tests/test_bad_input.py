"""Bad input end to end: `kb` says in one line what is wrong, takes in the rest, and never shows a traceback."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = subprocess.CompletedProcess[str]
Damage = Callable[[str, Callable[[Path], None]], Path]

GOOD = {
    "faltgrupp.txt": "Fältgruppen i Hedemora\n\nTre fältare möter unga i Hedemora på kvällarna. De arbetar tillsammans"
    " med skolan och polisen för att färre unga ska dras in i gäng.\n",
    "vandring.html": "<html><body><article><h1>Trygghetsvandring i Säter</h1><p>Kommunen och polisen gick en kväll"
    " genom Säters centrum och skrev upp fjorton mörka platser där lampor saknas eller buskar skymmer sikten.</p><p>Nio"
    " av dem har åtgärdats under våren, och resten står i planen för nästa år.</p></article></body></html>",
    "gammal.html": "<html><head><meta charset='iso-8859-1'></head><body><article><h1>Grannsamverkan på Åsen</h1><p>Två"
    " hundra hushåll på Åsen håller ögonen på varandras hus när någon är bortrest, och inbrotten har halverats.</p>"
    "</article></body></html>",
}


def kb(home: Path | None, *arguments: str) -> Run:
    """Run the command as a user does."""
    at = ["--home", str(home)] if home else []
    environment = {key: value for key, value in os.environ.items() if key != "KB_HOME"}
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *at, *arguments], capture_output=True, text=True, env=environment
    )


def fault(run: Run, code: int) -> str:
    """Return the one line on stderr of a run that failed with `code` and printed nothing."""
    lines = run.stderr.splitlines()
    assert (run.returncode, run.stdout, len(lines)) == (code, "", 1), run
    assert lines[0].startswith("kb: ")
    assert "Traceback" not in run.stderr
    return lines[0].removeprefix("kb: ")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three good pages and a file of every fault."""
    folder = tmp_path_factory.mktemp("sidor")
    for name, text in GOOD.items():
        (folder / name).write_bytes(text.encode("cp1252" if name == "gammal.html" else "utf-8"))
    (folder / "trasig.jsonl.gz").write_bytes(gzip.compress(b'{"id": "p1", "text": "x"}\n' * 1000)[:15])
    (folder / "tom.html").write_bytes(b"")
    (folder / "bild.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20)
    (folder / "stor.html").write_bytes(b"<html><body><p>" + b"Ett ord till. " * 3_600_000 + b"</p></body></html>")
    (folder / "rader.jsonl").write_bytes(
        b'{"id": "rad-1", "text": "Orsa kommun ger skolorna en egen polis som ringer hem i tid."}\n'
        b'{"id": "rad-2", "title": "Utan text"}\n'
        b'{"text": "Utan id"}\n'
        b'{"id": "rad-4", "text": "Utan slut\n'
        b"[1, 2]\n"
        b'{"url": "ftp://orsa.example/x", "text": "Fel slags adress"}\n'
    )
    (folder / "plan.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "crawl.warc.gz").write_bytes(b"\x1f\x8b\x08\x00 ingen gzip")
    (folder / "logotyp.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


@pytest.fixture(scope="module")
def ingested(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    home = tmp_path_factory.mktemp("hem") / "kb"
    assert kb(None, "init", str(home)).returncode == 0
    return home, kb(home, "ingest", str(pages), str(pages / "finns-inte"))


@pytest.fixture(scope="module")
def built(ingested: tuple[Path, Run]) -> Path:
    run = kb(ingested[0], "reindex", "--no-crawl")
    assert (run.returncode, run.stderr) == (0, "")
    return ingested[0]


@pytest.fixture
def damaged(built: Path, tmp_path: Path) -> Damage:
    """Return a function that copies the built home and changes one file of its generation."""

    def damage(name: str, change: Callable[[Path], None]) -> Path:
        home = tmp_path / "kb"
        shutil.copytree(built, home)
        change(home / name)
        return home

    return damage


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(position: float) -> Callable[[Path], None]:
    """Return a change of one bit at a share of the file's length."""

    def change(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[int(position * (len(content) - 1))] ^= 0x04
        path.write_bytes(content)

    return change


def test_every_fault_is_one_line_and_the_rest_is_taken_in(pages: Path, ingested: tuple[Path, Run]) -> None:
    home, run = ingested
    assert (run.returncode, run.stdout) == (1, "4 new, 0 changed, 0 unchanged, 12 rejected\n")
    lines = [line.removeprefix(f"kb: {pages}/") for line in run.stderr.splitlines()]
    assert [line.split(" (")[0] for line in lines] == [
        "bild.html: binary data, not text",
        "crawl.warc.gz: the gzip data is damaged",
        "plan.pdf: there is no reader for '.pdf' files",
        "rader.jsonl#L2: no 'text' or 'body'",
        "rader.jsonl#L3: neither 'id' nor 'url'",
        "rader.jsonl#L4: not valid JSON",
        "rader.jsonl#L5: not a JSON object",
        "rader.jsonl#L6: 'url' is not an http address: 'ftp://orsa.example/x'",
        "stor.html: larger than 20 MB",
        "tom.html: the file is empty",
        "trasig.jsonl.gz: the gzip data is damaged",
        "finns-inte: no such file or folder",
    ]
    assert json.loads(kb(home, "status", "--json").stdout)["catalog"] == {
        "pages": 4,
        "versions": 4,
        "documents": 0,
        "passages": 0,
        "vectors": 0,
        "rejected": 12,
        "duplicates": 0,
    }


def test_the_good_pages_are_read_in_their_encodings(built: Path) -> None:
    run = kb(built, "list", "documents", "--json")
    assert (run.returncode, run.stderr) == (0, "")
    assert sorted(document["title"] for document in json.loads(run.stdout)) == [
        "Fältgruppen i Hedemora",
        "Grannsamverkan på Åsen",
        "Orsa kommun ger skolorna en egen polis som ringer hem i tid.",
        "Trygghetsvandring i Säter",
    ]
    asked = kb(built, "ask", "Hur gick det med inbrotten på Åsen?", "-k", "1", "--json")
    assert [hit["title"] for hit in json.loads(asked.stdout)["hits"]] == ["Grannsamverkan på Åsen"]


def test_a_second_ingest_names_the_same_faults_and_takes_nothing_in(
    pages: Path, ingested: tuple[Path, Run], built: Path
) -> None:
    run = kb(built, "ingest", str(pages), str(pages / "finns-inte"))
    assert (run.returncode, run.stderr) == (1, ingested[1].stderr)
    assert run.stdout == "0 new, 0 changed, 4 unchanged, 12 rejected\n"
    assert json.loads(kb(built, "status", "--json").stdout)["catalog"]["rejected"] == 12


def test_the_faults_can_be_listed(pages: Path, ingested: tuple[Path, Run]) -> None:
    rows = json.loads(kb(ingested[0], "list", "rejected", "--json").stdout)
    assert len(rows) == 12
    assert rows[0] == {"url": f"{pages}/bild.html", "stage": "ingest", "reason": "binary data, not text"}


@pytest.mark.parametrize(
    "command",
    [("ask", "Vad gör vi?"), ("status",), ("ingest", "."), ("reindex", "--no-crawl"), ("verify",), ("show", "x")],
)
def test_a_home_that_does_not_exist(command: tuple[str, ...], tmp_path: Path) -> None:
    home = tmp_path / "hem"
    assert fault(kb(home, *command), 2) == f"there is no knowledge base at {home}: make one with 'kb init {home}'"
    assert not home.exists()


@pytest.mark.parametrize("command", [("ask", "Vad gör vi?"), ("list", "people")])
def test_a_question_before_anything_is_indexed(command: tuple[str, ...], tmp_path: Path) -> None:
    kb(None, "init", str(tmp_path / "kb"))
    expected = "nothing is indexed yet: run 'kb ingest PATH' and then 'kb reindex --no-crawl'"
    assert fault(kb(tmp_path / "kb", *command), 3) == expected


def test_an_index_of_nothing(tmp_path: Path) -> None:
    kb(None, "init", str(tmp_path / "kb"))
    assert fault(kb(tmp_path / "kb", "reindex", "--no-crawl"), 1).startswith(
        "there is nothing to index: run 'kb ingest"
    )


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("dense.faiss", truncate),
        ("store.sqlite", truncate),
        ("store.sqlite", flip(0)),
        ("lexical/meta.json", truncate),
        ("manifest.json", truncate),
        ("manifest.json", Path.unlink),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_a_damaged_generation(file: str, change: Callable[[Path], None], damaged: Damage) -> None:
    home = damaged(f"indexes/gen-000001/{file}", change)
    assert "run 'kb" in fault(kb(home, "ask", "Hur gick det?"), 3)
    verified = kb(home, "verify")
    assert (verified.returncode, verified.stdout, len(verified.stderr.splitlines())) == (3, "1 problems\n", 1)
    assert "gen-000001" in verified.stderr


@pytest.mark.parametrize("file", ["store.sqlite", "dense.faiss"])
@pytest.mark.parametrize("position", [0.3, 0.8])
def test_one_flipped_bit_is_found_by_verify_and_breaks_no_question(file: str, position: float, damaged: Damage) -> None:
    home = damaged(f"indexes/gen-000001/{file}", flip(position))
    verified = kb(home, "verify")
    assert (verified.returncode, verified.stdout) == (3, "1 problems\n")
    assert verified.stderr == (
        f"kb: gen-000001/{file} has changed since it was written: run 'kb reindex --no-crawl' to build it again\n"
    )
    asked = kb(home, "ask", "Hur gick det?", "--json")
    assert asked.returncode in {0, 1, 3}
    assert "Traceback" not in asked.stderr


@pytest.mark.parametrize(
    "name", ["gen-000009\n", "../../x\n", "", "\udcff"], ids=["missing", "outside", "empty", "binary"]
)
def test_a_damaged_pointer_to_the_generation(name: str, damaged: Damage) -> None:
    home = damaged("indexes/CURRENT", lambda path: path.write_bytes(name.encode(errors="surrogateescape")) and None)
    assert "run 'kb reindex --no-crawl'" in fault(kb(home, "ask", "Hur gick det?"), 3)


@pytest.mark.parametrize("change", [halve, flip(0)], ids=["halved", "flipped"])
def test_a_damaged_catalog_stops_the_write_path_and_no_question(
    change: Callable[[Path], None], damaged: Damage, tmp_path: Path
) -> None:
    home = damaged("corpus/catalog.sqlite", change)
    (tmp_path / "ny.txt").write_text("En ny sida om trygghet i Malung.", encoding="utf-8")
    for command in (("ingest", str(tmp_path / "ny.txt")), ("reindex", "--no-crawl")):
        assert "catalog" in fault(kb(home, *command), 3)
    assert kb(home, "ask", "Hur gick det?").returncode == 0


def test_a_damaged_archive_is_found_and_stops_only_what_needs_it(damaged: Damage) -> None:
    home = damaged("kb.toml", lambda path: None)
    (archive,) = (home / "corpus" / "archive").iterdir()
    flip(0.5)(archive)
    verified = kb(home, "verify")
    assert (verified.returncode, verified.stdout, len(verified.stderr.splitlines())) == (3, "1 problems\n", 1)
    full = kb(home, "reindex", "--no-crawl", "--full")
    assert (full.returncode, full.stderr) == (1, "kb: 1 archived pages are damaged: see 'kb list rejected'\n")
    assert f"the archived page in {archive} at byte" in kb(home, "list", "rejected").stdout
    assert kb(home, "ask", "Hur gick det?").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("-k", "0"),
        ("-k", "tre"),
        ("--mode", "magi"),
        ("--since", "2023-02-30"),
        ("--until", "i fjol"),
        ("--finns-inte",),
    ],
    ids=" ".join,
)
def test_a_wrong_value(arguments: tuple[str, ...], built: Path) -> None:
    question = ("Hur gick det?",) if arguments else ("   ",)
    message = fault(kb(built, "ask", *question, *arguments), 2)
    assert not arguments or arguments[0] in message


@pytest.mark.parametrize("arguments", [("--municipality", "Atlantis"), ("--focus-area", "F99")], ids=" ".join)
def test_a_filter_that_nothing_passes(arguments: tuple[str, ...], built: Path) -> None:
    assert arguments[1] in fault(kb(built, "ask", "Hur gick det?", *arguments), 1)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("[search]\ndense_wieght = 0.5\n", "unknown key 'search.dense_wieght'"),
        ("[serach]\n", "unknown key 'serach'"),
        ("[search]\ndense_weight = 1.5\n", "dense_weight = 1.5 is outside 0 to 1"),
        ("[search]\ndense_weight = 'mycket'\n", "'search.dense_weight' must be float, not 'mycket'"),
        ("search = 1\n", "'search' must be a table"),
        ("[search\n", "is not valid TOML"),
        ("\udcff", "is not valid TOML"),
    ],
    ids=["key", "table", "range", "type", "no table", "no TOML", "no UTF-8"],
)
def test_a_wrong_setting(settings: str, message: str, damaged: Damage) -> None:
    home = damaged("kb.toml", lambda path: path.write_bytes(settings.encode(errors="surrogateescape")) and None)
    found = fault(kb(home, "ask", "Hur gick det?"), 2)
    assert str(home / "kb.toml") in found
    assert message in found


def test_a_file_name_in_another_encoding(tmp_path: Path) -> None:
    kb(None, "init", str(tmp_path / "kb"))
    (tmp_path / "sidor").mkdir()
    (tmp_path / "sidor" / os.fsdecode(b"f\xf6rslag.txt")).write_text("Ett förslag.", encoding="utf-8")
    run = kb(tmp_path / "kb", "ingest", str(tmp_path / "sidor"))
    assert (run.returncode, run.stdout) == (1, "0 new, 0 changed, 0 unchanged, 1 rejected\n")
    assert run.stderr == f"kb: {tmp_path}/sidor/f\ufffdrslag.txt: the file's name is not UTF-8: rename it\n"


def test_a_number_that_looks_like_an_identity_number_breaks_no_line(built: Path, tmp_path: Path) -> None:
    line = '{"id": "tid-1", "text": "Falu kommun har en ny plan.", "tid": 1212121212}\n'
    (tmp_path / "tid.jsonl").write_text(line, encoding="utf-8")
    run = kb(None, "clean", str(tmp_path / "tid.jsonl"))
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["text"] == "Falu kommun har en ny plan."
