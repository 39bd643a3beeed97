"""Draw passages of the shared corpora that questions are written for: `python -m pipeline.training.passage_sample`.

One passage a record: whole sentences of about 90 words from a place drawn at random. Records on crime, its prevention
and its neighbours (school, social services, drugs, extremism, fraud) go first; the rest of each corpus's share is
drawn from everything. The same corpora and seed give the same passages.
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

SEED = 41
WORDS = 90
SHORTEST = 35
# corpus: (passages on the knowledge base's subject, passages on anything)
SHARES = {
    "g0vse_regeringen": (1100, 300),
    "riksdag_interpellationer": (350, 50),
    "sfs_all": (200, 50),
    "almedalen_2009_2014": (200, 150),
}
SUBJECT = re.compile(
    r"brottsföreb|kriminel|gängen|avhopp|brottslighet|extremis|otillåten påverkan|missbruk|trygghet|kamerabevak"
    r"|kameraövervak|socialtjänst|narkotika|hedersrel|våld i nära|skolfrånvaro|ordningsvakt|bidragsbrott|välfärdsbrott"
    r"|utsatta områden|ungdomsbrott|sexualbrott|människohandel|polisen",
    re.IGNORECASE,
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


def sample(corpora: Path, seed: int = SEED) -> list[SampledPassage]:
    """Return the passages in a random order."""
    rng = random.Random(seed)
    found = [passage for corpus in SHARES for passage in _of_corpus(corpora, corpus, rng)]
    rng.shuffle(found)
    return found


def _of_corpus(corpora: Path, corpus: str, rng: random.Random) -> Iterator[SampledPassage]:
    everything = list({record["id"]: record for record in records(corpora / f"{corpus}.jsonl.gz")}.values())
    rng.shuffle(everything)
    on_subject, anything = SHARES[corpus]
    taken: set[str] = set()
    for subject, share in ((SUBJECT, on_subject), (re.compile(""), anything)):
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
    options = parser.parse_args()
    lines = [json.dumps(asdict(passage), ensure_ascii=False) for passage in sample(options.corpora)]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} passages")


if __name__ == "__main__":
    main()
