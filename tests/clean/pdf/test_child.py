"""What the child process says, word for word, and what it may do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from typing import Any

from tests.clean.made import Put, make_pdf, page_with
from tests.conftest import REPO


def said(*files: bytes, pages: int = 10, characters: int = 1000) -> list[dict[str, Any]]:
    """Everything that a child says of the files before it ends."""
    run = subprocess.run(
        [sys.executable, "-P", "-m", "pipeline.clean.pdf.child", "1024", "60", str(pages), str(characters)],
        input=b"".join(len(file).to_bytes(8, "big") + file for file in files),
        capture_output=True,
        check=True,
        env={"PYTHONPATH": os.pathsep.join([str(REPO), *sys.path])},
    )
    assert run.stderr == b""
    return [json.loads(line) for line in run.stdout.splitlines()]


def words(*puts: Put) -> list[list[Any]]:
    return said(make_pdf(puts))[1]["words"]


def test_a_file_is_its_metadata_then_its_pages_then_the_end() -> None:
    content = make_pdf([Put(100, "Hej du")], [], Title="Åtgärder", Author="Bo Ek", CreationDate="20230310120000")
    first, one, two, end = said(content)
    assert first["pages"] == 2
    assert (first["metadata"]["Title"], first["metadata"]["Author"]) == ("Åtgärder", "Bo Ek")
    assert first["metadata"]["CreationDate"].startswith("D:20230310120000")
    assert one == {
        "page": 1,
        "width": 595.0,
        "height": 842.0,
        "words": [
            ["Hej", 70.0, 86.5, 100.0, 11.0, False, False, True],
            ["du", 89.6, 101.8, 100.0, 11.0, False, False, True],
        ],
    }
    assert two == {"page": 2, "width": 595.0, "height": 842.0, "words": []}
    assert end == {"end": True}


def test_one_child_reads_file_after_file() -> None:
    answers = said(make_pdf([Put(100, "Ett")]), b"noise", make_pdf([Put(100, "Två")]))
    assert [answer.get("error") or [w[0] for w in answer.get("words", ())] for answer in answers] == [
        [],
        ["Ett"],
        [],
        "it is damaged or no PDF",
        [],
        ["Två"],
        [],
    ]


def test_bold_letters_and_sizes() -> None:
    assert [(w[0], w[4], w[5]) for w in words(Put(100, "Rubrik", size=18, bold=True), Put(130, "Text"))] == [
        ("Rubrik", 18.0, True),
        ("Text", 11.0, False),
    ]


def test_the_size_is_that_of_the_letters_on_the_page() -> None:
    content = page_with(zlib.compress(b"BT /F1 1 Tf 12 0 0 12 72 700 Tm (Hej) Tj ET"))
    assert said(content)[1]["words"][0][:5] == ["Hej", 72.0, 90.0, 142.0, 12.0]


def test_the_hyphen_at_a_line_end_is_a_hyphen() -> None:
    assert [w[0] for w in words(Put(100, ("brotts-", "förebyggande")))] == ["brotts-", "förebyggande"]


def test_text_across_the_page_does_not_stand_upright() -> None:
    found = words(Put(100, "Text som alla andra"), Put(400, "UTKAST", turned=45))
    assert {w[0]: w[7] for w in found}["Text"] is True
    assert not any(w[7] for w in found if w[0] in "UTKAST")


def test_a_page_that_lies_on_its_side_is_turned_as_its_letters_ask_for() -> None:
    turned = said(make_pdf([Put(700, "Hej du", x=300, turned=90)], sideways=True))[1]
    assert (turned["width"], turned["height"], turned["words"][0][:4]) == (842.0, 595.0, ["Hej", 142.0, 158.5, 300.0])
    unmarked = said(make_pdf([Put(700, "Hej du", x=300, turned=90)]))[1]
    assert unmarked == turned


def test_letters_beyond_all_measure_stand_outside_the_page() -> None:
    content = page_with(zlib.compress(b"BT /F1 12 Tf 1 0 0 1 1e12 700 Tm (Hej) Tj ET"))
    assert [w[:5] for w in said(content)[1]["words"]] in ([["Hej", -1.0, -1.0, -1.0, 1.0]], [])


def test_too_many_pages_or_characters() -> None:
    two = make_pdf([Put(100, "Hej du")], [Put(100, "Hej då")])
    assert said(two, pages=1) == [{"error": "it has 2 pages; 1 is the most"}]
    assert said(two, characters=8)[-1] == {"error": "it has more than 8 characters"}


def test_an_encrypted_file() -> None:
    assert said(make_pdf([Put(100, "Hej")], password="hemligt")) == [{"error": "it is encrypted"}]
