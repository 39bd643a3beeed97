"""Training what tells names of initiatives: examples of gold texts, passages of other fields, figures."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.training import initiatives
from pipeline.training.initiatives import Example, Reader, figures, other_fields, train

TEXT = "I projektet Stegen får unga i gäng hjälp. Stegen leds av Anna Berg."
RECORD = {
    "title": "",
    "text": TEXT,
    "mentions": [{"start": start, "end": start + 6, "label": "INITIATIVE"} for start in (12, 42)],
}


@pytest.fixture(scope="module")
def example() -> Example:
    return Reader().example(RECORD, 0.5)


def test_candidates_of_gold_names_are_right(example: Example) -> None:
    named = [TEXT[slice(*span)] for span, label in zip(example.spans, example.labels, strict=True) if label]
    assert named == ["Stegen", "Stegen"]
    assert example.gold == {(12, 18), (42, 48)}
    assert not any("Anna" in TEXT[slice(*span)] for span in example.spans)
    assert (len(example.signals), example.weight) == (len(example.spans), 0.5)


def test_figures_count_names(example: Example) -> None:
    assert figures([example], [example.labels], 0.5) == (1, 1, 1)
    assert figures([example], [np.zeros(len(example.spans))], 0.5) == (0, 0, 0)


def test_the_same_examples_give_the_same_weights(example: Example) -> None:
    first, second = (train([example, example]) for _ in range(2))
    for name, values in first.arrays().items():
        assert np.array_equal(values, second.arrays()[name])


def test_passages_of_other_fields_speak_of_no_crime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(initiatives, "OTHER_FIELDS", {"corpus": 2})
    filling = "Lindarna planteras i raka rader längs den nya gatan. " * 30
    bodies = [f"{filling}Projektet Grön väg är klart. {filling}", f"{filling} Polisen kom. ", "Kort."]
    lines = [json.dumps({"id": str(n), "title": "Ny gata", "body": body}) for n, body in enumerate(bodies)]
    (tmp_path / "corpus.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    found = list(other_fields(tmp_path))
    assert found and all("Polisen" not in one["text"] for one in found)
    assert any("Projektet Grön väg" in one["text"] for one in found)
