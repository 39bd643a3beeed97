"""What people read, to the letter: versions."""

from __future__ import annotations

import json

import click
import pytest

from pipeline.diff import diff
from pipeline.records import Block, Document
from pipeline.show import versions as show
from pipeline.versions import Comparison, Version

Capture = pytest.CaptureFixture[str]
OLD = Version(1, "2024-01-01T03:00:00Z", "0123456789abcdef", "application/pdf", False)
NEW = Version(2, "2024-02-01T03:00:00Z", "fedcba9876543210", None, True)
STAYS = [Block("paragraph", f"Stycke {number} står kvar.") for number in range(5)]


def compared(old: list[Block], new: list[Block], title: str = "Plan") -> Comparison:
    return Comparison(OLD, NEW, diff(Document("d", None, "Plan", tuple(old)), Document("d", None, title, tuple(new))))


def test_versions_are_rows(capsys: Capture) -> None:
    show.versions([OLD, NEW], False)
    assert capsys.readouterr().out.splitlines() == [
        "1\t2024-01-01T03:00:00Z\t0123456789ab\tapplication/pdf",
        "2\t2024-02-01T03:00:00Z\tfedcba987654\tnot readable in the archive\tcurrent",
    ]
    show.versions([OLD], True)
    assert json.loads(capsys.readouterr().out) == [
        {
            "number": 1,
            "fetched_at": "2024-01-01T03:00:00Z",
            "content_hash": "0123456789abcdef",
            "media_type": "application/pdf",
            "is_current": False,
        }
    ]


def test_what_changed_stands_between_brackets_and_the_rest_is_folded(capsys: Capture) -> None:
    old = [*STAYS, Block("paragraph", "Under 2021 anmäldes 400 brott.", page=2), Block("paragraph", "Ring växeln.")]
    new = [*STAYS, Block("paragraph", "Under 2023 anmäldes 400 brott.", page=3), Block("paragraph", "Skriv ett brev.")]
    show.comparison(compared(old, new, "Plan 2"), False)
    assert capsys.readouterr().out.splitlines() == [
        "from: version 1, 2024-01-01T03:00:00Z, 0123456789ab",
        "to:   version 2, 2024-02-01T03:00:00Z, fedcba987654",
        "words: 4 added, 3 removed",
        "",
        "Plan{+ 2+}",
        "",
        "  … 4 unchanged blocks …",
        "",
        "  Stycke 4 står kvar.",
        "",
        "~ [p. 3] Under [-2021-]{+2023+} anmäldes 400 brott.",
        "",
        "- Ring växeln.",
        "",
        "+ Skriv ett brev.",
    ]


def test_nothing_that_differs_is_said(capsys: Capture) -> None:
    show.comparison(compared(STAYS, STAYS), False)
    assert capsys.readouterr().out.splitlines()[-1] == "nothing that a reader would see differs"


def test_the_json_has_every_block(capsys: Capture) -> None:
    show.comparison(compared(STAYS, STAYS[1:]), True)
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["old", "new", "title", "blocks", "words_added", "words_removed"]
    assert (found["old"]["number"], found["words_added"], found["words_removed"]) == (1, 0, 4)
    assert found["blocks"][0] == {
        "kind": "removed",
        "block": "paragraph",
        "segments": [{"kind": "removed", "text": "Stycke 0 står kvar."}],
        "old_page": None,
        "new_page": None,
    }
    assert len(found["blocks"]) == 5


def test_a_terminal_has_colours(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    show.comparison(compared([], [Block("paragraph", "Nytt.")]), False)
    assert capsys.readouterr().out.splitlines()[-1] == click.style("+ Nytt.", fg="green")
