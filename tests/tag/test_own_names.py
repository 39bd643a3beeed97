"""A user's own names: the form of the file, and what is said of a row that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.tag.own_names import OwnName, read_own_names


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "municipalities.csv"


def test_the_rows_in_order(path: Path) -> None:
    path.write_bytes("\ufeffcode, name,kind\r\n1480,  Stora   Götet ,alias\r\n\r\n180,Söderort,district\r\n".encode())
    assert read_own_names(path) == [
        OwnName("1480", "Stora Götet", "alias", f"{path} line 2"),
        OwnName("0180", "Söderort", "district", f"{path} line 4"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "line 1: expected the header code,name,kind, not "),
        ("kod;namn;typ\n", "line 1: expected the header code,name,kind, not kod;namn;typ"),
        ("code,name,kind\n1480,Götet\n", "line 2: expected code,name,kind, not 2 fields"),
        ("code,name,kind\n1480,Götet,alias,x\n", "line 2: expected code,name,kind, not 4 fields"),
        ("code,name,kind\n1480,Götet,stad\n", "line 2: the kind is alias, district or trap, not 'stad'"),
        (
            "code,name,kind\n1480,-,alias\n",
            "line 2: '-' is no name: it begins with a letter and has 2 to 60 characters",
        ),
        (
            "code,name,kind\n1480,G,alias\n",
            "line 2: 'G' is no name: it begins with a letter and has 2 to 60 characters",
        ),
        (
            "code,name,kind\n\n1480,,alias\n",
            "line 3: '' is no name: it begins with a letter and has 2 to 60 characters",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line(path: Path, content: str, message: str) -> None:
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_own_names(path)
    assert str(caught.value) == f"{path} {message}"


def test_a_file_that_cannot_be_read(path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot read .*: No such file"):
        read_own_names(path)
    path.write_bytes("code,name,kind\n1480,Götet,alias\n".encode("latin-1"))
    with pytest.raises(UsageError, match=r"it is not UTF-8 \(byte 21\)$"):
        read_own_names(path)
