from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.strict_toml import build, build_named, read_toml


@dataclass(frozen=True)
class Inner:
    words: tuple[str, ...] = ()
    share: float = 0.5


@dataclass(frozen=True)
class Outer:
    name: str
    count: int = 1
    inner: Inner = field(default_factory=Inner)

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"count = {self.count} is below 1")


def test_tables_become_records_and_whole_numbers_floats() -> None:
    values = {"name": "a", "inner": {"words": ["x", "y"], "share": 1}}
    assert build(Outer, values, "f.toml", "") == Outer("a", inner=Inner(("x", "y"), 1.0))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": "a", "colour": 1}, "f.toml: unknown key 't.colour' (known: count, inner, name)"),
        ({"count": 1}, "f.toml: 't.name' is missing"),
        ({"name": 1}, "f.toml: 't.name' must be str, not 1"),
        ({"name": "a", "count": True}, "f.toml: 't.count' must be int, not True"),
        ({"name": "a", "count": 0}, "f.toml: t.count = 0 is below 1"),
        ({"name": "a", "inner": 1}, "f.toml: 't.inner' must be a table"),
        ({"name": "a", "inner": {"words": "x"}}, "f.toml: 't.inner.words' must be a list of strings, not 'x'"),
    ],
)
def test_what_is_wrong_is_named_with_file_table_and_key(values: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as raised:
        build(Outer, values, "f.toml", "t.")
    assert str(raised.value) == message


def test_a_file_that_is_no_toml_or_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("a = 1\n", encoding="utf-8")
    assert read_toml(tmp_path / "a.toml") == {"a": 1}
    (tmp_path / "b.toml").write_bytes(b"a = \xff")
    with pytest.raises(UsageError, match=r"b\.toml is not valid TOML"):
        read_toml(tmp_path / "b.toml")
    with pytest.raises(UsageError, match="cannot read"):
        read_toml(tmp_path)


def test_tables_of_one_kind_are_read_by_name(tmp_path: Path) -> None:
    path = tmp_path / "outer.toml"
    path.write_text('[[outer]]\nname = "a"\n[[outer]]\nname = "b"\ncount = 2\n', encoding="utf-8")
    assert build_named(Outer, path, "outer") == {"a": Outer("a"), "b": Outer("b", 2)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[other]\n", "unknown key 'other' \\(known: outer\\)"),
        ("outer = 1\n", "'outer' must be tables: write \\[\\[outer\\]\\]"),
        ('[[outer]]\nname = "a"\ncount = 0\n', "outer 1 \\(a\\).count = 0 is below 1"),
        ("[[outer]]\ncount = 1\n", "'outer 1.name' is missing"),
        ('[[outer]]\nname = "a"\n[[outer]]\nname = "a"\n', "two outers are named 'a': their 'outer 2 \\(a\\).name'"),
    ],
)
def test_a_wrong_table_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "outer.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        build_named(Outer, path, "outer")
