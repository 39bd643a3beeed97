from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.clean.publisher import municipality_of, municipality_with_code
from pipeline.crawl.sources import Source, load_sources
from pipeline.errors import UsageError
from pipeline.home import Home

START = 'start = ["https://x.example/"]'


def load(tmp_path: Path, text: str) -> tuple[Source, ...]:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return load_sources(path)


def test_a_source_has_defaults(tmp_path: Path) -> None:
    assert load(tmp_path, f'[[source]]\nname = "X"\n{START}\ndelay = 5') == (
        Source("X", start=("https://x.example/",), delay=5.0),
    )


def test_a_new_home_has_bra_and_the_five_of_its_project_with_their_own_sites(home: Home) -> None:
    sources = load_sources(home.sources)
    names = [source.name for source in sources]
    assert names[:6] == ["Brå", "Linköping", "Södertälje", "Sigtuna", "Trollhättan", "Göteborg"]
    assert "Strängnäs" in names
    assert len(names) > 11
    for source in sources[1:]:
        place = municipality_with_code(source.municipality)
        assert place is not None
        assert place.name == source.name
        assert municipality_of(None, *source.start) == place


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (f'name = "X"\n{START}\ncolour = 1', r"unknown key 'source 1 \(X\)\.colour' \(known: delay, depth, "),
        (START, r"'source 1\.name' is missing"),
        ('name = "X"', r"source 1 \(X\)\.start, sitemaps and feeds are all empty"),
        (f'name = ""\n{START}', r"name = '' is empty"),
        (f'name = "X"\nmunicipality = "58"\n{START}', r"municipality = '58' is not a code of four digits"),
        (f'name = "X"\nmunicipality = 580\n{START}', r"municipality' must be str, not 580"),
        ('name = "X"\nstart = ["x.example"]', r"start holds 'x\.example', which is not an http address"),
        (f'name = "X"\n{START}\nfeeds = ["ftp://x/"]', "feeds holds 'ftp://x/'"),
        (f'name = "X"\n{START}\ninclude = ["trygg"]', "include holds 'trygg', which begins neither with"),
        (f'name = "X"\n{START}\nkinds = ["html", "doc"]', r"kinds holds 'doc' \(known: html, pdf, docx\)"),
        (f'name = "X"\n{START}\ndelay = 0.1', r"delay = 0\.1 is outside 0\.5 to 3600"),
        (f'name = "X"\n{START}\npages = 0', "pages = 0 is outside 1 to 1000000"),
        (f'name = "X"\n{START}\n[[source]]\nname = "X"\n{START}', "two sources are named 'X'"),
    ],
)
def test_what_is_wrong_is_one_line_with_file_table_and_key(tmp_path: Path, table: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as raised:
        load(tmp_path, f"[[source]]\n{table}\n")
    assert str(raised.value).startswith(str(tmp_path / "sources.toml"))
    assert "\n" not in str(raised.value)


def test_a_server_on_this_machine_may_be_asked_without_delay(tmp_path: Path) -> None:
    assert load(tmp_path, '[[source]]\nname = "X"\nstart = ["http://127.0.0.1:8001/"]\ndelay = 0')[0].delay == 0


def test_a_file_without_sources(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="names no source"):
        load(tmp_path, "")
    with pytest.raises(UsageError, match=r"'source' must be tables: write \[\[source\]\]"):
        load(tmp_path, "source = 1")
    with pytest.raises(UsageError, match="unknown key 'sources'"):
        load(tmp_path, "[[sources]]")
    with pytest.raises(UsageError, match="there is no "):
        load_sources(tmp_path / "none.toml")
