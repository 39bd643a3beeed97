from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.tag.organisations.lexicon import Organisation, load_organisations


def test_the_bundled_list_is_sound() -> None:
    bundled = load_organisations()
    assert len(bundled.organisations) > 450
    assert len({one.id for one in bundled.organisations}) == len(bundled.organisations)
    assert sum(one.kind == "county_board" for one in bundled.organisations) == 21
    assert sum(one.kind == "region" for one in bundled.organisations) >= 20


@pytest.mark.parametrize(
    ("form", "expected", "doubtful"),
    [
        ("Brå", "bra", False),
        ("BRÅ", "bra", False),
        ("brottsförebyggande rådet", "bra", False),
        ("Länsstyrelsen Skåne", "lansstyrelsen-skane", False),
        ("länsstyrelsen i Skåne län", "lansstyrelsen-skane", False),
        ("Vision", "vision", True),
        ("Stiftelsen Friends", "friends", False),
    ],
)
def test_a_form_leads_to_its_organisation(form: str, expected: str, doubtful: bool) -> None:
    organisation, is_doubtful = load_organisations().forms[form]
    assert (organisation.id, is_doubtful) == (expected, doubtful)


def test_own_organisations_are_added_and_replace(tmp_path: Path) -> None:
    own = tmp_path / "organisations.tsv"
    own.write_text(
        "\ufeff# egna\nid\tname\tkind\taliases\nvara-vakt\tVara Vakt\tcompany\tVaravakten|?Vakten\n\n"
        "bra\tBrå\tauthority\n",
        encoding="utf-8",
    )
    loaded = load_organisations(own)
    assert loaded.forms["Vakten"] == (
        Organisation("vara-vakt", "Vara Vakt", "company", ("Varavakten", "?Vakten")),
        True,
    )
    assert "BRÅ" not in loaded.forms


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("bara-id", "line 2: expected id, name, kind, aliases"),
        ("id\tNamn\t\t", "line 2: expected id, name, kind, aliases"),
        ("Stort Id\tNamn\tcompany\t", "line 2: the id must be of a–z"),
        ("id\tNamn\tcompany\tA", "line 2: a name or alias needs two letters"),
    ],
)
def test_a_bad_row_is_named_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    own = tmp_path / "organisations.tsv"
    own.write_text(f"# egna\n{row}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=f"organisations.tsv {message}"):
        load_organisations(own)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot read .*saknas\.tsv: No such file"):
        load_organisations(tmp_path / "saknas.tsv")
    (tmp_path / "latin.tsv").write_bytes(b"id\tBr\xe5\tauthority\n")
    with pytest.raises(UsageError, match=r"cannot read .*latin\.tsv"):
        load_organisations(tmp_path / "latin.tsv")
