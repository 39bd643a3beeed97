"""Blocks that sites repeat, found among 10,000 generated pages whose truth is known.

`python -m tests.benchmarks.repeats`: sites of 3 to 8,467 pages, five templates each (one on the site of three), prints
precision and recall over blocks, and whether another order of pages gives the same. Of the pages' own blocks, headings
and list items are shared by many, some quotes stand on two or three pages, and a statistic on
each page differs in nothing but its number.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator

from pipeline.clean.repeats import find_repeats, without_repeats
from pipeline.clean.sketch import sketch
from pipeline.records import Block, Document
from pipeline.swedish.vocabulary import word_counts

SITES = (3, 30, 300, 1200, 8467)
SEED = 5
HEADINGS = ("Bakgrund", "Syfte", "Så arbetar vi", "Målgrupp", "Resultat")
ITEMS = ("Polisen", "Socialtjänsten", "Skolan", "Fritidsgårdarna")

Judged = tuple[Block, bool]


class Site:
    """One generated site: its templates, and pages whose blocks are (block, whether it is the template's)."""

    def __init__(self, rng: random.Random, words: list[str], pages: int) -> None:
        self._rng, self._words, self._rare = rng, words[::2], words[1::2]
        self._templates = [self._template() for _ in range(5 if pages > 3 else 1)]
        self._quotes = [(self.sentence(14), rng.choice((2, 3))) for _ in range(pages // 10)]
        shared = [text for text, times in self._quotes for _ in range(times)]
        self._shared = shared + [""] * max(0, pages - len(shared))
        rng.shuffle(self._shared)
        self.pages = [self._page(i) for i in range(pages)]

    def sentence(self, length: int) -> str:
        """Return so many words with a full stop."""
        return " ".join(self._rng.choices(self._words, k=length)).capitalize() + "."

    def _template(self) -> list[list[Block]]:
        """Groups of blocks that stand together; {} is filled in on each page."""
        return [
            [Block("list_item", self.sentence(2)) for _ in range(4)],
            [Block("heading", self.sentence(2)), *(Block("paragraph", self.sentence(9)) for _ in range(2))],
            [Block("paragraph", self.sentence(6)[:-1] + " {} " + self.sentence(5).lower())],
            [Block("caption", self.sentence(4))],
            [Block("table_row", self.sentence(5)), Block("table_row", self.sentence(4))],
        ]

    def _page(self, number: int) -> list[Judged]:
        rng = self._rng
        own: list[list[Judged]] = []
        for heading in rng.sample(HEADINGS, 3):
            own.append([(Block("heading", heading), False)])
            own += [
                [(Block("paragraph", self.sentence(rng.randrange(8, 40))), False)] for _ in range(rng.randrange(1, 4))
            ]
        own.append(
            [(Block("list_item", rng.choice(ITEMS)), False)]
            + [(Block("list_item", self.sentence(6)), False) for _ in range(3)]
        )
        own.append(
            [(Block("paragraph", f"Under året anmäldes {number} brott i området enligt polisens statistik."), False)]
        )
        if quote := self._shared[number]:
            own.append([(Block("quote", "– " + quote), False)])
        for group in self._templates[number % len(self._templates)]:
            filled = [(Block(b.kind, b.text.format(rng.choice(self._rare))), True) for b in group]
            own.insert(rng.randrange(1, len(own)), [*filled, (Block("paragraph", self.sentence(12)), False)])
        return [judged for group in own for judged in group]


def documents(pages: list[list[Judged]]) -> Iterator[Document]:
    """The pages as the clean stage hands them over."""
    for number, page in enumerate(pages):
        blocks = tuple(block for block, _ in page)
        yield Document(f"{number:05}", f"https://www.sala.example/{number}", "Sida", blocks)


def main() -> None:
    """Print one JSON object a site and one for all."""
    rng = random.Random(SEED)
    words = sorted(word_counts())[::7]
    total = {"right": 0, "wrong": 0, "missed": 0}
    for size in SITES:
        site = Site(rng, words, size)
        started = time.perf_counter()
        repeats = find_repeats(lambda site=site: map(sketch, documents(site.pages)))  # type: ignore[misc]
        sifted = [without_repeats(document, repeats) for document in documents(site.pages)]
        seconds = time.perf_counter() - started
        judged = [
            (not block.kept, truth)
            for document, page in zip(sifted, site.pages, strict=True)
            for block, (_, truth) in zip(document.blocks, page, strict=True)
        ]
        counts = {
            "right": sum(dropped and truth for dropped, truth in judged),
            "wrong": sum(dropped and not truth for dropped, truth in judged),
            "missed": sum(truth and not dropped for dropped, truth in judged),
        }
        back = list(documents(site.pages))[::-1]
        same = find_repeats(lambda back=back: map(sketch, back)) == repeats  # type: ignore[misc]
        total = {name: total[name] + counts[name] for name in total}
        print(json.dumps({"pages": size, **rates(counts), "seconds": round(seconds, 2), "any_order": same}), flush=True)
    print(json.dumps({"pages": sum(SITES), **rates(total)}))


def rates(counts: dict[str, int]) -> dict[str, float]:
    """Precision and recall of the blocks that were left out."""
    right = counts["right"]
    return {
        "precision": round(right / max(1, right + counts["wrong"]), 4),
        "recall": round(right / max(1, right + counts["missed"]), 4),
    }


if __name__ == "__main__":
    main()
