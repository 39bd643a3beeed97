"""Writing the name lists from statistics, on a handful of invented names."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from pipeline.tag.people.name_lists import NameLists, load_name_lists
from pipeline.training import name_lists


def write_data(data: Path) -> None:
    facts, corpora = data / "facts", data / "corpora"
    facts.mkdir()
    corpora.mkdir()
    (facts / "given_names_women.csv").write_text("name,persons\nAnna,500\nKim,20\nSol,299\nx1,900\n", "utf-8")
    (facts / "given_names_men.csv").write_text("name,persons\nKim,10\nDag,300\nBo,9\nIvar,..\n", "utf-8")
    (facts / "surnames_derived.tsv").write_text("Lind\t1\nEk\t2\nSten\t1\n", "utf-8")
    text = "dag sol ek sten " * 10 + "Anna Quux och Kim Quux log. Anna Zyx. Anna University, Kim University."
    body = json.dumps({"body": text})
    for name in ("g0vse_regeringen", "almedalen_2009_2014", "riksdag_interpellationer"):
        with gzip.open(corpora / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.write(f"{body}\n")


def test_rare_names_that_are_words_are_left_out_and_the_tagger_reads_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    write_data(tmp_path / "data")
    out = tmp_path / "out"
    monkeypatch.setattr(name_lists, "KNOWN_SURNAMES", tmp_path / "known.txt")
    (tmp_path / "known.txt").write_text("# known\nXyz\n", encoding="utf-8")
    name_lists.write_name_lists(tmp_path / "data", out)
    assert (out / "given_names.txt").read_text(encoding="utf-8").splitlines()[1:] == ["Anna", "Dag\tword", "Kim"]
    assert (out / "surnames.txt").read_text(encoding="utf-8").splitlines()[1:] == ["Ek\tword", "Lind", "Quux", "Xyz"]
    (out / "municipalities.csv").write_text("name\nVara\n", encoding="utf-8")
    assert load_name_lists(out) == NameLists(
        frozenset({"Anna", "Dag", "Kim"}),
        frozenset({"Ek", "Lind", "Quux", "Xyz"}),
        frozenset({"Dag", "Ek"}),
        frozenset({"Vara"}),
    )
