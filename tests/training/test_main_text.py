"""Training what tells main text from boilerplate: labels, weights of the pieces, the same networks every time."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np

from pipeline.clean.html.markup import parse_html
from pipeline.clean.html.outline import outline
from pipeline.models.networks import load_networks
from pipeline.training.main_text import example, read_examples, train
from pipeline.training.networks import save

PAGE = "<nav><a>Start</a></nav><p>Vi går genom parken i kväll.</p><p>Kakor är bra för alla här.</p>"


def test_main_text_is_what_shares_most_of_its_triples() -> None:
    found = example(outline(parse_html(PAGE)), "Vi går genom parken i kväll. Kakor!")
    assert found.labels.tolist() == [0, 1, 0]
    assert found.weights.tolist() == [1 / 50, 6 / 50, 6 / 50]


def test_the_same_pages_give_the_same_weights(tmp_path: Path) -> None:
    (tmp_path / "1.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    gold = {"id": "1", "main_content": "Vi går genom parken i kväll."}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    examples = read_examples(tmp_path)
    first, second = (train(examples.values(), networks=2) for _ in range(2))
    for name, values in first.arrays().items():
        assert np.array_equal(values, second.arrays()[name])
    save(first, tmp_path / "out")
    stored = load_networks(tmp_path / "out")
    assert np.allclose(stored.chances(examples["1"].signals), first.chances(examples["1"].signals))
