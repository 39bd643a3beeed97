from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.commands.shared import form_of, searcher
from pipeline.errors import StoreError, UsageError
from tests.cli_home import Base


def test_the_generation_in_use_is_opened_with_the_homes_settings(base: Base) -> None:
    opened = searcher(base.home)
    assert opened.generation.manifest.name == "gen-000001"
    assert opened.ask("bostadsbolaget", 1).hits[0].title == "Trygghetsvandring i Sala"


def test_a_home_that_is_not_there_and_a_model_that_is_another_are_refused(base: Base, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="kb init"):
        searcher(tmp_path / "nowhere")
    shutil.copytree(base.home, tmp_path / "kb")
    (tmp_path / "kb" / "kb.toml").write_text('[embed]\nquery_prompt = "fråga: "\npassage_prompt = "text: "\n')
    with pytest.raises(StoreError, match="kb reindex --no-crawl"):
        searcher(tmp_path / "kb")


def test_json_is_a_form_and_text_is_what_is_meant_otherwise() -> None:
    assert [form_of(None, False), form_of(None, True), form_of("json", True), form_of("ris", False)] == [
        "text",
        "json",
        "json",
        "ris",
    ]
    with pytest.raises(UsageError, match="--json and --format text exclude each other"):
        form_of("text", True)
