"""Main text, titles and dates of HTML pages beside other extractors.

`python -m tests.quality.extraction [WCXB_FOLDER]`; pages and gold are those of WCXB (CC BY 4.0).

Token F1: both texts are lower-cased and read as multisets of words (`\\w+`), o is the size of their intersection,
precision o / words extracted, recall o / words of the gold text, F1 their harmonic mean (0 if o is 0); a figure is the
mean over pages. The bundled weights were trained on these very pages, so `ours, halves` is the honest figure: pages
with even ids cleaned with weights trained on the odd ones, and the other way round.

Titles are compared without regard to case, white space and the shape of apostrophes; dates as ISO days, on the pages
whose gold states one.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import justext
import lxml.html
import readability
import trafilatura

from pipeline.clean.decode import decode
from pipeline.clean.document import clean_page
from pipeline.errors import UnusableContent
from pipeline.records import Page
from pipeline.training.main_text import read_examples, train
from tests.quality.measure import REPO

TYPES = ("article", "service", "listing", "documentation")
SAMPLE = REPO.parent / "shared" / "data" / "html" / "wcxb_dev_sample"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Gold:
    """A page and what is right about it."""

    page_id: str
    url: str
    kind: str
    title: str
    date: str | None
    text: str
    content: bytes

    @property
    def half(self) -> int:
        return int(self.page_id) % 2


@dataclass(frozen=True)
class Found:
    """What an extractor made of a page; None where it does not say."""

    text: str
    title: str | None = None
    date: str | None = None


Extractor = Callable[[Gold], Found]


def read_gold(folder: Path) -> list[Gold]:
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        return [
            Gold(
                g["id"], g["url"], g["page_type"], g["title"], g["publish_date"] or None, g["main_content"],
                gzip.decompress((folder / f"{g['id']}.html.gz").read_bytes()),
            )
            for g in map(json.loads, lines)
        ]  # fmt: skip


def token_f1(found: str, gold: str) -> float:
    ours, theirs = (Counter(_WORD.findall(text.lower())) for text in (found, gold))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def plain_title(title: str | None) -> str:
    return " ".join((title or "").replace("’", "'").casefold().split())


def ours(gold: Gold) -> Found:
    try:
        page = clean_page(Page("x", gold.url, "s", "text/html", gold.content, "2024-01-01T00:00:00Z"))
    except UnusableContent:
        return Found("")
    return Found(page.text, page.title, page.published)


def by_halves(folder: Path) -> Extractor:
    """Ours, with weights that were trained on the pages of the other half."""
    examples = read_examples(folder)
    choosers = [train(example for name, example in examples.items() if int(name) % 2 != half) for half in (0, 1)]

    def extract(gold: Gold) -> Found:
        with patch("pipeline.clean.html.main_text.load_networks", lambda folder: choosers[gold.half]):
            return ours(gold)

    return extract


def with_trafilatura(**settings: bool) -> Extractor:
    def extract(gold: Gold) -> Found:
        found = trafilatura.bare_extraction(decode(gold.content), url=gold.url, with_metadata=True, **settings)
        return Found(found.text or "", found.title, found.date) if found else Found("")

    return extract


def with_readability(gold: Gold) -> Found:
    page = readability.Document(decode(gold.content))
    return Found("\n".join(lxml.html.fromstring(page.summary()).itertext()), page.short_title())


def with_justext(gold: Gold) -> Found:
    paragraphs = justext.justext(gold.content, justext.get_stoplist("English"))
    return Found("\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate))


def extractors(folder: Path) -> dict[str, Extractor]:
    return {
        "ours": ours,
        "ours, halves": by_halves(folder),
        "trafilatura": with_trafilatura(),
        "trafilatura precision": with_trafilatura(favor_precision=True),
        "trafilatura recall": with_trafilatura(favor_recall=True),
        "readability-lxml": with_readability,
        "jusText": with_justext,
    }


def mean(values: Iterator[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def f1_by_type(pages: list[Gold], found: dict[str, Found]) -> dict[str, float]:
    """Mean token F1 of each page type."""
    return {kind: mean(token_f1(found[g.page_id].text, g.text) for g in pages if g.kind == kind) for kind in TYPES}


def run(extract: Extractor, pages: list[Gold]) -> dict[str, Found]:
    """What an extractor makes of each page; a page it fails on has no text."""
    found = {}
    for gold in pages:
        try:
            found[gold.page_id] = extract(gold)
        except Exception as error:  # another library's: it counts as nothing found
            print(f"{gold.page_id}: {type(error).__name__}", file=sys.stderr)
            found[gold.page_id] = Found("")
    return found


def report(folder: Path) -> Iterator[str]:
    """Yield the lines of the table."""
    pages = read_gold(folder)
    yield f"{'main text, token F1':24}" + "".join(f"{kind:>15}" for kind in TYPES) + "   (even ids, odd ids)"
    results = {}
    for name, extract in extractors(folder).items():
        results[name] = run(extract, pages)
        halves = [f1_by_type([g for g in pages if g.half == half], results[name]) for half in (0, 1)]
        whole = f1_by_type(pages, results[name])
        yield (
            f"{name:24}"
            + "".join(f"{whole[kind]:15.4f}" for kind in TYPES)
            + "   "
            + " ".join(f"({halves[0][kind]:.3f} {halves[1][kind]:.3f})" for kind in TYPES)
        )
    yield f"{'titles, exact':24}" + "".join(f"{kind:>15}" for kind in TYPES) + f"{'all':>15}"
    for name in ("ours", "trafilatura", "readability-lxml"):
        right = {g.page_id: plain_title(results[name][g.page_id].title) == plain_title(g.title) for g in pages}
        shares = [mean(float(right[g.page_id]) for g in pages if g.kind == kind) for kind in TYPES]
        yield f"{name:24}" + "".join(f"{share:15.4f}" for share in (*shares, mean(map(float, right.values()))))
    dated = [g for g in pages if g.date]
    for name in ("ours", "trafilatura"):
        right_days = [results[name][g.page_id].date == g.date for g in dated]
        yield f"dates, {name}: {sum(right_days)} of {len(dated)} right"
    for g in dated:
        if results["ours"][g.page_id].date != g.date:
            yield f"  {g.page_id} {g.kind}: {results['ours'][g.page_id].date}, gold {g.date}"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    if not folder.is_dir():
        print(f"{folder} is not there: nothing to measure")
        return
    for line in report(folder):
        print(line, flush=True)


if __name__ == "__main__":
    main()
