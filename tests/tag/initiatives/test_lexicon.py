from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.tag.initiatives.lexicon import KINDS, KnownInitiative, load_initiatives


def test_the_bundled_list_is_sound() -> None:
    bundled = load_initiatives()
    assert len(bundled.initiatives) > 60
    assert len({one.id for one in bundled.initiatives}) == len(bundled.initiatives)
    assert {one.kind for one in bundled.initiatives} <= set(KINDS)


@pytest.mark.parametrize(
    ("form", "expected", "doubtful"),
    [
        ("SSPF", "sspf", False),
        ("sociala insatsgrupper", "sociala-insatsgrupper", False),
        ("Gruppvåldsintervention", "gvi", False),
        ("Komet", "komet", True),
        ("Exit Fryshuset", "exit", False),
    ],
)
def test_a_form_leads_to_its_initiative(form: str, expected: str, doubtful: bool) -> None:
    initiative, is_doubtful = load_initiatives().forms[form]
    assert (initiative.id, is_doubtful) == (expected, doubtful)


def test_own_initiatives_are_added_and_replace(tmp_path: Path) -> None:
    own = tmp_path / "initiatives.toml"
    own.write_text(
        '[[initiative]]\nid = "stegen"\nname = "Stegen"\nkind = "service"\naliases = ["?Trappstegen"]\n'
        'focus_areas = ["F2"]\n'
        '[[initiative]]\nid = "komet"\nname = "Komet för alla"\nkind = "programme"\n',
        encoding="utf-8",
    )
    loaded = load_initiatives(own)
    assert loaded.forms["Trappstegen"] == (
        KnownInitiative("stegen", "Stegen", "service", ("?Trappstegen",), ("F2",)),
        True,
    )
    assert "Komet" not in loaded.forms


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            'id = "a"\nname = "Aa"',
            r"line 3: an initiative has id, name, kind, aliases, focus_areas, not \['id', 'name'\]",
        ),
        ('id = "a"\nname = "Aa"\nkind = "project"\nage = "12"', "line 3: an initiative has"),
        ('id = "a"\nname = 1\nkind = "project"', "line 3: 'name' must be a text, not 1"),
        (
            'id = "a"\nname = "Aa"\nkind = "project"\naliases = "Bb"',
            "line 3: 'aliases' must be a list of texts, not 'Bb'",
        ),
        ('id = "A"\nname = "Aa"\nkind = "project"', "line 3: needs an id of a–z"),
        ('id = "a"\nname = "Aa"\nkind = "law"', "line 3: needs an id .* one of the kinds method"),
        ('id = "a"\nname = "A"\nkind = "project"', "line 3: a name or alias needs two letters"),
    ],
)
def test_a_bad_table_is_named_with_its_line(tmp_path: Path, table: str, message: str) -> None:
    own = tmp_path / "initiatives.toml"
    own.write_text(f"# egna\n\n[[initiative]]\n{table}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=f"initiatives.toml {message}"):
        load_initiatives(own)


def test_a_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    own = tmp_path / "initiatives.toml"
    with pytest.raises(UsageError, match="cannot read"):
        load_initiatives(own)
    own.write_text("[[initiative]\n", encoding="utf-8")
    with pytest.raises(UsageError, match="is not valid TOML"):
        load_initiatives(own)
    own.write_text("project = 1\n", encoding="utf-8")
    with pytest.raises(UsageError, match="and nothing else"):
        load_initiatives(own)
