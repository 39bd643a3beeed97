from __future__ import annotations

import gzip
import json
from pathlib import Path

from pipeline.training.gold import read_gold


def test_a_text_is_the_record_s_own_or_lies_where_it_says(tmp_path: Path) -> None:
    body = {"id": 7, "body": "Före. Det här är texten. Efter."}
    (tmp_path / "corpus.jsonl.gz").write_bytes(gzip.compress(json.dumps(body).encode()))
    (tmp_path / "page.txt").write_text("En sida.", encoding="utf-8")
    records = [
        {"id": "a", "text": "Egen text."},
        {"id": "b", "source": {"file": "corpus.jsonl.gz", "id": "7", "start": 6, "end": 24}},
        {"id": "c", "source": {"file": "page.txt", "id": "", "start": 3, "end": 7}},
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    assert [one["text"] for one in read_gold(gold, tmp_path)] == ["Egen text.", "Det här är texten.", "sida"]
