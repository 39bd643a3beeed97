"""Draw passages of the shared corpora that questions are written for: `python -m pipeline.training.passage_sample`.

One passage a record: whole sentences of about 90 words from a place drawn at random. Records on crime, its prevention
and its neighbours (school, social services, drugs, extremism, fraud) go first; the rest of each corpus's share is
drawn from everything. Later rounds take other records than the earlier ones. The same corpora give the same passages.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.swedish.sentences import sentence_spans
from pipeline.training.pairs import records

WORDS = 90
SHORTEST = 35
CORPORA = ("g0vse_regeringen", "riksdag_interpellationer", "sfs_all", "almedalen_2009_2014")
SUBJECT = re.compile(
    r"brottsföreb|kriminel|gängen|avhopp|brottslighet|extremis|otillåten påverkan|missbruk|trygghet|kamerabevak"
    r"|kameraövervak|socialtjänst|narkotika|hedersrel|våld i nära|skolfrånvaro|ordningsvakt|bidragsbrott|välfärdsbrott"
    r"|utsatta områden|ungdomsbrott|sexualbrott|människohandel|polisen",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Round:
    """`shares`: for each of `CORPORA`, how many passages on the knowledge base's subject and how many on anything."""

    seed: int
    shares: tuple[tuple[int, int], ...]


ROUNDS = (
    Round(41, ((1100, 300), (350, 50), (200, 50), (200, 150))),
    Round(43, ((2400, 1500), (400, 300), (300, 200), (300, 600))),
    Round(47, ((2400, 800), (600, 200), (200, 100), (200, 300))),
)


@dataclass(frozen=True, slots=True)
class SampledPassage:
    """`text` is `body[start:end]` of the record `record_id` of the file `corpus`.jsonl.gz."""

    corpus: str
    record_id: str
    start: int
    end: int
    title: str
    text: str


def sample(corpora: Path, number: int = 0) -> list[SampledPassage]:
    """Return the passages of round `number` in a random order."""
    taken: set[tuple[str, str]] = set()
    found: list[SampledPassage] = []
    for drawn in ROUNDS[: number + 1]:
        taken |= {(passage.corpus, passage.record_id) for passage in found}
        rng = random.Random(drawn.seed)
        found = [
            passage
            for corpus, shares in zip(CORPORA, drawn.shares, strict=True)
            for passage in _of_corpus(corpora, corpus, shares, taken, rng)
        ]
        rng.shuffle(found)
    return found


def _of_corpus(
    corpora: Path, corpus: str, shares: tuple[int, int], earlier: set[tuple[str, str]], rng: random.Random
) -> Iterator[SampledPassage]:
    everything = list({record["id"]: record for record in records(corpora / f"{corpus}.jsonl.gz")}.values())
    rng.shuffle(everything)
    taken = {record_id for name, record_id in earlier if name == corpus}
    for subject, share in zip((SUBJECT, re.compile("")), shares, strict=True):
        for record in everything:
            if share == 0:
                break
            if record["id"] not in taken and (passage := _draw(corpus, record, rng)) and subject.search(passage.text):
                taken.add(record["id"])
                share -= 1
                yield passage


def _draw(corpus: str, record: dict[str, str], rng: random.Random) -> SampledPassage | None:
    """A passage from the record; None if it has no text of that length."""
    body = record["body"]
    spans = [span for span in sentence_spans(body) if len(body[slice(*span)].split()) >= 3]
    if not spans:
        return None
    first = rng.randrange(len(spans))
    start, end = spans[first]
    for _, following in spans[first:]:
        end = following
        if len(body[start:end].split()) >= WORDS:
            break
    if not SHORTEST <= len(body[start:end].split()) <= 3 * WORDS:
        return None
    return SampledPassage(corpus, record["id"], start, end, record["title"], body[start:end])


def main() -> None:
    """Write the passages as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--round", type=int, choices=range(len(ROUNDS)), default=0)
    options = parser.parse_args()
    lines = [json.dumps(asdict(passage), ensure_ascii=False) for passage in sample(options.corpora, options.round)]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} passages")


if __name__ == "__main__":
    main()
