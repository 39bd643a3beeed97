"""What is published, and what becomes of generations that cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.errors import NothingFound
from pipeline.home import Home
from pipeline.index.generation import current_name, verify_generation
from pipeline.ingest import ingest
from pipeline.reindex import reindex
from pipeline.report import ReindexReport

Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("fake_models")


def run(home: Home, settings: Settings | None = None, full: bool = False) -> ReindexReport:
    return reindex(home, settings or Settings(), full=full)


def done(report: ReindexReport) -> tuple[int, int, int, int, bool]:
    return report.cleaned, report.tagged, report.cut, report.embedded, report.published


def test_nothing_to_index_says_so(home: Home) -> None:
    with pytest.raises(NothingFound, match="kb ingest PATH"):
        run(home)


def test_a_damaged_generation_is_replaced_by_a_new_one(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    run(home)
    (home.indexes / "gen-000001" / "store.sqlite").write_bytes(b"")
    assert done(run(home)) == (0, 0, 0, 0, True)
    assert verify_generation(home.indexes, "gen-000002") == []
    assert not (home.indexes / "gen-000001").exists()


def test_a_generation_from_before_there_were_page_numbers_is_built_again(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    manifest = home.indexes / str(run(home).generation) / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 2}))
    report = run(home)
    assert (report.generation, report.cleaned, report.tagged, report.cut) == ("gen-000002", 0, 0, 0)
    assert current_name(home.indexes) == "gen-000002"


def test_a_generation_damaged_without_a_change_of_size_is_replaced_too(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    run(home)
    path = home.indexes / "gen-000001" / "dense.faiss"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert done(run(home)) == (0, 0, 0, 0, True)
    assert done(run(home)) == (0, 0, 0, 0, False)
