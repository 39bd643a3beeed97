from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import pytest

from pipeline.training import vocabulary as module
from pipeline.training.vocabulary import count_words


def test_words_inside_sentences_are_counted_most_frequent_first() -> None:
    bodies = ["Så att skolan, polisen och polisen samverkar. " * 6, "De såg skolan i byn. De såg skolan i byn."]
    assert count_words(bodies) == [("polisen", 12), ("skolan", 8), ("samverkar", 6)]


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("i Boden, om Boden, på boden. ", "mostly written with a capital: a name"),
        ("Polisen. Polisen. Polisen. ", "only ever begins a sentence"),
        ("de är och som inte ", "function words"),
        ("en ö vid en å i ån ", "shorter than three letters"),
        ("ett bygglovsansökningar ", "longer than sixteen letters"),
        ("på e-posten och skol-tv ", "beside a hyphen"),
        ("på 4g och b2b ", "digits"),
    ],
)
def test_what_is_no_word_for_the_splitter_is_left_out(sentence: str, why: str) -> None:
    assert count_words([sentence * 20]) == [], why


def test_rare_words_are_left_out() -> None:
    assert count_words(["en fältare. " * 5]) == []
    assert count_words(["en fältare. " * 6]) == [("fältare", 6)]


def test_the_vocabulary_is_written_as_the_splitter_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"body": "på skolan om polisen på skolan. " * 6}) + "\n")
    monkeypatch.setattr(sys, "argv", ["vocabulary", str(tmp_path), str(tmp_path / "out.tsv")])
    module.main()
    comment, *rows = (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()
    assert comment.startswith("# ")
    assert rows == ["skolan\t12", "polisen\t6"]
