"""Each key follows what its stage reads, and nothing else."""

from __future__ import annotations

from pipeline.clean.rules import CleanOptions
from pipeline.embed.passages import PassageOptions
from pipeline.home import Home
from pipeline.stage_versions import clean_version, cut_version, sift_version, tag_version


def test_a_rule_for_cleaning_changes_what_is_cleaned_and_sifted() -> None:
    plain, ruled = CleanOptions(), CleanOptions(keep=("Kontakta oss",))
    assert clean_version(plain) == clean_version(CleanOptions()) != clean_version(ruled)
    assert sift_version(plain) == sift_version(CleanOptions()) != sift_version(ruled)


def test_a_list_of_ones_own_changes_what_is_tagged(home: Home) -> None:
    before = tag_version(home)
    assert tag_version(home) == before
    (home.root / "municipalities.csv").write_text("code,name,kind\n1480,Götet,alias\n", encoding="utf-8")
    assert tag_version(home) != before


def test_another_length_changes_what_is_cut() -> None:
    assert cut_version(PassageOptions()) == cut_version(PassageOptions(words=120)) != cut_version(PassageOptions(90))
