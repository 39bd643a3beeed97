"""The bundled focus areas, and a user's own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.tag.focus_areas.taxonomy import load_taxonomy


def test_the_bundled_areas_are_those_of_the_assignment() -> None:
    taxonomy = load_taxonomy()
    assert [(area.id, area.name) for area in taxonomy.areas] == [
        ("F1", "Unga som rekryteras till organiserad kriminalitet"),
        ("F2", "Individer som vill lämna kriminalitet"),
        ("F3", "Parallella samhällsstrukturer och otillåten påverkan"),
        ("F4", "Situationellt och platsbaserat brottsförebyggande arbete"),
        ("F5", "Våldsbejakande extremism"),
        ("F6", "Välfärdsbrottslighet"),
    ]
    assert all(area.definition and len(area.phrases) >= 10 and area.examples for area in taxonomy.areas)


def test_a_file_adds_areas_without_code(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '[[area]]\nid = "X1"\nname = "Våld i nära relationer"\n'
        'phrases = [{ pattern = "våld i (en |)nära relation*", weight = 1 }]\n'
        '[[area]]\nid = "F4"\nname = "Plats"\nphrases = []\n',
        encoding="utf-8",
    )
    areas = load_taxonomy(path).areas
    assert [area.id for area in areas] == ["F1", "F2", "F3", "F4", "F5", "F6", "X1"]
    assert [area.id for area in areas if not area.bundled] == ["F4", "X1"]
    assert (areas[3].name, areas[3].phrases) == ("Plats", ())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[area", "not valid TOML"),
        ("title = 1", "must hold"),
        ('[[area]]\nid = "X"\nname = "Y"', "an area has"),
        ('[[area]]\nid = "X"\nname = ""\nphrases = []', "'name' of area 'X'"),
        ('[[area]]\nid = "X"\nname = "Y"\nphrases = [{ pattern = "a" }]', "'weight'"),
        ('[[area]]\nid = "X"\nname = "Y"\nphrases = [{ pattern = "(a", weight = 1 }]', "phrase"),
        ('[[area]]\nid = "X"\nname = "Y"\nphrases = [{ pattern = "a", weight = 9 }]', "weight from 0 to 2"),
    ],
)
def test_a_wrong_file_is_a_usage_error(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message) as caught:
        load_taxonomy(path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        load_taxonomy(tmp_path / "none.toml")
