from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.clean.rules import CleanOptions
from pipeline.config import Settings, load_settings
from pipeline.crawl.options import CrawlOptions
from pipeline.embed.options import EmbedOptions
from pipeline.embed.passages import PassageOptions
from pipeline.errors import UsageError
from pipeline.home import Home
from pipeline.index.options import IndexOptions
from pipeline.search.options import SearchOptions


def settings(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "kb.toml").write_text(text, encoding="utf-8")
    return load_settings(tmp_path / "kb.toml")


def test_an_absent_or_empty_file_means_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "kb.toml") == settings(tmp_path, "") == Settings()


def test_a_new_home_has_the_defaults(home: Home) -> None:
    assert load_settings(home.settings) == Settings()


def test_each_stage_gets_its_options(tmp_path: Path) -> None:
    text = '[clean]\nkeep = ["Kontakt"]\n[passages]\nwords = 90\n[embed]\nmodel = "m"\nquery_prompt = "query: "\n'
    text += '[search]\ndense_weight = 1\n[crawl]\ncontact = "a@b.se"\n'
    assert settings(tmp_path, text) == Settings(
        CleanOptions(keep=("Kontakt",)),
        PassageOptions(words=90),
        EmbedOptions(model="m", query_prompt="query: "),
        IndexOptions(),
        SearchOptions(dense_weight=1.0),
        CrawlOptions(contact="a@b.se"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[embedd]\n", "unknown key 'embedd'"),
        ("[embed]\nmodell = 'x'\n", r"unknown key 'embed\.modell'"),
        ("[passages]\nwords = 'many'\n", r"'passages\.words' must be int, not 'many'"),
        ("[passages]\nwords = true\n", r"'passages\.words' must be int"),
        ("[passages]\nwords = 3\n", r"passages\.words = 3 is outside 20 to 1000"),
        ("[search]\ndense_weight = 1.5\n", r"search\.dense_weight = 1.5 is outside 0 to 1"),
        ("[clean]\nkeep = 'Kontakt'\n", r"'clean\.keep' must be a list of strings, not 'Kontakt'"),
        ("[clean]\nkeep = ['']\n", r"clean\.keep holds an empty phrase"),
        ("embed = 1\n", "'embed' must be a table"),
        ("[embed\n", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_the_key_that_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        settings(tmp_path, text)
