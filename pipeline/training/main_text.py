"""Trains what tells main text from boilerplate: `python -m pipeline.training.main_text WCXB_FOLDER OUT`.

Reads the team's WCXB sample (pages and their main text), labels every piece of a page by how much of it stands in the
main text, and fits a few small networks whose mean is used. Seeded; about a minute on two cores.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipeline.clean.decode import decode
from pipeline.clean.html.markup import parse_html
from pipeline.clean.html.outline import Outline, outline
from pipeline.clean.html.signals import Floats, signals
from pipeline.models.networks import Networks
from pipeline.training.networks import Recipe, fit, save

RECIPE = Recipe(networks=5, hidden=16, decay=6.0, rate=0.002, epochs=12)
SHARE = 3  # words in a row that are compared
LEAST_WORDS, MOST_WEIGHT = 50, 0.5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Example:
    """A page's pieces as numbers, with 1 for main text, and the weight of each: a page weighs about one."""

    signals: Floats
    labels: Floats
    weights: Floats


def example(page: Outline, main_text: str) -> Example:
    """Label the pieces of a page: main text is what shares more than half of its word triples with it."""
    words = _WORD.findall(main_text.lower())
    triples, joined = _triples(words), f" {' '.join(words)} "
    labels = []
    for piece in page.pieces:
        own = _WORD.findall(piece.text.lower())
        if len(own) < SHARE:
            labels.append(f" {' '.join(own)} " in joined)
        else:
            found = _triples(own)
            labels.append(len(found & triples) > len(found) / 2)
    sizes = np.array([piece.words for piece in page.pieces], float)
    weights = np.minimum(sizes / max(len(words), LEAST_WORDS), MOST_WEIGHT)
    return Example(signals(page), np.array(labels, float), weights)


def _triples(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[n : n + SHARE]) for n in range(len(words) - SHARE + 1)}


def read_examples(folder: Path) -> dict[str, Example]:
    """Return the examples of a WCXB folder by page id."""
    found = {}
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for gold in map(json.loads, lines):
            content = gzip.decompress((folder / f"{gold['id']}.html.gz").read_bytes())
            page = outline(parse_html(decode(content)))
            if page.pieces:
                found[gold["id"]] = example(page, gold["main_content"])
    return found


def train(examples: Iterable[Example], networks: int = RECIPE.networks) -> Networks:
    """Fit the networks; the same examples give the same weights on the same machine."""
    rows = list(examples)
    return fit(
        np.vstack([row.signals for row in rows]),
        np.concatenate([row.labels for row in rows]),
        np.concatenate([row.weights for row in rows]),
        replace(RECIPE, networks=networks),
    )


if __name__ == "__main__":
    save(train(read_examples(Path(sys.argv[1])).values()), Path(sys.argv[2]))
